import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { formatSequence, issueAppealAnsweredSchema, topics } from '@suqiao/contracts';
import { EventBus, type OutgoingEvent } from '@suqiao/infra/kafka';
import { MONGO, OutboxRelay, Sweep } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import type { Connection, mongo } from 'mongoose';
import { appealsCollection, appealsModel, type StoredAppeal } from './appeals.model';
import type { IssueDocument } from './issues.model';
import { IssuesStore } from './issues.store';

const everyMs = 500;
const batchSize = 200;
const logger = loggerFor('insight');

/**
 * 逐件答复: a closed common issue answers each of its appeals, one by one, once a closing. The answer and its announcement are
 * one write on the appeal, so that neither a crash nor a second process answers twice.
 */
@Injectable()
export class IssueAnswers implements OnModuleInit, OnModuleDestroy {
  readonly #appeals: mongo.Collection<StoredAppeal>;
  readonly #sweep: Sweep;
  readonly #relay: OutboxRelay<StoredAppeal>;

  constructor(@Inject(MONGO) connection: Connection, @Inject(EventBus) bus: EventBus, @Inject(IssuesStore) private readonly issues: IssuesStore) {
    this.#appeals = appealsCollection(connection);
    this.#relay = new OutboxRelay(connection, appealsModel(connection), bus, logger);
    this.#sweep = new Sweep(connection, { name: 'insight:answers', everyMs, batch: () => this.#answerSome(), logger });
  }

  onModuleInit(): void {
    this.#relay.start();
    this.#sweep.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#sweep.stop();
    await this.#relay.stop();
  }

  async #answerSome(): Promise<boolean> {
    const issue = await this.issues.answering();
    if (issue?.answering == null) return false;
    const { _id, answering, groupId, issue: { state, closedAt } } = issue;
    // Taken up again before all were answered: what is left is answered by the next closing.
    const isClosed = state === 'closed' && closedAt !== null && groupId !== null;
    const waiting = isClosed ? await this.#unanswered(_id, groupId, answering, new Date(closedAt)) : [];
    if (waiting.length === 0) {
      await this.issues.answered(_id, answering);
      return true;
    }
    await this.#appeals.bulkWrite(waiting.map((appeal) => answerTo(appeal, issue, answering)), { ordered: false });
    this.#relay.wake();
    return true;
  }

  /** Appeals that came before the closing and have no answer of it. */
  #unanswered(issueId: string, groupId: string, closing: number, closedAt: Date): Promise<Pick<StoredAppeal, '_id' | 'trackingNumber'>[]> {
    return this.#appeals.find(
      { groupId, confidential: false, receivedAt: { $lte: closedAt }, answers: { $not: { $elemMatch: { issueId, closing } } } },
      { projection: { trackingNumber: 1 }, sort: { receivedAt: 1, _id: 1 }, limit: batchSize },
    ).toArray();
  }
}

function answerTo(appeal: Pick<StoredAppeal, '_id' | 'trackingNumber'>, { _id: issueId, issue }: IssueDocument, closing: number): mongo.AnyBulkWriteOperation<StoredAppeal> {
  const at = issue.closedAt ?? '';
  const event = eventOf(appeal, issueId, issue, closing, at);
  return {
    updateOne: {
      filter: { _id: appeal._id, answers: { $not: { $elemMatch: { issueId, closing } } } },
      update: [{ $set: {
        answers: { $concatArrays: ['$answers', [{ issueId, closing, at: new Date(at) }]] },
        outbox: { $concatArrays: ['$outbox', [{ $literal: event }]] },
        outboxSince: { $ifNull: ['$outboxSince', '$$NOW'] },
      } }],
    },
  };
}

function eventOf({ _id: appealId, trackingNumber }: Pick<StoredAppeal, '_id' | 'trackingNumber'>, issueId: string, { name, outcome, reply, measure }: IssueDocument['issue'], closing: number, at: string): OutgoingEvent {
  const event = issueAppealAnsweredSchema.parse({
    specversion: '1.0', id: `${issueId}:${String(closing)}:${appealId}`, source: '/suqiao/insight', type: 'commonIssue.appealAnswered', subject: appealId, time: at,
    datacontenttype: 'application/json', dataschema: 'urn:suqiao:schema:commonIssue.appealAnswered:1', sequence: formatSequence(closing), partitionkey: appealId,
    data: { appealId, trackingNumber, issueId, issueName: name, closing, outcome, reply, measure, at },
  });
  return { topic: topics.commonIssue, event };
}
