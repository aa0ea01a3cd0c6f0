import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { formatSequence, topics, type AppealCategoryCorrected, type CaseEvent } from '@suqiao/contracts';
import { EventBus } from '@suqiao/infra/kafka';
import { addOutboxIndex, isDuplicateKey, MONGO, OutboxRelay, outboxSchemaFields, type OutboxFields } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import { Schema, type Connection, type Model } from 'mongoose';
import { ClassificationStore } from './classification.store';
import type { Correction } from './domain/retraining';

/** A correction as stored, under its appeal's id. Who made it stands in the case's own record. */
interface CorrectionDocument extends OutboxFields {
  readonly _id: string;
  title: string;
  content: string;
  from: string | null;
  modelVersion: string;
  categoryCode: string;
  /** Of the case's step that said so. */
  sequence: number;
  at: Date;
}

const schema = new Schema(
  { _id: { type: String, required: true }, title: String, content: String, from: String, modelVersion: String, categoryCode: String, sequence: Number, at: Date, ...outboxSchemaFields },
  { collection: 'classification_corrections', versionKey: false },
);
schema.index({ at: -1, _id: -1 }, { name: 'newest' });
addOutboxIndex(schema);

/** Steps in which a person may name another category. */
const correctingSteps: ReadonlySet<string> = new Set(['transferred', 'escalated']);

/** 分类更正: what people put in the place of a category that sorting had found, with the text to learn from. */
@Injectable()
export class CorrectionsStore implements OnModuleInit, OnModuleDestroy {
  readonly #corrections: Model<CorrectionDocument>;
  readonly #relay: OutboxRelay<CorrectionDocument>;

  constructor(
    @Inject(MONGO) connection: Connection,
    @Inject(EventBus) bus: EventBus,
    @Inject(ClassificationStore) private readonly decisions: Pick<ClassificationStore, 'decided'>,
  ) {
    this.#corrections = connection.models['ClassificationCorrection'] ?? connection.model<CorrectionDocument>('ClassificationCorrection', schema);
    this.#relay = new OutboxRelay(connection, this.#corrections, bus, loggerFor('classification'));
  }

  async onModuleInit(): Promise<void> {
    await this.#corrections.init();
    this.#relay.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#relay.stop();
  }

  /**
   * Keeps what a case's step says of its category, and announces it. A step that is not newer than what is kept changes nothing,
   * nor does one that leaves the category as it was found; of a text that is no longer kept, or never was, nothing is learnt.
   */
  async follow(event: CaseEvent): Promise<void> {
    const { case: snapshot, transition } = event.data;
    if (transition.by.kind !== 'person' || !correctingSteps.has(transition.type) || snapshot.categoryCode === null) return;
    const decided = await this.decisions.decided(snapshot.caseId);
    if (decided === null) return;
    const { sorting, text } = decided;
    const known = await this.#corrections.findById(snapshot.caseId, { categoryCode: 1 }).lean();
    if (snapshot.categoryCode === (known?.categoryCode ?? sorting.category.value) || (known === null && text === null)) return;
    const at = new Date(transition.at);
    const fact: AppealCategoryCorrected = {
      specversion: '1.0', id: `${snapshot.caseId}:corrected:${String(snapshot.sequence)}`, source: '/suqiao/classification', type: 'appeal.categoryCorrected', subject: snapshot.caseId,
      time: new Date().toISOString(), datacontenttype: 'application/json', dataschema: 'urn:suqiao:schema:appeal.categoryCorrected:1', sequence: formatSequence(snapshot.sequence),
      partitionkey: event.partitionkey, ...(event.traceparent !== undefined && { traceparent: event.traceparent }),
      data: { appealId: snapshot.caseId, from: sorting.category.value, to: snapshot.categoryCode, modelVersion: sorting.modelVersion, at: transition.at },
    };
    try {
      await this.#corrections.updateOne({ _id: snapshot.caseId, sequence: { $lt: snapshot.sequence } }, {
        $set: { categoryCode: snapshot.categoryCode, from: sorting.category.value, modelVersion: sorting.modelVersion, sequence: snapshot.sequence, at, outboxSince: new Date() },
        $push: { outbox: { topic: topics.appealClassified, event: fact } },
        $setOnInsert: { ...text },
      }, { upsert: true });
    } catch (error) {
      // The same step again, or a newer one was there first.
      if (!isDuplicateKey(error)) throw error;
      return;
    }
    this.#relay.wake();
  }

  /** The newest corrections. */
  async newest(limit: number): Promise<Correction[]> {
    const found = await this.#corrections.find({}, { title: 1, content: 1, categoryCode: 1 }).sort({ at: -1, _id: -1 }).limit(limit).lean();
    return found.map(({ _id, title, content, categoryCode }) => ({ appealId: _id, title, content, categoryCode }));
  }

  /** How many there are. */
  count(): Promise<number> {
    return this.#corrections.countDocuments();
  }
}
