import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { handOverPeopleQuerySchema, newHandOverSchema, type AuditAction, type HandOver, type HandOverPerson, type OnBehalfOf, type Reader } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { AuditTrail } from '@suqiao/infra/audit';
import { AllowReaders, CurrentReader } from '@suqiao/infra/auth';
import { fieldFault, parseRequest, ProblemError, type Text } from '@suqiao/infra/http';
import { containsJurisdiction, mayHandOver, type HandOverRefusal } from './domain/hand-over';
import { shanghaiDay } from './domain/reminder';
import { HandOversStore, type StoredHandOver } from './hand-overs.store';
import { OFFICE_CLOCK, type OfficeClock } from './office-clock';
import { ReadersSeenStore } from './readers-seen.store';

const refusals: Readonly<Record<HandOverRefusal | 'handOver.jurisdiction', Text>> = {
  'handOver.overlaps': { 'zh-CN': '该期间已有代理安排', en: 'There is a hand-over in this period already' },
  'handOver.deputyAbsent': { 'zh-CN': '代理人在此期间也不在岗，其工作已交他人代理', en: 'The deputy is away too: their own work is handed over in this period' },
  'handOver.chain': { 'zh-CN': '此人在该期间正代理他人，不能再转交', en: 'This person stands in for another in this period: what was handed over is not passed on' },
  'handOver.jurisdiction': { 'zh-CN': '代理人的管辖不包含此人的管辖', en: 'The deputy\'s jurisdiction does not contain this person\'s' },
};

/** How many people are looked at: a federation's offices have fewer. */
const mostPeople = 2000;

/** 代理: an absent person's watch lists, digests and unread reminders, seen by a deputy for some days. */
@Controller('api/v1/supervision/hand-overs')
@AllowReaders('unitHandler', 'unitHead', 'supervisor', 'administrator')
export class HandOversController {
  constructor(
    @Inject(HandOversStore) private readonly store: HandOversStore,
    @Inject(ReadersSeenStore) private readonly readers: ReadersSeenStore,
    @Inject(OFFICE_CLOCK) private readonly clock: OfficeClock,
    @Inject(AuditTrail) private readonly trail: AuditTrail,
  ) {}

  @Post()
  async make(@CurrentReader() reader: Reader, @Body() body: unknown): Promise<HandOver> {
    const asked = parseRequest(newHandOverSchema, body);
    const now = await this.clock.now();
    await this.readers.saw(reader, now);
    const { to, toName, from, until, reason } = asked;
    if (until < shanghaiDay(now)) throw wrongField('/until', 'handOver.past');
    const absent = asked.absent === undefined || asked.absent === reader.subject ? reader : await this.readers.find(asked.absent);
    if (absent?.subject === to) throw wrongField('/to', 'handOver.samePerson');
    if (absent === null) throw wrongField('/absent', 'person.unknown');
    const path = directory.divisionPath(absent.divisionCode);
    if (!mayHandOver(reader, absent, path)) throw new ProblemError('forbidden', { detail: { 'zh-CN': '须由本人，或同一单位、同一区划的负责人或管理员办理', en: 'It is for the person, or a head or administrator of the same unit or division' } });
    const deputy = await this.readers.find(to);
    if (deputy === null) throw wrongField('/to', 'person.unknown');
    if (!containsJurisdiction(deputy, absent, path)) throw refused('handOver.jurisdiction');
    const made = await this.store.make({ absent, deputy: { subject: to, name: toName }, from, until, reason, madeBy: personOf(reader) }, now, (one) => this.#note(reader, 'handOverMade', one));
    if (typeof made === 'string') throw refused(made);
    return viewOf(made, now);
  }

  @Get()
  async list(@CurrentReader() reader: Reader): Promise<{ items: HandOver[] }> {
    const now = await this.clock.now();
    await this.readers.saw(reader, now);
    return { items: (await this.store.of(reader.subject)).map((one) => viewOf(one, now)) };
  }

  @Get('people')
  async people(@CurrentReader() reader: Reader, @Query() query: unknown): Promise<{ absent: HandOverPerson[]; deputies: HandOverPerson[]; truncated: boolean }> {
    const { absent: asked = reader.subject } = parseRequest(handOverPeopleQuerySchema, query, 'parameters');
    await this.readers.saw(reader, await this.clock.now());
    const seen = await this.readers.all(mostPeople + 1);
    const others = seen.slice(0, mostPeople).filter(({ subject }) => subject !== reader.subject);
    const absent = [reader, ...others.filter((person) => mayHandOver(reader, person, directory.divisionPath(person.divisionCode)))];
    const away = absent.find(({ subject }) => subject === asked);
    if (away === undefined) throw new ProblemError('not-found');
    const path = directory.divisionPath(away.divisionCode);
    const deputies = [reader, ...others].filter((person) => person.subject !== away.subject && containsJurisdiction(person, away, path));
    return { absent: absent.map(cardOf), deputies: deputies.map(cardOf), truncated: seen.length > mostPeople };
  }

  @Post(':id/end')
  @HttpCode(200)
  async end(@CurrentReader() reader: Reader, @Param('id') id: string): Promise<HandOver> {
    const now = await this.clock.now();
    const ended = await this.store.end(id, reader.subject, now, (one) => this.#note(reader, 'handOverEnded', one));
    if (ended === null) throw new ProblemError('not-found');
    return viewOf(ended, now);
  }

  async #note(by: Reader, action: AuditAction, { _id, absent, deputy, from, until, reason }: StoredHandOver): Promise<void> {
    const details = { absent: absent.subject, deputy: deputy.subject, deputyName: deputy.name, from, until };
    await this.trail.append({ by, action, object: { kind: 'handOver', id: _id, name: absent.name }, reason, details, divisionPath: [...directory.divisionPath(absent.divisionCode)] });
  }
}

function cardOf({ subject, name, role, divisionCode, unitId }: Reader): HandOverPerson {
  return { subject, name, role, divisionCode, unitId };
}

function personOf({ subject, name }: OnBehalfOf): OnBehalfOf {
  return { subject, name };
}

function viewOf({ _id, absent, deputy, from, until, reason, madeBy, madeAt, endedAt }: StoredHandOver, now: Date): HandOver {
  const today = shanghaiDay(now);
  return {
    id: _id, absent: personOf(absent), deputy, from, until, reason, madeBy, madeAt: madeAt.toISOString(), endedAt: endedAt?.toISOString() ?? null,
    running: endedAt === null && from <= today && today <= until,
  };
}

function wrongField(pointer: string, rule: string): ProblemError {
  return new ProblemError('invalid-request', { errors: [fieldFault(pointer, rule)] });
}

function refused(rule: keyof typeof refusals): ProblemError {
  return new ProblemError('command-refused', { detail: refusals[rule], errors: [{ rule, detail: refusals[rule] }] });
}
