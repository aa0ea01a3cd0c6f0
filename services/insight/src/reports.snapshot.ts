import type { ReportDrawing, ReportSnapshot } from '@suqiao/contracts';
import { frozenReportStates } from '@suqiao/workflows/domain';
import { listOf } from './domain/appeal-filters';
import type { ReportDocument } from './reports.model';

type Drawn = Pick<ReportDocument, 'report' | 'drawn'>;

/** Where the kept appeals behind a figure are. */
export function keptListOf(reportId: string, figureId: string): string {
  return `/api/v1/insight/special-reports/${reportId}/appeals?${new URLSearchParams({ figure: figureId }).toString()}`;
}

/** What was drawn, each figure with its lists; `null` before the first drawing. */
export function drawingOf({ report, drawn }: Drawn): ReportDrawing | null {
  if (drawn === null) return null;
  const { drawnAt, from, to, figures, rates, tables, charts, issues, earlier, rows } = drawn;
  const isFrozen = frozenReportStates.includes(report.state);
  return {
    drawnAt: drawnAt.toISOString(), from: from.toISOString(), to: to.toISOString(), rates: [...rates], tables: [...tables], charts: [...charts], issues: [...issues], earlier: [...earlier], rows,
    figures: figures.map(({ figureId, name, count, question }) => {
      const keptList = keptListOf(report.reportId, figureId);
      return { figureId, name, count, list: isFrozen ? keptList : listOf(question), keptList };
    }),
  };
}

/** What freezing freezes. @throws Error for a report without figures */
export function snapshotOf({ report, drawn, title, blocks }: Drawn & Pick<ReportDocument, 'title' | 'blocks'>): ReportSnapshot {
  const drawing = drawingOf({ report, drawn });
  if (drawing === null) throw new Error(`report ${report.reportId} has no figures`);
  return { reportId: report.reportId, quarter: report.quarter, number: report.number?.text ?? '', title, blocks: [...blocks], problems: report.problems, drawing };
}
