import { Inject, Injectable } from '@nestjs/common';
import type { AppealRequestDecided } from '@suqiao/contracts';
import { MONGO } from '@suqiao/infra/mongo';
import type { Connection, mongo } from 'mongoose';
import { eventOfRequest, mostRequests, type StoredRequest } from './domain/request';
import { IntakeStore, type AppealDocument } from './intake.store';

/** How an appellant is reached; what is not given stays. */
export interface NewContact {
  readonly contact?: string | undefined;
  readonly phone?: string | undefined;
}

/** What channels ask of their appeals, kept on the appeal itself with the event that tells of it. */
@Injectable()
export class AmendStore {
  readonly #appeals: mongo.Collection<AppealDocument>;
  readonly #sandbox: mongo.Collection<AppealDocument>;

  constructor(
    @Inject(MONGO) connection: Connection,
    @Inject(IntakeStore) private readonly intake: IntakeStore,
  ) {
    const database = connection.getClient().db(connection.name);
    this.#appeals = database.collection<AppealDocument>('appeals');
    this.#sandbox = database.collection<AppealDocument>('sandbox_appeals');
  }

  /** A channel's own appeal. */
  find(trackingNumber: string, channel: string, sandbox: boolean): Promise<AppealDocument | null> {
    return (sandbox ? this.#sandbox : this.#appeals).findOne({ trackingNumber, channel });
  }

  /**
   * Adds a request and what it changes, in one write; one that is `sent` with its event.
   * @returns whether it was added: not where the key is used, a withdrawal is asked for, or the case came up meanwhile
   */
  async add(appeal: AppealDocument, request: StoredRequest, contact: NewContact, sandbox: boolean): Promise<boolean> {
    const isOpen = request.kind === 'withdrawal' ? { requests: { $not: { $elemMatch: { kind: 'withdrawal' as const, state: { $ne: 'refused' as const } } } } } : {};
    const written = await (sandbox ? this.#sandbox : this.#appeals).updateOne(
      {
        _id: appeal._id, 'requests.key': { $ne: request.key }, [`requests.${String(mostRequests - 1)}`]: { $exists: false }, ...isOpen,
        // A request waits for the case, or goes to it: which, is decided in the write.
        ...(!sandbox && { sequence: request.state === 'waiting' ? 0 : { $gt: 0 } }),
      },
      [{
        $set: {
          requests: { $concatArrays: [{ $ifNull: ['$requests', []] }, [{ $literal: request }]] },
          ...(contact.contact !== undefined && { 'appellant.contact': { $literal: contact.contact } }), ...(contact.phone !== undefined && { 'appellant.phone': { $literal: contact.phone } }),
          ...(request.state === 'sent' && outboxWith(appeal, request)),
        },
      }],
    );
    if (written.matchedCount > 0) this.intake.wake();
    return written.matchedCount > 0;
  }

  /** The appeal has a case: what has waited for it goes to it, in its order. Again it changes nothing. */
  async release(appealId: string): Promise<void> {
    const appeal = await this.#appeals.findOne({ _id: appealId });
    for (const request of appeal?.requests?.filter(({ state }) => state === 'waiting') ?? []) {
      if (appeal === null) return;
      const sent = { $map: { input: '$requests', in: { $cond: [{ $eq: ['$$this.requestId', request.requestId] }, { $mergeObjects: ['$$this', { state: 'sent' }] }, '$$this'] } } };
      await this.#appeals.updateOne({ _id: appealId, requests: { $elemMatch: { requestId: request.requestId, state: 'waiting' } } }, [{ $set: { requests: sent, ...outboxWith(appeal, request) } }]);
    }
    this.intake.wake();
  }

  /** Writes down what became of a request. */
  async decide({ appealId, requestId, decision, reason, at }: AppealRequestDecided['data']): Promise<void> {
    const decided = { 'requests.$.state': decision, 'requests.$.decidedAt': at, 'requests.$.reason': reason };
    await this.#appeals.updateOne({ _id: appealId, 'requests.requestId': requestId }, { $set: decided });
  }
}

function outboxWith(appeal: AppealDocument, request: StoredRequest) {
  return { outbox: { $concatArrays: ['$outbox', [{ $literal: eventOfRequest(appeal, request) }]] }, outboxSince: { $min: ['$outboxSince', '$$NOW'] } };
}
