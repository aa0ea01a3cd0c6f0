import { everydayWords, notAPlace, otherNames, sharedZoneNames } from './data/place-names';
import { divisionOf, divisions } from './divisions';
import { countiesByStreet } from './streets';

/** A division named in a text, by which words, and whether the words alone could mean another. */
export interface DivisionMatch {
  readonly code: string;
  readonly words: string;
  readonly ambiguous: boolean;
}

/** A name where it stands in the text, with all that it may mean. */
interface Occurrence {
  readonly words: string;
  readonly start: number;
  readonly end: number;
  readonly codes: readonly string[];
  readonly shared: boolean;
  /** Whether it names a 街道, 镇 or 乡: then the codes are of the counties that have one. */
  readonly street: boolean;
}

const longestName = 14;
/** How far behind a city's name a zone's shared name may stand to be that city's: 烟台市的开发区. */
const nearby = 2;

const codesByName = buildNames();
const firstCharacters = new Set([...codesByName.keys(), ...countiesByStreet.keys()].map((name) => name[0]));

function buildNames(): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  const add = (name: string, code: string) => names.set(name, [...new Set([...(names.get(name) ?? []), code])]);
  const cityNames = new Set(divisions.filter(({ kind }) => kind === 'city').map(({ name }) => shortOf(name.zh)));
  for (const { code, name, kind, parentCode } of divisions) {
    if (kind === 'province') continue;
    add(name.zh, code);
    if (kind === 'zone') continue;
    const short = shortOf(name.zh);
    const alsoCity = kind === 'county' && cityNames.has(short);
    if (short.length >= 2 && !everydayWords.has(short) && !alsoCity) add(short, code);
    // 济南市中区 is 济南 and 市中区, not 济南市 and something.
    if (name.zh.startsWith('市')) add(`${shortOf(divisionOf(parentCode ?? '')?.name.zh ?? '')}${name.zh}`, code);
  }
  for (const [name, code] of Object.entries(otherNames)) add(name, code);
  for (const [name, pattern] of Object.entries(sharedZoneNames)) {
    for (const { code, name: zone, kind } of divisions) if (kind === 'zone' && pattern.test(zone.zh)) add(name, code);
  }
  return names;
}

function shortOf(name: string): string {
  return name.replace(/[市区县]$/, '');
}

/** Names from left to right, the longest first, none inside another. */
function occurrencesIn(text: string): Occurrence[] {
  const found: Occurrence[] = [];
  for (let start = 0; start < text.length; ) {
    const hit = firstCharacters.has(text[start]) ? longestAt(text, start) : undefined;
    if (hit !== undefined && !notAPlace.test(text.slice(hit.end, hit.end + 4))) found.push(hit);
    start = hit?.end ?? start + 1;
  }
  return found;
}

function longestAt(text: string, start: number): Occurrence | undefined {
  for (let length = Math.min(longestName, text.length - start); length >= 2; length--) {
    const words = text.slice(start, start + length);
    const own = codesByName.get(words);
    const codes = own ?? countiesByStreet.get(words);
    if (codes !== undefined) return { words, start, end: start + length, codes, shared: words in sharedZoneNames, street: own === undefined };
  }
  return undefined;
}

function isCity(code: string | undefined): boolean {
  return code !== undefined && divisionOf(code)?.kind === 'city';
}

function parentOf(code: string): string {
  return divisionOf(code)?.parentCode ?? '';
}

/**
 * Divisions that a text names, the most exact first: a county or zone whose city is named too stands for both. A name
 * that several share (市中区 of 济南 and of 枣庄, 高新区 of many) is resolved by the named city that stands last before
 * it, or reported as ambiguous. Former names count as what they are today; roads and banks do not count. A 街道, 镇 or 乡
 * stands for its county where no county is named for certain.
 */
export function matchDivisions(text: string): DivisionMatch[] {
  const occurrences = occurrencesIn(text);
  const cities = occurrences.filter(({ codes }) => isCity(codes[0]));
  const matches = new Map<string, DivisionMatch>();
  occurrences.forEach((occurrence, place) => {
    if (occurrence.street || isCity(occurrence.codes[0])) return;
    for (const match of resolve(occurrence, occurrences[place - 1], cities)) {
      const known = matches.get(match.code);
      if (known === undefined || known.ambiguous) matches.set(match.code, match);
    }
  });
  // Once a county is named for certain, a name that only might mean something says nothing more.
  const certain = [...matches.values()].filter(({ ambiguous }) => !ambiguous);
  const lower = certain.length > 0 ? certain : byStreets(occurrences, cities, [...matches.values()]);
  const uncovered = new Map(cities.flatMap(({ codes, words }) => codes.map((code) => [code, words] as const)));
  for (const { code } of lower) uncovered.delete(parentOf(code));
  return [...lower, ...[...uncovered].map(([code, words]) => ({ code, words, ambiguous: false }))];
}

/** Counties that the named streets lie in: of the named city, or of what a name might mean, where there is either. */
function byStreets(occurrences: readonly Occurrence[], cities: readonly Occurrence[], possible: readonly DivisionMatch[]): DivisionMatch[] {
  const named = new Set(cities.flatMap(({ codes }) => codes));
  const found = new Map<string, DivisionMatch>();
  for (const { codes, words } of occurrences.filter(({ street }) => street)) {
    const inCity = named.size === 0 ? codes : codes.filter((code) => named.has(parentOf(code)));
    const narrowed = inCity.filter((code) => possible.some((match) => match.code === code));
    const counties = narrowed.length > 0 ? narrowed : inCity;
    for (const code of counties) found.set(code, { code, words, ambiguous: counties.length > 1 && found.get(code)?.ambiguous !== false });
  }
  const certain = [...found.values()].filter(({ ambiguous }) => !ambiguous);
  if (certain.length > 0) return certain;
  return possible.length > 0 ? [...possible] : [...found.values()];
}

function resolve(occurrence: Occurrence, before: Occurrence | undefined, cities: readonly Occurrence[]): DivisionMatch[] {
  const { words, codes, start, shared } = occurrence;
  const adjacent = before !== undefined && start - before.end <= nearby;
  // 齐河县开发区 is that county's own.
  if (shared && adjacent && !isCity(before.codes[0])) return [];
  const cityBefore = (words === '开发区' && !adjacent ? [] : cities).filter((city) => codes.some((code) => city.codes.includes(parentOf(code)))).sort((a, b) => distance(a, start) - distance(b, start))[0];
  if (cityBefore !== undefined) {
    const inCity = codes.filter((code) => cityBefore.codes.includes(parentOf(code)));
    return inCity.map((code) => ({ code, words, ambiguous: inCity.length > 1 }));
  }
  // 淄博高新区 is a zone that has no code: the city stands for it. A bare 开发区 may be any county's.
  if (shared && (cities.length > 0 || words.endsWith('开发区'))) return [];
  // A short name beside another city's is more likely a word than a place: 济南 … 高唐.
  if (cities.length > 0 && !/[市区县]$/.test(words) && codes.length === 1 && !(words in otherNames)) return [];
  return codes.map((code) => ({ code, words, ambiguous: codes.length > 1 }));
}

/** A city named before counts by how far back, one named after only when none was before. */
function distance(city: Occurrence, start: number): number {
  return city.end <= start ? start - city.end : 1_000_000 + city.start - start;
}
