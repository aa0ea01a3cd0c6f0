import { segmenter } from '@suqiao/infra/segmenter';
import type { SegmentedText } from './domain/classifier';

/** A title and a content cut into words. */
export function segment(title: string, content: string): SegmentedText {
  const jieba = segmenter();
  return { title, content, words: jieba.cut(`${title}\n${content}`, true), titleWords: jieba.cut(title, true) };
}
