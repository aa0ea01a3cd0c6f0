import { segmenter } from '@suqiao/infra/segmenter';

/** A text cut into words. */
export function segment(text: string): string[] {
  return segmenter().cut(text, true);
}
