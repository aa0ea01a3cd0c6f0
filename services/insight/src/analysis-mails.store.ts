import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { mostAnalysisMails, type AnalysisMailSending, type MailRecipient, type MailRhythm, type MailStopReason, type Reader } from '@suqiao/contracts';
import { isDuplicateKey, MONGO } from '@suqiao/infra/mongo';
import { Schema, type Connection, type Model } from 'mongoose';

/** An order: a saved view that leaves by mail, as stored. */
export interface MailOrderDocument {
  readonly _id: string;
  /** Who ordered it, with the role and place that they had then. */
  readonly owner: Reader;
  readonly viewId: string;
  readonly viewName: string;
  readonly rhythm: MailRhythm;
  readonly recipients: readonly MailRecipient[];
  readonly orderedAt: Date;
  readonly state: 'running' | 'paused' | 'stopped';
  readonly stopReason: MailStopReason | null;
  /** `null` while it does not run, or while the calendar does not cover `uncoveredDay`. */
  readonly nextAt: Date | null;
  readonly uncoveredDay: string | null;
  /** The calendar that `nextAt` was counted on. */
  readonly countedBy: string;
}

/** What of an order changes. */
export type MailOrderChange = Partial<Pick<MailOrderDocument, 'owner' | 'state' | 'stopReason' | 'nextAt' | 'uncoveredDay' | 'countedBy'>>;

type Delivery = AnalysisMailSending['deliveries'][number];

/** One sending, as stored. */
export interface MailSendingDocument {
  /** Of the order and the due time: there is one, however many processes look. A test has an id of its own. */
  readonly _id: string;
  readonly mailId: string;
  readonly test: boolean;
  readonly dueAt: Date;
  readonly state: AnalysisMailSending['state'];
  readonly attempts: number;
  /** When it is tried (again); while it is being tried, when another process may take it over. `null`: settled. */
  readonly nextTryAt: Date | null;
  readonly settledAt: Date | null;
  readonly reason: string | null;
  readonly deliveries: readonly Delivery[];
}

interface OwnerDocument {
  readonly _id: string;
  readonly reader: Reader;
  readonly seenAt: Date;
}

/** After this a sending that somebody took and did not settle is another's: longer than all of its recipients can hang. */
const takenForInMs = 20 * 60_000;
const sendingsKeptInSeconds = 400 * 24 * 3600;
/** Sendings that a view of an order has. */
const sendingsShown = 10;

const orderSchema = new Schema(
  { _id: { type: String, required: true }, owner: Schema.Types.Mixed, viewId: String, viewName: String, rhythm: Schema.Types.Mixed, recipients: [Schema.Types.Mixed], orderedAt: Date, state: String, stopReason: String, nextAt: Date, uncoveredDay: String, countedBy: String },
  { collection: 'insight_analysis_mails', versionKey: false, minimize: false },
);
orderSchema.index({ 'owner.subject': 1, orderedAt: 1 }, { name: 'owner' });
orderSchema.index({ state: 1, nextAt: 1 }, { name: 'due' });
const sendingSchema = new Schema(
  { _id: { type: String, required: true }, mailId: String, test: Boolean, dueAt: Date, state: String, attempts: Number, nextTryAt: Date, settledAt: Date, reason: String, deliveries: [Schema.Types.Mixed] },
  { collection: 'insight_analysis_mail_sendings', versionKey: false, minimize: false },
);
sendingSchema.index({ mailId: 1, dueAt: -1 }, { name: 'of_order' });
sendingSchema.index({ nextTryAt: 1 }, { name: 'due', partialFilterExpression: { state: 'waiting' } });
sendingSchema.index({ dueAt: 1 }, { name: 'age', expireAfterSeconds: sendingsKeptInSeconds });
const ownerSchema = new Schema({ _id: { type: String, required: true }, reader: Schema.Types.Mixed, seenAt: Date }, { collection: 'insight_analysis_mail_owners', versionKey: false, minimize: false });

