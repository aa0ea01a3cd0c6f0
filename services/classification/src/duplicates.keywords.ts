import { keywordsIn } from '@suqiao/infra/segmenter';
import { normalized, type Keyword } from './domain/near-keywords';

const mostKeywords = 24;

/** The words that say most of a text. */
export function keywordsOf(title: string, content: string): Keyword[] {
  return normalized(keywordsIn(`${title}\n${content}`, mostKeywords));
}
