import { Inject, Injectable } from '@nestjs/common';
import type { AppealRatingDecided } from '@suqiao/contracts';
import { MONGO } from '@suqiao/infra/mongo';
import type { Connection, mongo } from 'mongoose';
import { eventOfRating, type StoredRating } from './domain/rating';
import { IntakeStore, type AppealDocument } from './intake.store';

/** Appeals as their appellants reach them; a sandbox's are not among them. */
@Injectable()
export class TrackingStore {
  readonly #appeals: mongo.Collection<AppealDocument>;

  constructor(
    @Inject(MONGO) connection: Connection,
    @Inject(IntakeStore) private readonly intake: IntakeStore,
  ) {
    this.#appeals = connection.getClient().db(connection.name).collection<AppealDocument>('appeals');
  }

  find(key: { readonly trackingNumber: string } | { readonly _id: string }): Promise<AppealDocument | null> {
    return this.#appeals.findOne(key);
  }

  /** Writes a rating with its fact, in one write. @returns whether it was written: not where its answer is rated already */
  async rate(appeal: AppealDocument, rating: StoredRating): Promise<boolean> {
    const written = await this.#appeals.updateOne(
      { _id: appeal._id, 'ratings.answeredAt': { $ne: rating.answeredAt } },
      [{ $set: {
        ratings: { $concatArrays: [{ $ifNull: ['$ratings', []] }, [{ $literal: rating }]] },
        outbox: { $concatArrays: ['$outbox', [{ $literal: eventOfRating(appeal, rating) }]] }, outboxSince: { $min: ['$outboxSince', '$$NOW'] },
      } }],
    );
    if (written.matchedCount > 0) this.intake.wake();
    return written.matchedCount > 0;
  }

  /** Writes down what became of a rating. */
  async decide({ appealId, ratingId, decision, reason }: AppealRatingDecided['data']): Promise<void> {
    await this.#appeals.updateOne({ _id: appealId, 'ratings.ratingId': ratingId }, { $set: { 'ratings.$.state': decision, 'ratings.$.reason': reason } });
  }
}
