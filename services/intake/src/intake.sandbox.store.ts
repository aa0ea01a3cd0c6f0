import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { MONGO, type DuplicateKey } from '@suqiao/infra/mongo';
import { Schema, type Connection, type Model } from 'mongoose';
import { appealSchemaFields, type AppealDocument } from './intake.store';
import { addShelfIndexes, AppealShelf, type AppealPlace } from './intake.shelf';

/** A sandbox appeal is kept for a week. */
const keptInMs = 7 * 24 * 3600 * 1000;

/** An appeal that came by a sandbox key: no event, no case, no figure; a simulated life instead. */
export interface SandboxDocument extends AppealDocument {
  expiresAt: Date;
  /** When the next step of its simulated life is due; null when it has none. */
  nextStepAt: Date | null;
}

const schema = new Schema({ ...appealSchemaFields, expiresAt: Date, nextStepAt: Date }, { collection: 'sandbox_appeals', versionKey: false, minimize: false });
addShelfIndexes(schema);
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0, name: 'expiry' });
schema.index({ nextStepAt: 1 }, { name: 'next_step', partialFilterExpression: { nextStepAt: { $type: 'date' } } });

/** Appeals of sandbox keys, in a collection of their own. */
@Injectable()
export class SandboxStore implements AppealPlace, OnModuleInit {
  readonly #appeals: Model<SandboxDocument>;
  readonly #shelf: AppealShelf<SandboxDocument>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#appeals = connection.models['SandboxAppeal'] ?? connection.model<SandboxDocument>('SandboxAppeal', schema);
    this.#shelf = new AppealShelf(this.#appeals);
  }

  async onModuleInit(): Promise<void> {
    await this.#shelf.init();
  }

  insert(appeal: AppealDocument): Promise<'inserted' | DuplicateKey> {
    const receivedAt = new Date(appeal.receivedAt);
    return this.#shelf.insert({ ...appeal, outbox: [], outboxSince: null, nextStepAt: receivedAt, expiresAt: new Date(receivedAt.getTime() + keptInMs) });
  }

  readonly findByKey: AppealPlace['findByKey'] = (channel, key) => this.#shelf.findByKey(channel, key);
  readonly findByReference: AppealPlace['findByReference'] = (channel, reference) => this.#shelf.findByReference(channel, reference);
  readonly addKey: AppealPlace['addKey'] = (id, used) => this.#shelf.addKey(id, used);
  readonly referencesOf = (ids: readonly string[]) => this.#shelf.referencesOf(ids);

  /** A channel's own sandbox appeal by its number. */
  findByTrackingNumber(trackingNumber: string, channel: string): Promise<SandboxDocument | null> {
    return this.#appeals.findOne({ trackingNumber, channel }).lean<SandboxDocument>().exec();
  }

  /** Appeals whose next simulated step is due, the oldest first. */
  due(now: Date, limit: number): Promise<SandboxDocument[]> {
    return this.#appeals.find({ nextStepAt: { $type: 'date', $lte: now } }).sort({ nextStepAt: 1 }).limit(limit).lean<SandboxDocument[]>().exec();
  }

  /** Records that steps were taken. */
  async step(taken: readonly { readonly id: string; readonly status: AppealDocument['status']; readonly nextStepAt: Date | null }[]): Promise<void> {
    await this.#appeals.bulkWrite(taken.map(({ id, status, nextStepAt }) => ({ updateOne: { filter: { _id: id }, update: { $set: { status, nextStepAt } } } })), { ordered: false });
  }
}
