import type { Division, Name, Sorting } from '@suqiao/contracts';

/** A division that a text names; the same shape as the directory's matches. */
export interface NamedDivision {
  readonly code: string;
  readonly words: string;
  readonly ambiguous: boolean;
}

/** What jurisdiction looks up: the directory's answers, without the directory. */
export interface JurisdictionFacts {
  readonly division: (code: string) => Division | undefined;
  /** Own code first, then its ancestors. */
  readonly path: (code: string) => readonly string[];
  /** Divisions named in a text, the most exact first. */
  readonly match: (text: string) => readonly NamedDivision[];
  /** Today's code of a division whose code has changed since; the same code otherwise. */
  readonly currentCode: (code: string) => string;
}

/** What is known of where a matter lies. */
export interface JurisdictionInput {
  readonly text: string;
  readonly appellantName: string;
  readonly creditCode: string | null;
  readonly divisionCode: string | null;
}

interface Sign {
  readonly code: string;
  readonly certainty: number;
  readonly method: Sorting['jurisdiction']['method'];
  readonly reason: Name;
}

/** How far each sign is trusted alone, and what a contradiction by a weaker sign takes away. */
const trust = { channel: 0.95, namedCounty: 0.9, namedCity: 0.8, registration: 0.7, appellantName: 0.6, contradiction: 0.2 } as const;

/**
 * 管辖: the channel's code before a place named in the text before the place of registration (digits 3 to 8 of the
 * 统一社会信用代码) before the enterprise's own name. A weaker sign below a stronger one makes it more exact; one that
 * contradicts lowers the certainty and is named in the reason.
 */
export function judgeJurisdiction(input: JurisdictionInput, facts: JurisdictionFacts): Sorting['jurisdiction'] {
  const registered = registrationSign(input.creditCode, facts);
  const signs = [channelSign(input.divisionCode, facts), textSign(input.text, registered, facts), registered, appellantSign(input.appellantName, facts)].filter((sign) => sign !== null);
  const first = signs[0];
  if (first === undefined) return { value: null, certainty: 0, method: 'none', reason: { zh: '没有找到任何属地线索', en: 'Nothing says where the matter lies' } };
  return settle(first, signs.slice(1), facts);
}

function settle(first: Sign, others: readonly Sign[], facts: JurisdictionFacts): Sorting['jurisdiction'] {
  const agrees = (a: string, b: string) => facts.path(a).includes(b) || facts.path(b).includes(a);
  // The channel's own choice of a city is an answer; a city that a text mentions in passing may be made more exact.
  const exact = first.method === 'channel' ? undefined : others.find((sign) => sign.code !== first.code && facts.path(sign.code).includes(first.code));
  const against = others.filter((sign) => !agrees(sign.code, first.code));
  const chosen = exact ?? first;
  const base = exact === undefined ? first.certainty : Math.max(exact.certainty, Math.min(first.certainty, 0.75));
  const reasons = exact === undefined ? [first.reason] : [first.reason, exact.reason];
  const certainty = Math.max(0.05, base - (against.length > 0 ? trust.contradiction : 0));
  return { value: chosen.code, certainty: round(certainty), method: chosen.method, reason: joined(reasons, against.map((sign) => sign.reason)) };
}

function joined(reasons: readonly Name[], against: readonly Name[]): Name {
  const [zh, en] = [reasons.map((reason) => reason.zh).join('；'), reasons.map((reason) => reason.en).join('; ')];
  if (against.length === 0) return { zh, en };
  return { zh: `${zh}；但${against.map((reason) => reason.zh).join('，')}`, en: `${en}; but ${against.map((reason) => reason.en).join(', ')}` };
}

function channelSign(code: string | null, facts: JurisdictionFacts): Sign | null {
  if (code === null) return null;
  const division = facts.division(code);
  if (division === undefined) return null;
  return { code, certainty: trust.channel, method: 'channel', reason: { zh: `渠道给出${division.name.zh}`, en: `the channel gave ${division.name.en}` } };
}

function textSign(text: string, registered: Sign | null, facts: JurisdictionFacts): Sign | null {
  const named = facts.match(text);
  const codes = [...new Set(named.map(({ code }) => code))];
  const [only] = codes;
  if (only === undefined) return null;
  const reason = textReason(named, facts);
  if (codes.length === 1) {
    const certainty = facts.division(only)?.kind === 'city' ? trust.namedCity : trust.namedCounty;
    return { code: only, certainty: named[0]?.ambiguous === true ? 0.5 : certainty, method: 'name', reason };
  }
  // Several places: the one where the enterprise is registered, or else the city that holds them all.
  if (registered !== null && codes.includes(registered.code)) return { code: registered.code, certainty: 0.8, method: 'name', reason };
  const paths = codes.map((code) => facts.path(code));
  const common = paths[0]?.find((code) => paths.every((path) => path.includes(code)));
  const ambiguous = named.some((match) => match.ambiguous);
  if (common !== undefined && facts.division(common)?.kind === 'city' && !ambiguous) return { code: common, certainty: 0.7, method: 'name', reason };
  return { code: only, certainty: round(Math.min(0.5, 1 / codes.length)), method: 'name', reason };
}

/** The words, and of those that are no division's name (a street, a former name) where they lie. */
function textReason(named: readonly NamedDivision[], facts: JurisdictionFacts): Name {
  const byWords = [...Map.groupBy(named, ({ words }) => words)].slice(0, 4).map(([words, matches]) => {
    const places = matches.flatMap(({ code }) => facts.division(code)?.name ?? []);
    const isOwnName = places.some(({ zh }) => zh.includes(words));
    const lying = isOwnName ? [] : places.slice(0, 3);
    return { zh: `“${words}”${lying.length === 0 ? '' : `（${lying.map(({ zh }) => zh).join('、')}）`}`, en: `“${words}”${lying.length === 0 ? '' : ` (${lying.map(({ en }) => en).join(', ')})`}` };
  });
  return { zh: `文中提到${byWords.map(({ zh }) => zh).join('')}`, en: `the text names ${byWords.map(({ en }) => en).join(', ')}` };
}

function registrationSign(creditCode: string | null, facts: JurisdictionFacts): Sign | null {
  if (creditCode === null) return null;
  const code = facts.currentCode(creditCode.slice(2, 8));
  const division = facts.division(code);
  // Registered with the province: that says who registered, not where the enterprise is.
  if (division === undefined || division.kind === 'province') return null;
  return { code, certainty: trust.registration, method: 'registration', reason: { zh: `统一社会信用代码的登记机关在${division.name.zh}`, en: `the credit code was registered in ${division.name.en}` } };
}

function appellantSign(name: string, facts: JurisdictionFacts): Sign | null {
  const match = facts.match(name).find(({ ambiguous }) => !ambiguous);
  if (match === undefined) return null;
  return { code: match.code, certainty: trust.appellantName, method: 'name', reason: { zh: `企业名称含“${match.words}”`, en: `the enterprise's name has “${match.words}”` } };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
