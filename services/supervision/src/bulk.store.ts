import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { BulkItem, BulkOutcome, BulkPreviewView, BulkProgress, Reader } from '@suqiao/contracts';
import { MONGO } from '@suqiao/infra/mongo';
import { Schema, type Connection, type Model } from 'mongoose';
import type { BulkWords } from './bulk.actions';
import { tallyOf } from './domain/bulk';

/** A preview as stored. It is there only once all its items are. */
interface PreviewDocument {
  readonly _id: string;
  subject: string;
  words: BulkWords;
  count: number;
  will: number;
  state: BulkProgress['state'];
  expiresAt: Date;
  runAt: Date | null;
  finishedAt: Date | null;
  /** Who ran it, as they were then. */
  runBy: Reader | null;
  /** When a preview that never ran is forgotten; null once it ran. */
  forgetAt: Date | null;
}
interface ItemDocument {
  readonly _id: string;
  previewId: string;
  place: number;
  item: BulkItem;
  /** Still to be done. */
  pending: boolean;
  attempts: number;
  forgetAt: Date | null;
}

/** A bulk action that is being run. */
export interface RunningBulk {
  readonly previewId: string;
  readonly words: BulkWords;
  readonly reader: Reader;
}
/** A case whose turn it is. */
export interface PendingItem {
  readonly id: string;
  readonly item: BulkItem;
  readonly attempts: number;
}

const previewSchema = new Schema(
  { _id: { type: String, required: true }, subject: String, words: Schema.Types.Mixed, count: Number, will: Number, state: String, expiresAt: Date, runAt: Date, finishedAt: Date, runBy: Schema.Types.Mixed, forgetAt: Date },
  { collection: 'bulk_previews', versionKey: false, minimize: false },
);
previewSchema.index({ state: 1, runAt: 1 }, { name: 'running', partialFilterExpression: { state: 'running' } });
previewSchema.index({ forgetAt: 1 }, { name: 'forget', expireAfterSeconds: 0 });
const itemSchema = new Schema(
  { _id: { type: String, required: true }, previewId: String, place: Number, item: Schema.Types.Mixed, pending: Boolean, attempts: Number, forgetAt: Date },
  { collection: 'bulk_items', versionKey: false, minimize: false, id: false },
);
itemSchema.index({ previewId: 1, place: 1 }, { name: 'preview_place' });
itemSchema.index({ previewId: 1, pending: 1, place: 1 }, { name: 'preview_pending' });
itemSchema.index({ forgetAt: 1 }, { name: 'forget', expireAfterSeconds: 0 });

/** Well after a preview's own end, so that nothing is forgotten under a run that has just begun. */
const forgetAfterMs = 24 * 3600 * 1000;
const itemsPerPreviewView = 100;

