import type { ImportView } from '@suqiao/contracts';

/** Rows that are appeals, by this import or before it. */
export function importedOf({ counts }: Pick<ImportView, 'counts'>): number {
  return (counts.added ?? 0) + (counts.present ?? 0);
}

/** How far an import that is under way has come, from 0 to 1; `null` when nothing is under way. */
export function progressOf({ state, counts, rows }: Pick<ImportView, 'state' | 'counts' | 'rows'>): number | null {
  if (rows === 0) return null;
  if (state === 'checking') return 1 - (counts.unchecked ?? 0) / rows;
  if (state !== 'importing') return null;
  const done = (counts.added ?? 0) + (counts.present ?? 0) + (counts.refused ?? 0);
  return done + (counts.good ?? 0) === 0 ? null : done / (done + (counts.good ?? 0));
}
