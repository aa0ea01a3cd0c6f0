import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { bulkPreviewSchema, bulkProgressQuerySchema, mostBulkCases } from '@suqiao/contracts';
import type { BulkItem, BulkPreviewRequest, BulkPreviewView, BulkProgress, CaseSnapshot, Reader } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { AllowReaders, CurrentReader, readableFilter } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, fieldFault, parseRequest, ProblemError } from '@suqiao/infra/http';
import { BulkActions } from './bulk.actions';
import { BulkStore } from './bulk.store';
import { BulkSweep } from './bulk.sweep';
import { previewItem } from './domain/bulk';
import { OFFICE_CLOCK, type OfficeClock } from './office-clock';
import { filtersOf, questionOf } from './supervision.lists';
import { SupervisionStore } from './supervision.store';

/** How long a preview may be run. */
const previewLifeMs = 30 * 60 * 1000;

/** Reminders and supervision orders on many cases at once: first what will happen, then exactly that. */
@Controller('api/v1/supervision/bulk')
@AllowReaders('supervisor', 'unitHead', 'administrator')
export class BulkController {
  constructor(
    @Inject(BulkStore) private readonly store: BulkStore,
    @Inject(BulkActions) private readonly actions: BulkActions,
    @Inject(BulkSweep) private readonly sweep: BulkSweep,
    @Inject(SupervisionStore) private readonly cases: SupervisionStore,
    @Inject(OFFICE_CLOCK) private readonly clock: OfficeClock,
  ) {}

  @Post('preview')
  async preview(@CurrentReader() reader: Reader, @Body() body: unknown): Promise<BulkPreviewView> {
    const asked = parseRequest(bulkPreviewSchema, body);
    if (asked.action === 'order' && reader.role !== 'supervisor') throw new ProblemError('forbidden');
    const words = asked.action === 'remind' ? { action: asked.action, text: asked.text } : { action: asked.action, demand: asked.demand, within: asked.within };
    const now = await this.clock.now();
    const found = await this.#chosen(reader, asked);
    const hindered = await this.actions.doerOf(words).hindrances(reader, found, now);
    const items: BulkItem[] = found.map((snapshot) => previewItem(snapshot.caseId, snapshot, hindered.get(snapshot.caseId) ?? null));
    const seen = new Set(found.map(({ caseId }) => caseId));
    const missing = (asked.caseIds ?? []).filter((caseId) => !seen.has(caseId)).map((caseId) => previewItem(caseId, null, null));
    return this.store.freeze(randomUUID(), reader.subject, words, [...items, ...missing], new Date(now.getTime() + previewLifeMs));
  }

  @Post(':previewId/run')
  @HttpCode(202)
  async run(@CurrentReader() reader: Reader, @Param('previewId') previewId: string): Promise<BulkProgress> {
    const runs = await this.store.run(previewId, reader, await this.clock.now());
    if (runs === null) throw new ProblemError('not-found');
    if (!runs) {
      const detail = { 'zh-CN': '预览已过期，请重新预览', en: 'The preview has expired: preview anew' };
      throw new ProblemError('command-refused', { state: 'expired', allowed: [], detail, errors: [{ rule: 'bulk.expired', detail }] });
    }
    this.sweep.wake();
    return this.progress(reader, previewId, {});
  }

  @Get(':previewId')
  async progress(@CurrentReader() reader: Reader, @Param('previewId') previewId: string, @Query() query: unknown): Promise<BulkProgress> {
    const { cursor, limit } = parseRequest(bulkProgressQuerySchema, query, 'parameters');
    const found = await this.store.progress(previewId, reader.subject, placeOf(cursor), limit);
    if (found === null) throw new ProblemError('not-found');
    return { ...found.progress, nextCursor: encodeCursor(found.next === null ? null : [String(found.next), previewId]) };
  }

  /** The chosen cases within the reader's jurisdiction, the oldest due date first. */
  async #chosen(reader: Reader, { filter, caseIds }: BulkPreviewRequest): Promise<readonly CaseSnapshot[]> {
    if (filter?.division !== undefined && directory.division(filter.division) === undefined) throw new ProblemError('invalid-request', { errors: [fieldFault('/filter/division', 'divisionCode.unknown')] });
    const chosen = caseIds === undefined ? filtersOf(questionOf(reader, filter ?? { state: 'open' }), new Date()) : [readableFilter(reader), { _id: { $in: caseIds } }];
    const [page, total] = await Promise.all([this.cases.page(chosen, null, mostBulkCases), this.cases.count(chosen, mostBulkCases + 1)]);
    if (total > mostBulkCases) throw new ProblemError('invalid-request', { errors: [fieldFault('/filter', 'bulk.tooMany')] });
    return page.items;
  }
}

/** @throws ProblemError `invalid-request` for a cursor that this list never gave out */
function placeOf(cursor: string | undefined): number {
  const position = decodeCursor(cursor);
  if (position === null) return -1;
  if (/^\d{1,6}$/.test(position[0])) return Number(position[0]);
  const { rule, detail } = fieldFault('', 'cursor.invalid');
  throw new ProblemError('invalid-request', { errors: [{ parameter: 'cursor', rule, detail }] });
}