/** Previews of bulk actions, their frozen cases, and what became of each. */
@Injectable()
export class BulkStore implements OnModuleInit {
  readonly #previews: Model<PreviewDocument>;
  readonly #items: Model<ItemDocument>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#previews = connection.models['BulkPreview'] ?? connection.model<PreviewDocument>('BulkPreview', previewSchema);
    this.#items = connection.models['BulkItem'] ?? connection.model<ItemDocument>('BulkItem', itemSchema);
  }

  async onModuleInit(): Promise<void> {
    await Promise.all([this.#previews.init(), this.#items.init()]);
  }

  /** Freezes a preview with its cases. */
  async freeze(previewId: string, subject: string, words: BulkWords, items: readonly BulkItem[], expiresAt: Date): Promise<BulkPreviewView> {
    const forgetAt = new Date(expiresAt.getTime() + forgetAfterMs);
    const will = items.filter((item) => item.will).length;
    await this.#items.insertMany(items.map((item, place) => ({ _id: `${previewId}:${String(place)}`, previewId, place, item, pending: item.will, attempts: 0, forgetAt })));
    await this.#previews.create({ _id: previewId, subject, words, count: items.length, will, state: 'previewed', expiresAt, runAt: null, finishedAt: null, runBy: null, forgetAt });
    return { previewId, action: words.action, count: items.length, will, items: items.slice(0, itemsPerPreviewView), truncated: items.length > itemsPerPreviewView, expiresAt: expiresAt.toISOString() };
  }

  /** Starts a preview that has not run and not expired. @returns whether it runs, or ran, now or before; `null` when there is none of this person's */
  async run(previewId: string, reader: Reader, now: Date): Promise<boolean | null> {
    await this.#previews.updateOne({ _id: previewId, subject: reader.subject, state: 'previewed', expiresAt: { $gt: now } }, { $set: { state: 'running', runAt: now, runBy: reader, forgetAt: null } }).exec();
    const found = await this.#previews.findOne({ _id: previewId, subject: reader.subject }, { state: 1 }).lean<PreviewDocument>().exec();
    return found === null ? null : found.state !== 'previewed';
  }

  /** The bulk action that began first of those that run. */
  async nextRunning(): Promise<RunningBulk | null> {
    const found = await this.#previews.findOne({ state: 'running' }).sort({ runAt: 1, _id: 1 }).lean<PreviewDocument>().exec();
    if (found === null || found.runBy === null) return null;
    return { previewId: found._id, words: found.words, reader: found.runBy };
  }

  /** The next cases to be done, in the preview's order. What is run is never forgotten. */
  async pending(previewId: string, limit: number): Promise<PendingItem[]> {
    await this.#items.updateMany({ previewId, forgetAt: { $type: 'date' } }, { $set: { forgetAt: null } }).exec();
    const documents = await this.#items.find({ previewId, pending: true }).sort({ place: 1 }).limit(limit).lean<ItemDocument[]>().exec();
    return documents.map(({ _id, item, attempts }) => ({ id: _id, item, attempts }));
  }

  /** Records what became of a case; the first word stands. */
  async settle(id: string, outcome: BulkOutcome): Promise<void> {
    await this.#items.updateOne({ _id: id, pending: true }, { $set: { 'item.outcome': outcome, pending: false } }).exec();
  }

  /** Counts an attempt that failed for a reason that may pass. */
  async countAttempt(id: string): Promise<void> {
    await this.#items.updateOne({ _id: id }, { $inc: { attempts: 1 } }).exec();
  }

  /** Ends a bulk action of which nothing is left to do. */
  async finish(previewId: string, now: Date): Promise<void> {
    await this.#previews.updateOne({ _id: previewId, state: 'running' }, { $set: { state: 'finished', finishedAt: now } }).exec();
  }

  /** How far a person's bulk action is, with a page of its cases behind a place; `null` when there is none of theirs. */
  async progress(previewId: string, subject: string, after: number, limit: number): Promise<{ readonly progress: Omit<BulkProgress, 'nextCursor'>; readonly next: number | null } | null> {
    const found = await this.#previews.findOne({ _id: previewId, subject }).lean<PreviewDocument>().exec();
    if (found === null) return null;
    const [groups, documents] = await Promise.all([
      this.#items.aggregate<{ _id: { will: boolean; kind: BulkOutcome['kind'] | null }; count: number }>([
        { $match: { previewId } }, { $group: { _id: { will: '$item.will', kind: { $ifNull: ['$item.outcome.kind', null] } }, count: { $sum: 1 } } },
      ]).exec(),
      this.#items.find({ previewId, place: { $gt: after } }).sort({ place: 1 }).limit(limit + 1).lean<ItemDocument[]>().exec(),
    ]);
    const page = documents.slice(0, limit);
    const { words, state, expiresAt, runAt, finishedAt, count } = found;
    return {
      progress: {
        previewId, action: words.action, state, expiresAt: expiresAt.toISOString(), runAt: runAt?.toISOString() ?? null, finishedAt: finishedAt?.toISOString() ?? null,
        count, ...tallyOf(groups.map(({ _id, count: cases }) => ({ ..._id, count: cases }))), items: page.map(({ item }) => item), total: count,
      },
      next: documents.length > limit ? (page.at(-1)?.place ?? null) : null,
    };
  }
}
