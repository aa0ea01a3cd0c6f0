import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { reminderSentSchema, topics, type DropReason, type Reminder, type ReminderRead, type ReminderRow } from '@suqiao/contracts';
import { EventBus, type OutgoingEvent } from '@suqiao/infra/kafka';
import type { PagePosition } from '@suqiao/infra/http';
import { addOutboxIndex, isDuplicateKey, MONGO, OutboxRelay, outboxSchemaFields, type OutboxFields } from '@suqiao/infra/mongo';
import { currentTraceparent, loggerFor } from '@suqiao/infra/telemetry';
import { Schema, type Connection, type Model, type mongo } from 'mongoose';
import type { RemindedFacts } from './domain/reminder';
import type { AskedKey } from './idempotency-key';

/** A reminder as stored: itself, who has read it, its event, and what the sweep and lists ask by, in one document. */
interface ReminderDocument extends OutboxFields {
  readonly _id: string;
  /** What there may be only one of: a case's step and cause, or a person's nth reminder of a unit on a case. */
  key: string;
  reminder: Reminder;
  facts: RemindedFacts;
  reads: ReminderRead[];
  /** Subjects for whom it was read. */
  readFor: string[];
  caseId: string;
  unitId: string;
  askedBy: string | null;
  askedAt: Date;
  /** When the sweep has to look; null once sent or dropped. */
  dueAt: Date | null;
  sentAt: Date | null;
  askedUnder?: string;
  askedDigest?: string;
  traceparent: string | null;
}

/** A reminder to be stored, with what the case was when it was asked for. */
export interface NewStoredReminder {
  readonly key: string;
  readonly reminder: Reminder;
  readonly facts: RemindedFacts;
  readonly asked: AskedKey | null;
}

/** A stored reminder; `fresh` when this call stored it. */
export interface StoredReminder {
  readonly row: ReminderRow;
  readonly askedDigest: string | null;
  readonly fresh: boolean;
}

/** A reminder whose time has come. */
export interface DueReminder {
  readonly reminder: Reminder;
  readonly facts: RemindedFacts;
  readonly traceparent: string | null;
}

/** Where a pass of the sweep has come to. */
export interface DuePosition {
  readonly dueAt: Date;
  readonly id: string;
}

/** A page of reminders, the newest first. */
export interface ReminderListing {
  readonly items: readonly ReminderRow[];
  readonly total: number;
  readonly next: PagePosition | null;
}

/** Whose reminders an inbox shows: a unit's, for one of its people. */
export interface InboxOwner {
  readonly unitId: string;
  readonly subject: string;
}

const schema = new Schema(
  {
    _id: { type: String, required: true }, key: { type: String, required: true }, reminder: Schema.Types.Mixed, facts: Schema.Types.Mixed, reads: [Schema.Types.Mixed], readFor: [String],
    caseId: String, unitId: String, askedBy: String, askedAt: Date, dueAt: Date, sentAt: Date, askedUnder: String, askedDigest: String, traceparent: String, ...outboxSchemaFields,
  },
  { collection: 'reminders', versionKey: false, minimize: false, id: false },
);
schema.index({ key: 1 }, { name: 'reminder_key', unique: true });
schema.index({ askedUnder: 1 }, { name: 'reminder_asked_under', unique: true, partialFilterExpression: { askedUnder: { $type: 'string' } } });
schema.index({ dueAt: 1, _id: 1 }, { name: 'due', partialFilterExpression: { dueAt: { $type: 'date' } } });
schema.index({ caseId: 1, askedAt: -1, _id: -1 }, { name: 'case_newest' });
schema.index({ unitId: 1, sentAt: -1, _id: -1 }, { name: 'unit_newest', partialFilterExpression: { sentAt: { $type: 'date' } } });
addOutboxIndex(schema);

/** The only writer of reminders. */
@Injectable()
export class RemindersStore implements OnModuleInit, OnModuleDestroy {
  readonly #reminders: Model<ReminderDocument>;
  readonly #collection: mongo.Collection<ReminderDocument>;
  readonly #relay: OutboxRelay<ReminderDocument>;

