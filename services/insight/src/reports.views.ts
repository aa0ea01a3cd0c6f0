import { NumberTexts, type Reader, type ReportListRow, type ReportView } from '@suqiao/contracts';
import { isEditable, reportOffers } from './domain/report-permission';
import type { ReportDocument } from './reports.model';
import { drawingOf } from './reports.snapshot';

/** A row of the list of reports. */
export function reportRowOf({ report, title }: Pick<ReportDocument, 'report' | 'title'>): ReportListRow {
  return { ...report, title };
}

/** One report as one reader sees it. */
export function reportViewOf(reader: Reader, document: ReportDocument): ReportView {
  const { report, title, blocks, textVersion, textChanges, timeline, drawn } = document;
  const numbers = new NumberTexts(drawn ?? { figures: [], rates: [] });
  return {
    ...report, title, textVersion, blocks: [...blocks], drawing: drawingOf(document), timeline: [...timeline], textChanges: [...textChanges], commands: reportOffers(reader, report), editable: isEditable(reader, report),
    rendered: blocks.map(({ blockId, kind, text }) => ({ blockId, ...(kind === 'table' || kind === 'chart' ? { text, missing: [] } : numbers.render(text)) })),
  };
}
