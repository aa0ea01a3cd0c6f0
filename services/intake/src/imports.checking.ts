import { createHash } from 'node:crypto';
import { newAppealSchema } from '@suqiao/contracts';
import type { ImportField } from '@suqiao/contracts';
import { faultsOf, fieldFault, type FieldFault } from '@suqiao/infra/http';
import { occurredAtFault } from './domain/appeal';
import { identityOf, readRow } from './domain/import-row';
import type { ImportDocument, ImportRowDocument, StoredFault } from './imports.store';

/** A row as an appeal under its channel's number, with everything that is wrong with it. */
export interface CheckedRow {
  readonly body: Readonly<Record<string, unknown>>;
  /** One appeal a reference: by the row's own number within the division, or by what the row says. */
  readonly reference: string;
  readonly rowHash: string;
  readonly faults: readonly StoredFault[];
}

const fieldAt: Readonly<Record<string, ImportField>> = {
  '/channelReference': 'number', '/title': 'title', '/content': 'content', '/occurredAt': 'occurredAt', '/appellant/name': 'appellantName', '/appellant/creditCode': 'creditCode',
  '/appellant/contact': 'contact', '/appellant/phone': 'phone', '/divisionCode': 'divisionCode', '/categoryCode': 'categoryCode', '/confidential': 'confidential',
};

/** Reads and checks a row under its import's mapping. The same row gives the same answer, but for the clock's part in `occurredAt`. */
export function checkRow(row: Pick<ImportRowDocument, 'cells' | 'cut' | 'overflows'>, { headings, fields, constants, own }: Pick<ImportDocument, 'headings' | 'fields' | 'constants' | 'own'>, now: Date): CheckedRow {
  const said = readRow(row.cells, { headings, fields, constants, own });
  const rowHash = createHash('sha256').update(identityOf(row.cells, headings)).digest('hex');
  // Two federations may number alike: a number counts within its division.
  const reference = said.number === null ? `${own}:row:${rowHash.slice(0, 40)}` : `${own}:${said.number}`;
  const body = { ...said.body, channelReference: reference };
  const faults: StoredFault[] = [
    ...row.cut.map((column) => stored(fields[column] ?? null, fields, fieldFault('', 'cell.tooLong'), column)),
    ...(row.overflows ? [stored(null, fields, fieldFault('', 'row.overflows'))] : []),
    ...said.broken.map(({ field, rule }) => stored(field, fields, fieldFault('', rule))),
  ];
  const isTold = (field: ImportField | null) => faults.some((fault) => fault.field === field);
  faults.push(...rowFaults(faultsOf(newAppealSchema, body, 'body'), fields).filter(({ field }) => !isTold(field)));
  const { occurredAt } = said.body;
  const late = typeof occurredAt === 'string' && !isTold('occurredAt') ? occurredAtFault(occurredAt, now) : null;
  if (late !== null) faults.push(stored('occurredAt', fields, fieldFault('', late)));
  return { body, reference, rowHash, faults };
}

/** Faults of an appeal's fields as faults of a row's. */
export function rowFaults(faults: readonly FieldFault[], fields: readonly (ImportField | null)[]): StoredFault[] {
  return faults.map((fault) => stored(fieldAt[fault.pointer ?? ''] ?? null, fields, fault));
}

/** A fault of the row as a whole, by one of Suqiao's own rules. */
export function wholeRowFault(rule: string): StoredFault {
  return stored(null, [], fieldFault('', rule));
}

function stored(field: ImportField | null, fields: readonly (ImportField | null)[], { rule, detail }: FieldFault, at: number = field === null ? -1 : fields.indexOf(field)): StoredFault {
  return { field, column: at < 0 ? null : at, rule, zh: detail['zh-CN'], en: detail.en };
}
