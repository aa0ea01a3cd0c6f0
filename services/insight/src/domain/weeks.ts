const dayInMs = 86_400_000;
const weekInMs = 7 * dayInMs;
/** China keeps one zone without summer time since 1992, so that an offset says all. */
const shanghaiOffsetInMs = 8 * 3600 * 1000;
/** The epoch's first day was a Thursday; a Monday came three days before it. */
const mondayInMs = -3 * dayInMs;

/** A week from Monday to Sunday, Asia/Shanghai. */
export interface Week {
  /** `yyyy-mm-dd` of its Monday. */
  readonly from: string;
  readonly start: Date;
  readonly end: Date;
}

/** The week of an instant. */
export function weekOf(at: Date): Week {
  const local = at.getTime() + shanghaiOffsetInMs;
  const monday = Math.floor((local - mondayInMs) / weekInMs) * weekInMs + mondayInMs;
  return { from: new Date(monday).toISOString().slice(0, 10), start: new Date(monday - shanghaiOffsetInMs), end: new Date(monday + weekInMs - shanghaiOffsetInMs) };
}

/** The latest weeks, the oldest first, the one of `now` last. */
export function latestWeeks(now: Date, count: number): Week[] {
  return Array.from({ length: count }, (_, at) => weekOf(new Date(now.getTime() - (count - 1 - at) * weekInMs)));
}
