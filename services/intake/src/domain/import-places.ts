import { directory } from '@suqiao/directory';

/** What a cell names: a code, or why none can be told. */
export type Found = { readonly code: string } | { readonly code: null; readonly why: 'unknown' | 'ambiguous' };

const divisionsByName = namesOf(directory.divisions.flatMap(({ code, name, parentCode }) => {
  const parent = parentCode === null ? undefined : directory.division(parentCode);
  const chinese = [name.zh, `${parent?.name.zh ?? ''}${name.zh}`, `山东省${name.zh}`, `山东省${parent?.name.zh ?? ''}${name.zh}`];
  return [...chinese, name.en].map((words) => [bare(words), code] as const);
}));
const categoriesByName = namesOf(directory.categories.flatMap(({ code, name }) => [name.zh, name.en].map((words) => [bare(words), code] as const)));

/** The division that a cell names by its code or its whole name; of several of one name that within `own` is meant. */
export function divisionNamed(text: string, own: string): Found {
  const words = bare(text);
  if (/^\d{6}$/.test(words)) {
    const code = directory.currentCode(words);
    return directory.division(code) === undefined ? { code: null, why: 'unknown' } : { code };
  }
  const codes = divisionsByName.get(words) ?? [];
  const within = codes.filter((code) => liesWithin(code, own));
  return only(within.length === 1 ? within : codes);
}

/** The category that a cell names by its code or its whole name. */
export function categoryNamed(text: string): Found {
  const words = text.normalize('NFKC').trim();
  if (directory.category(words) !== undefined) return { code: words };
  return only(categoriesByName.get(bare(words)) ?? []);
}

/** Whether a division is `own` or below it. */
export function liesWithin(code: string, own: string): boolean {
  return directory.division(code) !== undefined && directory.divisionPath(code).includes(own);
}

function only(codes: readonly string[]): Found {
  const [code] = codes;
  if (code === undefined) return { code: null, why: 'unknown' };
  return codes.length === 1 ? { code } : { code: null, why: 'ambiguous' };
}

function bare(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '');
}

function namesOf(entries: readonly (readonly [string, string])[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const [words, code] of entries) names.set(words, [...new Set([...(names.get(words) ?? []), code])]);
  return names;
}
