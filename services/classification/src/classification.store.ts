import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { formatSequence, topics } from '@suqiao/contracts';
import type { AppealClassified, AppealReceived, Sorting } from '@suqiao/contracts';
import { EventBus } from '@suqiao/infra/kafka';
import { addOutboxIndex, InsertBatcher, MONGO, OutboxRelay, outboxSchemaFields, outboxSinceOnInsert, type OutboxFields } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import { Schema, type Connection, type Model } from 'mongoose';
import { learningTextOf, type LearningText } from './domain/learning-text';

interface ClassificationDocument extends OutboxFields {
  readonly _id: string;
  sorting: Sorting;
  /** What may be learnt from if a person corrects the category; gone once it is old, `null` for a confidential appeal. */
  text: LearningText | null;
  at: Date;
}

const schema = new Schema({ _id: { type: String, required: true }, sorting: Schema.Types.Mixed, text: Schema.Types.Mixed, at: Date, ...outboxSchemaFields }, { collection: 'classifications', versionKey: false });
schema.index({ at: 1 }, { name: 'with_text', partialFilterExpression: { text: { $type: 'object' } } });
addOutboxIndex(schema);

/** One decision an appeal, with the event that announces it. */
@Injectable()
export class ClassificationStore implements OnModuleInit, OnModuleDestroy {
  readonly #classifications: Model<ClassificationDocument>;
  readonly #batcher: InsertBatcher<ClassificationDocument>;
  readonly #relay: OutboxRelay<ClassificationDocument>;

  constructor(@Inject(MONGO) connection: Connection, @Inject(EventBus) bus: EventBus) {
    this.#classifications = connection.models['Classification'] ?? connection.model<ClassificationDocument>('Classification', schema);
    this.#batcher = new InsertBatcher(this.#classifications);
    this.#relay = new OutboxRelay(connection, this.#classifications, bus, loggerFor('classification'));
  }

  async onModuleInit(): Promise<void> {
    await this.#classifications.init();
    this.#relay.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#relay.stop();
  }

  /** Keeps the first decision on an appeal; a second one on the same appeal is a repetition and changes nothing. */
  async decide(received: AppealReceived, sorting: Sorting): Promise<void> {
    const at = new Date();
    const event: AppealClassified = {
      specversion: '1.0', id: `${received.subject}:classified`, source: '/suqiao/classification', type: 'appeal.classified', subject: received.subject,
      time: at.toISOString(), datacontenttype: 'application/json', dataschema: 'urn:suqiao:schema:appeal.classified:2', sequence: formatSequence(0),
      partitionkey: received.partitionkey, ...(received.traceparent !== undefined && { traceparent: received.traceparent }),
      data: { appeal: received.data, sorting },
    };
    const decided: ClassificationDocument = { _id: received.subject, sorting, text: learningTextOf(received.data), at, outbox: [{ topic: topics.appealClassified, event }], outboxSince: outboxSinceOnInsert(at) };
    if ((await this.#batcher.insert(decided)) === 'inserted') this.#relay.announce(decided);
  }

  /** What was decided on an appeal, and what of its text is still kept; `null` for an appeal that was never decided on. */
  async decided(appealId: string): Promise<{ readonly sorting: Sorting; readonly text: LearningText | null } | null> {
    const found = await this.#classifications.findById(appealId, { sorting: 1, text: 1 }).lean();
    return found === null ? null : { sorting: found.sorting, text: found.text ?? null };
  }

  /** Lets go of the texts of decisions made before an instant: what nobody has corrected by then is not learnt from. */
  async forgetTexts(before: Date): Promise<void> {
    await this.#classifications.updateMany({ at: { $lt: before }, text: { $type: 'object' } }, { $set: { text: null } });
  }
}
