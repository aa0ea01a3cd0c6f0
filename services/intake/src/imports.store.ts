import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { importRowKinds } from '@suqiao/contracts';
import type { ImportConstants, ImportEncoding, ImportField, ImportRowKind, ImportState, Reader, RecordKind } from '@suqiao/contracts';
import { MONGO } from '@suqiao/infra/mongo';
import { Schema, type Connection, type Model } from 'mongoose';

/** Why a row is not good: the column's number, null where the file has none for the field, and the rule in both languages. */
export interface StoredFault {
  readonly field: ImportField | null;
  readonly column: number | null;
  readonly rule: string;
  readonly zh: string;
  readonly en: string;
}

/** An import as stored. It is there only once all its rows are. */
export interface ImportDocument {
  readonly _id: string;
  subject: string;
  /** Division of whoever brought it: who has moved elsewhere does not see it any more. */
  own: string;
  channel: RecordKind;
  fileName: string;
  format: 'xlsx' | 'csv';
  encoding: ImportEncoding | null;
  sheet: string | null;
  otherSheets: string[];
  sizeBytes: number;
  contentSha256: string;
  headings: string[];
  fields: (ImportField | null)[];
  constants: ImportConstants;
  /** Counts the mappings: what was checked under an older one is checked anew. */
  version: number;
  state: ImportState;
  rows: number;
  /** Rows up to this number are checked under the present version. */
  checkedUpTo: number;
  uploadedAt: Date;
  committedAt: Date | null;
  finishedAt: Date | null;
  /** When it was last worked on: the longest unattended is next. */
  workedAt: Date;
  /** Its rows will not be forgotten while it runs. */
  held: boolean;
  /** The counts at its end, which stay when the rows go. */
  counts: Record<ImportRowKind, number> | null;
  rowsForgottenAt: Date | null;
  forgetAt: Date | null;
}

/** A row as stored. */
export interface ImportRowDocument {
  readonly _id: string;
  importId: string;
  row: number;
  cells: string[];
  cut: number[];
  overflows: boolean;
  version: number;
  kind: ImportRowKind;
  reference: string | null;
  rowHash: string | null;
  faults: StoredFault[];
  sameAsRow: number | null;
  trackingNumber: string | null;
  attempts: number;
  forgetAt: Date | null;
}

/** What changes in a row when it is checked or imported. */
export type RowChange = Partial<Pick<ImportRowDocument, 'version' | 'kind' | 'reference' | 'rowHash' | 'faults' | 'sameAsRow' | 'trackingNumber' | 'attempts'>>;

const importSchema = new Schema(
  {
    _id: { type: String, required: true }, subject: String, own: String, channel: String, fileName: String, format: String, encoding: String, sheet: String, otherSheets: [String], sizeBytes: Number,
    contentSha256: String, headings: [String], fields: [Schema.Types.Mixed], constants: Schema.Types.Mixed, version: Number, state: String, rows: Number, checkedUpTo: Number, uploadedAt: Date,
    committedAt: Date, finishedAt: Date, workedAt: Date, held: Boolean, counts: Schema.Types.Mixed, rowsForgottenAt: Date, forgetAt: Date,
  },
  { collection: 'imports', versionKey: false, minimize: false },
);
importSchema.index({ subject: 1, own: 1, uploadedAt: -1, _id: -1 }, { name: 'of_person' });
importSchema.index({ contentSha256: 1, own: 1 }, { name: 'content' });
importSchema.index({ workedAt: 1 }, { name: 'working', partialFilterExpression: { state: { $in: ['checking', 'importing'] } } });
importSchema.index({ forgetAt: 1 }, { name: 'forget', expireAfterSeconds: 0 });
const rowSchema = new Schema(
  {
    _id: { type: String, required: true }, importId: String, row: Number, cells: [String], cut: [Number], overflows: Boolean, version: Number, kind: String, reference: String, rowHash: String,
    faults: [Schema.Types.Mixed], sameAsRow: Number, trackingNumber: String, attempts: Number, forgetAt: Date,
  },
  { collection: 'import_rows', versionKey: false, minimize: false },
);
rowSchema.index({ importId: 1, row: 1 }, { name: 'import_row' });
rowSchema.index({ importId: 1, version: 1, kind: 1, row: 1 }, { name: 'import_kind' });
rowSchema.index({ importId: 1, reference: 1 }, { name: 'import_reference' });
rowSchema.index({ forgetAt: 1 }, { name: 'forget', expireAfterSeconds: 0 });

