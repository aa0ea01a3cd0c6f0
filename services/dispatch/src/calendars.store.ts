import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { calendarLoadedSchema, calendarSubject, topics, type CalendarYear, type WorkingCalendar } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { EventBus, type OutgoingEvent } from '@suqiao/infra/kafka';
import { addOutboxIndex, isDuplicateKey, MONGO, OutboxRelay, outboxSchemaFields, type OutboxFields } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import { Schema, type Connection, type Model } from 'mongoose';

/** A year of the calendar as a person loaded it. A later revision of a year replaces the one before; both stay on record. */
export interface LoadedYear extends CalendarYear {
  readonly _id: string;
  readonly revision: number;
  readonly loadedAt: Date;
  readonly loadedBy: string;
  /** The case up to which dates were counted anew; `recountedAt` is set when all were. */
  recountedThrough: string | null;
  /** How often every open case has been told: twice, the second time when every process has heard of the year. */
  passes?: number;
  recountedAt: Date | null;
}

const schema = new Schema(
  {
    _id: { type: String, required: true }, revision: Number, year: Number, holidays: [String], makeUpWorkdays: [String], source: String,
    loadedAt: Date, loadedBy: String, recountedThrough: String, passes: Number, recountedAt: Date, ...outboxSchemaFields,
  },
  { collection: 'calendar_years', versionKey: false },
);
schema.index({ revision: 1 }, { unique: true });
addOutboxIndex(schema);

const refreshEveryMs = 5000;
/** After this every process that can write has the calendar of the store. */
const heardWithinMs = 2 * refreshEveryMs;
const passesNeeded = 2;

/** The calendar in force: the shipped one with the years that were loaded since, versioned by how many those are. */
@Injectable()
export class CalendarsStore implements OnModuleInit, OnModuleDestroy {
  readonly #years: Model<LoadedYear & OutboxFields>;
  readonly #relay: OutboxRelay<LoadedYear & OutboxFields>;
  #calendar: WorkingCalendar = directory.calendar;
  #timer: NodeJS.Timeout | null = null;

  constructor(@Inject(MONGO) connection: Connection, @Inject(EventBus) bus: EventBus) {
    this.#years = connection.models['CalendarYear'] ?? connection.model<LoadedYear & OutboxFields>('CalendarYear', schema);
    this.#relay = new OutboxRelay(connection, this.#years, bus, loggerFor('dispatch'));
  }

  async onModuleInit(): Promise<void> {
    await this.#years.init();
    this.#relay.start();
    await this.refresh();
    // A store that is away leaves the calendar as it was known last; whoever needs a given version asks for it.
    this.#timer = setInterval(() => void this.refresh().catch(() => undefined), refreshEveryMs);
  }

  async onModuleDestroy(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#relay.stop();
  }

  /** As of the last refresh, at most five seconds ago while the store is there. */
  get current(): WorkingCalendar {
    return this.#calendar;
  }

  /** The calendar in force, `version` at least: read anew where this process has not seen it yet. */
  async atLeast(version: string): Promise<WorkingCalendar> {
    if (this.#calendar.version !== version) await this.refresh();
    return this.#calendar;
  }

  async refresh(): Promise<void> {
    const loaded = await this.#years.find().sort({ revision: 1 }).lean<LoadedYear[]>().exec();
    const last = loaded.at(-1);
    if (last === undefined || this.#calendar.version === versionOf(last)) return;
    this.#calendar = calendarWith(loaded, versionOf(last));
  }

  /**
   * Puts a year into force, and says so to every service that counts days.
   * @returns the version of the calendar with it
   */
  async load(year: CalendarYear, loadedBy: string): Promise<string> {
    for (;;) {
      const before = await this.#years.find().sort({ revision: 1 }).lean<LoadedYear[]>().exec();
      const revision = (before.at(-1)?.revision ?? 0) + 1;
      const loaded: LoadedYear = { ...year, _id: `${String(revision)}:${String(year.year)}`, revision, loadedAt: new Date(), loadedBy, recountedThrough: null, passes: 0, recountedAt: null };
      try {
        await this.#years.create({ ...loaded, outbox: [announcementOf(loaded, calendarWith([...before, loaded], versionOf(loaded)))], outboxSince: loaded.loadedAt });
        this.#relay.wake();
        await this.refresh();
        return versionOf(loaded);
      } catch (error) {
        // Another loaded a year at the same moment: this one comes after it.
        if (!isDuplicateKey(error)) throw error;
      }
    }
  }

  /** The newest year for which cases are to be counted anew now, or `null`. */
  async toRecount(): Promise<LoadedYear | null> {
    const last = await this.#years.findOne().sort({ revision: -1 }).lean<LoadedYear>().exec();
    if (last === null || last.recountedAt !== null) return null;
    // A process that has not heard of the year yet may open a case, or date one anew, behind the first pass's back.
    const waits = (last.passes ?? 0) > 0 && Date.now() < last.loadedAt.getTime() + heardWithinMs;
    return waits ? null : last;
  }

  /** Remembers how far the recount has come. @param through a case's id; `null`: every open case was told once more */
  async recounted({ _id, passes = 0 }: LoadedYear, through: string | null): Promise<void> {
    const ended = { passes: passes + 1, recountedThrough: null, recountedAt: passes + 1 < passesNeeded ? null : new Date() };
    await this.#years.updateOne({ _id }, { $set: through === null ? ended : { recountedThrough: through } }).exec();
  }

  /** Every load of a year, newest first. */
  history(): Promise<LoadedYear[]> {
    return this.#years.find().sort({ revision: -1 }).lean<LoadedYear[]>().exec();
  }
}

/** The shipped calendar with the years that were loaded since, in their order. */
function calendarWith(loaded: readonly LoadedYear[], version: string): WorkingCalendar {
  const byYear = new Map(directory.calendar.years.map((year) => [year.year, year]));
  for (const { year, holidays, makeUpWorkdays, source } of loaded) byYear.set(year, { year, holidays, makeUpWorkdays, source });
  return { ...directory.calendar, version, years: [...byYear.values()].sort((one, other) => one.year - other.year) };
}

function announcementOf({ revision, year, loadedAt }: LoadedYear, calendar: WorkingCalendar): OutgoingEvent {
  const event = calendarLoadedSchema.parse({
    specversion: '1.0', id: `calendar:${String(revision)}`, source: '/suqiao/dispatch', type: 'calendar.loaded', subject: calendarSubject, time: loadedAt.toISOString(),
    datacontenttype: 'application/json', dataschema: 'urn:suqiao:schema:calendar.loaded:1', partitionkey: calendarSubject, data: { revision, year, calendar },
  });
  return { topic: topics.calendar, event };
}

/** The version of the calendar after a year was loaded. */
export function versionOf({ revision, year }: Pick<LoadedYear, 'revision' | 'year'>): string {
  return `${directory.calendar.version}+${String(revision)}:${String(year)}`;
}
