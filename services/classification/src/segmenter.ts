import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict';
import type { SegmentedText } from './domain/classifier';

const jieba = Jieba.withDict(dict);

/** A title and a content cut into words. */
export function segment(title: string, content: string): SegmentedText {
  return { title, content, words: jieba.cut(`${title}\n${content}`, true), titleWords: jieba.cut(title, true) };
}
