import { z } from 'zod';
import { categoryCodeSchema, divisionCodeSchema, instantSchema } from '../identifiers';
import { writtenText } from './written';
import { pageQueryFields, pageSchema } from './page';
import { languages } from './problem';
import { recordKindSchema } from './records';

/** What a column may say of an appeal. `number` is the file's own number of the row. */
export const importFields = ['number', 'title', 'content', 'occurredAt', 'appellantName', 'creditCode', 'contact', 'phone', 'divisionCode', 'categoryCode', 'confidential'] as const;
export const importFieldSchema = z.enum(importFields);
export type ImportField = z.infer<typeof importFieldSchema>;

/** Limits of a file. More is refused by name; nothing is left out in silence. */
export const importLimits = { fileBytes: 20 * 1024 * 1024, rows: 100_000, columns: 100, cellCharacters: 32_767 } as const;

/** What goes for every row whose own cell is empty, or that has no such column. */
export const importConstantsSchema = z.strictObject({
  title: writtenText(1, 200).optional(),
  divisionCode: divisionCodeSchema.optional(),
  categoryCode: categoryCodeSchema.optional(),
  confidential: z.boolean().optional(),
});
export type ImportConstants = z.infer<typeof importConstantsSchema>;

/** `POST /api/v1/imports/{importId}/mapping`: a field or null for each column, in the columns' order. */
export const importMappingSchema = z
  .strictObject({
    columns: z.array(importFieldSchema.nullable()).min(1).max(importLimits.columns).meta({ description: 'Only `content` may be given to several columns: each then stands under its heading' }),
    constants: importConstantsSchema.default({}),
  })
  .refine(({ columns }) => importFields.every((field) => field === 'content' || columns.filter((column) => column === field).length <= 1), { path: ['columns'], error: 'import.fieldTwice' })
  .meta({ id: 'ImportMapping' });
export type ImportMapping = z.infer<typeof importMappingSchema>;

/** The form of `POST /api/v1/imports`. */
export const importUploadSchema = z
  .strictObject({ channel: recordKindSchema.meta({ description: 'The officers\' channel under which the rows come in' }), file: z.string().meta({ format: 'binary', description: 'XLSX, or CSV in UTF-8 or GB18030; at most 20 MiB and 100,000 rows' }) })
  .meta({ id: 'NewImport' });

/** `checking`: rows are held against the rules; `importing`: the good rows become appeals. Both go on after a restart. */
export const importStates = ['checking', 'ready', 'importing', 'finished'] as const;
export const importStateSchema = z.enum(importStates);
export type ImportState = z.infer<typeof importStateSchema>;

/** How a CSV was encoded; null for XLSX. */
export const importEncodingSchema = z.enum(['utf-8', 'utf-8-bom', 'gb18030']);
export type ImportEncoding = z.infer<typeof importEncodingSchema>;

/**
 * Where a row stands. `good`: will be an appeal; `bad`: has faults; `same`: says the same as an earlier row of the file;
 * `added`: is an appeal now; `present`: was one before; `refused`: intake did not take it.
 */
export const importRowKinds = ['unchecked', 'good', 'bad', 'same', 'added', 'present', 'refused'] as const;
export const importRowKindSchema = z.enum(importRowKinds);
export type ImportRowKind = z.infer<typeof importRowKindSchema>;

/** `GET /api/v1/imports/{importId}`, and the answer to everything that changes an import. */
export const importViewSchema = z
  .object({
    importId: z.uuid(), channel: recordKindSchema, divisionCode: divisionCodeSchema.meta({ description: 'Of whoever uploaded it; rows must lie within' }), fileName: z.string(), format: z.enum(['xlsx', 'csv']),
    encoding: importEncodingSchema.nullable().meta({ description: 'As it was found; null for XLSX' }),
    sheet: z.string().nullable(), otherSheets: z.array(z.string()).meta({ description: 'Not read' }), sizeBytes: z.int(), contentSha256: z.string(),
    sameFileAs: z.object({ importId: z.uuid(), uploadedAt: instantSchema, state: importStateSchema }).nullable().meta({ description: 'The same content came before: its rows are there already' }),
    columns: z.array(z.object({ heading: z.string(), field: importFieldSchema.nullable() })), constants: importConstantsSchema,
    missing: z.array(importFieldSchema).meta({ description: 'Without these, by a column or for all rows, nothing is checked' }),
    state: importStateSchema, counts: z.record(importRowKindSchema, z.int()), rows: z.int(),
    uploadedAt: instantSchema, committedAt: instantSchema.nullable(), finishedAt: instantSchema.nullable(),
    rowsRemoved: z.boolean().meta({ description: 'The rows, which hold personal data, were removed; the counts stay' }),
  })
  .meta({ id: 'Import' });
export type ImportView = z.infer<typeof importViewSchema>;

export const importsQuerySchema = z.strictObject({ ...pageQueryFields });
export const importsPageSchema = pageSchema(importViewSchema).meta({ id: 'ImportsPage' });

/** Why a row is not good: which field, in which column (null where the file has none for it), and the rule in the reader's language. */
export const importFaultSchema = z.object({ field: importFieldSchema.nullable(), heading: z.string().nullable(), rule: z.string(), detail: z.string() });
export type ImportFault = z.infer<typeof importFaultSchema>;

/** A row of the file: its number as a spreadsheet shows it, its cells as text, what is wrong, what became of it. */
export const importRowSchema = z.object({
  row: z.int(), cells: z.array(z.string()), kind: importRowKindSchema, faults: z.array(importFaultSchema),
  sameAsRow: z.int().nullable(), trackingNumber: z.string().nullable(),
});
export type ImportRow = z.infer<typeof importRowSchema>;

export const importRowsQuerySchema = z.strictObject({ show: z.enum(['all', 'wrong', ...importRowKinds]).default('all').meta({ description: '`wrong`: bad and refused' }), ...pageQueryFields });
export const importRowsPageSchema = pageSchema(importRowSchema).meta({ id: 'ImportRowsPage' });
export type ImportRowsPage = z.infer<typeof importRowsPageSchema>;

/** Query of the files that come out: the template, and the rows to mend. Accept-Language decides where `language` is left out. */
export const importFileQuerySchema = z.strictObject({ format: z.enum(['xlsx', 'csv']).default('xlsx'), language: z.enum(languages).optional() });
