import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict';

const jieba = Jieba.withDict(dict);

/** A text cut into words. */
export function segment(text: string): string[] {
  return jieba.cut(text, true);
}
