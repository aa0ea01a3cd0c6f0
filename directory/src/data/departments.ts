import type { Level, Name } from '@suqiao/contracts';

/** A kind of competent department 主管部门: its name below the province, at the province, and the levels that have one. */
export interface Department {
  readonly code: string;
  readonly local: Name;
  readonly provincial: Name;
  readonly levels: readonly Level[];
}

const everyLevel: readonly Level[] = ['county', 'city', 'province'];
const rows: readonly (readonly [code: string, local: string, provincial: string, english: string, levels?: readonly Level[]])[] = [
  ['development-reform', '发展和改革局', '发展和改革委员会', 'Development and Reform'],
  ['industry-information', '工业和信息化局', '工业和信息化厅', 'Industry and Information Technology'],
  ['finance', '财政局', '财政厅', 'Finance'],
  ['local-finance', '地方金融工作办公室', '地方金融管理局', 'Local Financial Affairs'],
  ['human-resources', '人力资源和社会保障局', '人力资源和社会保障厅', 'Human Resources and Social Security'],
  ['natural-resources', '自然资源和规划局', '自然资源厅', 'Natural Resources and Planning'],
  ['housing-construction', '住房和城乡建设局', '住房和城乡建设厅', 'Housing and Construction'],
  ['transport', '交通运输局', '交通运输厅', 'Transport'],
  ['commerce', '商务局', '商务厅', 'Commerce'],
  ['market-regulation', '市场监督管理局', '市场监督管理局', 'Market Regulation'],
  ['taxation', '税务局', '税务局', 'Taxation'],
  ['science-technology', '科学技术局', '科学技术厅', 'Science and Technology'],
  ['ecology-environment', '生态环境局', '生态环境厅', 'Ecology and Environment'],
  ['administrative-approval', '行政审批服务局', '政务服务管理局', 'Administrative Approval'],
  ['justice', '司法局', '司法厅', 'Justice'],
  ['public-security', '公安局', '公安厅', 'Public Security'],
  ['energy', '能源事务中心', '能源局', 'Energy', ['city', 'province']],
  ['intellectual-property', '知识产权保护中心', '知识产权局', 'Intellectual Property', ['city', 'province']],
  ['customs', '海关', '海关', 'Customs', ['city', 'province']],
];

/** The departments that Suqiao routes to by default. A deployment edits them as data. */
export const departments: readonly Department[] = rows.map(([code, local, provincial, english, levels]) => ({
  code, local: { zh: local, en: english }, provincial: { zh: provincial, en: english }, levels: levels ?? everyLevel,
}));
