import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { ProblemType } from '@suqiao/contracts';
import type { FieldFault, PagePosition } from '@suqiao/infra/http';
import { insertCommand, MONGO, repeatable } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import { Schema, type Connection, type Model } from 'mongoose';
import { uuidv7 } from 'uuidv7';
import { shanghaiDay } from './domain/appeal';

/** What was refused: where, whose, and why. Not what was sent. */
export interface NewRefusal {
  readonly channel: string;
  readonly sandbox: boolean;
  readonly keyId: string | null;
  readonly door: string;
  readonly reference: string | null;
  readonly type: ProblemType;
  readonly faults: readonly FieldFault[];
}
export interface RefusalDocument extends NewRefusal {
  readonly _id: string;
  readonly at: Date;
}

/** Refusals of a channel on a day of Shanghai, by problem. */
interface DayDocument {
  readonly _id: string;
  readonly channel: string;
  readonly day: string;
  readonly at: Date;
  readonly counts: Readonly<Partial<Record<ProblemType, number>>>;
}

const daySeconds = 24 * 3600;
const schema = new Schema({ _id: { type: String, required: true }, channel: String, sandbox: Boolean, keyId: String, door: String, reference: String, type: { type: String }, faults: [Schema.Types.Mixed], at: Date }, { collection: 'channel_refusals', versionKey: false });
schema.index({ channel: 1, _id: -1 }, { name: 'log' });
schema.index({ at: 1 }, { name: 'age', expireAfterSeconds: 30 * daySeconds });
const daySchema = new Schema({ _id: { type: String, required: true }, channel: String, day: String, at: Date, counts: Schema.Types.Mixed }, { collection: 'channel_refusal_days', versionKey: false });
daySchema.index({ channel: 1, day: -1 }, { name: 'days' });
daySchema.index({ at: 1 }, { name: 'age', expireAfterSeconds: 400 * daySeconds });

/** Refusals are written together, so that a flood of mistakes costs the store little. */
const writeEveryInMs = 250;
/** Of so many refusals of one write the details are kept; the rest is counted. */
const keptOfOneWrite = 500;
const faultsKept = 10;

/**
 * What channels were refused, for whoever has to help them. Written after the answer: a process that is killed may lose the
 * last quarter of a second of it, never an appeal.
 */
@Injectable()
export class RefusalsStore implements OnModuleInit, OnModuleDestroy {
  readonly #refusals: Model<RefusalDocument>;
  readonly #days: Model<DayDocument>;
  readonly #logger = loggerFor('intake');
  #waiting: RefusalDocument[] = [];
  #uncounted = new Map<string, { readonly channel: string; readonly day: string; readonly counts: Map<ProblemType, number> }>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(@Inject(MONGO) connection: Connection) {
    this.#refusals = connection.models['ChannelRefusal'] ?? connection.model<RefusalDocument>('ChannelRefusal', schema);
    this.#days = connection.models['ChannelRefusalDay'] ?? connection.model<DayDocument>('ChannelRefusalDay', daySchema);
  }

  async onModuleInit(): Promise<void> {
    await Promise.all([this.#refusals.init(), this.#days.init()]);
  }

  async onModuleDestroy(): Promise<void> {
    this.#write();
    await this.#writing;
  }

  /** Notes a refusal; it is there to be read within a second. */
  note(refusal: NewRefusal, at = new Date()): void {
    if (this.#waiting.length < keptOfOneWrite) this.#waiting.push({ _id: uuidv7(), at, ...refusal, faults: refusal.faults.slice(0, faultsKept) });
    if (!refusal.sandbox) this.#count(refusal, shanghaiDay(at));
    this.#timer ??= setTimeout(() => { this.#write(); }, writeEveryInMs);
  }

  /** The newest first, one page. @param sandbox leaves out the others' where it is given */
  async list(channel: string, sandbox: boolean | null, before: PagePosition | null, limit: number): Promise<{ readonly items: RefusalDocument[]; readonly total: number; readonly next: PagePosition | null }> {
    const filter = { channel, ...(sandbox !== null && { sandbox }) };
    const [found, total] = await Promise.all([
      this.#refusals.find({ ...filter, ...(before !== null && { _id: { $lt: before[0] } }) }).sort({ _id: -1 }).limit(limit + 1).lean<RefusalDocument[]>().exec(),
      this.#refusals.countDocuments(filter).exec(),
    ]);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, total, next: found.length > limit && last !== undefined ? [last._id, ''] : null };
  }

  /** Refusals a day and problem, the newest day first. @param since `YYYY-MM-DD` */
  async days(channel: string, since: string): Promise<{ readonly day: string; readonly type: ProblemType; readonly count: number }[]> {
    const found = await this.#days.find({ channel, day: { $gte: since } }).sort({ day: -1 }).lean<DayDocument[]>().exec();
    return found.flatMap(({ day, counts }) => typesOf(counts).map(([type, count]) => ({ day, type, count })));
  }

  #count({ channel, type }: NewRefusal, day: string): void {
    const id = `${channel} ${day}`;
    const counted = this.#uncounted.get(id) ?? { channel, day, counts: new Map<ProblemType, number>() };
    counted.counts.set(type, (counted.counts.get(type) ?? 0) + 1);
    this.#uncounted.set(id, counted);
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const [refusals, days] = [this.#waiting, this.#uncounted];
    if (refusals.length === 0 && days.size === 0) return;
    this.#waiting = [];
    this.#uncounted = new Map();
    this.#writing = this.#writing.then(() => this.#writeAll(refusals, days)).catch((error: unknown) => {
      this.#logger.warn({ err: error }, 'refusals could not be noted');
    });
  }

  async #writeAll(refusals: readonly RefusalDocument[], days: ReadonlyMap<string, { readonly channel: string; readonly day: string; readonly counts: ReadonlyMap<ProblemType, number> }>): Promise<void> {
    if (refusals.length > 0) await insertCommand(this.#refusals, refusals, { ordered: false });
    for (const [_id, { channel, day, counts }] of days) {
      const added = Object.fromEntries([...counts].map(([type, count]) => [`counts.${type}`, count]));
      await this.#days.updateOne({ _id }, { $inc: added, $setOnInsert: { channel, day, at: new Date() } }, { upsert: true, writeConcern: repeatable }).exec();
    }
  }
}

function typesOf(counts: DayDocument['counts']): [ProblemType, number][] {
  const known = Object.entries(counts) as [ProblemType, number][];
  return known.sort(([a], [b]) => a.localeCompare(b));
}
