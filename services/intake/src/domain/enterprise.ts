import type { AppealSummary, Enterprise, EnterpriseDetails } from '@suqiao/contracts';

/** What naming and placing an enterprise looks up: the directory's answers, without the directory. */
export interface PlaceFacts {
  /** A name as it is compared. */
  readonly key: (name: string) => string;
  readonly withoutPlaces: (name: string) => string;
  readonly isDivision: (code: string) => boolean;
  /** Today's code of a division whose code was given up. */
  readonly currentCode: (code: string) => string;
}

/** Where an enterprise lies of which nothing is known. */
const provinceCode = '370000';
/** Characters of a name that lists sort by. */
const sortedCharacters = 30;

/**
 * Beginnings of these find an enterprise: every name that it has or had, with and without the places in front of it. What
 * is looked for goes through `facts.key` too.
 */
export function searchKeysOf(names: readonly string[], facts: PlaceFacts): string[] {
  return [...new Set(names.flatMap((name) => [facts.key(name), facts.withoutPlaces(name).toLowerCase()]))].filter((key) => key !== '');
}

/** What lists sort by: the beginning of the name, so that a page's cursor stays short. */
export function sortNameOf(name: string): string {
  return Array.from(name).slice(0, sortedCharacters).join('');
}

/**
 * Where an enterprise that only an appeal has named is looked for: the registration authority in its code (places 3 to 8,
 * GB 32100-2015), else where the channel put the appeal, else the province.
 */
export function provisionalDivision({ creditCode, divisionCode }: Pick<AppealSummary, 'creditCode' | 'divisionCode'>, facts: PlaceFacts): string {
  const registered = facts.currentCode((creditCode ?? '').slice(2, 8));
  if (facts.isDivision(registered)) return registered;
  return divisionCode !== null && facts.isDivision(divisionCode) ? divisionCode : provinceCode;
}

/** The fields that an officer writes. */
export type WrittenFields = Pick<Enterprise, 'name' | 'formerNames' | 'divisionCode' | 'address' | 'industryCode' | 'size' | 'isPrivate' | 'chambers'>;

/** What an officer wrote, with `null` for what is not known. */
export function fieldsOf({ name, formerNames, divisionCode, address, industryCode, size, isPrivate, chambers }: EnterpriseDetails): WrittenFields {
  return {
    name, formerNames: [...new Set(formerNames)].filter((former) => former !== name), divisionCode, address: address ?? null, industryCode: industryCode ?? null,
    size: size ?? null, isPrivate: isPrivate ?? null, chambers: [...new Set(chambers)],
  };
}

/**
 * The fields after a change: a name that was given up stays as a former one.
 * @returns the fields, and of those that changed what they were before
 */
export function changedFields(before: WrittenFields, written: WrittenFields): { readonly fields: WrittenFields; readonly before: Readonly<Record<string, unknown>> } {
  const kept = before.name === written.name || written.formerNames.includes(before.name) ? [] : [before.name];
  const fields: WrittenFields = { ...written, formerNames: [...written.formerNames, ...kept] };
  const changed = Object.entries(fields).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as keyof WrittenFields]));
  return { fields, before: Object.fromEntries(changed.map(([field]) => [field, before[field as keyof WrittenFields]])) };
}

/**
 * The version that an If-Match header (RFC 9110) names.
 * @returns `null` where it is missing; `0`, which no version is, for anything but one strong tag of ours
 */
export function versionFrom(header: string | undefined): number | null {
  if (header === undefined) return null;
  return Number(/^"([1-9]\d{0,8})"$/.exec(header.trim())?.[1] ?? 0);
}

/** The ETag of a version. */
export function etagOf(version: number): string {
  return `"${String(version)}"`;
}
