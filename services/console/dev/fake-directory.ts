import type { Category, Division, Level, Unit } from '@suqiao/contracts';

/** A made-up excerpt of the directory: the province, its cities, the counties of one; enough to look at every page. */
const cities = [
  ['370100', '济南市', 'Jinan'], ['370200', '青岛市', 'Qingdao'], ['370300', '淄博市', 'Zibo'], ['370400', '枣庄市', 'Zaozhuang'], ['370500', '东营市', 'Dongying'], ['370600', '烟台市', 'Yantai'],
  ['370700', '潍坊市', 'Weifang'], ['370800', '济宁市', 'Jining'], ['370900', '泰安市', "Tai'an"], ['371000', '威海市', 'Weihai'], ['371100', '日照市', 'Rizhao'], ['371300', '临沂市', 'Linyi'],
  ['371400', '德州市', 'Dezhou'], ['371500', '聊城市', 'Liaocheng'], ['371600', '滨州市', 'Binzhou'], ['371700', '菏泽市', 'Heze'],
] as const;
const counties = [
  ['370102', '历下区', 'Lixia District', '370100'], ['370103', '市中区', 'Shizhong District', '370100'], ['370112', '历城区', 'Licheng District', '370100'], ['370181', '章丘区', 'Zhangqiu District', '370100'],
  ['370202', '市南区', 'Shinan District', '370200'], ['370281', '胶州市', 'Jiaozhou City', '370200'], ['370683', '莱州市', 'Laizhou City', '370600'], ['370783', '寿光市', 'Shouguang City', '370700'], ['371302', '兰山区', 'Lanshan District', '371300'],
] as const;

const division = (code: string, zh: string, en: string, kind: Division['kind'], parentCode: string | null): Division => ({ code, name: { zh, en }, kind, parentCode, validFrom: '1949-10-01', validTo: null });

export const divisions: readonly Division[] = [
  division('370000', '山东省', 'Shandong', 'province', null),
  ...cities.map(([code, zh, en]) => division(code, zh, en, 'city', '370000')),
  ...counties.map(([code, zh, en, parent]) => division(code, zh, en, 'county', parent)),
];

export const departments = [
  ['federation', '工商业联合会', 'Federation of Industry and Commerce'], ['market-regulation', '市场监督管理局', 'Administration for Market Regulation'], ['industry', '工业和信息化局', 'Bureau of Industry and Information Technology'], ['finance', '地方金融监督管理局', 'Local Financial Supervision Bureau'],
] as const;

const levelOf: Readonly<Record<Division['kind'], Level>> = { province: 'province', city: 'city', county: 'county', zone: 'county' };

export const units: readonly Unit[] = divisions.flatMap((place) => departments.map(([department, zh, en]): Unit => ({
  unitId: `${place.code}-${department}`, name: { zh: `${place.name.zh}${zh}`, en: `${place.name.en} ${en}` }, kind: department === 'federation' ? 'federation' : 'department', department, level: levelOf[place.kind], divisionCode: place.code,
})));

const category = (code: string, zh: string, en: string, parentCode: string | null): Category => ({ code, name: { zh, en }, parentCode, description: { zh, en } });

export const categories: readonly Category[] = [
  category('financing', '融资', 'Financing', null), category('financing.loan-refused', '贷款被拒', 'Loan refused', 'financing'),
  category('arrears', '拖欠账款', 'Arrears', null), category('arrears.public-body', '机关事业单位拖欠', 'Owed by a public body', 'arrears'),
  category('approvals', '行政审批', 'Approvals', null), category('land', '用地厂房', 'Land and premises', null), category('energy', '能源环保', 'Energy and environment', null),
];

/** A division's code and those above it. */
export function pathOf(code: string): string[] {
  const found = divisions.find((place) => place.code === code);
  return found === undefined ? [] : [code, ...(found.parentCode === null ? [] : pathOf(found.parentCode))];
}