const dayMs = 24 * 3600 * 1000;

/** What a reader may see of imports: their own, brought for the division where they still are. */
export function ownImports({ subject, divisionCode }: Reader): { readonly subject: string; readonly own: string } {
  return { subject, own: divisionCode };
}

/** Imports and their rows. */
@Injectable()
export class ImportsStore implements OnModuleInit {
  readonly #imports: Model<ImportDocument>;
  readonly #rows: Model<ImportRowDocument>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#imports = connection.models['Import'] ?? connection.model<ImportDocument>('Import', importSchema);
    this.#rows = connection.models['ImportRow'] ?? connection.model<ImportRowDocument>('ImportRow', rowSchema);
  }

  async onModuleInit(): Promise<void> {
    await Promise.all([this.#imports.init(), this.#rows.init()]);
  }

  async addRows(rows: readonly ImportRowDocument[]): Promise<void> {
    await this.#rows.db.collection<ImportRowDocument>(this.#rows.collection.collectionName).insertMany([...rows], { ordered: false });
  }

  /** Takes back the rows of a file that turned out bad further down. */
  async dropRows(importId: string): Promise<void> {
    await this.#rows.deleteMany({ importId }).exec();
  }

  async add(document: ImportDocument): Promise<void> {
    await this.#imports.create(document);
  }

  find(importId: string, reader: Reader): Promise<ImportDocument | null> {
    return this.#imports.findOne({ _id: importId, ...ownImports(reader) }).lean<ImportDocument>().exec();
  }

  /** The newest import of the same content by anybody of the division; `null` for the first. */
  findSame({ _id, contentSha256, own, channel, uploadedAt }: Pick<ImportDocument, '_id' | 'contentSha256' | 'own' | 'channel' | 'uploadedAt'>): Promise<ImportDocument | null> {
    return this.#imports.findOne({ contentSha256, own, channel, _id: { $ne: _id }, uploadedAt: { $lte: uploadedAt } }).sort({ uploadedAt: -1, _id: -1 }).lean<ImportDocument>().exec();
  }

  /** A page of a reader's imports, the newest first. */
  async list(reader: Reader, after: { readonly uploadedAt: Date; readonly id: string } | null, limit: number): Promise<{ readonly items: ImportDocument[]; readonly total: number }> {
    const behind = after === null ? {} : { $or: [{ uploadedAt: { $lt: after.uploadedAt } }, { uploadedAt: after.uploadedAt, _id: { $lt: after.id } }] };
    const [items, total] = await Promise.all([
      this.#imports.find({ ...ownImports(reader), ...behind }).sort({ uploadedAt: -1, _id: -1 }).limit(limit).lean<ImportDocument[]>().exec(),
      this.#imports.countDocuments(ownImports(reader)).exec(),
    ]);
    return { items, total };
  }

  /** Sets a mapping, under which all rows are checked anew. @returns whether the import could still take one */
  async remap(importId: string, fields: readonly (ImportField | null)[], constants: ImportConstants): Promise<boolean> {
    const update = { $set: { fields: [...fields], constants, state: 'checking' as const, checkedUpTo: 0 }, $inc: { version: 1 } };
    return (await this.#imports.updateOne({ _id: importId, state: { $in: ['checking', 'ready'] } }, update).exec()).matchedCount > 0;
  }

  /** Starts the import of the good rows. @returns whether it runs, or ran, now or before */
  async commit(importId: string, now: Date): Promise<boolean> {
    await this.#imports.updateOne({ _id: importId, state: 'ready' }, { $set: { state: 'importing', committedAt: now, forgetAt: null } }).exec();
    return (await this.#imports.exists({ _id: importId, state: { $in: ['importing', 'finished'] } })) !== null;
  }

  /** Of those in work the one that waits longest, marked as attended to. */
  nextWorking(now: Date): Promise<ImportDocument | null> {
    return this.#imports.findOneAndUpdate({ state: { $in: ['checking', 'importing'] } }, { $set: { workedAt: now } }, { sort: { workedAt: 1 }, returnDocument: 'after' }).lean<ImportDocument>().exec();
  }

  /** Notes how far the check is; nothing where another mapping was set meanwhile. */
  async checked({ _id, version }: ImportDocument, upTo: number | null): Promise<void> {
    await this.#imports.updateOne({ _id, version, state: 'checking' }, { $set: upTo === null ? { state: 'ready' } : { checkedUpTo: upTo } }).exec();
  }

  /** Lets the rows of a running import not be forgotten. */
  async hold(importId: string): Promise<void> {
    await this.#rows.updateMany({ importId }, { $set: { forgetAt: null } }).exec();
    await this.#imports.updateOne({ _id: importId }, { $set: { held: true } }).exec();
  }

  /** Ends an import: its rows are forgotten some days later, its counts stay. */
  async finish(importing: ImportDocument, now: Date, daysKept: number): Promise<void> {
    const forgetAt = new Date(now.getTime() + daysKept * dayMs);
    await this.#rows.updateMany({ importId: importing._id }, { $set: { forgetAt } }).exec();
    await this.#imports.updateOne({ _id: importing._id, state: 'importing' }, { $set: { state: 'finished', finishedAt: now, counts: await this.counts(importing), rowsForgottenAt: forgetAt } }).exec();
  }

  /** Rows behind a row, in the file's order. */
  rowsAfter(importId: string, row: number, limit: number): Promise<ImportRowDocument[]> {
    return this.#rows.find({ importId, row: { $gt: row } }).sort({ row: 1 }).limit(limit).lean<ImportRowDocument[]>().exec();
  }

  /** Rows of some kinds behind a row, in the file's order. */
  rowsOf({ _id, version }: Pick<ImportDocument, '_id' | 'version'>, kinds: readonly ImportRowKind[], after: number, limit: number): Promise<ImportRowDocument[]> {
    return this.#rows.find({ importId: _id, version, kind: { $in: kinds }, row: { $gt: after } }).sort({ row: 1 }).limit(limit).lean<ImportRowDocument[]>().exec();
  }

  /** The first good row of each reference before a row. */
  async firstOf({ _id, version }: ImportDocument, references: readonly string[], before: number): Promise<ReadonlyMap<string, Pick<ImportRowDocument, 'row' | 'rowHash'>>> {
    const found = await this.#rows.find({ importId: _id, reference: { $in: references }, version, kind: 'good', row: { $lt: before } }, { reference: 1, row: 1, rowHash: 1 }).sort({ row: -1 }).lean<ImportRowDocument[]>().exec();
    return new Map(found.map((one) => [one.reference ?? '', one]));
  }

  /** Writes what became of rows, unless a later mapping was there first. */
  async change(version: number, changes: readonly (readonly [id: string, change: RowChange])[]): Promise<void> {
    if (changes.length === 0) return;
    await this.#rows.bulkWrite(changes.map(([id, change]) => ({ updateOne: { filter: { _id: id, version: { $lte: version } }, update: { $set: { ...change, version } } } })), { ordered: false });
  }

  /** How many rows there are of each kind, under the present mapping. */
  async counts({ _id, version, rows, counts }: ImportDocument): Promise<Record<ImportRowKind, number>> {
    if (counts !== null) return counts;
    const groups = await this.#rows.aggregate<{ readonly _id: ImportRowKind; readonly count: number }>([{ $match: { importId: _id, version } }, { $group: { _id: '$kind', count: { $sum: 1 } } }]).exec();
    const byKind = new Map(groups.map((group) => [group._id, group.count]));
    const settled = groups.reduce((sum, { _id: kind, count }) => sum + (kind === 'unchecked' ? 0 : count), 0);
    const countOf = (kind: ImportRowKind) => (kind === 'unchecked' ? rows - settled : (byKind.get(kind) ?? 0));
    return Object.fromEntries(importRowKinds.map((kind) => [kind, countOf(kind)])) as Record<ImportRowKind, number>;
  }
}
