import type { NumberTexts, ReportFigure } from '@suqiao/contracts';

/** The console's page of a figure's list. @param list a path of the API */
export function pageOfList(list: string): string {
  return list.replace(/^\/api\/v1\/insight\/appeals\?/, '/insight/appeals?').replace(/^\/api\/v1\/insight\/special-reports\/([^/]+)\/appeals\?/, '/reports/$1/appeals?');
}

/** Which figure's list a number opens: a rate's numerator. */
export function figureBehind(name: string, figures: ReadonlyMap<string, ReportFigure>, rates: ReadonlyMap<string, { readonly numeratorId: string }>): ReportFigure | undefined {
  const [kind, id = ''] = [name.slice(0, name.indexOf(':')), name.slice(name.indexOf(':') + 1)];
  return kind === 'rate' ? figures.get(rates.get(id)?.numeratorId ?? '') : figures.get(id);
}

/** Numbers with a unit that somebody typed instead of naming a figure. */
export function typedNumbers(text: string, numbers: NumberTexts): string[] {
  const words = numbers.pieces(text).map((piece) => (piece.kind === 'words' ? piece.text : '，')).join('');
  return [...words.matchAll(/\d+(?:\.\d+)?\s?(?:万?[件家]|%|％|个百分点)/g)].map(([found]) => found);
}

/** The last quarters that have begun, the latest first. @param today `yyyy-mm-dd` */
export function latestQuarters(today: string, count: number): string[] {
  const first = Number(today.slice(0, 4)) * 4 + Math.floor((Number(today.slice(5, 7)) - 1) / 3);
  return Array.from({ length: count }, (_, at) => `${String(Math.floor((first - at) / 4))}Q${String(((first - at) % 4) + 1)}`);
}
