import type { Name, ReportCell, ReportChart, ReportIssue, ReportTable } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { cities, topCategories, type DrawnNumbers } from './report-figures';
import { channelNameOf } from './report-names';
import type { ReportQuarter } from './report-quarter';

const comparedColumns: readonly Name[] = [
  { zh: '本季度（件）', en: 'This quarter' }, { zh: '上季度（件）', en: 'Last quarter' }, { zh: '环比', en: 'Change' }, { zh: '上年同期（件）', en: 'A year before' }, { zh: '同比', en: 'Change' },
];

function comparedCells(figureId: string): ReportCell[] {
  return [{ figure: figureId }, { figure: `${figureId}.previous` }, { rate: `${figureId}.previous` }, { figure: `${figureId}.yearBefore` }, { rate: `${figureId}.yearBefore` }];
}

/** A row for each that has anything to show, the most first. */
function comparedTable(tableId: string, title: Name, first: Name, rows: readonly (readonly [figureId: string, name: Name])[], counts: ReadonlyMap<string, number>): ReportTable {
  const shown = rows.filter(([figureId]) => ['', '.previous', '.yearBefore'].some((suffix) => (counts.get(`${figureId}${suffix}`) ?? 0) > 0));
  const sorted = shown.sort(([one], [other]) => (counts.get(other) ?? 0) - (counts.get(one) ?? 0));
  return { tableId, title, columns: [first, ...comparedColumns], rows: [...sorted.map(([figureId, name]) => ({ name, cells: comparedCells(figureId) })), { name: { zh: '合计', en: 'All' }, cells: comparedCells('total') }] };
}

/** The tables of a report, by what was drawn. */
export function reportTables({ figures }: DrawnNumbers, quarter: ReportQuarter, issues: readonly ReportIssue[]): ReportTable[] {
  const counts = new Map(figures.map(({ figureId, count }) => [figureId, count]));
  const channels = figures.flatMap(({ figureId }) => /^channel\.([^.]+)$/.exec(figureId)?.[1] ?? []).map((channel) => [`channel.${channel}`, channelNameOf(channel)] as const);
  const divisions = [...cities.map(({ code, name }) => [`division.${code}`, name] as const), ['division.province', { zh: '省本级', en: 'The province itself' }] as const, ['division.unknown', { zh: '未定区划', en: 'No division known' }] as const];
  const categories = [...topCategories.map(({ code, name }) => [`category.${code}`, name] as const), ['category.unknown', { zh: '未分类', en: 'No category' }] as const];
  const kinds = figures.flatMap(({ figureId, count }) => {
    const code = /^category\.([^.]+\.[^.]+)$/.exec(figureId)?.[1];
    const name = code === undefined ? undefined : directory.category(code)?.name;
    return name === undefined || count === 0 ? [] : [{ name, count, figureId }];
  });
  const rates: [string, Name][] = [['answeredRate', { zh: '答复率', en: 'Answer rate' }], ['closedRate', { zh: '办结率', en: 'Closing rate' }]];
  const fates: [string, Name][] = [['answered', { zh: '已答复', en: 'Answered' }], ['closed', { zh: '已办结', en: 'Closed' }], ['outcome.withdrawn', { zh: '撤诉', en: 'Withdrawn' }], ['outcome.merged', { zh: '并案', en: 'Merged' }]];
  return [
    comparedTable('channels', { zh: '诉求来源渠道', en: 'Channels' }, { zh: '渠道', en: 'Channel' }, channels, counts),
    comparedTable('divisions', { zh: '诉求区划分布', en: 'Divisions' }, { zh: '区划', en: 'Division' }, divisions, counts),
    comparedTable('categories', { zh: '诉求类别分布', en: 'Categories' }, { zh: '类别', en: 'Category' }, categories, counts),
    { tableId: 'kinds', title: { zh: '诉求最多的事项', en: 'Most frequent matters' }, columns: [{ zh: '事项', en: 'Matter' }, { zh: '本季度（件）', en: 'This quarter' }], rows: kinds.sort((one, other) => other.count - one.count).slice(0, 10).map(({ name, figureId }) => ({ name, cells: [{ figure: figureId }] })) },
    {
      tableId: 'handling', title: { zh: '办理情况', en: 'Handling' }, columns: [{ zh: '项目', en: 'Item' }, { zh: '本季度', en: 'This quarter' }, { zh: '上季度', en: 'Last quarter' }, { zh: '上年同期', en: 'A year before' }],
      rows: [
        ...fates.map(([figureId, name]) => ({ name, cells: ['', '.previous', '.yearBefore'].map((suffix) => ({ figure: `${figureId}${suffix}` })) })),
        ...rates.map(([rateId, name]) => ({ name, cells: ['', '.previous', '.yearBefore'].map((suffix) => ({ rate: `${rateId}${suffix}` })) })),
      ],
    },
    {
      tableId: 'months', title: { zh: '诉求月度走势', en: 'Appeals by month' }, columns: [{ zh: '月份', en: 'Month' }, { zh: '诉求（件）', en: 'Appeals' }],
      rows: [...quarter.previous.months, ...quarter.now.months].map((month) => ({ name: { zh: `${month.slice(0, 4)}年${String(Number(month.slice(5)))}月`, en: month }, cells: [{ figure: `month.${month}` }] })),
    },
    {
      tableId: 'issues', title: { zh: '突出共性问题', en: 'Common issues' }, columns: [{ zh: '问题', en: 'Issue' }, { zh: '诉求（件）', en: 'Appeals' }, { zh: '企业（家）', en: 'Enterprises' }, { zh: '环比', en: 'Change' }],
      rows: issues.map(({ issueId, name, totalId, enterprisesId }) => ({ name: { zh: name, en: name }, cells: [{ figure: totalId }, { figure: enterprisesId }, { rate: `issue.${issueId}.previous` }] })),
    },
  ];
}

/** The charts of a report: each draws its table's first column of figures. */
export const reportCharts: readonly ReportChart[] = [
  { chartId: 'months', kind: 'line', title: { zh: '诉求月度走势（件）', en: 'Appeals by month' }, tableId: 'months' },
  { chartId: 'channels', kind: 'bar', title: { zh: '诉求来源渠道（件）', en: 'Appeals by channel' }, tableId: 'channels' },
  { chartId: 'divisions', kind: 'bar', title: { zh: '诉求区划分布（件）', en: 'Appeals by division' }, tableId: 'divisions' },
  { chartId: 'categories', kind: 'bar', title: { zh: '诉求类别分布（件）', en: 'Appeals by category' }, tableId: 'categories' },
];
