import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Example } from './domain/linear-model';
import { segment } from './segmenter';
import { readTable } from './text-table';

const rowSchema = z.object({ title: z.string(), detail: z.string(), label: z.string().min(1) });

/**
 * Reads a CSV with a header and the columns title (may be empty), detail and label.
 * @throws Error when the file is missing; BadRowError, with the line, when a row lacks a column
 */
export function readLabelledTexts(file: string): Example[] {
  return readTable(readFileSync(file), rowSchema, file).map(({ title, detail, label }) => ({ text: segment(title, detail), label }));
}
