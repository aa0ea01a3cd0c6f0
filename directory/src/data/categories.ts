import type { Category } from '@suqiao/contracts';

interface FirstLevel {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly department: string | null;
  /** `[code, zh, en, department where it differs]` */
  readonly second: readonly (readonly [code: string, zh: string, en: string, department?: string])[];
}

/** 诉求分类, two levels, with the department that answers each by default; `null`: the federation itself. */
export const taxonomy: readonly FirstLevel[] = [
  { code: 'financing', zh: '融资', en: 'Financing', department: 'local-finance', second: [
    ['loan-refused', '贷款难', 'Loans refused'], ['loan-withdrawn', '抽贷断贷续贷', 'Loans withdrawn or not renewed'],
    ['financing-cost', '融资成本高', 'Cost of financing'], ['guarantee', '担保与抵押', 'Guarantees and collateral'] ] },
  { code: 'land-and-premises', zh: '土地厂房', en: 'Land and premises', department: 'natural-resources', second: [
    ['land-supply', '用地保障', 'Land supply'], ['title-certificate', '不动产权证办理', 'Title certificates'],
    ['plant-rent', '厂房租赁', 'Renting premises', 'industry-information'], ['expropriation', '征收拆迁补偿', 'Expropriation and compensation', 'housing-construction'] ] },
  { code: 'labour-and-talent', zh: '用工人才', en: 'Labour and talent', department: 'human-resources', second: [
    ['recruitment', '招工难', 'Recruitment'], ['talent-policy', '人才引进与待遇', 'Talent policy'],
    ['social-insurance', '社会保险', 'Social insurance'], ['labour-dispute', '劳动纠纷', 'Labour disputes'] ] },
  { code: 'taxes-and-fees', zh: '税费', en: 'Taxes and fees', department: 'taxation', second: [
    ['tax-refund', '退税', 'Tax refunds'], ['tax-relief', '税收优惠', 'Tax relief'],
    ['tax-inspection', '税务检查与处罚', 'Tax inspection'], ['improper-fees', '乱收费', 'Improper fees', 'market-regulation'] ] },
  { code: 'approvals', zh: '行政审批', en: 'Approvals', department: 'administrative-approval', second: [
    ['licence-slow', '许可办理慢', 'Slow licences'], ['construction-permit', '施工与竣工验收', 'Construction permits', 'housing-construction'],
    ['registration', '登记注册变更注销', 'Registration', 'market-regulation'], ['online-service', '网上办事系统', 'Online services'] ] },
  { code: 'market-access-and-fair-competition', zh: '市场准入与公平竞争', en: 'Market access and fair competition', department: 'market-regulation', second: [
    ['bidding', '招标投标与政府采购', 'Bidding and procurement', 'development-reform'], ['hidden-barriers', '隐性门槛与地方保护', 'Hidden barriers'],
    ['monopoly', '垄断与不正当竞争', 'Monopoly and unfair competition'] ] },
  { code: 'arrears-by-public-bodies', zh: '拖欠账款', en: 'Arrears owed by public bodies', department: 'industry-information', second: [
    ['government-arrears', '机关事业单位拖欠', 'Owed by public bodies'], ['state-firm-arrears', '国有企业与平台公司拖欠', 'Owed by state-owned firms'],
    ['project-settlement', '工程款结算', 'Settlement of works', 'housing-construction'] ] },
  { code: 'policy-fulfilment', zh: '政策兑现', en: 'Policy fulfilment', department: 'development-reform', second: [
    ['investment-promise', '招商承诺未兑现', 'Investment promises', 'commerce'], ['subsidy', '奖补资金未到位', 'Subsidies unpaid', 'finance'],
    ['policy-unclear', '政策不清不衔接', 'Unclear policy'] ] },
  { code: 'intellectual-property', zh: '知识产权', en: 'Intellectual property', department: 'intellectual-property', second: [
    ['infringement', '侵权维权', 'Infringement'], ['patent-trademark', '专利商标申请', 'Patents and trademarks'], ['trade-secret', '商业秘密', 'Trade secrets'] ] },
  { code: 'science-and-technology', zh: '科技创新', en: 'Science and technology', department: 'science-technology', second: [
    ['high-tech-status', '高新技术企业认定', 'High-tech status'], ['project-funding', '科技项目资金', 'Research funding'], ['industry-university', '产学研合作', 'Work with universities'] ] },
  { code: 'energy-and-environment', zh: '能源环保', en: 'Energy and environment', department: 'ecology-environment', second: [
    ['power-supply', '用电', 'Electricity', 'development-reform'], ['gas-and-heat', '燃气供热用水', 'Gas, heat and water', 'housing-construction'],
    ['environmental-approval', '环评与排污许可', 'Environmental approvals'], ['production-limits', '限产停产', 'Limits on production'] ] },
  { code: 'logistics', zh: '物流运输', en: 'Logistics', department: 'transport', second: [
    ['road-transport', '公路货运与通行', 'Road haulage'], ['port-and-rail', '港口与铁路', 'Ports and railways'], ['logistics-cost', '物流成本', 'Cost of logistics'] ] },
  { code: 'foreign-trade-and-tariffs', zh: '外贸关税', en: 'Foreign trade and tariffs', department: 'commerce', second: [
    ['tariffs', '关税与贸易摩擦', 'Tariffs and trade friction'], ['customs-clearance', '通关', 'Customs clearance', 'customs'], ['overseas-market', '海外市场与参展', 'Markets abroad'] ] },
  { code: 'legal-protection-and-law-enforcement', zh: '法治保障与执法', en: 'Legal protection and law enforcement', department: 'justice', second: [
    ['repeated-inspection', '多头重复检查', 'Repeated inspections'], ['improper-penalty', '处罚不当', 'Improper penalties'],
    ['judgment-enforcement', '案件审理与执行', 'Judgments and their enforcement'], ['case-property', '涉案财产查封冻结', 'Seized property', 'public-security'] ] },
  { code: 'others', zh: '其他', en: 'Others', department: null, second: [
    ['roads-and-facilities', '周边道路与配套', 'Roads and facilities', 'housing-construction'], ['consultation', '咨询建议', 'Questions and suggestions'], ['security', '治安', 'Security', 'public-security'] ] },
];

/** All categories, first level before its second. */
export const categories: readonly Category[] = taxonomy.flatMap((first) => [
  { code: first.code, name: { zh: first.zh, en: first.en }, parentCode: null, description: { zh: `${first.zh}类诉求`, en: `Appeals about: ${first.en}` } },
  ...first.second.map(([code, zh, en]): Category => ({
    code: `${first.code}.${code}`, name: { zh, en }, parentCode: first.code, description: { zh: `${first.zh}：${zh}`, en: `${first.en}: ${en}` },
  })),
]);
