/** Injection token of the days for which rows are kept. */
export const IMPORT_DAYS_KEPT = Symbol('days for which imported rows are kept');

const usualDays = 30;
const mostDays = 366;

/**
 * For how many days the rows of an import, which hold personal data, are kept after its end: SUQIAO_IMPORT_DAYS_KEPT, 30
 * without it.
 * @throws Error naming the variable when it is not a whole number from 1 to 366
 */
export function importDaysKept(environment: NodeJS.ProcessEnv): number {
  const given = environment['SUQIAO_IMPORT_DAYS_KEPT']?.trim() ?? '';
  if (given === '') return usualDays;
  const days = Number(given);
  if (Number.isInteger(days) && days >= 1 && days <= mostDays) return days;
  throw new Error(`SUQIAO_IMPORT_DAYS_KEPT is not a whole number from 1 to ${String(mostDays)}`);
}
