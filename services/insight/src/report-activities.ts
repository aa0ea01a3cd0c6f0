import { Inject, Injectable } from '@nestjs/common';
import { NumberTexts, type SpecialReport } from '@suqiao/contracts';
import { commandRefused, type ReportActivities as Asked, type ReportHappening } from '@suqiao/workflows';
import { reportRefusalBy } from '@suqiao/workflows/domain';
import { planReportChange } from './domain/report-change';
import { quarterOf } from './domain/report-quarter';
import { draftBlocks, draftTitle, missingIn } from './domain/report-text';
import { IssuesStore } from './issues.store';
import { ReportDrawing } from './reports.drawing';
import type { ReportDocument } from './reports.model';
import { ReportRows } from './reports.rows';
import { ReportsStore } from './reports.store';

/** What the workflows of special reports ask of insight. */
@Injectable()
export class ReportActivities implements Asked {
  constructor(
    @Inject(ReportsStore) private readonly reports: Pick<ReportsStore, 'find' | 'advance' | 'drawn' | 'earlierProblems'>,
    @Inject(ReportDrawing) private readonly drawing: Pick<ReportDrawing, 'draw'>,
    @Inject(ReportRows) private readonly rows: Pick<ReportRows, 'digestOf' | 'forget' | 'keepFrom'>,
    @Inject(IssuesStore) private readonly issues: Pick<IssuesStore, 'now'>,
  ) {}

  async recordReportTransition({ reportId }: SpecialReport, happening: ReportHappening): Promise<SpecialReport> {
    const order = happening.kind === 'order' ? happening.order : null;
    for (;;) {
      const stored = await this.#stored(reportId);
      if (order !== null && stored.orderIds.includes(order.orderId)) return stored.report;
      const planned = planReportChange(stored.report, happening);
      if (!planned.ok) throw commandRefused(planned.refusal);
      if (order?.command === 'submit' && isIncomplete(stored)) throw commandRefused(reportRefusalBy('figureMissing', stored.report, 'submit'));
      if (order?.command === 'freeze') await this.#proveRows(stored);
      if (planned.change === null) return stored.report;
      const written = await this.reports.advance(stored, planned.change, order);
      if (written !== null) return written;
    }
  }

  async drawReport(report: SpecialReport): Promise<void> {
    const stored = await this.#stored(report.reportId);
    if (stored.report.state !== 'drafting' || stored.report.drawing !== report.drawing) return;
    const drawn = await this.drawing.draw(report, await this.reports.earlierProblems(report), await this.issues.now());
    const quarter = quarterOf(report.quarter);
    const text = report.keepText && stored.textVersion > 0 ? null : { title: draftTitle(quarter), blocks: draftBlocks({ quarter, issues: drawn.issues, earlier: drawn.earlier }) };
    if (await this.reports.drawn(report, drawn, text)) await this.rows.keepFrom(report.reportId, drawn.batch);
    else await this.rows.forget(drawn.batch);
  }

  /** @throws Error where the kept appeals are not those that the figures were counted on */
  async #proveRows({ _id, drawn }: ReportDocument): Promise<void> {
    if (drawn === null || (await this.rows.digestOf(drawn.batch)) !== drawn.rows.sha256) throw new Error(`the kept appeals of report ${_id} are not those that were drawn`);
  }

  async #stored(reportId: string): Promise<ReportDocument> {
    const stored = await this.reports.find(reportId, []);
    if (stored === null) throw new Error(`special report ${reportId} is not in the store`);
    return stored;
  }
}

function isIncomplete({ drawn, blocks }: ReportDocument): boolean {
  return drawn === null || missingIn(blocks, new NumberTexts(drawn), drawn.tables, drawn.charts).length > 0;
}
