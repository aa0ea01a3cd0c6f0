import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { duplicateListQuerySchema, refuseDuplicateSchema } from '@suqiao/contracts';
import type { Duplicate, DuplicateListQuery, DuplicatePage, DuplicateSide, Reader } from '@suqiao/contracts';
import { AllowReaders, CurrentReader, readableFilter } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, parseRequest, ProblemError } from '@suqiao/infra/http';
import { explanationOf } from './domain/near-explanation';
import { bothReadable, DuplicatesStore, mergeableNow, mergeableStates, type ProposalDocument, type ProposalFilter, type StoredSide } from './duplicates.store';

/** 疑似重复: proposals that two appeals are one. Accepting one is the order `merge` on the later case. */
@Controller('api/v1/duplicates')
@AllowReaders('unitHandler', 'unitHead', 'supervisor', 'administrator')
export class DuplicatesController {
  constructor(@Inject(DuplicatesStore) private readonly store: DuplicatesStore) {}

  @Get()
  async list(@CurrentReader() reader: Reader, @Query() query: unknown): Promise<DuplicatePage> {
    const asked = parseRequest(duplicateListQuerySchema, query, 'parameters');
    const page = await this.store.list([bothReadable(readableFilter(reader)), ...filtersOf(asked)], decodeCursor(asked.cursor), asked.limit);
    return { items: page.items.map(duplicateOf), total: page.total, nextCursor: encodeCursor(page.next) };
  }

  @Post(':id/refuse')
  @HttpCode(200)
  @AllowReaders('unitHead', 'supervisor', 'administrator')
  async refuse(@CurrentReader() reader: Reader, @Param('id') id: string, @Body() body: unknown): Promise<Duplicate> {
    const found = await this.store.find(id, [bothReadable(readableFilter(reader))]);
    if (found === null) throw new ProblemError('not-found');
    const { reason } = parseRequest(refuseDuplicateSchema, body);
    const after = await this.store.refuse(id, reader.name, reason, new Date());
    if (after !== null) return duplicateOf(after);
    const { state } = (await this.store.find(id, [])) ?? found;
    throw new ProblemError('command-refused', { state, allowed: [], detail: { 'zh-CN': '该疑似重复已处理', en: 'This proposal is decided already' } });
  }
}

function filtersOf({ caseId, state, kind, mergeable }: DuplicateListQuery): ProposalFilter[] {
  return [
    ...(caseId === undefined ? [] : [{ sideIds: caseId }]),
    ...(state === undefined ? [] : [{ state }]),
    ...(kind === undefined ? [] : [{ kind }]),
    ...(mergeable === undefined ? [] : [mergeable ? mergeableNow : { $nor: [mergeableNow] }]),
  ];
}

function duplicateOf({ _id, kind, score, reason, earlier, later, state, proposedAt, decidedAt, decidedByName, refusal }: ProposalDocument): Duplicate {
  const isOpen = later.caseState !== null && mergeableStates.includes(later.caseState) && earlier.caseState !== null && earlier.caseState !== 'closed';
  return {
    id: _id, kind, score, reason, explanation: explanationOf(reason, later.appellantName), earlier: sideOf(earlier), later: sideOf(later), state,
    mergeable: state === 'proposed' && isOpen, proposedAt, decidedAt, decidedByName, refusal,
  };
}

function sideOf({ caseId, trackingNumber, channel, title, appellantName, creditCode, receivedAt, confidential, caseState, mergedInto }: StoredSide): DuplicateSide {
  return { caseId, trackingNumber, channel, title, appellantName, creditCode, receivedAt, confidential, caseState, mergedInto };
}
