import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { changesKeptInDays } from '@suqiao/contracts';
import { Batcher, insertCommand, MONGO, Sweep } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import { Schema, type Connection, type Model } from 'mongoose';
import type { NewChange } from './domain/change';

/** A change in its place. */
export interface ChangeDocument extends Omit<NewChange, 'id'> {
  readonly _id: string;
  /** 1, 2, 3 … over all channels, without a gap. */
  readonly sequence: number;
  readonly recordedAt: Date;
}

const schema = new Schema(
  {
    _id: { type: String, required: true }, sequence: Number, recordedAt: Date, channel: String, sandbox: Boolean, type: { type: String }, at: String, appealId: String, trackingNumber: String,
    status: String, level: String, unitName: Schema.Types.Mixed, request: Schema.Types.Mixed, traceparent: String,
  },
  { collection: 'channel_changes', versionKey: false, minimize: false },
);
const sequenceIndex = 'sequence';
schema.index({ sequence: 1 }, { unique: true, name: sequenceIndex });
schema.index({ channel: 1, sandbox: 1, sequence: 1 }, { name: 'feed' });
schema.index({ recordedAt: 1 }, { name: 'age' });

const hourInMs = 3600 * 1000;

/**
 * The feed of changes. Whoever writes takes the number after the highest one that is stored, and the unique index lets one
 * writer have it; a batch goes in in order and stops where it is refused. So a number is written only when all before it
 * are, in every process at once, and whoever has read one has missed none. (Numbers that are given out before the write,
 * or a clock's, become visible in another order than their own: a reader would go past what is still on its way.)
 */
@Injectable()
export class ChangesStore implements OnModuleInit, OnModuleDestroy {
  readonly #changes: Model<ChangeDocument>;
  readonly #batcher = new Batcher<readonly NewChange[], true>({ run: (batches) => this.#record(batches), longestBatch: 100, mostInFlight: 1 });
  readonly #retention: Sweep;
  /** The highest number that this process knows of; `null`: it must look. */
  #highest: number | null = null;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#changes = connection.models['ChannelChange'] ?? connection.model<ChangeDocument>('ChannelChange', schema);
    this.#retention = new Sweep(connection, { name: 'changes-retention', everyMs: hourInMs, batch: () => this.#forget(), logger: loggerFor('intake') });
  }

  async onModuleInit(): Promise<void> {
    await this.#changes.init();
    this.#retention.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#retention.stop();
  }

  /** Records changes in their order; one that is there already is left in its place. */
  async record(changes: readonly NewChange[]): Promise<void> {
    if (changes.length > 0) await this.#batcher.submit(changes);
  }

  /** A channel's changes behind a number, one more than `limit` where there is one. */
  after(channel: string, sandbox: boolean, sequence: number, limit: number): Promise<ChangeDocument[]> {
    return this.#changes.find({ channel, sandbox, sequence: { $gt: sequence } }).sort({ sequence: 1 }).limit(limit + 1).lean<ChangeDocument[]>().exec();
  }

  /** The highest number that a majority has; 0 without any. */
  async latest(): Promise<number> {
    return this.#latest('majority');
  }

  async #record(batches: readonly (readonly NewChange[])[]): Promise<true[]> {
    const wanted = new Map(batches.flat().map((change) => [change.id, change]));
    const known = await this.#changes.find({ _id: { $in: [...wanted.keys()] } }, { _id: 1 }).lean<{ readonly _id: string }[]>().exec();
    for (const { _id } of known) wanted.delete(_id);
    let rest = [...wanted.values()];
    while (rest.length > 0) rest = await this.#append(rest);
    return batches.map(() => true);
  }

  /** @returns what is still to be written */
  async #append(changes: NewChange[]): Promise<NewChange[]> {
    const recordedAt = new Date();
    // A number that is not confirmed yet must be passed, too: ours comes after it in mongod's own order.
    const highest = this.#highest ?? (await this.#latest('local'));
    this.#highest = null;
    const refused = await insertCommand(this.#changes, changes.map(({ id, ...change }, index) => ({ ...change, _id: id, sequence: highest + 1 + index, recordedAt })), { ordered: true });
    const [first] = refused;
    if (first === undefined) {
      this.#highest = highest + changes.length;
      return [];
    }
    const [stoppedAt, index] = first;
    // Another process has the number: one is looked for again. It has the change: that is all there is to it.
    if (index === sequenceIndex) return changes.slice(stoppedAt);
    this.#highest = highest + stoppedAt;
    return changes.slice(stoppedAt + 1);
  }

  /** Not left to an index: the newest stays, however old, because the next number is counted from it. */
  async #forget(): Promise<boolean> {
    const newest = await this.latest();
    await this.#changes.deleteMany({ recordedAt: { $lt: new Date(Date.now() - changesKeptInDays * 24 * hourInMs) }, sequence: { $lt: newest } }).exec();
    return false;
  }

  async #latest(level: 'majority' | 'local'): Promise<number> {
    const newest = await this.#changes.findOne({}, { sequence: 1 }).sort({ sequence: -1 }).readConcern(level).lean<Pick<ChangeDocument, 'sequence'>>().exec();
    return newest?.sequence ?? 0;
  }
}
