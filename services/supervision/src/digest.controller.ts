import { Controller, Get, Inject, Query } from '@nestjs/common';
import { digestQuerySchema, type DigestView, type Reader } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { AllowReaders, CurrentReader } from '@suqiao/infra/auth';
import { fieldFault, parseRequest, ProblemError } from '@suqiao/infra/http';
import { DigestMaking } from './digest.making';
import { DigestStore } from './digest.store';
import { containsJurisdiction } from './domain/hand-over';
import { shanghaiDay } from './domain/reminder';
import { Acting } from './hand-overs.acting';
import { OFFICE_CLOCK, type OfficeClock } from './office-clock';

/** 每日摘要: what a supervisor's day begins with. */
@Controller('api/v1/supervision/digest')
@AllowReaders('supervisor', 'unitHead', 'administrator')
export class DigestController {
  constructor(
    @Inject(DigestStore) private readonly store: DigestStore,
    @Inject(DigestMaking) private readonly making: DigestMaking,
    @Inject(Acting) private readonly acting: Acting,
    @Inject(OFFICE_CLOCK) private readonly clock: OfficeClock,
  ) {}

  @Get()
  async digest(@CurrentReader() reader: Reader, @Query() query: unknown): Promise<DigestView> {
    const { day, of } = parseRequest(digestQuerySchema, query, 'parameters');
    const now = await this.clock.now();
    const today = shanghaiDay(now);
    if (day > today) throw new ProblemError('invalid-request', { errors: [{ parameter: 'day', rule: 'digest.future', detail: fieldFault('', 'digest.future').detail }] });
    const people = await this.acting.peopleOf(reader);
    const person = people.find(({ subject }) => subject === (of ?? reader.subject));
    if (person === undefined) throw new ProblemError('forbidden', { detail: { 'zh-CN': '您现在不代理此人', en: 'You do not stand in for this person now' } });
    const standsInFor = people.slice(1).map(({ subject, name }) => ({ subject, name }));
    const kept = await this.store.find(day, person.subject);
    // Who has moved to another jurisdiction since does not take the old one's cases along.
    if (kept !== null && containsJurisdiction(reader, kept.reader, directory.divisionPath(kept.reader.divisionCode))) return { ...kept.digest, final: day < today, standsInFor };
    if (day < today) throw new ProblemError('not-found', { detail: { 'zh-CN': '当日没有为您生成摘要', en: 'No digest was made for you on that day' } });
    return { ...(await this.making.make(person, now, false)), standsInFor };
  }
}
