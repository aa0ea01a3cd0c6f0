import { Inject, Injectable } from '@nestjs/common';
import type { KeptAppeal } from '@suqiao/contracts';
import type { PagePosition } from '@suqiao/infra/http';
import { behind, keptAppealOf, type ReportRow } from './domain/report-rows';
import type { ReportDocument } from './reports.model';
import { ReportRows } from './reports.rows';

/** A page of the appeals behind a figure. */
export interface KeptPage {
  readonly items: KeptAppeal[];
  readonly total: number;
  readonly next: PagePosition | null;
}

/** The appeals behind a report's figures as they were when these were drawn. */
@Injectable()
export class ReportKept {
  constructor(@Inject(ReportRows) private readonly rows: ReportRows) {}

  /** A page, the newest first, and how many there are in all: counted anew each time. `null` for a figure that was not drawn. */
  async page({ drawn }: Pick<ReportDocument, 'drawn'>, figureId: string, after: PagePosition | null, limit: number): Promise<KeptPage | null> {
    const figure = drawn?.figures.find((one) => one.figureId === figureId);
    if (drawn === null || figure === undefined) return null;
    const isBehind = behind(figure.question);
    const beyond = after === null ? null : { atMs: Date.parse(after[0]), id: after[1] };
    const found: ReportRow[] = [];
    let total = 0;
    for await (const row of this.rows.read(drawn.batch)) {
      if (!isBehind(row)) continue;
      total += 1;
      const isBeyond = beyond === null || row.receivedAtMs < beyond.atMs || (row.receivedAtMs === beyond.atMs && row.appealId < beyond.id);
      if (isBeyond && found.length <= limit) found.push(row);
    }
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items: items.map(keptAppealOf), total, next: found.length > limit && last !== undefined ? [new Date(last.receivedAtMs).toISOString(), last.appealId] : null };
  }
}
