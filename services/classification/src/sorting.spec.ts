import { sortingSchema, type AppealSummary } from '@suqiao/contracts';
import { sortingFacts } from './classification.consumer';
import { linearClassifier } from './domain/linear-model';
import { sortAppeal } from './domain/sort';
import { sampleModel } from './sample-model';
import { segment } from './segmenter';

const facts = sortingFacts({}, linearClassifier(sampleModel()));

function appeal(title: string, content: string, given: Partial<AppealSummary> = {}): AppealSummary {
  return {
    appealId: '01930000-0000-7000-8000-000000000000', trackingNumber: 'SQ20261123-00000000-0', channel: 'test', channelReference: '1', title, content,
    occurredAt: null, receivedAt: '2026-11-23T01:00:00.000Z', appellantName: '某公司', creditCode: null, divisionCode: null, categoryCode: null, confidential: false, ...given,
  };
}

const sort = (summary: AppealSummary) => sortAppeal(summary, segment(summary.title, summary.content), facts);

/** Written apart from the rules and the sample texts, as an enterprise might put it; the class is the first level. */
const spoken: readonly (readonly [text: string, firstLevel: string])[] = [
  ['我们是做冷冻食品的，旺季备货缺钱，找了几家银行申请贷款，都说抵押不够不给批', 'financing'],
  ['银行说好还了就续，结果钱还进去就不再放款了，现在厂里资金很紧', 'financing'],
  ['厂子盖了快十年，一直办不下来房产证，想拿去抵押都不行', 'land-and-premises'],
  ['政府要征地修路，我们厂区要拆迁，补偿标准到现在没谈', 'land-and-premises'],
  ['招不到年轻工人，一线普工平均年龄五十多，订单来了干不出来', 'labour-and-talent'],
  ['公司引进的博士，人才补贴申报了一年没有消息', 'labour-and-talent'],
  ['留抵退税申请交上去以后一直没有动静，占用资金太多', 'taxes-and-fees'],
  ['行业协会每年强制收取培训费，不交就不给办事，属于乱收费吧', 'taxes-and-fees'],
  ['食品经营许可证换证跑了七趟，审批时限早过了', 'approvals'],
  ['车间竣工验收和消防验收卡了半年，没法投产', 'approvals'],
  ['投标时发现招标文件写死了某品牌参数，明显是量身定做', 'market-access-and-fair-competition'],
  ['给镇政府供的办公家具，货款拖欠三年多，每次都说财政紧张', 'arrears-by-public-bodies'],
  ['城投公司欠我们材料款二百万，给的商票也不能兑付', 'arrears-by-public-bodies'],
  ['招商引资时答应的税收返还和配套道路，都没有兑现', 'policy-fulfilment'],
  ['专精特新的奖补资金公示完了，一直没有拨付', 'policy-fulfilment'],
  ['网上有人卖仿冒我们商标的产品，举报多次，维权很难', 'intellectual-property'],
  ['前员工把配方图纸带走去了对手公司，涉及商业秘密', 'intellectual-property'],
  ['高新技术企业认定的条件变了，研发人员占比怎么算', 'science-and-technology'],
  ['工业园区夏天老停电，变压器容量不够，申请增容没人管', 'energy-and-environment'],
  ['一有重污染天气就让我们停产限产，我们排放是达标的', 'energy-and-environment'],
  ['货车进城要通行证，配送受限行影响很大', 'logistics'],
  ['集装箱在港口压了二十天，铁路班列也排不上', 'logistics'],
  ['美国客户因为加征关税把单子停了', 'foreign-trade-and-tariffs'],
  ['货到海关查验总是抽中，通关太慢', 'foreign-trade-and-tariffs'],
  ['安监、环保、消防轮着来，一个月检查频繁得没法生产', 'legal-protection-and-law-enforcement'],
  ['官司赢了一年多，法院强制执行一分钱没拿到', 'legal-protection-and-law-enforcement'],
  ['厂门口那条路坑坑洼洼，下雨就积水，公交线路也没有', 'others'],
];

describe('sorting with what ships', () => {
  it('is right on nine in ten of what it is sure of, and sure of more than half', () => {
    const judged = spoken.map(([text, firstLevel]) => ({ text, firstLevel, sorting: sort(appeal(text.slice(0, 12), text)) }));
    const sure = judged.filter(({ sorting }) => !sorting.unsure.includes('category'));
    const wrong = sure.filter(({ firstLevel, sorting }) => sorting.category.value?.split('.')[0] !== firstLevel);
    expect(sure.length).toBeGreaterThan(spoken.length / 2);
    expect(wrong.map(({ text, sorting }) => `${text}: ${sorting.category.value ?? ''} ${String(sorting.category.certainty)}`).length).toBeLessThanOrEqual(sure.length / 10);
  });

  it.each([
    ['小区居民反映楼上噪音扰民，夜里睡不着'],
    ['王老师的课讲得很好，孩子们喜欢'],
    ['今天天气不错，适合出去走走'],
    ['ERP v2.3 error 500'],
  ])('is unsure of what is no enterprise\'s appeal: %s', (text) => {
    expect(sort(appeal('', text)).unsure).toContain('category');
  });

  it('takes the channel\'s category', () => {
    expect(sort(appeal('停电', '停电', { categoryCode: 'logistics' })).category).toMatchObject({ value: 'logistics', certainty: 1, method: 'channel' });
  });

  it('says where, why and how urgent, in the contract\'s shape', () => {
    const sorting = sort(appeal('银行突然抽贷', '济南市章丘区我公司被银行抽贷，断贷后资金链断裂'));
    expect(sortingSchema.parse(sorting)).toEqual(sorting);
    expect(sorting).toMatchObject({ category: { value: 'financing.loan-withdrawn' }, jurisdiction: { value: '370114', method: 'name' }, urgency: { value: 'critical' }, unsure: [] });
    expect(sorting.category.reason.zh).toContain('抽贷');
    expect(sorting.modelVersion).toMatch(/^rules-\d+\+samples-\d+$/);
  });

  it('says that it does not know where', () => {
    const sorting = sort(appeal('招工难', '招工难，用工缺口大'));
    expect(sorting.jurisdiction).toMatchObject({ value: null, method: 'none' });
    expect(sorting.unsure).toEqual(['jurisdiction']);
  });
});
