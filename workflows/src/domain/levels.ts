import type { Level } from '@suqiao/contracts';

/** 提级 order. Written here and not taken from contracts at run time: a workflow's sandbox stays small without zod. */
const ascending: readonly Level[] = ['county', 'city', 'province'];

/** The level above, or `null` at the province. */
export function levelAbove(level: Level): Level | null {
  return ascending[ascending.indexOf(level) + 1] ?? null;
}

/** Below zero when `a` is the lower level, zero when they are the same. */
export function compareLevels(a: Level, b: Level): number {
  return ascending.indexOf(a) - ascending.indexOf(b);
}
