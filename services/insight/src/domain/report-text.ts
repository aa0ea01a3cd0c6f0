import type { EarlierProblem, NumberTexts, ReportBlock, ReportChart, ReportIssue, ReportTable } from '@suqiao/contracts';
import { problemStateNames } from './report-names';
import type { ReportQuarter } from './report-quarter';

/** What of the blocks is not in a drawing: unknown figures and rates, tables, charts. By block. */
export function missingIn(blocks: readonly ReportBlock[], numbers: NumberTexts, tables: readonly Pick<ReportTable, 'tableId'>[], charts: readonly Pick<ReportChart, 'chartId'>[]): { readonly index: number; readonly missing: string[] }[] {
  return blocks.flatMap(({ kind, text }, index) => {
    const missing = kind === 'table' ? (tables.some(({ tableId }) => tableId === text) ? [] : [`table:${text}`]) : kind === 'chart' ? (charts.some(({ chartId }) => chartId === text) ? [] : [`chart:${text}`]) : numbers.render(text).missing;
    return missing.length === 0 ? [] : [{ index, missing }];
  });
}

/** What a draft is written from. */
export interface DraftFacts {
  readonly quarter: ReportQuarter;
  readonly issues: readonly ReportIssue[];
  readonly earlier: readonly EarlierProblem[];
}

/** The title that a draft begins with. */
export function draftTitle({ name }: Pick<ReportQuarter, 'name'>): string {
  return `关于${name.zh}民营企业诉求情况的专题报告`;
}

/** The text that a draft begins with; every number in it is a reference. */
export function draftBlocks({ quarter, issues, earlier }: DraftFacts): ReportBlock[] {
  const parts: [ReportBlock['kind'], string][] = [
    ['paragraph', `${quarter.name.zh}，全省工商联系统通过各渠道受理民营企业诉求{{figure:total}}件，涉及企业{{figure:enterprises}}家，现将有关情况报告如下。`],
    ['heading1', '总体情况'],
    ['paragraph', '本季度受理诉求{{figure:total}}件。上季度为{{figure:total.previous}}件，环比{{rate:total.previous}}；上年同期为{{figure:total.yearBefore}}件，同比{{rate:total.yearBefore}}。'],
    ['chart', 'months'],
    ['heading1', '诉求分布'],
    ['heading2', '来源渠道'], ['table', 'channels'],
    ['heading2', '区划分布'], ['chart', 'divisions'], ['table', 'divisions'],
    ['heading2', '类别分布'], ['chart', 'categories'], ['table', 'categories'], ['paragraph', '诉求最多的事项见下表。'], ['table', 'kinds'],
    ['heading1', '办理情况'],
    ['paragraph', '截至取数时，本季度受理的诉求中已答复{{figure:answered}}件，答复率为{{rate:answeredRate}}，上季度为{{rate:answeredRate.previous}}；已办结{{figure:closed}}件，办结率为{{rate:closedRate}}，上季度为{{rate:closedRate.previous}}。答复率、办结率均以当季受理的诉求总数为分母。'],
    ['table', 'handling'],
    ['heading1', '突出共性问题'],
    ...issueParts(issues),
    ['heading1', '前期报告所列问题跟踪'],
    ...earlierParts(earlier),
    ['heading1', '工作建议'],
    ['paragraph', '建议由有关牵头单位对上述共性问题逐项研究，明确措施、责任单位和完成时限；办理进展在下一季度专题报告中反馈。'],
  ];
  return parts.map(([kind, text], index) => ({ blockId: `b${String(index + 1)}`, kind, text }));
}

function issueParts(issues: readonly ReportIssue[]): [ReportBlock['kind'], string][] {
  if (issues.length === 0) return [['paragraph', '本季度没有经确认的突出共性问题。']];
  return [['table', 'issues'], ...issues.flatMap(({ issueId, name, totalId, enterprisesId, divisions, firstOn, lastOn, examples }): [ReportBlock['kind'], string][] => [
    ['heading2', name.slice(0, 100)],
    ['paragraph', [
      `本季度受理{{figure:${totalId}}}件，涉及企业{{figure:${enterprisesId}}}家，环比{{rate:issue.${issueId}.previous}}`,
      ...(divisions.length === 0 ? [] : [`涉及${divisions.map(({ zh }) => zh).join('、')}`]),
      ...(firstOn === null || lastOn === null ? [] : [`首件受理于${firstOn}，最近一件受理于${lastOn}`]),
    ].join('；').concat('。', examples.length === 0 ? '' : `例如编号${examples.map(({ trackingNumber }) => trackingNumber).join('、')}的诉求。`)],
  ])];
}

function earlierParts(earlier: readonly EarlierProblem[]): [ReportBlock['kind'], string][] {
  if (earlier.length === 0) return [['paragraph', '没有前期报告所列的在办问题。']];
  return earlier.map(({ number, problem }): [ReportBlock['kind'], string] => [
    'paragraph', `${number}所列“${problem.name}”：${problemStateNames[problem.state].zh}${problem.overdue ? '，已逾期' : ''}${problem.owner === null ? '' : `，责任单位为${problem.owner.name.zh}`}${problem.dueOn === null ? '' : `，期限为${problem.dueOn}`}。`,
  ]);
}
