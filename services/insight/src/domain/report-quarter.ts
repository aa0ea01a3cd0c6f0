const chineseQuarters = ['一', '二', '三', '四'] as const;

/** A span of whole months, Asia/Shanghai; `to` is exclusive. */
export interface ReportPeriod {
  readonly from: Date;
  readonly to: Date;
  /** `yyyy-mm`, in their order. */
  readonly months: readonly string[];
}

/** A quarter with the two that it is compared with. */
export interface ReportQuarter {
  readonly name: { readonly zh: string; readonly en: string };
  readonly now: ReportPeriod;
  readonly previous: ReportPeriod;
  readonly yearBefore: ReportPeriod;
}

/** When a month of Shanghai begins. @param month counted from January of year 0 */
function beginningOf(month: number): Date {
  // China keeps one zone without summer time since 1992, so that an offset says all.
  return new Date(Date.UTC(Math.floor(month / 12), month % 12, 1) - 8 * 3_600_000);
}

/** @param firstMonth counted from January of year 0 */
function periodFrom(firstMonth: number, count: number): ReportPeriod {
  const months = Array.from({ length: count }, (_, at) => `${String(Math.floor((firstMonth + at) / 12))}-${String(((firstMonth + at) % 12) + 1).padStart(2, '0')}`);
  return { from: beginningOf(firstMonth), to: beginningOf(firstMonth + count), months };
}

/** The quarter that `2026Q3` names. */
export function quarterOf(quarter: string): ReportQuarter {
  const [year, number] = [Number(quarter.slice(0, 4)), Number(quarter.slice(5))];
  const first = year * 12 + (number - 1) * 3;
  return {
    name: { zh: `${String(year)}年第${chineseQuarters[number - 1] ?? ''}季度`, en: `Q${String(number)} ${String(year)}` },
    now: periodFrom(first, 3), previous: periodFrom(first - 3, 3), yearBefore: periodFrom(first - 12, 3),
  };
}

/** One month. @param month `yyyy-mm` */
export function monthOf(month: string): ReportPeriod {
  return periodFrom(Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1, 1);
}

/** `yyyy-mm-dd` of an instant, Asia/Shanghai. */
export function shanghaiDay(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** `2026年11月23日` of an instant, Asia/Shanghai, as an official document dates itself. */
export function chineseDate(at: Date): string {
  const [year, month, day] = shanghaiDay(at).split('-').map(Number);
  return `${String(year)}年${String(month)}月${String(day)}日`;
}
