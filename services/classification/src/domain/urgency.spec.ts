import fc from 'fast-check';
import { urgencyRules } from '../data/urgency-rules';
import { judgeUrgency } from './urgency';

describe('judgeUrgency', () => {
  it.each([
    ['厂区发生火灾，有人员伤亡', 'critical', '人身安全'],
    ['有毒气体可能泄漏', 'critical', '人身安全'],
    ['供货商上门围堵厂区', 'critical', '群体纠纷'],
    ['公司账户被冻结，无法付款', 'critical', '资金冻结'],
    ['停电，已有人员伤亡', 'critical', '人身安全'],
    ['车间有安全隐患', 'urgent', '安全隐患'],
    ['再不解决就向媒体反映', 'urgent', '媒体关注'],
    ['银行抽贷', 'urgent', '资金冻结'],
    ['厂里停电两天', 'urgent', '持续损失'],
  ])('%s: %s, %s', (text, urgency, kind) => {
    const judged = judgeUrgency(text, urgencyRules);
    expect(judged.value).toBe(urgency);
    expect(judged.reason.zh).toContain(kind);
  });

  it.each([['想了解人才政策'], ['公司获媒体报道，想申报品牌'], ['有毒物质怎么申报']])('%s: ordinary', (text) => {
    expect(judgeUrgency(text, urgencyRules)).toMatchObject({ value: 'ordinary', method: 'none' });
  });

  it('names the words that decided and their kinds, in both languages', () => {
    expect(judgeUrgency('停电两天，订单取消，账户冻结', urgencyRules).reason).toEqual({
      zh: '出现“冻结”“停电”“订单取消”（资金冻结、持续损失）', en: 'the text says “冻结”, “停电”, “订单取消” (funds frozen, running loss)',
    });
  });

  it('goes by the rules that it is given', () => {
    const rules = [{ urgency: 'critical', name: { zh: '台风', en: 'typhoon' }, phrases: ['台风&登陆'] }] as const;
    expect(judgeUrgency('台风即将登陆', rules)).toMatchObject({ value: 'critical', reason: { zh: '出现“台风…登陆”（台风）' } });
    expect(judgeUrgency('厂区发生火灾', rules).value).toBe('ordinary');
  });

  it('never falls when a text grows', () => {
    const order = ['ordinary', 'urgent', 'critical'];
    const words = [...urgencyRules.flatMap(({ phrases }) => phrases), '贷款', '，'].map((word) => word.replace('&', ''));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 5 }), fc.array(fc.constantFrom(...words), { maxLength: 5 }), (first, more) => {
        const [before, after] = [first, [...first, ...more]].map((each) => judgeUrgency(each.join('，'), urgencyRules));
        expect(order.indexOf(after?.value ?? '')).toBeGreaterThanOrEqual(order.indexOf(before?.value ?? ''));
      }),
    );
  });
});
