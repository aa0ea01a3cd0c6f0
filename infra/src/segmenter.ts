import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict';

let shared: Jieba | undefined;

/** The segmenter with its dictionary: some 60 MB, read when it is first needed, one for all services of a process. */
export function segmenter(): Jieba {
  shared ??= Jieba.withDict(dict);
  return shared;
}
