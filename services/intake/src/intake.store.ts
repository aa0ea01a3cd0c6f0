import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { handlersOf } from '@suqiao/contracts';
import type { AppealStatus, CaseSnapshot, NewAppeal, IssueAnswer } from '@suqiao/contracts';
import { EventBus } from '@suqiao/infra/kafka';
import { addOutboxIndex, Batcher, MONGO, OutboxRelay, outboxSchemaFields, type DuplicateKey, type OutboxFields } from '@suqiao/infra/mongo';
import type { JurisdictionFilter } from '@suqiao/infra/auth';
import { loggerFor } from '@suqiao/infra/telemetry';
import { Schema, type Connection, type Model } from 'mongoose';
import type { StoredStep } from './domain/appeal';
import type { StoredRating } from './domain/rating';
import type { StoredRequest } from './domain/request';
import { addShelfIndexes, AppealShelf, type AppealPlace, type UsedKey } from './intake.shelf';

/** An appeal as stored: what the channel said, what became of it, and its outbox. */
export interface AppealDocument extends OutboxFields {
  readonly _id: string;
  trackingNumber: string;
  channel: string;
  channelReference: string;
  keys: UsedKey[];
  title: string;
  content: string;
  occurredAt: string | null;
  receivedAt: string;
  appellant: { name: string; creditCode: string | null; contact: string | null; phone: string | null; email?: string };
  given: Pick<NewAppeal, 'divisionCode' | 'categoryCode'>;
  status: AppealStatus;
  confidential: boolean;
  /** The case as its last event told it; null before dispatch. */
  case: CaseSnapshot | null;
  /** 并案: the case that this one was merged into, as its last event told it. */
  lead: CaseSnapshot | null;
  sequence: number;
  timeline: StoredStep[];
  divisionPath: string[];
  handledBy: string[];
  /** What the channel asked for since it pushed the appeal; none on most. */
  requests?: StoredRequest[];
  /** 逐件答复 of common issues that were closed; none on most. */
  issueAnswers?: (IssueAnswer & { readonly id: string })[];
  /** 评价: what the appellant said of each answer; none on most. */
  ratings?: StoredRating[];
}

/** Fields of a stored appeal, for its schema and the sandbox's. */
export const appealSchemaFields = {
  _id: { type: String, required: true }, trackingNumber: String, channel: String, channelReference: String,
  keys: [{ _id: false, key: String, bodyHash: String }], title: String, content: String, occurredAt: String, receivedAt: String,
  appellant: { name: String, creditCode: String, contact: String, phone: String, email: String }, given: Schema.Types.Mixed, status: String,
  confidential: Boolean, case: Schema.Types.Mixed, lead: Schema.Types.Mixed, sequence: Number, timeline: [Schema.Types.Mixed], divisionPath: [String], handledBy: [String],
  requests: { type: [Schema.Types.Mixed], default: undefined }, ratings: { type: [Schema.Types.Mixed], default: undefined }, issueAnswers: { type: [Schema.Types.Mixed], default: undefined },
  ...outboxSchemaFields,
};
const schema = new Schema(appealSchemaFields, { collection: 'appeals', versionKey: false, minimize: false });
addShelfIndexes(schema);
addOutboxIndex(schema);

/** Appeals: written by channels, followed by the events of their cases. */
@Injectable()
export class IntakeStore implements AppealPlace, OnModuleInit, OnModuleDestroy {
  readonly #appeals: Model<AppealDocument>;
  readonly #shelf: AppealShelf<AppealDocument>;
  readonly #follower = new Batcher<Followed, FollowedBy>({ run: (batch) => this.#followAll(batch), longestBatch: 100, mostInFlight: 2 });
  readonly #relay: OutboxRelay<AppealDocument>;

  constructor(@Inject(MONGO) connection: Connection, @Inject(EventBus) bus: EventBus) {
    this.#appeals = connection.models['Appeal'] ?? connection.model<AppealDocument>('Appeal', schema);
    this.#shelf = new AppealShelf(this.#appeals);
    this.#relay = new OutboxRelay(connection, this.#appeals, bus, loggerFor('intake'));
  }

  async onModuleInit(): Promise<void> {
    await this.#shelf.init();
    this.#relay.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#relay.stop();
  }

  /** Stores a new appeal with its event, durably, in one write; or says which unique index refused it. */
  async insert(appeal: AppealDocument, announceInMs = 0): Promise<'inserted' | DuplicateKey> {
    const outcome = await this.#shelf.insert(appeal);
    if (outcome === 'inserted') this.#relay.announce(appeal, announceInMs);
    return outcome;
  }

  /** As `AppealShelf` has them. */
  readonly findByKey: AppealPlace['findByKey'] = (channel, key) => this.#shelf.findByKey(channel, key);
  readonly findByReference: AppealPlace['findByReference'] = (channel, reference) => this.#shelf.findByReference(channel, reference);
  readonly addKey: AppealPlace['addKey'] = (id, used) => this.#shelf.addKey(id, used);
  readonly referencesOf = (ids: readonly string[]) => this.#shelf.referencesOf(ids);

  /** Says that an event was just written into an appeal. */
  wake(): void {
    this.#relay.wake();
  }

