import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { MONGO, Sweep } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import { isWorkingDay } from '@suqiao/workflows/domain';
import type { Connection } from 'mongoose';
import { DigestMaking } from './digest.making';
import { DigestStore } from './digest.store';
import { digestInstant } from './domain/digest';
import { shanghaiDay } from './domain/reminder';
import { OFFICE_CLOCK, type OfficeClock } from './office-clock';
import { ReadersSeenStore } from './readers-seen.store';

const everyMs = 2000;
const batchSize = 20;

const logger = loggerFor('supervision');

/** How far a day's making has come. */
interface Pass {
  readonly day: string;
  readonly after: string;
  readonly failed: boolean;
  readonly ended: boolean;
}

/**
 * Makes each working day's digests from 08:30 on, for supervisors who had opened Suqiao by then. Of many processes one makes
 * them at a time; that a person has one a day rests on its key, and not on that.
 */
@Injectable()
export class DigestSweep implements OnModuleInit, OnModuleDestroy {
  readonly #sweep: Sweep;
  #pass: Pass | null = null;

  constructor(
    @Inject(MONGO) connection: Connection,
    @Inject(DigestStore) private readonly store: DigestStore,
    @Inject(DigestMaking) private readonly making: DigestMaking,
    @Inject(ReadersSeenStore) private readonly readers: ReadersSeenStore,
    @Inject(OFFICE_CLOCK) private readonly clock: OfficeClock,
  ) {
    this.#sweep = new Sweep(connection, { name: 'sweep:digests', everyMs, batch: () => this.makeBatch(), logger });
  }

  onModuleInit(): void {
    this.#sweep.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#sweep.stop();
  }

  /** Makes the digests of the next supervisors, if it is time. @returns whether there may be more */
  async makeBatch(): Promise<boolean> {
    const now = await this.clock.now();
    const day = shanghaiDay(now);
    const start = digestInstant(day);
    if (now < start || !isWorkingDay(this.clock.calendar, day).working) return false;
    const pass = this.#pass?.day === day ? this.#pass : { day, after: '', failed: false, ended: false };
    if (pass.ended) return false;
    const found = await this.readers.supervisors(start, pass.after, batchSize);
    let failed = pass.failed;
    for (const reader of found) {
      try {
        if ((await this.store.find(day, reader.subject)) === null) await this.store.keep(await this.making.make(reader, now, true), reader);
      } catch (error) {
        failed = true;
        logger.warn({ err: error, day }, 'a digest could not be made; it is tried again');
      }
    }
    const last = found.at(-1)?.subject;
    const more = found.length === batchSize && last !== undefined;
    // One failure does not hold up the others: the whole pass is gone through again, and finds what is there already.
    this.#pass = more ? { day, after: last, failed, ended: false } : { day, after: '', failed: false, ended: !failed };
    return more;
  }
}
