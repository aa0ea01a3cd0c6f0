import { longestPeriodInDays, type Analysis } from '@suqiao/contracts';

/** A period of whole days, both included, Asia/Shanghai. */
export interface Period {
  readonly from: string;
  readonly to: string;
}
export type TrendStep = Analysis['step'];

/** A part of a period: its first day, and the instants that bound it (`end` excluded). */
export interface PeriodStep {
  readonly from: string;
  readonly start: Date;
  readonly end: Date;
}

const dayInMs = 86_400_000;
/** Up to so many days a trend is by the day, up to so many by the week. */
const mostDays = 62;
const mostDaysByWeek = 420;

/** The instant at which a day begins in Shanghai, which has kept one offset since 1992. */
export function dayStart(day: string): Date {
  return new Date(`${day}T00:00:00+08:00`);
}

/** The day that an instant falls on in Shanghai. */
export function dayOf(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** The day so many days later. */
export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(day) + days * dayInMs).toISOString().slice(0, 10);
}

/** Days of a period, both ends included. */
export function lengthInDays({ from, to }: Period): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayInMs) + 1;
}

/** The period asked for, a year up to `to` or today where it is left out; or the rule that it breaks and the parameter at fault. */
export function periodOf(asked: Partial<Period>, now: Date): Period | { readonly rule: 'period.reversed' | 'period.tooLong'; readonly parameter: 'from' | 'to' } {
  const to = asked.to ?? dayOf(now);
  const from = asked.from ?? dayAfter(to, -364);
  if (from > to) return { rule: 'period.reversed', parameter: 'from' };
  if (lengthInDays({ from, to }) > longestPeriodInDays) return { rule: 'period.tooLong', parameter: 'from' };
  return { from, to };
}

/** How fine a trend of so long a period is. */
export function stepOf(period: Period): TrendStep {
  const days = lengthInDays(period);
  return days <= mostDays ? 'day' : days <= mostDaysByWeek ? 'week' : 'month';
}

/** First day of the step after the one of `day`: weeks begin on Monday. */
function nextStep(day: string, step: TrendStep): string {
  if (step === 'day') return dayAfter(day);
  const date = new Date(day);
  if (step === 'week') return dayAfter(day, 7 - ((date.getUTCDay() + 6) % 7));
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
}

/** The steps of a period, the oldest first; the first and the last are cut where the period begins and ends. */
export function stepsOf(period: Period, step: TrendStep): PeriodStep[] {
  const after = dayAfter(period.to);
  const steps: PeriodStep[] = [];
  for (let from = period.from; from < after; ) {
    const next = nextStep(from, step);
    const end = next < after ? next : after;
    steps.push({ from, start: dayStart(from), end: dayStart(end) });
    from = end;
  }
  return steps;
}
