import { workingCalendarSchema, type CalendarLoaded, type WorkingCalendar } from '@suqiao/contracts';
import type { Connection, mongo } from 'mongoose';
import { isDuplicateKey } from './errors';

interface CalendarDocument {
  readonly _id: 'calendar';
  readonly revision: number;
  readonly calendar: WorkingCalendar;
}

const refreshEveryMs = 5000;

/** The calendar in force, as one service has heard of it: the shipped one until a year is loaded. */
export class KeptCalendar {
  readonly #calendars: Pick<mongo.Collection<CalendarDocument>, 'findOne' | 'updateOne'>;
  #calendar: WorkingCalendar;
  #timer: NodeJS.Timeout | null = null;

  /** @param collection of this service's own; @param shipped until a year is loaded */
  constructor(connection: Connection, collection: string, shipped: WorkingCalendar) {
    this.#calendars = connection.getClient().db(connection.name).collection<CalendarDocument>(collection);
    this.#calendar = shipped;
  }

  async onModuleInit(): Promise<void> {
    await this.refresh();
    // Another process may be the one that hears of a year; a store that is away leaves the calendar as it was known last.
    this.#timer = setInterval(() => void this.refresh().catch(() => undefined), refreshEveryMs);
  }

  onModuleDestroy(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** As of the last refresh, at most five seconds ago while the store is there. */
  get current(): WorkingCalendar {
    return this.#calendar;
  }

  /** Keeps what was announced, unless a newer one is here already. */
  async keep({ revision, calendar }: CalendarLoaded['data']): Promise<void> {
    try {
      await this.#calendars.updateOne({ _id: 'calendar', revision: { $lt: revision } }, { $set: { revision, calendar } }, { upsert: true });
    } catch (error) {
      // There is one, and it is not older.
      if (!isDuplicateKey(error)) throw error;
    }
    await this.refresh();
  }

  async refresh(): Promise<void> {
    const found = await this.#calendars.findOne({ _id: 'calendar' });
    if (found !== null && found.calendar.version !== this.#calendar.version) this.#calendar = workingCalendarSchema.parse(found.calendar);
  }
}
