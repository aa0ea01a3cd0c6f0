import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { formatSequence, issueEventSchema, mostMembersNamed, topics, type CommonIssue, type IssueMember, type IssueTransition } from '@suqiao/contracts';
import { EventBus, type OutgoingEvent } from '@suqiao/infra/kafka';
import type { PagePosition } from '@suqiao/infra/http';
import { MONGO, OutboxRelay } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import type { IssueOrder } from '@suqiao/workflows';
import type { ClientSession, Connection, Model, mongo } from 'mongoose';
import { appealsCollection, type StoredAppeal } from './appeals.model';
import type { IssueChange } from './domain/issue-change';
import type { StoredFilter } from './domain/issue-permission';
import { issuesCollection, issuesModel, type IssueDocument, type IssuePicture } from './issues.model';

/** Orders remembered on an issue, so that one that is sent again after the workflow has ended is known. */
const ordersKept = 100;

/** What a list of issues is sorted by, the highest first but for due dates. */
export const issueOrders = {
  heat: { field: 'heatRank', direction: -1 },
  newest: { field: 'issue.formedAt', direction: -1 },
  due: { field: 'issue.clock.dueAt', direction: 1 },
} as const;
export type IssueListOrder = keyof typeof issueOrders;

/** Writes the lives of common issues, and reads them. */
@Injectable()
export class IssuesStore implements OnModuleInit, OnModuleDestroy {
  readonly #issues: Model<IssueDocument>;
  readonly #collection: mongo.Collection<IssueDocument>;
  readonly #appeals: mongo.Collection<StoredAppeal>;
  readonly #relay: OutboxRelay<IssueDocument>;
  readonly #connection: Connection;

  constructor(@Inject(MONGO) connection: Connection, @Inject(EventBus) bus: EventBus) {
    this.#connection = connection;
    this.#issues = issuesModel(connection);
    this.#appeals = appealsCollection(connection);
    this.#collection = issuesCollection(connection);
    this.#relay = new OutboxRelay(connection, this.#issues, bus, loggerFor('insight'));
  }

  async onModuleInit(): Promise<void> {
    await this.#issues.init();
    this.#relay.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#relay.stop();
  }

  /** The store's own clock, one for all processes. */
  async now(): Promise<Date> {
    const { localTime } = await this.#connection.getClient().db(this.#connection.name).command({ hello: 1 }) as { localTime: Date };
    return localTime;
  }

  /** Writes a new candidate with `commonIssue.formed`, within the formation's transaction. */
  async form(issue: CommonIssue, picture: IssuePicture, owned: Pick<IssueDocument, 'nameGiven'>, session: ClientSession): Promise<void> {
    const transition: IssueTransition = { type: 'formed', at: issue.formedAt, by: { kind: 'system' }, fromState: null, reason: null, text: issue.name };
    const document: IssueDocument = {
      _id: issue.issueId, issue, timeline: [transition], ...picture, ...owned, confirmedMembers: null, startOwed: true, owed: [], orderIds: [], answering: null,
      countedBy: issue.calendarVersion, outbox: [eventOf({ issue, transition }, [])], outboxSince: new Date(issue.formedAt),
    };
    await this.#collection.insertOne(document, { session });
  }

