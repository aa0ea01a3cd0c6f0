import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { caseRemindersQuerySchema, newReminderSchema, reminderInboxQuerySchema } from '@suqiao/contracts';
import type { Reader, ReminderPage, ReminderRow } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { AllowReaders, CurrentReader, readableFilter } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, fieldFault, parseRequest, ProblemError, type PagePosition } from '@suqiao/infra/http';
import { Acting } from './hand-overs.acting';
import { idempotencyKeyOf } from './idempotency-key';
import { OFFICE_CLOCK, type OfficeClock } from './office-clock';
import { RemindersAsking } from './reminders.asking';
import { RemindersStore, type InboxOwner, type ReminderListing } from './reminders.store';
import { SupervisionStore } from './supervision.store';

/** 催办 of one case. */
@Controller('api/v1/supervision/cases/:id/reminders')
@AllowReaders('supervisor', 'unitHead', 'analyst', 'administrator')
export class CaseRemindersController {
  constructor(
    @Inject(RemindersAsking) private readonly asking: RemindersAsking,
    @Inject(RemindersStore) private readonly store: RemindersStore,
    @Inject(SupervisionStore) private readonly cases: SupervisionStore,
    @Inject(Acting) private readonly acting: Acting,
  ) {}

  @Post()
  @AllowReaders('supervisor', 'unitHead', 'administrator')
  async ask(@CurrentReader() reader: Reader, @Param('id') id: string, @Body() body: unknown, @Headers('idempotency-key') header: string | undefined): Promise<ReminderRow> {
    const asked = parseRequest(newReminderSchema, body ?? {});
    const onBehalfOf = await this.acting.onBehalfOf(reader, asked.onBehalfOf);
    return (await this.asking.byPerson(reader, id, asked, idempotencyKeyOf(header), onBehalfOf)).row;
  }

  @Get()
  async list(@CurrentReader() reader: Reader, @Param('id') id: string, @Query() query: unknown): Promise<ReminderPage> {
    const { cursor, limit } = parseRequest(caseRemindersQuerySchema, query, 'parameters');
    const after = positionOf(cursor);
    if ((await this.cases.find(id, readableFilter(reader))) === null) throw new ProblemError('not-found');
    return pageOf(await this.store.ofCase(id, after, limit));
  }
}

/** What the reader's unit was reminded of, and that of absent people whom the reader stands in for. */
@Controller('api/v1/reminders')
@AllowReaders('unitHandler', 'unitHead', 'supervisor', 'administrator')
export class RemindersController {
  constructor(
    @Inject(RemindersStore) private readonly store: RemindersStore,
    @Inject(OFFICE_CLOCK) private readonly clock: OfficeClock,
    @Inject(Acting) private readonly acting: Acting,
  ) {}

  @Get()
  async inbox(@CurrentReader() reader: Reader, @Query() query: unknown): Promise<ReminderPage> {
    const { unread, cursor, limit } = parseRequest(reminderInboxQuerySchema, query, 'parameters');
    const after = positionOf(cursor);
    const people = await this.acting.peopleOf(reader);
    return pageOf(await this.store.inbox(people.map(ownerOf), unread === true, after, limit));
  }

  @Post(':id/read')
  @HttpCode(200)
  async read(@CurrentReader() reader: Reader, @Param('id') id: string): Promise<ReminderRow> {
    const at = (await this.clock.now()).toISOString();
    const people = await this.acting.peopleOf(reader);
    const found = await this.store.read(id, people.map((person) => ({
      subject: reader.subject, name: reader.name, at, unitId: ownerOf(person).unitId, onBehalfOf: person.subject === reader.subject ? null : { subject: person.subject, name: person.name },
    })));
    if (found === null) throw new ProblemError('not-found');
    return found;
  }
}

/** Whose inbox a reader opens: their unit's; without one, that of their division's federation, for which they work. */
export function ownerOf({ subject, unitId, divisionCode }: Pick<Reader, 'subject' | 'unitId' | 'divisionCode'>): InboxOwner {
  return { subject, unitId: unitId ?? directory.federationOf(divisionCode).unitId };
}

function pageOf({ items, total, next }: ReminderListing): ReminderPage {
  return { items: [...items], total, nextCursor: encodeCursor(next) };
}

/** @throws ProblemError `invalid-request` for a cursor that these lists never gave out */
function positionOf(cursor: string | undefined): PagePosition | null {
  const position = decodeCursor(cursor);
  if (position === null || isInstant(position[0])) return position;
  const { rule, detail } = fieldFault('', 'cursor.invalid');
  throw new ProblemError('invalid-request', { errors: [{ parameter: 'cursor', rule, detail }] });
}

function isInstant(text: string): boolean {
  const at = new Date(text);
  return !Number.isNaN(at.getTime()) && at.toISOString() === text;
}
