import { z } from 'zod';
import { fieldFault } from './validation';
import { ProblemError } from './problem';

/** Where a page ended: the sort key and the id of its last item. */
const positionSchema = z.tuple([z.string().max(64), z.string().max(128)]);
export type PagePosition = z.infer<typeof positionSchema>;

/** An opaque cursor of a position. */
export function encodeCursor(position: PagePosition | null): string | null {
  return position === null ? null : Buffer.from(JSON.stringify(position)).toString('base64url');
}

/**
 * The position of a cursor, `null` without one.
 * @param parameter by which it came
 * @throws ProblemError `invalid-request` for a cursor that this API never gave out
 */
export function decodeCursor(cursor: string | undefined, parameter = 'cursor'): PagePosition | null {
  if (cursor === undefined) return null;
  try {
    return positionSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    const { rule, detail } = fieldFault('', 'cursor.invalid');
    throw new ProblemError('invalid-request', { errors: [{ parameter, rule, detail }] });
  }
}