  constructor(@Inject(MONGO) connection: Connection, @Inject(EventBus) bus: EventBus) {
    this.#reminders = connection.models['Reminder'] ?? connection.model<ReminderDocument>('Reminder', schema);
    this.#collection = connection.getClient().db(connection.name).collection<ReminderDocument>(this.#reminders.collection.collectionName);
    this.#relay = new OutboxRelay(connection, this.#reminders, bus, loggerFor('supervision'));
  }

  async onModuleInit(): Promise<void> {
    await this.#reminders.init();
    this.#relay.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#relay.stop();
  }

  /** Stores a reminder once. @returns `null` when its key was taken, or its Idempotency-Key used: nothing was written then */
  async add({ key, reminder, facts, asked }: NewStoredReminder): Promise<StoredReminder | null> {
    const document: ReminderDocument = {
      _id: reminder.id, key, reminder, facts, reads: [], readFor: [], caseId: reminder.caseId, unitId: reminder.unitId, askedBy: reminder.by.kind === 'person' ? reminder.by.subject : null,
      askedAt: new Date(reminder.askedAt), dueAt: new Date(reminder.sendAt), sentAt: null, ...asked, traceparent: currentTraceparent() ?? null, outbox: [], outboxSince: null,
    };
    try {
      await this.#collection.insertOne(document);
      return { row: rowOf(document), askedDigest: asked?.askedDigest ?? null, fresh: true };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return null;
    }
  }

  /** The reminder that was asked for under an Idempotency-Key. */
  async findAsked(askedUnder: string): Promise<StoredReminder | null> {
    const document = await this.#reminders.findOne({ askedUnder }).lean<ReminderDocument>().exec();
    return document === null ? null : { row: rowOf(document), askedDigest: document.askedDigest ?? null, fresh: false };
  }

