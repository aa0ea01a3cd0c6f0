import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { divisionCodeSchema, supervisionQuerySchema } from '@suqiao/contracts';
import type { BoardSummary, CaseRow, CaseSnapshot, Division, Reader, SupervisedCase } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { AllowReaders, CurrentReader, readableFilter } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, fieldFault, parseRequest, ProblemError } from '@suqiao/infra/http';
import { lightOf } from '@suqiao/workflows';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { placeFilter, stateFilter } from './domain/board';
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
    @Inject(SupervisionStream) private readonly stream: SupervisionStream,
  ) {}

  @Get('cases')
  async cases(@CurrentReader() reader: Reader, @Query() query: unknown): Promise<{ items: CaseRow[]; total: number; nextCursor: string | null }> {
    const { state, level, division, cursor, limit } = parseRequest(supervisionQuerySchema, query, 'parameters');
    known(division);
    const now = new Date();
    const page = await this.store.list([readableFilter(reader), placeFilter(division, level), stateFilter(state, now)], decodeCursor(cursor), limit);
    return { items: page.items.map((snapshot) => rowOf(snapshot, now)), total: page.total, nextCursor: encodeCursor(page.next) };
  }

  @Get('summary')
  async summary(@CurrentReader() reader: Reader, @Query() query: unknown): Promise<BoardSummary> {
    const { division } = parseRequest(summaryQuerySchema, query, 'parameters');
    known(division);
    const at = new Date();
    const top = division ?? reader.divisionCode;
    const below = directory.divisions.filter((entry) => entry.parentCode === top);
    const counts = await this.store.count([readableFilter(reader), placeFilter(division, undefined)], below.map((entry) => entry.code), at);
    return {
      at: at.toISOString(),
      total: counts.total,
      byLevel: [...counts.byLevel].map(([level, figures]) => ({ level, ...figures })),
      byDivision: below.map((entry: Division) => ({ divisionCode: entry.code, name: entry.name, ...(counts.byDivision.get(entry.code) ?? counts.total) })),
    };
  }

  @Get('cases/:id')
  async one(@CurrentReader() reader: Reader, @Param('id') id: string): Promise<SupervisedCase> {
    const found = await this.store.find(id, readableFilter(reader));
    if (found === null) throw new ProblemError('not-found');
    return { ...rowOf(found.snapshot, new Date()), timeline: found.timeline };
  }

  @Get('stream')
  open(@CurrentReader() reader: Reader, @Res() reply: FastifyReply): void {
    reply.hijack();
    this.stream.open(reader, reply.raw);
  }
}

function known(division: string | undefined): void {
  if (division !== undefined && directory.division(division) === undefined) {
    const { pointer: _pointer, ...fault } = fieldFault('', 'divisionCode.unknown');
    throw new ProblemError('invalid-request', { errors: [{ parameter: 'division', ...fault }] });
  }
}

function rowOf(snapshot: CaseSnapshot, now: Date): CaseRow {
  return { ...snapshot, light: lightOf(snapshot, now.getTime()) };
}
