import { parse } from 'csv-parse/sync';
import { z } from 'zod';

/** A row that cannot be read, with the line of the file on which it ends, the header being line 1. */
export class BadRowError extends Error {
  override readonly name = 'BadRowError';
}

/**
 * Rows of a CSV with a header, in UTF-8 (with or without a byte order mark) or else GB18030.
 * @param name of the file, for messages
 * @throws BadRowError at the first row that does not fit the schema or breaks the quoting
 */
export function readTable<Row>(bytes: Uint8Array, schema: z.ZodType<Row>, name: string): Row[] {
  let records: unknown;
  try {
    records = parse(decode(bytes, name), { columns: true, bom: true, info: true, skip_empty_lines: true });
  } catch (error) {
    throw new BadRowError(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  return z.array(z.object({ record: z.unknown(), info: z.object({ lines: z.number() }) })).parse(records).map(({ record, info }) => {
    const row = schema.safeParse(record);
    if (!row.success) throw new BadRowError(`${name}:${String(info.lines)}: ${row.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`);
    return row.data;
  });
}

function decode(bytes: Uint8Array, name: string): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next encoding may fit.
    }
  }
  throw new BadRowError(`${name} is neither UTF-8 nor GB18030`);
}