  /** How often a person reminded of each case, by case and unit (`${caseId}:${unitId}`), and when last. Dropped ones count. */
  async askedBy(subject: string, caseIds: readonly string[]): Promise<ReadonlyMap<string, { readonly count: number; readonly lastAt: Date }>> {
    const groups = await this.#reminders.aggregate<{ _id: { caseId: string; unitId: string }; count: number; lastAt: Date }>([
      { $match: { caseId: { $in: [...caseIds] }, askedBy: subject } },
      { $group: { _id: { caseId: '$caseId', unitId: '$unitId' }, count: { $sum: 1 }, lastAt: { $max: '$askedAt' } } },
    ]).exec();
    return new Map(groups.map(({ _id, count, lastAt }) => [`${_id.caseId}:${_id.unitId}`, { count, lastAt }]));
  }

  /** Reminders whose time has come at `now`, the oldest first, from a position on. */
  async due(now: Date, after: DuePosition | null, limit: number): Promise<{ readonly items: readonly DueReminder[]; readonly next: DuePosition | null }> {
    const beyond = after === null ? [] : [{ $or: [{ dueAt: { $gt: after.dueAt } }, { dueAt: after.dueAt, _id: { $gt: after.id } }] }];
    const documents = await this.#reminders.find({ $and: [{ dueAt: { $type: 'date', $lte: now } }, ...beyond] }).sort({ dueAt: 1, _id: 1 }).limit(limit).lean<ReminderDocument[]>().exec();
    const last = documents.at(-1);
    return { items: documents, next: documents.length < limit || last?.dueAt == null ? null : { dueAt: last.dueAt, id: last._id } };
  }

  /** Sends: the reminder and its event in one write. @returns whether this call did it */
  async send({ reminder, traceparent }: DueReminder, now: Date): Promise<boolean> {
    const sent: Reminder = { ...reminder, sentAt: now.toISOString() };
    const change = { reminder: sent, dueAt: null, sentAt: now, outbox: [sentEvent(sent, traceparent)] };
    // The relay goes by the store's clock, whatever clock the offices go by.
    const written = await this.#collection.updateOne({ _id: reminder.id, dueAt: { $type: 'date' } }, [{ $set: { outboxSince: '$$NOW' } }, { $set: literals(change) }]);
    if (written.matchedCount === 0) return false;
    this.#relay.wake();
    return true;
  }

  /** Drops a reminder on the record. @returns whether this call did it */
  drop({ reminder }: DueReminder, reason: DropReason, now: Date): Promise<boolean> {
    return this.#settle(reminder.id, { reminder: { ...reminder, dropped: { at: now.toISOString(), reason } }, dueAt: null });
  }

  /** Puts a reminder off until offices are open. @returns whether it still waited */
  putOff({ reminder }: DueReminder, sendAt: Date): Promise<boolean> {
    return this.#settle(reminder.id, { reminder: { ...reminder, sendAt: sendAt.toISOString() }, dueAt: sendAt });
  }

  async #settle(id: string, change: Partial<ReminderDocument>): Promise<boolean> {
    const written = await this.#reminders.updateOne({ _id: id, dueAt: { $type: 'date' } }, { $set: change }).exec();
    return written.matchedCount === 1;
  }

  /** All reminders of a case. */
  ofCase(caseId: string, after: PagePosition | null, limit: number): Promise<ReminderListing> {
    return this.#list({ caseId }, 'askedAt', after, limit);
  }

  /** What units were reminded of. `unread`: only what is unread for that unit's person. */
  inbox(owners: readonly InboxOwner[], unread: boolean, after: PagePosition | null, limit: number): Promise<ReminderListing> {
    const places = owners.map(({ unitId, subject }) => ({ unitId, sentAt: { $type: 'date' }, ...(unread && { readFor: { $ne: subject } }) }));
    return this.#list({ $or: places }, 'sentAt', after, limit);
  }

  /**
   * Notes that a sent reminder was read for some people; a second time changes nothing.
   * @returns the reminder, or `null` when it is in none of their inboxes
   */
  async read(id: string, reads: readonly (ReminderRead & { readonly unitId: string })[]): Promise<ReminderRow | null> {
    for (const { unitId, ...read } of reads) {
      const subject = read.onBehalfOf?.subject ?? read.subject;
      await this.#reminders.updateOne({ _id: id, unitId, sentAt: { $type: 'date' }, readFor: { $ne: subject } }, { $push: { reads: read, readFor: subject } }).exec();
    }
    const found = await this.#reminders.findOne({ _id: id, unitId: { $in: reads.map(({ unitId }) => unitId) }, sentAt: { $type: 'date' } }).lean<ReminderDocument>().exec();
    return found === null ? null : rowOf(found);
  }

  async #list(filter: object, by: 'askedAt' | 'sentAt', after: PagePosition | null, limit: number): Promise<ReminderListing> {
    const at = after === null ? null : new Date(after[0]);
    const beyond = after === null ? [] : [{ $or: [{ [by]: { $lt: at } }, { [by]: at, _id: { $lt: after[1] } }] }];
    const [documents, total] = await Promise.all([
      this.#reminders.find({ $and: [filter, ...beyond] }).sort({ [by]: -1, _id: -1 }).limit(limit + 1).lean<ReminderDocument[]>().exec(),
      this.#reminders.countDocuments(filter).exec(),
    ]);
    const page = documents.slice(0, limit);
    const last = page.at(-1);
    return { items: page.map(rowOf), total, next: documents.length > limit && last?.[by] != null ? [last[by].toISOString(), last._id] : null };
  }
}

/** Values that a pipeline stores as they are, whatever they contain. */
function literals(fields: Readonly<Record<string, unknown>>): Record<string, { $literal: unknown }> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { $literal: value }]));
}

function rowOf({ reminder, reads }: ReminderDocument): ReminderRow {
  return { ...reminder, reads };
}

function sentEvent(reminder: Reminder, traceparent: string | null): OutgoingEvent {
  const event = reminderSentSchema.parse({
    specversion: '1.0', id: `${reminder.id}:sent`, source: '/suqiao/supervision', type: 'reminder.sent', subject: reminder.caseId, time: reminder.sentAt,
    datacontenttype: 'application/json', dataschema: 'urn:suqiao:schema:reminder.sent:1', partitionkey: reminder.caseId, ...(traceparent !== null && { traceparent }), data: { reminder },
  });
  return { topic: topics.reminder, event };
}
