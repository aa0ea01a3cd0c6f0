import { NumberTexts, type KeptAppeal, type ReportDrawing } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import writeXlsxFile from 'write-excel-file/node';
import { channelNameOf, problemStateNames } from './domain/report-names';
import { shanghaiDay } from './domain/report-quarter';

/** So many appeals a sheet; beyond it the sheet says how many there are, and where. */
export const mostAppealsShown = 10_000;

/** What the annex is made from. */
export interface AnnexSource {
  readonly title: string;
  readonly number: string;
  readonly drawing: ReportDrawing;
  /** The newest of the quarter. */
  readonly appeals: readonly KeptAppeal[];
  readonly appealsInAll: number;
}

type Row = readonly (string | number | null)[];
interface Sheet {
  readonly sheet: string;
  readonly header: readonly string[];
  readonly rows: readonly Row[];
}

/** A text that a spreadsheet would take for a formula is marked as a text. */
const formula = /^[=+\-@\t\r]/;

function cellOf(value: string | number | null, isHead: boolean) {
  if (value === null || value === '') return null;
  return typeof value === 'number' ? { value, type: Number } : { value: formula.test(value) ? `'${value}` : value, type: String, ...(isHead && { fontWeight: 'bold' as const }) };
}

/** 附件: every figure with its list, every rate with its formula, and the appeals behind them without who appealed or what they wrote. */
export function reportXlsx(source: AnnexSource): Promise<Buffer> {
  return writeXlsxFile(sheetsOf(source).map(({ sheet, header, rows }) => ({
    sheet, stickyRowsCount: 1, columns: header.map(() => ({ width: 24 })), data: [header.map((text) => cellOf(text, true)), ...rows.map((row) => row.map((value) => cellOf(value, false)))],
  }))).toBuffer();
}

function sheetsOf({ title, number, drawing, appeals, appealsInAll }: AnnexSource): Sheet[] {
  const numbers = new NumberTexts(drawing);
  const nameOf = (code: string | null, found: { readonly name: { readonly zh: string } } | undefined) => (code === null ? '' : (found?.name.zh ?? code));
  return [
    {
      sheet: '说明', header: ['项目', '内容'],
      rows: [['标题', title], ['文号', number], ['取数时间', drawing.drawnAt], ['取数范围', `${drawing.from} 至 ${drawing.to}（不含）`], ['诉求明细', appealsInAll > appeals.length ? `共 ${String(appealsInAll)} 件，列出最近 ${String(appeals.length)} 件` : `共 ${String(appealsInAll)} 件，全部列出`], ['个人信息', '不含诉求人、诉求内容；保密诉求不计入'], ['快照摘要（SHA-256）', drawing.rows.sha256]],
    },
    { sheet: '数字', header: ['编号', '名称', '数值（件、家）', '清单'], rows: drawing.figures.map(({ figureId, name, count, keptList }) => [figureId, name.zh, count, keptList]) },
    { sheet: '比率与增减', header: ['编号', '名称', '数值', '公式', '分子', '分母'], rows: drawing.rates.map(({ rateId, name, value, formula: text, numeratorId, denominatorId }) => [rateId, name.zh, value === null ? '无可比基数' : Math.round(value * 10_000) / 10_000, text.zh, numeratorId, denominatorId]) },
    ...drawing.tables.filter(({ rows }) => rows.length > 0).map((table) => ({
      sheet: table.title.zh.slice(0, 30), header: table.columns.map(({ zh }) => zh),
      rows: table.rows.map(({ name, cells }): Row => [name.zh, ...cells.map((cell) => ('figure' in cell ? Number(numbers.of(`figure:${cell.figure}`) ?? 0) : 'rate' in cell ? (numbers.of(`rate:${cell.rate}`) ?? '') : cell.text))]),
    })),
    {
      sheet: '前期问题', header: ['报告', '问题', '状态', '责任单位', '期限', '是否逾期'],
      rows: drawing.earlier.map(({ number: from, problem }) => [from, problem.name, problemStateNames[problem.state].zh, problem.owner?.name.zh ?? '', problem.dueOn ?? '', problem.overdue ? '是' : '否']),
    },
    {
      sheet: '诉求明细', header: ['编号', '受理日期', '渠道', '区划', '类别', '层级', '状态', '办结方式', '是否已答复', '共性问题'],
      rows: appeals.map(({ trackingNumber, receivedAt, channel, divisionCode, categoryCode, level, state, outcome, answered, issueId }) => [
        trackingNumber, shanghaiDay(new Date(receivedAt)), channelNameOf(channel).zh, nameOf(divisionCode, divisionCode === null ? undefined : directory.division(divisionCode)), nameOf(categoryCode, categoryCode === null ? undefined : directory.category(categoryCode)),
        level === null ? '' : { county: '县级', city: '市级', province: '省级' }[level], state === null ? '' : { dispatched: '已派单', returned: '已退回', accepted: '已签收', suspended: '已挂起', answered: '已答复', closed: '已办结' }[state],
        outcome === null ? '' : { answered: '办结', withdrawn: '撤诉', merged: '并案' }[outcome], answered ? '是' : '否', drawing.issues.find((issue) => issue.issueId === issueId)?.name ?? '',
      ]),
    },
  ];
}
