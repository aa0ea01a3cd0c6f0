import { Batcher, dropFormerIndex, InsertBatcher, isDuplicateKey, type DuplicateKey } from '@suqiao/infra/mongo';
import type { Model, Schema } from 'mongoose';
import type { AppealDocument } from './intake.store';

/** An idempotency key of the channel with the fingerprint of the body that came with it. */
export interface UsedKey {
  readonly key: string;
  readonly bodyHash: string;
}

/** What of a stored appeal is told to a channel that sends it again. */
export type KnownAppeal = Pick<AppealDocument, '_id' | 'trackingNumber' | 'keys'>;

/** Where appeals are kept, each exactly once. */
export interface AppealPlace {
  /**
   * Stores a new appeal, durably; or says which unique index refused it.
   * @param announceInMs when its event leaves, where it has one
   */
  insert(appeal: AppealDocument, announceInMs?: number): Promise<'inserted' | DuplicateKey>;
  /** The appeal of a channel that came, first or again, under an idempotency key. */
  findByKey(channel: string, key: string): Promise<KnownAppeal | null>;
  /** The appeal to which a channel gave this number of its own. */
  findByReference(channel: string, channelReference: string): Promise<KnownAppeal | null>;
  /**
   * Remembers a further key on the first appeal, so that the key's later use with another body is noticed.
   * @returns whether the key is on record afterwards, on this appeal or another one; an appeal keeps 100 keys
   */
  addKey(id: string, used: UsedKey): Promise<boolean>;
}

/** Name of the unique index that refuses a tracking number that is taken. */
export const trackingNumberIndex = 'tracking_number';

/** Keys that stand for the channel's number begin with a blank, which no given key has: those sort from `!` on. */
const beforeGivenKeys = ' ';
const firstGivenKey = '!';

/** The key of an appeal that came without one: the channel's own number stands for it. */
export function keyOfReference(channelReference: string): string {
  return `${beforeGivenKeys}${channelReference}`;
}

/** The index that earlier versions kept of all keys. */
const formerKeyIndex = 'channel_key';

/**
 * The unique indexes that make a second appeal impossible. A key that stands for the channel's number is unique as that
 * number is, and stays out of the index of keys: a bulk call writes one index less.
 */
export function addShelfIndexes(schema: Schema): void {
  schema.index({ channel: 1, channelReference: 1 }, { unique: true, name: 'channel_reference' });
  schema.index({ channel: 1, 'keys.key': 1 }, { unique: true, name: 'channel_given_key', partialFilterExpression: { 'keys.key': { $gte: firstGivenKey } } });
  schema.index({ trackingNumber: 1 }, { unique: true, name: trackingNumberIndex });
}

/** How long a look-up may take while a channel waits for its acknowledgement. */
const answerInMs = 2500;
/** Keys remembered on one appeal: a channel that takes a new key for every repetition must not grow it without end. */
const keysKept = 100;
const knownFields = { trackingNumber: 1, keys: 1 } as const;

/** A collection of appeals, written in groups. A channel that sends ten thousand again is looked up in groups, too. */
export class AppealShelf<Document extends AppealDocument> {
  readonly #appeals: Model<Document>;
  readonly #batcher: InsertBatcher<Document>;
  readonly #lookUps = new Batcher<{ readonly channel: string; readonly key: string }, { readonly known: KnownAppeal | null }>({ run: (asked) => this.#findAll(asked), longestBatch: 256, mostInFlight: 4 });

  constructor(model: Model<Document>) {
    this.#appeals = model;
    this.#batcher = new InsertBatcher(model);
  }

  /** Makes the indexes. */
  async init(): Promise<void> {
    await dropFormerIndex(this.#appeals, formerKeyIndex);
    await this.#appeals.init();
  }

  insert(appeal: Document): Promise<'inserted' | DuplicateKey> {
    return this.#batcher.insert(appeal);
  }

  async findByKey(channel: string, key: string): Promise<KnownAppeal | null> {
    return (await this.#lookUps.submit({ channel, key })).known;
  }

  findByReference(channel: string, channelReference: string): Promise<KnownAppeal | null> {
    return this.#appeals.findOne({ channel, channelReference }, knownFields, { timeoutMS: answerInMs }).lean<KnownAppeal>().exec();
  }

  async addKey(id: string, used: UsedKey): Promise<boolean> {
    const room = { _id: id, 'keys.key': { $ne: used.key }, [`keys.${String(keysKept - 1)}`]: { $exists: false } };
    try {
      const written = await this.#appeals.updateOne(room, { $push: { keys: used } }, { timeoutMS: answerInMs }).exec();
      return written.matchedCount > 0 || (await this.#appeals.exists({ _id: id, 'keys.key': used.key })) !== null;
    } catch (error) {
      // The channel used the key for another appeal at the same moment.
      if (isDuplicateKey(error)) return true;
      throw error;
    }
  }

  /** The channels' own numbers of appeals by their ids. */
  async referencesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = await this.#appeals.find({ _id: { $in: [...ids] } }, { channelReference: 1 }).lean<Pick<AppealDocument, '_id' | 'channelReference'>[]>().exec();
    return new Map(found.map(({ _id, channelReference }) => [_id, channelReference]));
  }

  async #findAll(asked: readonly { readonly channel: string; readonly key: string }[]): Promise<{ known: KnownAppeal | null }[]> {
    const byChannel = [...Map.groupBy(asked, ({ channel }) => channel)].flatMap(([channel, keys]) => {
      const [references, given] = [keys.filter(({ key }) => key.startsWith(beforeGivenKeys)), keys.filter(({ key }) => !key.startsWith(beforeGivenKeys))];
      return [
        ...(references.length > 0 ? [{ channel, channelReference: { $in: references.map(({ key }) => key.slice(beforeGivenKeys.length)) } }] : []),
        ...(given.length > 0 ? [{ channel, 'keys.key': { $in: given.map(({ key }) => key) } }] : []),
      ];
    });
    const found = await this.#appeals.find({ $or: byChannel }, { ...knownFields, channel: 1 }, { timeoutMS: answerInMs }).lean<(KnownAppeal & { readonly channel: string })[]>().exec();
    const known = new Map(found.flatMap((appeal) => appeal.keys.map(({ key }) => [`${appeal.channel} ${key}`, appeal] as const)));
    return asked.map(({ channel, key }) => ({ known: known.get(`${channel} ${key}`) ?? null }));
  }
}