/** Orders of mail, what was sent of them, and who ordered them as they were here last. */
@Injectable()
export class AnalysisMailsStore implements OnModuleInit {
  readonly #orders: Model<MailOrderDocument>;
  readonly #sendings: Model<MailSendingDocument>;
  readonly #owners: Model<OwnerDocument>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#orders = connection.models['AnalysisMail'] ?? connection.model<MailOrderDocument>('AnalysisMail', orderSchema);
    this.#sendings = connection.models['AnalysisMailSending'] ?? connection.model<MailSendingDocument>('AnalysisMailSending', sendingSchema);
    this.#owners = connection.models['AnalysisMailOwner'] ?? connection.model<OwnerDocument>('AnalysisMailOwner', ownerSchema);
  }

  async onModuleInit(): Promise<void> {
    await Promise.all([this.#orders.init(), this.#sendings.init(), this.#owners.init()]);
  }

  /** Notes that somebody is here, if they ordered any mail. @param isNew somebody who orders now */
  async saw(reader: Reader, now: Date, isNew = false): Promise<void> {
    await this.#owners.updateOne({ _id: reader.subject }, { $set: { reader, seenAt: now } }, { upsert: isNew }).exec();
  }

  /** Somebody as they were here last, or `null`. */
  owner(subject: string): Promise<{ readonly reader: Reader; readonly seenAt: Date } | null> {
    return this.#owners.findById(subject).lean<OwnerDocument>().exec();
  }

  /** A person's orders, the oldest first. */
  of(subject: string): Promise<MailOrderDocument[]> {
    return this.#orders.find({ 'owner.subject': subject }).sort({ orderedAt: 1 }).lean<MailOrderDocument[]>().exec();
  }

  /** An order, or `null`. @param subject whose it has to be, unless it is a process that asks */
  find(mailId: string, subject?: string): Promise<MailOrderDocument | null> {
    return this.#orders.findOne({ _id: mailId, ...(subject !== undefined && { 'owner.subject': subject }) }).lean<MailOrderDocument>().exec();
  }

  /** Writes a new order. @returns `null` when the person has too many */
  async add(order: Omit<MailOrderDocument, '_id'>): Promise<MailOrderDocument | null> {
    if ((await this.#orders.countDocuments({ 'owner.subject': order.owner.subject }).exec()) >= mostAnalysisMails) return null;
    const document: MailOrderDocument = { _id: randomUUID(), ...order };
    await this.#orders.insertOne(document);
    return document;
  }

  /** Changes an order that still is as it was read. @returns whether it was */
  async change({ _id, state, nextAt }: MailOrderDocument, change: MailOrderChange): Promise<boolean> {
    return (await this.#orders.updateOne({ _id, state, nextAt }, { $set: change }).exec()).matchedCount > 0;
  }

  /** Ends an order; the record of what it sent stays as long as any. @returns whether there was one */
  async remove(mailId: string, subject: string): Promise<boolean> {
    return (await this.#orders.deleteOne({ _id: mailId, 'owner.subject': subject }).exec()).deletedCount > 0;
  }

  /** Running orders that are due, and those whose next time was counted on another calendar. */
  due(now: Date, calendarVersion: string, limit: number): Promise<MailOrderDocument[]> {
    return this.#orders.find({ state: 'running', $or: [{ nextAt: { $lte: now } }, { countedBy: { $ne: calendarVersion } }] }).sort({ nextAt: 1 }).limit(limit).lean<MailOrderDocument[]>().exec();
  }

  /** Makes the one sending of a due time; where there is one it stays as it is. */
  async makeSending({ _id: mailId, recipients }: Pick<MailOrderDocument, '_id' | 'recipients'>, dueAt: Date, now: Date): Promise<void> {
    try {
      await this.#sendings.insertOne(newSending(`${mailId}:${dueAt.toISOString()}`, mailId, false, dueAt, recipients, now));
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** Makes a test that the caller carries out at once: no process takes it. */
  async makeTest(mailId: string, recipient: MailRecipient, now: Date): Promise<MailSendingDocument> {
    const document = { ...newSending(`${mailId}:test:${randomUUID()}`, mailId, true, now, [recipient], now), nextTryAt: null };
    await this.#sendings.insertOne(document);
    return document;
  }

  /** How many tests of an order there were since an instant. */
  testsSince(mailId: string, since: Date): Promise<number> {
    return this.#sendings.countDocuments({ mailId, test: true, dueAt: { $gte: since } }).exec();
  }

  /** Takes a sending that is to be tried, for this process alone. What its last taker had in hand when it died is not sent again. */
  take(now: Date): Promise<MailSendingDocument | null> {
    return this.#sendings.findOneAndUpdate({ state: 'waiting', nextTryAt: { $lte: now } }, { $set: { nextTryAt: new Date(now.getTime() + takenForInMs), 'deliveries.$[inHand].state': 'uncertain' } }, { sort: { nextTryAt: 1 }, returnDocument: 'after', arrayFilters: [{ 'inHand.state': 'sending' }] }).lean<MailSendingDocument>().exec();
  }

  /** Claims one recipient of a sending, once. @returns whether this caller has it */
  async claim(sendingId: string, address: string): Promise<boolean> {
    return (await this.#sendings.updateOne({ _id: sendingId, deliveries: { $elemMatch: { address, state: 'waiting' } } }, { $set: { 'deliveries.$.state': 'sending' } }).exec()).modifiedCount > 0;
  }

  /** Notes what came of one recipient's mail. */
  async delivered(sendingId: string, address: string, { state, reason }: Pick<Delivery, 'state' | 'reason'>): Promise<void> {
    await this.#sendings.updateOne({ _id: sendingId, 'deliveries.address': address }, { $set: { 'deliveries.$.state': state, 'deliveries.$.reason': reason } }).exec();
  }

  /** Notes what came of a try. */
  async settle(sendingId: string, outcome: Pick<MailSendingDocument, 'state' | 'nextTryAt' | 'settledAt' | 'reason'>): Promise<void> {
    await this.#sendings.updateOne({ _id: sendingId }, { $set: outcome, $inc: { attempts: 1 } }).exec();
  }

  /** A sending as it stands. */
  sending(sendingId: string): Promise<MailSendingDocument | null> {
    return this.#sendings.findById(sendingId).lean<MailSendingDocument>().exec();
  }

  /** The latest sendings of an order, and how many there are in all. */
  async sendingsOf(mailId: string): Promise<{ readonly latest: MailSendingDocument[]; readonly inAll: number }> {
    const [latest, inAll] = await Promise.all([this.#sendings.find({ mailId }).sort({ dueAt: -1 }).limit(sendingsShown).lean<MailSendingDocument[]>().exec(), this.#sendings.countDocuments({ mailId }).exec()]);
    return { latest, inAll };
  }
}

function newSending(_id: string, mailId: string, test: boolean, dueAt: Date, recipients: readonly MailRecipient[], now: Date): MailSendingDocument {
  return { _id, mailId, test, dueAt, state: 'waiting', attempts: 0, nextTryAt: now, settledAt: null, reason: null, deliveries: recipients.map(({ address, language }) => ({ address, language, state: 'waiting', reason: null })) };
}
