import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Message } from './domain/message';
import { segment } from './segmenter';

const messageRowSchema = z.object({ id: z.string().min(1), user: z.string().default(''), title: z.string(), time: z.string(), detail: z.string() });
const goldRowSchema = z.object({ id: z.string().min(1), group: z.string().min(1) });

/** A row that cannot be read, with its line in the file, 1 for the header. */
export class BadRowError extends Error {
  override readonly name = 'BadRowError';
}

/** A message as text; see `Message`. */
export type MessageText = Omit<Message, 'titleWords' | 'detailWords'>;

/** Cuts a message into words, as grouping reads it. */
export function messageOf(text: MessageText): Message {
  const [title, detail] = [text.title.trim(), text.detail.trim()];
  return { ...text, title, detail, titleWords: segment(title), detailWords: segment(detail) };
}

/**
 * Reads messages from a CSV with the columns id, title, time, detail and, if known, user.
 * @throws BadRowError when a column is missing or a time cannot be read
 */
export function readMessages(file: string): Message[] {
  return rowsOf(file, messageRowSchema).map(({ row: { id, user, title, time, detail }, line }) => {
    const atMs = timeOf(time);
    if (atMs === undefined) throw new BadRowError(`${file}:${String(line)}: time "${time}"`);
    return messageOf({ id, user, title, detail, atMs });
  });
}

/** Reads known groups from a CSV with the columns id and group. @throws BadRowError when a column is missing */
export function readGroups(file: string): Map<string, string> {
  return new Map(rowsOf(file, goldRowSchema).map(({ row: { id, group } }) => [id, group]));
}

function rowsOf<Row>(file: string, schema: z.ZodType<Row>): { row: Row; line: number }[] {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  const records: unknown = parse(text, { columns: true, bom: true, info: true, skip_empty_lines: true });
  return z.array(z.object({ record: z.unknown(), info: z.object({ lines: z.number() }) })).parse(records).map(({ record, info: { lines } }) => {
    const read = schema.safeParse(record);
    if (!read.success) throw new BadRowError(`${file}:${String(lines)}: ${read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`);
    return { row: read.data, line: lines };
  });
}

/** `2019/2/14 20:00:00`, `2019-02-14T20:00` or a date alone, in China Standard Time. */
function timeOf(text: string): number | undefined {
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0'] = /^\s*(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?(?:[T\s]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?)?/u.exec(text) ?? [];
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour) - 8, Number(minute), Number(second));
  return year === '' || Number.isNaN(at) ? undefined : at;
}