  /**
   * Writes an issue's next transition with its event, in one write that only the sequence before it can take. A closing names
   * its appeals, and owes each of them an answer.
   * @returns `false` when somebody else took the sequence, or the order was carried out; nothing was written then
   */
  async advance(before: IssueDocument, change: IssueChange, order: IssueOrder | null): Promise<boolean> {
    const { issue, transition } = change;
    const members = transition.type === 'closed' ? await this.#membersOf(before.groupId) : [];
    const isNamed = order?.name != null;
    const written = await this.#collection.updateOne(
      { _id: issue.issueId, 'issue.sequence': before.issue.sequence, ...(order !== null && { orderIds: { $ne: order.orderId } }) },
      [{ $set: {
        issue: { $literal: issue },
        timeline: { $concatArrays: ['$timeline', [{ $literal: transition }]] },
        outbox: { $concatArrays: ['$outbox', [{ $literal: eventOf(change, members) }]] },
        outboxSince: { $ifNull: ['$outboxSince', '$$NOW'] },
        countedBy: { $literal: issue.calendarVersion },
        ...(isNamed && { nameGiven: true }),
        ...(transition.type === 'closed' && { answering: { $literal: issue.reopenings + 1 } }),
        ...(order !== null && { orderIds: { $slice: [{ $concatArrays: ['$orderIds', [{ $literal: order.orderId }]] }, -ordersKept] } }),
      } }],
    );
    if (written.matchedCount > 0) this.#relay.wake();
    return written.matchedCount > 0;
  }

  /** An issue that meets every filter, or `null`. */
  find(issueId: string, filters: readonly StoredFilter[]): Promise<IssueDocument | null> {
    return this.#collection.findOne({ $and: [{ _id: issueId }, ...filters] } as mongo.Filter<IssueDocument>);
  }

  /** Issues by id, in any order. */
  byGroup(groupIds: readonly string[]): Promise<IssueDocument[]> {
    return this.#collection.find({ groupId: { $in: [...groupIds] } }).toArray();
  }

  /** A page of issues, and how many there are in all. */
  async list(filters: readonly StoredFilter[], order: IssueListOrder, after: PagePosition | null, limit: number): Promise<{ items: IssueDocument[]; total: number; next: PagePosition | null }> {
    const { field, direction } = issueOrders[order];
    const all = { $and: [...filters, ...(order === 'due' ? [{ 'issue.clock.dueAt': { $type: 'string' } }] : [{}])] };
    const [found, total] = await Promise.all([
      this.#collection.find({ $and: [all, beyond(field, direction, after)] } as mongo.Filter<IssueDocument>, { sort: { [field]: direction, _id: direction }, limit: limit + 1, projection: { timeline: 0, outbox: 0, confirmedMembers: 0 } }).toArray(),
      this.#collection.countDocuments(all as mongo.Filter<IssueDocument>),
    ]);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, total, next: found.length > limit && last !== undefined ? [keyOf(last, order), last._id] : null };
  }

  /** Some issues whose workflow was not started, or that have orders for it. */
  async owing(limit: number): Promise<IssueDocument[]> {
    return this.#collection.find({ $or: [{ startOwed: true }, { 'owed.orderId': { $exists: true } }] }, { limit }).toArray();
  }

  /** An issue's workflow was started. */
  async started(issueId: string): Promise<void> {
    await this.#collection.updateOne({ _id: issueId }, { $set: { startOwed: false } });
  }

  /** An order by the system was taken, or refused for good. */
  async settled(issueId: string, orderId: string): Promise<void> {
    await this.#collection.updateOne({ _id: issueId }, { $pull: { owed: { orderId } } });
  }

  /** Leaves an order for the workflow of an issue, once. */
  async owe(issueId: string, order: IssueOrder, session?: ClientSession): Promise<void> {
    await this.#collection.updateOne({ _id: issueId, 'owed.orderId': { $ne: order.orderId }, orderIds: { $ne: order.orderId } }, { $push: { owed: order } }, session === undefined ? {} : { session });
  }

  /** Issues whose step has a due date that was counted, or looked at, by another calendar. */
  countedOtherwise(calendarVersion: string, limit: number): Promise<IssueDocument[]> {
    return this.#collection.find({ 'issue.clock.dueAt': { $type: 'string' }, countedBy: { $ne: calendarVersion } }, { limit }).toArray();
  }

  /** Notes by which calendar an issue's dates were looked at last. */
  async counted(issueId: string, calendarVersion: string): Promise<void> {
    await this.#collection.updateOne({ _id: issueId }, { $set: { countedBy: calendarVersion } });
  }

  /** A closed issue that owes its appeals answers, or `null`. */
  answering(): Promise<IssueDocument | null> {
    return this.#collection.findOne({ answering: { $gt: 0 } }, { projection: { timeline: 0, outbox: 0, confirmedMembers: 0 } });
  }

  /** Every appeal has the answer of a closing. */
  async answered(issueId: string, closing: number): Promise<void> {
    await this.#collection.updateOne({ _id: issueId, answering: closing }, { $set: { answering: null } });
  }

  async #membersOf(groupId: string | null): Promise<IssueMember[]> {
    if (groupId === null) return [];
    const found = await this.#appeals.find({ groupId, confidential: false }, { projection: { trackingNumber: 1 }, sort: { _id: 1 } }).toArray();
    return found.map(({ _id, trackingNumber }) => ({ appealId: _id, trackingNumber }));
  }
}

/** What lies beyond a position. A heat may be null, and then stands last; who has no due date is not in the list by due dates. */
function beyond(field: string, direction: 1 | -1, after: PagePosition | null): StoredFilter {
  if (after === null) return {};
  const [key, id] = after;
  if (direction === 1) return { $or: [{ [field]: { $gt: key } }, { [field]: key, _id: { $gt: id } }] };
  if (key === '') return { [field]: null, _id: { $lt: id } };
  const value = field === 'heatRank' ? Number(key) : key;
  return { $or: [{ [field]: { $lt: value } }, { [field]: value, _id: { $lt: id } }, { [field]: null }] };
}

function keyOf({ heatRank, issue }: IssueDocument, order: IssueListOrder): string {
  const value = order === 'heat' ? heatRank : order === 'due' ? issue.clock.dueAt : issue.formedAt;
  return value === null ? '' : String(value);
}

function eventOf({ issue, transition }: IssueChange, members: readonly IssueMember[]): OutgoingEvent {
  const closed = transition.type === 'closed' ? { members: members.slice(0, mostMembersNamed), membersInAll: members.length } : {};
  const event = issueEventSchema.parse({
    specversion: '1.0', id: `${issue.issueId}:${String(issue.sequence)}`, source: '/suqiao/insight', type: `commonIssue.${transition.type}`, subject: issue.issueId, time: transition.at,
    datacontenttype: 'application/json', dataschema: `urn:suqiao:schema:commonIssue.${transition.type}:1`, sequence: formatSequence(issue.sequence), partitionkey: issue.issueId,
    data: { issue, transition, ...closed },
  });
  return { topic: topics.commonIssue, event };
}
