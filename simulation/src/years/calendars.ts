import type { CalendarYear, WorkingCalendar } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import type { Random } from '../random';
import type { Clock } from './clock';

/** A year as somebody might load it: the days off are made up. */
const nextYear: CalendarYear = {
  year: 2027, source: 'simulation', makeUpWorkdays: ['2027-02-14', '2027-10-09'],
  holidays: [
    '2027-01-01', '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-02-09', '2027-02-10', '2027-02-11', '2027-04-05', '2027-05-01', '2027-05-03', '2027-06-09', '2027-09-15',
    '2027-10-01', '2027-10-04', '2027-10-05', '2027-10-06', '2027-10-07',
  ],
};
/** Longer than processes really take to hear of a new year, so that it matters. */
const heardWithinMs = 4 * 3_600_000;

/** The present year once more, with a day off in most months, so that whatever is open is counted anew. */
const amended: readonly CalendarYear[] = directory.calendar.years.map((year) =>
  year.year === 2026 ? { ...year, source: 'simulation', holidays: [...year.holidays, ...['02-27', '03-20', '04-24', '05-22', '06-26', '07-24', '08-28', '10-23', '11-27', '12-18'].map((day) => `2026-${day}`)] } : year,
);

/** The calendar as processes have it: a while after a year was loaded, some of them have the one before. */
export class Calendars {
  #loadedAtInMs: number | null = null;
  readonly #next: WorkingCalendar = { ...directory.calendar, version: `${directory.calendar.version}+2027`, years: [...amended, nextYear] };

  constructor(private readonly clock: Clock, private readonly random: Random) {}

  get current(): WorkingCalendar {
    if (this.#loadedAtInMs === null) return directory.calendar;
    const isNew = this.clock.now.getTime() > this.#loadedAtInMs + heardWithinMs;
    return isNew || this.random.chance(0.5) ? this.#next : directory.calendar;
  }

  /** The calendars that a process may have had at an instant. */
  knownAt(at: Date): readonly WorkingCalendar[] {
    const loaded = this.#loadedAtInMs;
    return [
      ...(loaded === null || at.getTime() <= loaded + heardWithinMs ? [directory.calendar] : []),
      ...(loaded !== null && at.getTime() >= loaded ? [this.#next] : []),
    ];
  }

  atLeast(version: string): Promise<WorkingCalendar> {
    return Promise.resolve(version === this.#next.version ? this.#next : this.current);
  }

  /** When every process has heard of it; `null` while nothing was loaded. */
  get heardAtInMs(): number | null {
    return this.#loadedAtInMs === null ? null : this.#loadedAtInMs + heardWithinMs;
  }

  /** @returns the version in force from now on */
  load(): string {
    this.#loadedAtInMs ??= this.clock.now.getTime();
    return this.#next.version;
  }
}
