import { Jieba, TfIdf } from '@node-rs/jieba';
import { dict, idf } from '@node-rs/jieba/dict';

let shared: Jieba | undefined;

/** The segmenter with its dictionary: some 60 MB, read when it is first needed, one for all services of a process. */
export function segmenter(): Jieba {
  shared ??= Jieba.withDict(dict);
  return shared;
}

let rarities: TfIdf | undefined;

/** The words that say most of a text, by the segmenter's own table of how rare each is, the heaviest first. */
export function keywordsIn(text: string, most: number): { readonly word: string; readonly weight: number }[] {
  rarities ??= TfIdf.withDict(idf);
  return rarities.extractKeywords(segmenter(), text, most).map(({ keyword, weight }) => ({ word: keyword, weight }));
}
