import { divisions, divisionOf } from './divisions';

/** A division named in a text, by which words, and whether the words alone could mean another. */
export interface DivisionMatch {
  readonly code: string;
  readonly words: string;
  readonly ambiguous: boolean;
}

/** Names as people write them: the full one, and the short one where it has two characters or more without 市区县. */
const names: readonly { readonly code: string; readonly name: string }[] = divisions
  .filter((division) => division.kind !== 'province')
  .flatMap((division) => {
    const full = division.name.zh;
    const short = division.kind === 'zone' ? full : full.replace(/[市区县]$/, '');
    return short.length >= 2 && short !== full && !tooCommon(short) ? [full, short].map((name) => ({ code: division.code, name })) : [{ code: division.code, name: full }];
  })
  .sort((a, b) => b.name.length - a.name.length);

/** Short names that are everyday words: they count only with 区 or 县 behind them. */
function tooCommon(short: string): boolean {
  return ['市中', '市南', '市北', '河东', '泰山', '平原', '惠民', '东平', '武城', '金乡', '牡丹', '高青', '庆云', '德城'].includes(short);
}

/**
 * Divisions that a text names, the most exact first: a county inside a city that is named too comes before the city. A
 * name that two counties share (市中区 of 济南 and of 枣庄) is resolved by a named city, or reported as ambiguous.
 */
export function matchDivisions(text: string): DivisionMatch[] {
  const found = new Map<string, string>();
  let rest = text;
  for (const { code, name } of names) {
    if (!rest.includes(name) && !(text.includes(name) && [...found.values()].includes(name))) continue;
    found.set(code, name);
    // A longer name was looked for first: 济南高新技术产业开发区 is not 济南 and then something.
    if (name.length > 3) rest = rest.replaceAll(name, ' ');
  }
  const cities = new Set([...found.keys()].filter((code) => divisionOf(code)?.kind === 'city'));
  const lower = [...found].filter(([code]) => !cities.has(code));
  const inNamedCity = lower.filter(([code]) => cities.has(divisionOf(code)?.parentCode ?? ''));
  const counties = cities.size > 0 && inNamedCity.length > 0 ? inNamedCity : cities.size > 0 ? lower.filter(([, words]) => words.length > 2) : lower;
  const matches = counties.map(([code, words]) => ({ code, words, ambiguous: counties.some(([other, same]) => other !== code && same === words) }));
  const uncovered = [...cities].filter((city) => !matches.some(({ code }) => divisionOf(code)?.parentCode === city));
  return [...matches, ...uncovered.map((code) => ({ code, words: found.get(code) ?? '', ambiguous: false }))];
}
