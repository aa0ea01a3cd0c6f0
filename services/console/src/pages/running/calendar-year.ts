import type { CalendarYear } from '@suqiao/contracts';

/** A day as the picture of its year has it. */
export interface PicturedDay {
  readonly day: string;
  readonly number: number;
  readonly kind: 'workday' | 'weekend' | 'holiday' | 'makeUp';
}

const dayInMs = 24 * 3600 * 1000;

/** The twelve months of a year, each in weeks from Monday to Sunday; `null` where a week belongs to another month. */
export function monthsOf({ year, holidays, makeUpWorkdays }: Pick<CalendarYear, 'year' | 'holidays' | 'makeUpWorkdays'>): (PicturedDay | null)[][][] {
  const [off, on] = [new Set(holidays), new Set(makeUpWorkdays)];
  return Array.from({ length: 12 }, (_, month) => {
    const first = Date.UTC(year, month, 1);
    const blanks = (new Date(first).getUTCDay() + 6) % 7;
    const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    const cells = Array.from({ length: Math.ceil((blanks + days) / 7) * 7 }, (_cell, place): PicturedDay | null => {
      const number = place - blanks + 1;
      if (number < 1 || number > days) return null;
      const day = new Date(first + (number - 1) * dayInMs).toISOString().slice(0, 10);
      return { day, number, kind: on.has(day) ? 'makeUp' : off.has(day) ? 'holiday' : place % 7 >= 5 ? 'weekend' : 'workday' };
    });
    return Array.from({ length: cells.length / 7 }, (_week, week) => cells.slice(week * 7, week * 7 + 7));
  });
}

/** How many days of a year are worked. */
export function workingDaysOf(year: Pick<CalendarYear, 'year' | 'holidays' | 'makeUpWorkdays'>): number {
  return monthsOf(year).flat(2).filter((day) => day?.kind === 'workday' || day?.kind === 'makeUp').length;
}

/** Days as a person writes them, one a line or with commas; and what of it is no day of that year. */
export function daysIn(text: string, year: number): { readonly days: readonly string[]; readonly wrong: readonly string[] } {
  const words = text.split(/[\s,，、;；]+/).filter((word) => word !== '');
  const isDay = (word: string) => /^\d{4}-\d{2}-\d{2}$/.test(word) && word.startsWith(`${String(year)}-`) && !Number.isNaN(Date.parse(word)) && new Date(word).toISOString().startsWith(word);
  return { days: [...new Set(words.filter(isDay))].sort(), wrong: words.filter((word) => !isDay(word)) };
}
