import { analysisQuerySchema } from '@suqiao/contracts';

/** What an analysis is asked for; all of it stands in the address. */
export const analysisFields = ['from', 'to', 'division', 'category', 'channel', 'level', 'state', 'outcome', 'open', 'issue'] as const;
export type AnalysisField = (typeof analysisFields)[number];
export type AnalysisFilter = Readonly<Partial<Record<AnalysisField, string>>>;

/** Reads the address; what the API would not take is left out. */
export function filterFromAddress(parameters: URLSearchParams): AnalysisFilter {
  const written = analysisFields.flatMap((field): [AnalysisField, string][] => {
    const value = parameters.get(field);
    return value === null || value === '' || !analysisQuerySchema.safeParse({ [field]: value }).success ? [] : [[field, value]];
  });
  return Object.fromEntries(written);
}

/** The address's part after `?`, and the API's. */
export function queryOf(filter: AnalysisFilter): string {
  return new URLSearchParams(analysisFields.flatMap((field): [string, string][] => (filter[field] === undefined || filter[field] === '' ? [] : [[field, filter[field]]]))).toString();
}

/** The filter with one more condition; a condition that stands already is taken away. An outcome and "open" exclude each other. */
export function toggled(filter: AnalysisFilter, change: AnalysisFilter): AnalysisFilter {
  const stands = Object.entries(change).every(([field, value]) => filter[field as AnalysisField] === value);
  const changed = Object.keys(change);
  const rest = Object.fromEntries(Object.entries(filter).filter(([field]) => !changed.includes(field) && !(changed.includes('open') && field === 'outcome') && !(changed.includes('outcome') && field === 'open')));
  return stands ? rest : { ...rest, ...change };
}

/** The day before the first of the next step of a trend: the last of the one that begins on `from`. */
export function lastDayOf(from: string, step: 'day' | 'week' | 'month', to: string): string {
  const date = new Date(from);
  if (step === 'week') date.setUTCDate(date.getUTCDate() + 6 - ((date.getUTCDay() + 6) % 7));
  if (step === 'month') date.setUTCMonth(date.getUTCMonth() + 1, 0);
  const last = date.toISOString().slice(0, 10);
  return last < to ? last : to;
}
