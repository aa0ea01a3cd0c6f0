import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { workingCalendarSchema, type CalendarLoaded, type WorkingCalendar } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { isDuplicateKey, MONGO } from '@suqiao/infra/mongo';
import { Schema, type Connection, type Model } from 'mongoose';

interface CalendarDocument {
  readonly _id: 'calendar';
  readonly revision: number;
  readonly calendar: WorkingCalendar;
}

const schema = new Schema({ _id: { type: String, required: true }, revision: Number, calendar: Schema.Types.Mixed }, { collection: 'supervision_calendar', versionKey: false });
const refreshEveryMs = 5000;

/** The calendar in force, as supervision has heard of it: the shipped one until a year is loaded. */
@Injectable()
export class CalendarStore implements OnModuleInit, OnModuleDestroy {
  readonly #calendars: Model<CalendarDocument>;
  #calendar: WorkingCalendar = directory.calendar;
  #timer: NodeJS.Timeout | null = null;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#calendars = connection.models['SupervisionCalendar'] ?? connection.model<CalendarDocument>('SupervisionCalendar', schema);
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
      await this.#calendars.updateOne({ _id: 'calendar', revision: { $lt: revision } }, { $set: { revision, calendar } }, { upsert: true }).exec();
    } catch (error) {
      // There is one, and it is not older.
      if (!isDuplicateKey(error)) throw error;
    }
    await this.refresh();
  }

  async refresh(): Promise<void> {
    const found = await this.#calendars.findById('calendar').lean<CalendarDocument>().exec();
    if (found !== null && found.calendar.version !== this.#calendar.version) this.#calendar = workingCalendarSchema.parse(found.calendar);
  }
}
