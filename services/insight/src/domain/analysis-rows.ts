import type { Analysis, Language, Name } from '@suqiao/contracts';

/** One figure of an analysis as a line of a file. */
export interface AnalysisRow {
  /** Which of the figures: `total`, `trend`, `day`, `place`, `placeDirectly`, `category`, `channel`, `arrival`, `ending`, `enterprises`. */
  readonly figure: string;
  /** What it is of, as codes, parts separated by a space; `none` where there is none. */
  readonly key: string;
  readonly name: string;
  readonly count: number;
  /** Where the list of exactly its appeals is. */
  readonly list: string;
}

/** Every figure of an analysis, in the order in which the page shows them; names in Chinese, as the files' readers have them, unless told otherwise. */
export function analysisRows(analysis: Analysis, language: Language = 'zh-CN'): AnalysisRow[] {
  const isEnglish = language === 'en';
  const nameOf = ({ zh, en }: Name) => (isEnglish ? en : zh);
  const row = (figure: string, key: string, name: string, { count, list }: { readonly count: number; readonly list: string }): AnalysisRow => ({ figure, key, name, count, list });
  const orNone = (code: string | null) => code ?? 'none';
  return [
    row('total', `${analysis.from} ${analysis.to}`, isEnglish ? 'Appeals' : '诉求', analysis.total),
    row('enterprises', `${analysis.from} ${analysis.to}`, isEnglish ? 'Enterprises' : '企业', analysis.enterprises),
    ...analysis.trend.map((each) => row('trend', `${analysis.step} ${each.from}`, each.from, each)),
    ...analysis.days.map((each) => row('day', each.day, each.day, each)),
    ...analysis.places.map((each) => row(each.directly ? 'placeDirectly' : 'place', orNone(each.divisionCode), nameOf(each.name), each)),
    ...analysis.categories.flatMap((each) => [row('category', orNone(each.categoryCode), nameOf(each.name), each), ...each.below.map((below) => row('category', orNone(below.categoryCode), nameOf(below.name), below))]),
    ...analysis.channels.map((each) => row('channel', each.channel, each.channel, each)),
    ...analysis.arrivals.map((each) => row('arrival', `${each.channel} ${orNone(each.level)}`, each.channel, each)),
    ...analysis.endings.map((each) => row('ending', `${orNone(each.level)} ${orNone(each.outcome)}`, orNone(each.outcome), each)),
  ];
}