  /** The channels of appeals, with what names an appeal in the feed of changes. */
  async subjectsOf(ids: readonly string[]): Promise<{ readonly appealId: string; readonly trackingNumber: string; readonly channel: string }[]> {
    const found = await this.#appeals.find({ _id: { $in: [...ids] } }, { trackingNumber: 1, channel: 1 }).lean<Pick<AppealDocument, '_id' | 'trackingNumber' | 'channel'>[]>().exec();
    return found.map(({ _id, trackingNumber, channel }) => ({ appealId: _id, trackingNumber, channel }));
  }

  /** The appeal with this number, where `visible` lets its reader see it. */
  findByTrackingNumber(trackingNumber: string, visible: JurisdictionFilter): Promise<AppealDocument | null> {
    return this.#appeals.findOne({ $and: [{ trackingNumber }, visible] }).lean<AppealDocument>().exec();
  }

  /** 分类 done: shown until the case exists. Events may overtake each other across topics; a case's status stays. */
  async markClassified(id: string, divisionPath: readonly string[]): Promise<void> {
    await this.#appeals.updateOne({ _id: id, sequence: 0 }, { $set: { status: 'classified', divisionPath: [...divisionPath] } }).exec();
  }

  /** Notes what a closed common issue answers an appeal, once. @returns the appeal; `null` when it is not here */
  async noteIssueAnswer(appealId: string, answer: IssueAnswer & { readonly id: string }): Promise<Pick<AppealDocument, 'channel' | 'status'> | null> {
    await this.#appeals.updateOne({ _id: appealId, 'issueAnswers.id': { $ne: answer.id } }, { $push: { issueAnswers: answer } }).exec();
    return this.#appeals.findOne({ _id: appealId }, { channel: 1, status: 1 }).lean<Pick<AppealDocument, 'channel' | 'status'>>().exec();
  }

  /**
   * Takes over what a case event says: the newest snapshot wins, and each step stands once in the timeline, in the case's
   * order, also when it comes late (a dead letter that was replayed).
   */
  follow(followed: Followed): Promise<FollowedBy> {
    return this.#follower.submit(followed);
  }

  /** The newest event of each appeal in one write; what that did not take, because it is late or unknown, one by one. */
  async #followAll(batch: readonly Followed[]): Promise<FollowedBy[]> {
    await this.#appeals.bulkWrite(batch.map((followed) => ({ updateOne: { filter: { _id: followed.snapshot.caseId, sequence: { $lt: followed.snapshot.sequence } }, update: { $set: newestOf(followed), ...recordOf(followed) } } })), { ordered: false });
    const ids = batch.map(({ snapshot }) => snapshot.caseId);
    const found = await this.#appeals.find({ _id: { $in: ids } }, { 'timeline.sequence': 1, 'requests.state': 1 }).lean<Pick<AppealDocument, '_id' | 'timeline' | 'requests'>[]>().exec();
    const waiting = new Set(found.filter(({ requests }) => requests?.some(({ state }) => state === 'waiting') === true).map(({ _id }) => _id));
    const known = new Map(found.map(({ _id, timeline }) => [_id, new Set(timeline.map(({ sequence }) => sequence))]));
    for (const followed of batch) {
      const { caseId, sequence } = followed.snapshot;
      if (known.get(caseId)?.has(sequence) === false) await this.#appeals.updateOne({ _id: caseId, 'timeline.sequence': { $ne: sequence } }, recordOf(followed)).exec();
    }
    return ids.map((id) => ({ isKnown: known.has(id), isAwaited: waiting.has(id) }));
  }

  /**
   * What became of a case is what became of those that were merged into it. Of one case the newest event wins. Of several,
   * merged one into another, the one that goes on wins, which is the earliest; and where that merge was undone, the one that
   * the appeal itself was merged into.
   */
  async followLead(lead: CaseSnapshot): Promise<void> {
    if (lead.duplicates.length === 0) return;
    const another = { 'lead.caseId': { $ne: lead.caseId } };
    const goesOn = [{ ...another, 'case.mergedInto.caseId': lead.caseId }, { 'lead.caseId': { $gt: lead.caseId } }];
    const speaks = [
      { lead: null }, { 'lead.caseId': lead.caseId, 'lead.sequence': { $lt: lead.sequence } }, { ...another, 'lead.outcome': 'merged' as const },
      ...(lead.mergedInto === null ? goesOn : []),
    ];
    await this.#appeals.updateMany({ _id: { $in: lead.duplicates.map(({ caseId }) => caseId) }, $or: speaks }, { $set: { lead } }).exec();
  }
}

/** A case event as its appeal takes it over. */
export interface Followed {
  readonly snapshot: CaseSnapshot;
  readonly step: StoredStep;
  readonly divisionPath: readonly string[];
}

/** An appeal that a case event was brought to. */
export interface FollowedBy {
  /** Whether the appeal is in the store. */
  readonly isKnown: boolean;
  /** Whether requests of its channel have waited for its case. */
  readonly isAwaited: boolean;
}

function newestOf({ snapshot, step, divisionPath }: Followed) {
  // 撤销并案: nobody speaks for it any more.
  return { ...(step.type === 'unmerged' && { lead: null }), status: snapshot.state, confidential: snapshot.confidential, case: snapshot, sequence: snapshot.sequence, divisionPath: [...divisionPath] };
}

function recordOf({ snapshot, step }: Followed) {
  return {
    $push: { timeline: { $each: [step], $sort: { sequence: 1 as const } } },
    $addToSet: { handledBy: { $each: handlersOf(snapshot) } },
  };
}
