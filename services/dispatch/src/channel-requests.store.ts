import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { topics, type AppealRatingDecided, type AppealRequestDecided } from '@suqiao/contracts';
import { EventBus } from '@suqiao/infra/kafka';
import { addOutboxIndex, InsertBatcher, MONGO, OutboxRelay, outboxSchemaFields, outboxSinceOnInsert, type OutboxFields } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import { Schema, type Connection, type Model } from 'mongoose';

/** A channel's request or an appellant's rating that was decided on, with the fact that says so. */
interface DecidedDocument extends OutboxFields {
  /** Of the request or rating. */
  readonly _id: string;
  readonly decidedAt: Date;
}

const schema = new Schema({ _id: { type: String, required: true }, decidedAt: Date, ...outboxSchemaFields }, { collection: 'channel_requests', versionKey: false });
addOutboxIndex(schema);
/** Longer than a fact stays on its topic, and may come again. */
const keptInSeconds = 90 * 24 * 3600;
schema.index({ decidedAt: 1 }, { expireAfterSeconds: keptInSeconds, name: 'expiry' });

/** What became of channels' requests and appellants' ratings: each is said once. */
@Injectable()
export class ChannelRequestsStore implements OnModuleInit, OnModuleDestroy {
  readonly #decided: Model<DecidedDocument>;
  readonly #batcher: InsertBatcher<DecidedDocument>;
  readonly #relay: OutboxRelay<DecidedDocument>;

  constructor(@Inject(MONGO) connection: Connection, @Inject(EventBus) bus: EventBus) {
    this.#decided = connection.models['ChannelRequest'] ?? connection.model<DecidedDocument>('ChannelRequest', schema);
    this.#batcher = new InsertBatcher(this.#decided);
    this.#relay = new OutboxRelay(connection, this.#decided, bus, loggerFor('dispatch'));
  }

  async onModuleInit(): Promise<void> {
    await this.#decided.init();
    this.#relay.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#relay.stop();
  }

  async isDecided(requestId: string): Promise<boolean> {
    return (await this.#decided.exists({ _id: requestId })) !== null;
  }

  /** Writes a decision down with its fact, in one write; a second decision on the same request is dropped. */
  decide(data: AppealRequestDecided['data']): Promise<void> {
    return this.#record(data.requestId, {
      ...envelopeOf(data), id: `${data.requestId}:decided`, type: 'appeal.requestDecided', dataschema: 'urn:suqiao:schema:appeal.requestDecided:1', data,
    });
  }

  /** The same of an appellant's rating. */
  decideRating(data: AppealRatingDecided['data']): Promise<void> {
    return this.#record(data.ratingId, {
      ...envelopeOf(data), id: `${data.ratingId}:rating-decided`, type: 'appeal.ratingDecided', dataschema: 'urn:suqiao:schema:appeal.ratingDecided:1', data,
    });
  }

  async #record(id: string, event: AppealRequestDecided | AppealRatingDecided): Promise<void> {
    const now = new Date(event.data.at);
    const document: DecidedDocument = { _id: id, decidedAt: now, outbox: [{ topic: topics.case, event }], outboxSince: outboxSinceOnInsert(now) };
    if ((await this.#batcher.insert(document)) === 'inserted') this.#relay.announce(document);
  }
}

function envelopeOf({ appealId, at }: { readonly appealId: string; readonly at: string }) {
  return { specversion: '1.0', source: '/suqiao/dispatch', subject: appealId, time: at, datacontenttype: 'application/json', partitionkey: appealId } as const;
}
