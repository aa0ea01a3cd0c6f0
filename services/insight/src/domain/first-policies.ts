import type { PolicyDetails } from '@suqiao/contracts';

const law = 'https://flk.npc.gov.cn/';
const council = 'https://www.gov.cn/zhengce/';
const open = { validTo: null } as const;

/** What the library begins with: national rules for enterprises, told in our own words. Names, numbers and dates are those of the documents. */
export const firstPolicies: readonly (PolicyDetails & { readonly policyId: string })[] = [
  {
    ...open, policyId: 'private-economy-promotion-law', title: '中华人民共和国民营经济促进法', number: '主席令第46号', issuer: '全国人民代表大会常务委员会', sourceUrl: law, validFrom: '2025-05-20',
    categories: ['market-access-and-fair-competition', 'policy-fulfilment', 'legal-protection-and-law-enforcement', 'arrears-by-public-bodies'],
    text: '民营企业在市场准入、要素使用上与其他企业平等；行政机关须履行依法作出的承诺和订立的合同，不得以换届、负责人更替为由违约；拖欠账款要有清欠安排；禁止乱收费、乱罚款、乱检查、乱查封，异地执法须依法报批协作。',
  },
  {
    ...open, policyId: 'business-environment-regulation', title: '优化营商环境条例', number: '国务院令第722号', issuer: '国务院', sourceUrl: council, validFrom: '2020-01-01',
    categories: ['approvals', 'market-access-and-fair-competition', 'policy-fulfilment', 'taxes-and-fees.improper-fees'],
    text: '企业开办、办理许可和登记须标准统一、限时办结、一次告知；办事不得要求没有依据的证明和材料；涉企收费实行目录清单，清单之外一律不收；政府对企业作出的政策承诺应当兑现，不能履行的依法补偿。',
  },
  {
    ...open, policyId: 'small-firm-payment-regulation', title: '保障中小企业款项支付条例', number: '国务院令第802号', issuer: '国务院', sourceUrl: council, validFrom: '2025-06-01',
    categories: ['arrears-by-public-bodies'],
    text: '机关、事业单位和大型企业从中小企业采购货物、工程、服务，应按约定期限付款，机关一般不超过三十日；不得以等待竣工审计、第三方付款、内部流程为由拖延；逾期应付利息；欠款可以投诉，受理部门须在期限内转办并督促答复。',
  },
  {
    ...open, policyId: 'fair-competition-review-regulation', title: '公平竞争审查条例', number: '国务院令第783号', issuer: '国务院', sourceUrl: council, validFrom: '2024-08-01',
    categories: ['market-access-and-fair-competition'],
    text: '起草涉及经营者的规定和措施前须经公平竞争审查：不得限定交易、设置歧视外地企业的条件、排斥外地经营者参加招标投标和政府采购、没有依据给特定企业奖补；企业可以举报违反审查的政策措施。',
  },
  {
    ...open, policyId: 'small-firm-promotion-law', title: '中华人民共和国中小企业促进法', number: '主席令第74号', issuer: '全国人民代表大会常务委员会', sourceUrl: law, validFrom: '2018-01-01',
    categories: ['financing', 'arrears-by-public-bodies', 'taxes-and-fees.tax-relief'],
    text: '国家以财政资金、税收优惠、融资担保支持中小企业；鼓励金融机构发展普惠金融、改进抵押担保和续贷；政府采购应为中小企业留出份额；任何单位不得拖欠中小企业的货物、工程、服务款项。',
  },
  {
    ...open, policyId: 'private-finance-notice', title: '关于强化金融支持举措 助力民营经济发展壮大的通知', number: '银发〔2023〕233号', issuer: '中国人民银行等八部门', sourceUrl: 'http://www.pbc.gov.cn/', validFrom: '2023-11-27',
    categories: ['financing'],
    text: '银行要提高民营企业贷款占比，落实尽职免责，增加首贷、信用贷款、中长期贷款，合理满足续贷，不得停贷、压贷、抽贷、断贷经营正常暂遇困难的企业；扩大债券和股权融资渠道，发挥担保增信作用。',
  },
  {
    ...open, policyId: 'enterprise-inspection-opinion', title: '关于严格规范涉企行政检查的意见', number: '国办发〔2024〕54号', issuer: '国务院办公厅', sourceUrl: council, validFrom: '2024-12-16',
    categories: ['legal-protection-and-law-enforcement.repeated-inspection', 'legal-protection-and-law-enforcement.improper-penalty'],
    text: '涉企行政检查须有法定主体和公布的事项、标准，入企前报批并出示证件；同一部门对同一企业的检查有年度频次上限，能合并的合并、能非现场的不入企；不得逐利检查、运动式检查，不得干扰正常经营。',
  },
  {
    ...open, policyId: 'market-entity-registration-regulation', title: '市场主体登记管理条例', number: '国务院令第746号', issuer: '国务院', sourceUrl: council, validFrom: '2022-03-01',
    categories: ['approvals.registration'],
    text: '设立、变更、注销登记由登记机关形式审查，材料齐全的当场或三个工作日内办结；符合条件的可简易注销；经营困难的可以办理歇业备案；冒用他人身份取得的登记可以申请撤销。',
  },
  {
    ...open, policyId: 'pollution-permit-regulation', title: '排污许可管理条例', number: '国务院令第736号', issuer: '国务院', sourceUrl: council, validFrom: '2021-03-01',
    categories: ['energy-and-environment.environmental-approval'],
    text: '排污单位按管理类别申请排污许可证或者登记，审批部门须在法定工作日内作出决定；许可证有效期五年，变更、延续有各自的时限；持证单位自行监测、建立台账并按时提交执行报告。',
  },
];
