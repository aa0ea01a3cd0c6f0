import { Inject, Injectable } from '@nestjs/common';
import type { OnBehalfOf, Reader } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { ProblemError } from '@suqiao/infra/http';
import { containsJurisdiction } from './domain/hand-over';
import { shanghaiDay } from './domain/reminder';
import { HandOversStore } from './hand-overs.store';
import { OFFICE_CLOCK, type OfficeClock } from './office-clock';
import { ReadersSeenStore } from './readers-seen.store';

/** Says for whom a reader acts now: themselves, and absent people whom they stand in for. */
@Injectable()
export class Acting {
  constructor(
    @Inject(HandOversStore) private readonly handOvers: HandOversStore,
    @Inject(ReadersSeenStore) private readonly readers: ReadersSeenStore,
    @Inject(OFFICE_CLOCK) private readonly clock: OfficeClock,
  ) {}

  /**
   * The people whose lists, digests and unread reminders are the reader's now: the reader first, then absent people, as last
   * seen. Who has left the reader's jurisdiction since is left out. Notes that the reader is here.
   */
  async peopleOf(reader: Reader): Promise<readonly Reader[]> {
    const now = await this.clock.now();
    await this.readers.saw(reader, now);
    const running = await this.handOvers.running(reader.subject, shanghaiDay(now));
    const absent = await Promise.all(running.map(async (one) => (await this.readers.find(one.absentSubject)) ?? one.absent));
    return [reader, ...absent.filter((person) => containsJurisdiction(reader, person, directory.divisionPath(person.divisionCode)))];
  }

  /**
   * The absent person named, in whose place the reader acts; `null` when nobody is named.
   * @throws ProblemError `forbidden` when the reader does not stand in for that person now
   */
  async onBehalfOf(reader: Reader, subject: string | undefined): Promise<OnBehalfOf | null> {
    const people = await this.peopleOf(reader);
    if (subject === undefined || subject === reader.subject) return null;
    const absent = people.find((person) => person.subject === subject);
    if (absent === undefined) throw new ProblemError('forbidden', { detail: { 'zh-CN': '您现在不代理此人', en: 'You do not stand in for this person now' } });
    return { subject: absent.subject, name: absent.name };
  }
}
