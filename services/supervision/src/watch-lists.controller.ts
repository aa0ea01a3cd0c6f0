import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { newWatchListSchema, watchCaseSchema, watchedCasesQuerySchema } from '@suqiao/contracts';
import type { OnBehalfOf, Reader, WatchedBy, WatchedCasePage, WatchList } from '@suqiao/contracts';
import { AllowReaders, CurrentReader, readableFilter } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, fieldFault, parseRequest, ProblemError } from '@suqiao/infra/http';
import { lightOf } from '@suqiao/workflows/domain';
import { boardPosition, type BoardPosition } from './domain/board';
import { Acting } from './hand-overs.acting';
import { OFFICE_CLOCK, type OfficeClock } from './office-clock';
import { SupervisionStore } from './supervision.store';
import { WatchListsStore, type FoundWatchList } from './watch-lists.store';

/** 关注清单: a supervisor's own lists of cases. What a list names is shown only while the reader's jurisdiction has it. */
@Controller('api/v1/supervision/watch-lists')
@AllowReaders('supervisor', 'unitHead', 'administrator')
export class WatchListsController {
  constructor(
    @Inject(WatchListsStore) private readonly store: WatchListsStore,
    @Inject(SupervisionStore) private readonly cases: SupervisionStore,
    @Inject(Acting) private readonly acting: Acting,
    @Inject(OFFICE_CLOCK) private readonly clock: OfficeClock,
  ) {}

  @Get()
  async lists(@CurrentReader() reader: Reader): Promise<{ items: WatchList[] }> {
    return { items: await this.store.of(await this.#ownersFor(reader)) };
  }

  @Post()
  async create(@CurrentReader() reader: Reader, @Body() body: unknown): Promise<WatchList> {
    const { name } = parseRequest(newWatchListSchema, body);
    const made = await this.store.create(personOf(reader), name, await this.clock.now());
    if (typeof made === 'string') throw new ProblemError('invalid-request', { errors: [fieldFault('/name', `watchList.${made}`)] });
    return made;
  }

  @Get(':id/cases')
  async watched(@CurrentReader() reader: Reader, @Param('id') id: string, @Query() query: unknown): Promise<WatchedCasePage> {
    const { cursor, limit } = parseRequest(watchedCasesQuerySchema, query, 'parameters');
    const after = positionOf(cursor);
    const entries = new Map((await this.#found(reader, id)).entries.map((entry) => [entry.caseId, entry]));
    const page = await this.cases.list([readableFilter(reader), { _id: { $in: [...entries.keys()] } }], after, limit);
    const now = Date.now();
    return {
      items: page.items.flatMap((snapshot) => {
        const entry = entries.get(snapshot.caseId);
        return entry === undefined ? [] : [{ ...snapshot, light: lightOf(snapshot, now), note: entry.note, addedAt: entry.addedAt, addedBy: entry.by }];
      }),
      total: page.total,
      nextCursor: encodeCursor(page.next === null ? null : [page.next.key, page.next.caseId]),
    };
  }

  @Post(':id/cases')
  @HttpCode(200)
  async add(@CurrentReader() reader: Reader, @Param('id') id: string, @Body() body: unknown): Promise<WatchList> {
    const { caseId, note } = parseRequest(watchCaseSchema, body);
    const found = await this.#found(reader, id);
    if ((await this.cases.find(caseId, readableFilter(reader))) === null) throw new ProblemError('invalid-request', { errors: [fieldFault('/caseId', 'caseId.unknown')] });
    const now = await this.clock.now();
    const isOn = await this.store.add(id, { caseId, note: note ?? null, addedAt: now.toISOString(), by: actingOn(reader, found) });
    if (!isOn) throw new ProblemError('invalid-request', { errors: [fieldFault('/caseId', 'watchList.full')] });
    return (await this.#found(reader, id)).list;
  }

  @Post(':id/cases/:caseId/remove')
  @HttpCode(200)
  async remove(@CurrentReader() reader: Reader, @Param('id') id: string, @Param('caseId') caseId: string): Promise<WatchList> {
    const found = await this.#found(reader, id);
    await this.store.remove(id, caseId, actingOn(reader, found), await this.clock.now());
    return (await this.#found(reader, id)).list;
  }

  async #found(reader: Reader, id: string): Promise<FoundWatchList> {
    const found = await this.store.find(id, await this.#ownersFor(reader));
    if (found === null) throw new ProblemError('not-found');
    return found;
  }

  async #ownersFor(reader: Reader): Promise<string[]> {
    return (await this.acting.peopleOf(reader)).map(({ subject }) => subject);
  }
}

function personOf({ subject, name }: Reader): OnBehalfOf {
  return { subject, name };
}

/** Who does something to a list: its owner, or somebody in the owner's place. */
function actingOn(reader: Reader, { list }: FoundWatchList): WatchedBy {
  return { ...personOf(reader), onBehalfOf: list.owner.subject === reader.subject ? null : list.owner };
}

/** @throws ProblemError `invalid-request` for a cursor that this list never gave out */
function positionOf(cursor: string | undefined): BoardPosition | null {
  const decoded = decodeCursor(cursor);
  if (decoded === null) return null;
  const position = boardPosition(decoded);
  if (position !== null) return position;
  const { rule, detail } = fieldFault('', 'cursor.invalid');
  throw new ProblemError('invalid-request', { errors: [{ parameter: 'cursor', rule, detail }] });
}
