import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { auditEntrySchema, type AuditAction, type AuditContent, type AuditEntry, type AuditReceipt, type AuditVerification, type Reader } from '@suqiao/contracts';
import { Schema, type Connection, type Model } from 'mongoose';
import { ProblemError, type PagePosition } from '../http';
import { Batcher, durable, insertCommand, isDuplicateKey, MONGO } from '../mongo';
import { ChainWalk, linked, type FoundEntry } from './domain/chain';

/** An entry as stored: its sequence is the document's id, which no two documents can share. */
interface StoredEntry extends Omit<AuditEntry, 'sequence'> {
  readonly _id: number;
}
/** How far the chain had come: a receipt that the store itself keeps beside it. */
interface StoredHead {
  readonly _id: 'head';
  readonly sequence: number;
  readonly digest: string;
}

const { Mixed } = Schema.Types;
const entrySchema = new Schema(
  { _id: { type: Number, required: true }, at: String, by: Mixed, action: String, object: Mixed, reason: String, details: Mixed, divisionPath: [String], previousDigest: String, digest: String },
  { collection: 'audit_entries', versionKey: false, minimize: false },
);
entrySchema.index({ divisionPath: 1, _id: -1 }, { name: 'division' });
const headSchema = new Schema({ _id: { type: String, required: true }, sequence: Number, digest: String }, { collection: 'audit_heads', versionKey: false });

/** How long others may be faster before a writer is told to come again. */
const writeLimitInMs = 10_000;
const longestPauseInMs = 20;

/** What who writes an entry says; the trail adds when. */
export type AuditStatement = Omit<AuditContent, 'at'>;

/** Which entries a list is about. */
export interface AuditQuestion {
  readonly reader: Pick<Reader, 'role' | 'level' | 'divisionCode'>;
  readonly action?: AuditAction | undefined;
  /** Id or name of a thing. */
  readonly about?: string | undefined;
}

/**
 * The audit trail: entries chained by their digests, written by many processes, changed by none. An entry is on a majority's
 * disks before whoever wrote it goes on; only then may be shown or done what it tells of.
 */
@Injectable()
export class AuditTrail {
  readonly #entries: Model<StoredEntry>;
  readonly #heads: Model<StoredHead>;
  readonly #writer = new Batcher<AuditStatement, AuditReceipt>({ run: (batch) => this.#write(batch), longestBatch: 100, mostInFlight: 1 });
  #verification: Promise<AuditVerification> | null = null;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#entries = connection.models['AuditEntry'] ?? connection.model<StoredEntry>('AuditEntry', entrySchema);
    this.#heads = connection.models['AuditHead'] ?? connection.model<StoredHead>('AuditHead', headSchema);
  }

  /**
   * Writes an entry, durably.
   * @throws the driver's error when the store is away, ProblemError `unavailable` when others were faster for ten seconds;
   * the entry may be there all the same, and then tells of something that was not shown
   */
  append(statement: AuditStatement): Promise<AuditReceipt> {
    return this.#writer.submit(statement);
  }

  /** A page of what a reader may see of the trail, the newest first. */
  async list({ reader, action, about }: AuditQuestion, after: PagePosition | null, limit: number): Promise<{ readonly items: AuditEntry[]; readonly total: number; readonly next: PagePosition | null }> {
    const isEverybody = reader.role === 'administrator' && reader.level === 'province';
    const wanted = {
      ...(!isEverybody && { divisionPath: reader.divisionCode }), ...(action !== undefined && { action }),
      ...(about !== undefined && { $or: [{ 'object.id': about }, { 'object.name': about }] }),
    };
    const before = Number(after?.[0] ?? Infinity);
    const beyond = Number.isInteger(before) ? { _id: { $lt: before } } : {};
    const [rows, total] = await Promise.all([
      this.#entries.find({ $and: [wanted, beyond] }).sort({ _id: -1 }).limit(limit + 1).lean<StoredEntry[]>().exec(),
      this.#entries.countDocuments(wanted).exec(),
    ]);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    // An entry that was changed into something else is told of by the verification, by its number.
    const readable = items.flatMap(({ _id, ...entry }) => auditEntrySchema.safeParse({ ...entry, sequence: _id }).data ?? []);
    return { items: readable, total, next: rows.length > limit && last !== undefined ? [String(last._id), ''] : null };
  }

  /**
   * Walks the whole chain, from the first entry to the end; who asks while one is under way gets its result.
   * @param receipts kept elsewhere, held against the chain besides the store's own
   */
  verify(receipts: readonly AuditReceipt[] = []): Promise<AuditVerification> {
    if (receipts.length > 0) return this.#walk(receipts);
    this.#verification ??= this.#walk([]).finally(() => {
      this.#verification = null;
    });
    return this.#verification;
  }

  /** Every entry as it is stored, the oldest first. */
  async *entries(): AsyncGenerator<FoundEntry> {
    for await (const { _id, ...entry } of this.#entries.find().sort({ _id: 1 }).lean<StoredEntry[]>().cursor({ batchSize: 1000 })) yield { ...entry, sequence: _id };
  }

  async #walk(receipts: readonly AuditReceipt[]): Promise<AuditVerification> {
    const at = new Date().toISOString();
    // Before the entries: what is written meanwhile lies behind it.
    const head = await this.#heads.findById('head').lean<StoredHead>().exec();
    const walk = new ChainWalk(sha256, head === null ? receipts : [head, ...receipts]);
    for await (const entry of this.entries()) if (!walk.take(entry)) break;
    return { at, ...walk.result() };
  }

  /** All of a batch behind the last entry there is; whatever another process put there first is gone behind. */
  async #write(batch: readonly AuditStatement[]): Promise<AuditReceipt[]> {
    const endsInMs = Date.now() + writeLimitInMs;
    const receipts: AuditReceipt[] = [];
    while (receipts.length < batch.length) {
      if (Date.now() > endsInMs) throw new ProblemError('unavailable', { headers: { 'retry-after': '1' } });
      // As a majority has it: an entry that a change of the primary may still undo is nothing to follow.
      const last = await this.#entries.findOne({}, { digest: 1 }).sort({ _id: -1 }).lean<Pick<StoredEntry, '_id' | 'digest'>>().exec();
      const at = new Date().toISOString();
      const head = last === null ? null : { sequence: last._id, digest: last.digest };
      const entries = linked(head, batch.slice(receipts.length).map((statement) => ({ at, ...statement })), sha256);
      const refused = await insertCommand<StoredEntry>(this.#entries, entries.map(({ sequence, ...entry }) => ({ _id: sequence, ...entry })), { ordered: true });
      const [firstRefused = entries.length] = refused.keys();
      receipts.push(...entries.slice(0, firstRefused).map(({ sequence, digest }) => ({ sequence, digest })));
      if (firstRefused < entries.length) await delay(Math.random() * longestPauseInMs);
    }
    await this.#keepHead(receipts.at(-1));
    return receipts;
  }

  async #keepHead(head: AuditReceipt | undefined): Promise<void> {
    if (head === undefined) return;
    try {
      await this.#heads.updateOne({ _id: 'head', sequence: { $lt: head.sequence } }, { $set: head }, { upsert: true, writeConcern: durable }).exec();
    } catch (error) {
      // There is one, and it is further.
      if (!isDuplicateKey(error)) throw error;
    }
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
