import { randomUUID } from 'node:crypto';
import { Schema, type Connection, type Model } from 'mongoose';
import { isDuplicateKey } from './errors';

interface LeaseDocument {
  _id: string;
  holder: string;
  until: Date;
}
const leaseSchema = new Schema<LeaseDocument>({ _id: String, holder: String, until: Date }, { collection: 'leases', versionKey: false });

const leaseInMs = 6000;
const renewAfterInMs = 2000;

/**
 * Of many processes one at a time holds a name, for six seconds at once in the store's own clock; the next takes over when
 * it dies. Work under a lease must bear being done twice for a moment: a holder that was asleep may wake late.
 */
export class Lease {
  readonly #leases: Model<LeaseDocument>;
  readonly #name: string;
  readonly #holder = randomUUID();
  #heldUntilInMs = 0;

  constructor(connection: Connection, name: string) {
    this.#leases = connection.models['Lease'] ?? connection.model<LeaseDocument>('Lease', leaseSchema);
    this.#name = name;
  }

  /** Takes or renews the lease. @returns whether this process has it now */
  async hold(): Promise<boolean> {
    if (Date.now() < this.#heldUntilInMs - leaseInMs + renewAfterInMs) return true;
    const asked = Date.now();
    const until = { $dateAdd: { startDate: '$$NOW', unit: 'millisecond', amount: leaseInMs } };
    // A lease that is not there yet has no `until`, which sorts before every date.
    const free = { $or: [{ $eq: ['$holder', this.#holder] }, { $lt: ['$until', '$$NOW'] }] };
    const lease = await this.#leases
      .findOneAndUpdate(
        { _id: this.#name },
        [{ $set: { free } }, { $set: { holder: { $cond: ['$free', this.#holder, '$holder'] }, until: { $cond: ['$free', until, '$until'] } } }, { $unset: 'free' }],
        { upsert: true, returnDocument: 'after', updatePipeline: true },
      )
      .lean()
      .exec()
      .catch((error: unknown) => {
        // Two made the first lease at once; the other has it.
        if (isDuplicateKey(error)) return null;
        throw error;
      });
    if (lease?.holder !== this.#holder) return false;
    this.#heldUntilInMs = asked + leaseInMs;
    return true;
  }

  /** Gives the lease back, so that another process need not wait for its end. */
  async release(): Promise<void> {
    this.#heldUntilInMs = 0;
    await this.#leases.deleteOne({ _id: this.#name, holder: this.#holder }).catch(() => undefined);
  }
}
