import { keywordsIn } from '@suqiao/infra/segmenter';
import type { WeighedWord } from './domain/knowledge';

const mostWords = 30;

/** The words that say most of a matter. Those of its title count twice. */
export function wordsOfText(title: string, content: string): WeighedWord[] {
  return keywordsIn(`${title}\n${title}\n${content}`, mostWords);
}
