import type { Lexicon } from './lexicon';
import { isTelling, wordToken } from './profile';

/** A word says something of a group when more than this share of its titles hold it; what fewer hold is one writer's detail. */
const leastShare = 0.5;
const mostCharacters = 24;
/** Of a larger group so many titles, the latest, are read. */
const titlesRead = 200;

/**
 * A name for a group from its own words: of all runs of words that stand in one of its titles, the one that says most. Each
 * word counts with its rarity among all messages, times how many of the group's titles hold it beyond one half; what fewer
 * hold counts against the run. Of one title, or of titles without a word in common, the latest as it is, cut to 24 characters.
 * @param titles each cut into words, in the order in which they came
 */
export function nameOf(titles: readonly (readonly string[])[], lexicon: Lexicon): string {
  const read = titles.slice(-titlesRead);
  const holding = new Map<string, number>();
  for (const words of read) for (const word of new Set(words)) holding.set(word, (holding.get(word) ?? 0) + 1);
  const worth = (word: string) => {
    if (!isTelling(word)) return 0;
    const place = lexicon.placeIfKnown(wordToken(word));
    return place === undefined ? 0 : lexicon.weightOf(place) * ((holding.get(word) ?? 0) / read.length - leastShare);
  };
  let [best, bestWorth] = ['', 0];
  if (read.length > 1) {
    for (const words of read) {
      const { text, worth: found } = bestRun(words, worth);
      if (found > bestWorth || (found === bestWorth && text.length < best.length)) [best, bestWorth] = [text, found];
    }
  }
  if (best === '') return [...(read.at(-1) ?? []).join('').trim()].slice(0, mostCharacters).join('');
  return widened(best, read.map((words) => words.join('')));
}

/** A segmenter may cut the name of a place in two: a run grows by the letters beside it that more than half of the titles have there too. */
function widened(run: string, titles: readonly string[]): string {
  const isShared = (text: string) => titles.filter((title) => title.includes(text)).length > leastShare * titles.length;
  for (let name = run; name.length < mostCharacters; ) {
    const source = titles.find((title) => title.includes(name)) ?? '';
    const at = source.indexOf(name);
    const wider = [source.slice(Math.max(0, at - 1), at + name.length), source.slice(at, at + name.length + 1)].find((text) => text.length > name.length && /^[\p{Script=Han}A-Za-z0-9]+$/u.test(text) && isShared(text));
    if (wider === undefined) return name;
    name = wider;
  }
  return run;
}

/** The run of words that is worth most, no longer than a name may be; each word counts once, and a run ends in words that count. */
function bestRun(words: readonly string[], worth: (word: string) => number): { text: string; worth: number } {
  let best = { text: '', worth: 0 };
  for (let from = 0; from < words.length; from++) {
    if (worth(words[from] ?? '') <= 0) continue;
    const counted = new Set<string>();
    let [text, sum] = ['', 0];
    for (let to = from; to < words.length; to++) {
      const word = words[to] ?? '';
      text += word;
      if (text.length > mostCharacters) break;
      const value = worth(word);
      if (!counted.has(word)) sum += value;
      counted.add(word);
      if (value > 0 && sum > best.worth) best = { text, worth: sum };
    }
  }
  return best;
}
