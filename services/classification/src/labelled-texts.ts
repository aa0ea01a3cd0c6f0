import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { z } from 'zod';
import type { Example } from './domain/linear-model';
import { segment } from './segmenter';

const rowSchema = z.object({ title: z.string(), detail: z.string(), label: z.string().min(1) });

/**
 * Reads a CSV with a header and the columns title (may be empty), detail and label.
 * @throws Error when the file is missing or a row lacks a column
 */
export async function readLabelledTexts(file: string): Promise<Example[]> {
  const examples: Example[] = [];
  for await (const row of createReadStream(file).pipe(parse({ columns: true, bom: true }))) {
    const { title, detail, label } = rowSchema.parse(row);
    examples.push({ text: segment(title, detail), label });
  }
  return examples;
}
