import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { divisionCodeSchema, supervisionQuerySchema } from '@suqiao/contracts';
import type { BoardSummary, CaseRow, CaseSnapshot, Division, Reader, SupervisedCase, SupervisionPage } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { AllowReaders, CurrentReader, readableFilter } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, fieldFault, parseRequest, ProblemError } from '@suqiao/infra/http';
import { lightOf } from '@suqiao/workflows/domain';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { boardPosition, orderOf, type BoardOrder, type BoardPosition } from './domain/board';
import { ReadersSeenStore } from './readers-seen.store';
import { SupervisionChanges } from './supervision.changes';
import { questionOf, scopeOf, SupervisionLists } from './supervision.lists';
import { SupervisionStore } from './supervision.store';
import { SupervisionStream } from './supervision.stream';

/** Query of the summary. */
export const summaryQuerySchema = z.strictObject({ division: divisionCodeSchema.optional() });

/** 督办: what is late, what soon will be, and whose turn it is. */
@Controller('api/v1/supervision')
@AllowReaders('supervisor', 'unitHead', 'analyst', 'administrator')
export class SupervisionController {
  constructor(
    @Inject(SupervisionStore) private readonly store: SupervisionStore,
    @Inject(SupervisionLists) private readonly lists: SupervisionLists,
    @Inject(SupervisionStream) private readonly stream: SupervisionStream,
    @Inject(SupervisionChanges) private readonly changes: SupervisionChanges,
    @Inject(ReadersSeenStore) private readonly readers: ReadersSeenStore,
  ) {}

  @Get('cases')
  async cases(@CurrentReader() reader: Reader, @Query() query: unknown): Promise<SupervisionPage> {
    const { cursor, limit, ...asked } = parseRequest(supervisionQuerySchema, query, 'parameters');
    refuseUnknown(asked.division);
    if (asked.directly === true && asked.division === undefined) throw wrongParameter('directly', 'division.missing');
    const now = new Date();
    const question = questionOf(reader, asked);
    const page = await this.lists.list(question, now, positionOf(cursor, orderOf(question)), limit);
    return {
      items: page.items.map((snapshot) => rowOf(snapshot, now)),
      total: page.total,
      totalIsExact: page.totalIsExact,
      nextCursor: encodeCursor(page.next === null ? null : [page.next.key, page.next.caseId]),
    };
  }

  @Get('summary')
  async summary(@CurrentReader() reader: Reader, @Query() query: unknown): Promise<BoardSummary> {
    const { division } = parseRequest(summaryQuerySchema, query, 'parameters');
    refuseUnknown(division);
    const at = new Date();
    await this.readers.saw(reader, at);
    const below = divisionsBelow(division ?? reader.divisionCode, reader.divisionCode);
    const counts = await this.lists.counts(scopeOf(reader), division ?? null, below.map((entry) => entry.code), at);
    return {
      at: at.toISOString(),
      total: counts.total,
      byLevel: [...counts.byLevel].map(([level, figures]) => ({ level, ...figures })),
      byDivision: counts.byDivision.flatMap(({ divisionCode, directly, counts: figures }) => {
        const found = directory.division(divisionCode);
        return found === undefined ? [] : [{ divisionCode, directly, name: found.name, ...figures }];
      }),
    };
  }

  @Get('cases/:id')
  async one(@CurrentReader() reader: Reader, @Param('id') id: string): Promise<SupervisedCase> {
    const found = await this.store.find(id, readableFilter(reader));
    if (found === null) throw new ProblemError('not-found');
    return { ...rowOf(found.snapshot, new Date()), timeline: found.timeline };
  }

  @Get('stream')
  async open(@CurrentReader() reader: Reader, @Res() reply: FastifyReply): Promise<void> {
    await this.changes.follow();
    void reply.headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' }).type('text/event-stream; charset=utf-8').send(this.stream.open(reader));
  }
}

/** The divisions right below `top` that the reader's own division contains, or lies in. */
function divisionsBelow(top: string, readersDivision: string): Division[] {
  const readersPath = directory.divisionPath(readersDivision);
  return directory.divisions.filter(({ code, parentCode }) => parentCode === top && (readersPath.includes(code) || directory.divisionPath(code).includes(readersDivision)));
}

/** @throws ProblemError `invalid-request` for a cursor that this list never gave out */
function positionOf(cursor: string | undefined, order: BoardOrder): BoardPosition | null {
  const decoded = decodeCursor(cursor);
  if (decoded === null) return null;
  const position = boardPosition(decoded, order);
  if (position === null) throw wrongParameter('cursor', 'cursor.invalid');
  return position;
}

function refuseUnknown(division: string | undefined): void {
  if (division !== undefined && directory.division(division) === undefined) throw wrongParameter('division', 'divisionCode.unknown');
}

function wrongParameter(parameter: string, rule: string): ProblemError {
  return new ProblemError('invalid-request', { errors: [{ parameter, rule, detail: fieldFault('', rule).detail }] });
}

function rowOf(snapshot: CaseSnapshot, now: Date): CaseRow {
  return { ...snapshot, light: lightOf(snapshot, now.getTime()) };
}
