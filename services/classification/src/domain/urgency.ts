import type { Name, Sorting, Urgency } from '@suqiao/contracts';

/** What one kind of words says about how pressing an appeal is; `a&b` asks for both. */
export interface UrgencyRule {
  readonly urgency: Exclude<Urgency, 'ordinary'>;
  /** The kind, as the reason names it: danger to people, funds frozen, … */
  readonly name: Name;
  readonly phrases: readonly string[];
}

const wordsShown = 4;

/** 紧急程度 by rules: the gravest kind of words found decides; the words and their kinds are named. */
export function judgeUrgency(text: string, rules: readonly UrgencyRule[]): Sorting['urgency'] {
  for (const urgency of ['critical', 'urgent'] as const) {
    const kinds = rules.filter((rule) => rule.urgency === urgency).map(({ name, phrases }) => ({ name, words: wordsFound(text, phrases) })).filter(({ words }) => words.length > 0);
    const words = kinds.flatMap((kind) => kind.words);
    if (words.length === 0) continue;
    const certainty = Math.min(0.95, 0.7 + 0.1 * (words.length - 1));
    const shown = words.slice(0, wordsShown);
    const reason = {
      zh: `出现“${shown.join('”“')}”（${kinds.map(({ name }) => name.zh).join('、')}）`,
      en: `the text says ${shown.map((word) => `“${word}”`).join(', ')} (${kinds.map(({ name }) => name.en).join(', ')})`,
    };
    return { value: urgency, certainty, method: 'rule', reason };
  }
  return { value: 'ordinary', certainty: 0.7, method: 'none', reason: { zh: '没有紧急的字样', en: 'No word of urgency' } };
}

function wordsFound(text: string, phrases: readonly string[]): readonly string[] {
  return phrases.filter((phrase) => phrase.split('&').every((word) => text.includes(word))).map((phrase) => phrase.replaceAll('&', '…'));
}
