import type { Classifier, Guess, SegmentedText } from './classifier';

/** Phrases that speak for a second-level category. Longer ones weigh more; the title weighs twice. */
export const keywords: Readonly<Record<string, readonly string[]>> = {
  'financing.loan-refused': ['贷款难', '不放贷', '首贷', '贷款被拒', '申请贷款', '信贷', '流动资金贷款', '抵押不足'],
  'financing.loan-withdrawn': ['抽贷', '断贷', '续贷', '压贷', '不再放款', '过桥'],
  'financing.financing-cost': ['融资成本', '贷款利率', '利息高', '搭售理财', '中介费'],
  'financing.guarantee': ['担保', '抵押物', '反担保', '保证金贷款', '担保费'],
  'land-and-premises.land-supply': ['用地指标', '土地指标', '供地', '工业用地', '扩建用地', '拿地'],
  'land-and-premises.title-certificate': ['不动产权证', '房产证', '土地证', '产权证', '确权'],
  'land-and-premises.plant-rent': ['厂房租赁', '厂房租金', '租金减免', '标准厂房'],
  'land-and-premises.expropriation': ['征收', '拆迁', '补偿款', '征地补偿', '腾退'],
  'labour-and-talent.recruitment': ['招工难', '招聘', '用工缺口', '缺工', '技工', '用工荒'],
  'labour-and-talent.talent-policy': ['人才补贴', '引进人才', '子女入学', '人才公寓', '职称'],
  'labour-and-talent.social-insurance': ['社会保险', '社保', '工伤', '养老保险', '医保', '公积金'],
  'labour-and-talent.labour-dispute': ['劳动仲裁', '劳动纠纷', '工资', '加班费', '劳动合同', '欠薪'],
  'taxes-and-fees.tax-refund': ['退税', '留抵', '出口退税'],
  'taxes-and-fees.tax-relief': ['税收优惠', '加计扣除', '减免税', '税费减免'],
  'taxes-and-fees.tax-inspection': ['税务检查', '税务稽查', '稽查局', '滞纳金'],
  'taxes-and-fees.improper-fees': ['乱收费', '强制收取', '服务费没有依据', '摊派', '违规收费'],
  'approvals.licence-slow': ['许可证办理', '审批超过', '审批慢', '许可证', '承诺时限', '资质审批'],
  'approvals.construction-permit': ['施工许可', '竣工验收', '规划许可', '消防验收', '图审'],
  'approvals.registration': ['变更登记', '注销', '营业执照', '工商登记', '股权变更', '注册登记'],
  'approvals.online-service': ['网上办', '系统报错', '网站打不开', '政务服务网', '爱山东'],
  'market-access-and-fair-competition.bidding': ['招标', '投标', '政府采购', '中标', '围标', '串标'],
  'market-access-and-fair-competition.hidden-barriers': ['隐性门槛', '地方保护', '本地备案', '排斥外地', '市场准入'],
  'market-access-and-fair-competition.monopoly': ['垄断', '不正当竞争', '低价倾销', '二选一'],
  'arrears-by-public-bodies.government-arrears': ['政府拖欠', '拖欠货款', '局欠款', '没有预算', '拖欠民营企业', '机关拖欠'],
  'arrears-by-public-bodies.state-firm-arrears': ['平台公司拖欠', '城投', '国企拖欠', '国有企业拖欠', '拖欠账款'],
  'arrears-by-public-bodies.project-settlement': ['工程款', '不结算', '不审计', '结算审计', '质保金'],
  'policy-fulfilment.investment-promise': ['招商引资', '承诺', '没有兑现', '三免两减半', '招商协议'],
  'policy-fulfilment.subsidy': ['奖补资金', '补贴没有到位', '奖励资金', '补助资金', '专精特新'],
  'policy-fulfilment.policy-unclear': ['政策不清', '政策不一致', '实施细则', '政策解读', '朝令夕改'],
  'intellectual-property.infringement': ['仿冒', '侵权', '假冒', '维权'],
  'intellectual-property.patent-trademark': ['专利申请', '商标注册', '商标', '专利预审'],
  'intellectual-property.trade-secret': ['商业秘密', '技术泄露'],
  'science-and-technology.high-tech-status': ['高新技术企业', '高企认定', '科技型中小企业'],
  'science-and-technology.project-funding': ['科技项目', '研发补助', '科技计划'],
  'science-and-technology.industry-university': ['产学研', '高校合作', '成果转化'],
  'energy-and-environment.power-supply': ['停电', '用电', '增容', '电价', '供电'],
  'energy-and-environment.gas-and-heat': ['燃气', '天然气', '供热', '蒸汽', '供水', '停水'],
  'energy-and-environment.environmental-approval': ['环评', '排污许可', '排污'],
  'energy-and-environment.production-limits': ['限产', '停产', '一刀切', '重污染天气', '错峰生产'],
  'logistics.road-transport': ['货车', '通行证', '限行', '超载', '高速通行', '运输证'],
  'logistics.port-and-rail': ['港口', '铁路', '码头', '集装箱', '班列'],
  'logistics.logistics-cost': ['物流成本', '运费', '快递费'],
  'foreign-trade-and-tariffs.tariffs': ['关税', '贸易摩擦', '反倾销', '对美出口'],
  'foreign-trade-and-tariffs.customs-clearance': ['通关', '报关', '海关查验', '查验'],
  'foreign-trade-and-tariffs.overseas-market': ['参展', '海外市场', '国际市场', '跨境电商'],
  'legal-protection-and-law-enforcement.repeated-inspection': ['重复检查', '多头检查', '频繁检查', '检查九次', '入企检查'],
  'legal-protection-and-law-enforcement.improper-penalty': ['罚款', '处罚', '过罚不当', '执法人员'],
  'legal-protection-and-law-enforcement.judgment-enforcement': ['强制执行', '胜诉', '法院', '执行不到位', '判决'],
  'legal-protection-and-law-enforcement.case-property': ['查封', '冻结账户', '扣押', '涉案财产'],
  'others.roads-and-facilities': ['道路破损', '公交', '路灯', '停车', '下水道', '排水'],
  'others.security': ['盗窃', '治安', '诈骗', '寻衅滋事'],
};

/** Evidence at which rules are half sure; one long phrase in the title already passes it. */
const halfSure = 3;

/** Keyword rules: the sum of the lengths of the phrases found, the title counted twice, against the runner-up. */
export const keywordRules: Classifier = {
  version: 'rules-1',
  classify(text: SegmentedText): readonly Guess[] {
    const scored = Object.entries(keywords).flatMap(([code, phrases]) => {
      const found = phrases.filter((phrase) => text.title.includes(phrase) || text.content.includes(phrase));
      const score = found.reduce((sum, phrase) => sum + phrase.length * (text.title.includes(phrase) ? 2 : 1), 0);
      return score === 0 ? [] : [{ code, score, words: [...found].sort((a, b) => b.length - a.length) }];
    });
    const total = scored.reduce((sum, { score }) => sum + score, 0);
    return scored
      .sort((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1))
      .map(({ code, score, words }) => ({ code, words, certainty: (score / total) * (score / (score + halfSure)) }));
  },
};
