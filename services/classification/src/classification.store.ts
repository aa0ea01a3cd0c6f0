import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { formatSequence, topics } from '@suqiao/contracts';
import type { AppealClassified, AppealReceived, Sorting } from '@suqiao/contracts';
import { EventBus } from '@suqiao/infra/kafka';
import { addOutboxIndex, InsertBatcher, MONGO, OutboxRelay, outboxSchemaFields, outboxSinceOnInsert, type OutboxFields } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import { Schema, type Connection, type Model } from 'mongoose';

interface ClassificationDocument extends OutboxFields {
  readonly _id: string;
  sorting: Sorting;
  at: Date;
}

const schema = new Schema({ _id: { type: String, required: true }, sorting: Schema.Types.Mixed, at: Date, ...outboxSchemaFields }, { collection: 'classifications', versionKey: false });
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
    const decided: ClassificationDocument = { _id: received.subject, sorting, at, outbox: [{ topic: topics.appealClassified, event }], outboxSince: outboxSinceOnInsert(at) };
    if ((await this.#batcher.insert(decided)) === 'inserted') this.#relay.announce(decided);
  }
}
