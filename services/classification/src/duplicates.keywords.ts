import { TfIdf } from '@node-rs/jieba';
import { idf } from '@node-rs/jieba/dict';
import { segmenter } from '@suqiao/infra/segmenter';
import { normalized, type Keyword } from './domain/near-keywords';

const weights = TfIdf.withDict(idf);
const mostKeywords = 24;

/** The words that say most of a text, by the segmenter's own table of how rare each is. */
export function keywordsOf(title: string, content: string): Keyword[] {
  return normalized(weights.extractKeywords(segmenter(), `${title}\n${content}`, mostKeywords).map(({ keyword, weight }) => ({ word: keyword, weight })));
}
