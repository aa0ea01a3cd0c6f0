import type { WorkingCalendar } from '@suqiao/contracts';
import { MONGO } from '@suqiao/infra/mongo';
import type { FactoryProvider } from '@nestjs/common';
import type { Connection } from 'mongoose';
import { CalendarStore } from './calendar.store';

/** What time it is, and when offices are open. */
export interface OfficeClock {
  readonly calendar: WorkingCalendar;
  now(): Promise<Date>;
}

/** Injection token of the `OfficeClock` by which reminders, hand-overs and digests go. */
export const OFFICE_CLOCK = Symbol('office clock');
/** Injection token by which a composition may give another `OfficeClock` than the store's. */
export const GIVEN_OFFICE_CLOCK = Symbol('given office clock');

/** The store's own clock, one for all processes, on the calendar in force. */
export function storeClock(connection: Connection, calendars: CalendarStore): OfficeClock {
  return {
    get calendar() {
      return calendars.current;
    },
    async now() {
      const { localTime } = await connection.getClient().db(connection.name).command({ hello: 1 }) as { localTime: Date };
      return localTime;
    },
  };
}

/** Provides `OFFICE_CLOCK`. */
export const officeClockProvider: FactoryProvider<OfficeClock> = {
  provide: OFFICE_CLOCK,
  inject: [MONGO, CalendarStore, { token: GIVEN_OFFICE_CLOCK, optional: true }],
  useFactory: (connection: Connection, calendars: CalendarStore, given?: OfficeClock) => given ?? storeClock(connection, calendars),
};
