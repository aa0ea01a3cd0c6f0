import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { canonicalJson, formatSequence, reportEventSchema, topics, type EarlierProblem, type ReportSnapshot, type ReportText, type SpecialReport } from '@suqiao/contracts';
import type { PagePosition } from '@suqiao/infra/http';
import { EventBus, type OutgoingEvent } from '@suqiao/infra/kafka';
import { isDuplicateKey, MONGO, OutboxRelay } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import type { ReportOrder } from '@suqiao/workflows';
import { frozenReportStates, isSettled, workedReportStates } from '@suqiao/workflows/domain';
import type { ClientSession, Connection, Model, mongo } from 'mongoose';
import type { StoredFilter } from './domain/issue-permission';
import type { ReportChange } from './domain/report-change';
import { reportNumberText, reportOfficeOf } from './domain/report-names';
import { shanghaiDay } from './domain/report-quarter';
import { reportsModel, type ReportCounter, type ReportDocument, type StoredDrawing } from './reports.model';
import { snapshotOf } from './reports.snapshot';

/** Orders remembered on a report, so that one that is sent again after the workflow has ended is known. */
const ordersKept = 100;
const textChangesKept = 50;
/** Reports whose problems a later one tells of. */
const earlierReports = 20;

class SequenceTaken extends Error {}

/** Writes the lives and texts of special reports, and reads them. */
@Injectable()
export class ReportsStore implements OnModuleInit, OnModuleDestroy {
  readonly #model: Model<ReportDocument>;
  readonly #reports: mongo.Collection<ReportDocument>;
  readonly #counters: mongo.Collection<ReportCounter>;
  readonly #relay: OutboxRelay<ReportDocument>;
  readonly #connection: Connection;

  constructor(@Inject(MONGO) connection: Connection, @Inject(EventBus) bus: EventBus) {
    this.#connection = connection;
    this.#model = reportsModel(connection);
    const database = connection.getClient().db(connection.name);
    this.#reports = database.collection<ReportDocument>(this.#model.collection.collectionName);
    this.#counters = database.collection<ReportCounter>('insight_report_numbers');
    this.#relay = new OutboxRelay(connection, this.#model, bus, loggerFor('insight'));
  }

  async onModuleInit(): Promise<void> {
    await this.#model.init();
    // A transaction makes no collection where another has just made it.
    await this.#counters.estimatedDocumentCount();
    this.#relay.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#relay.stop();
  }

  /** Writes a new report with `specialReport.created`. @returns `false` when the quarter has one already */
  async create(change: ReportChange, title: string): Promise<boolean> {
    const { report, transition } = change;
    try {
      await this.#reports.insertOne({
        _id: report.reportId, report, timeline: [transition], title, blocks: [], textVersion: 0, textChanges: [], drawn: null, frozen: null, living: true, startOwed: true, orderIds: [],
        outbox: [eventOf(change)], outboxSince: new Date(transition.at),
      });
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
    this.#relay.wake();
    return true;
  }

  /**
   * Writes a report's next transition with its event, in one write that only the sequence before it can take. Freezing gives it
   * the next number of its year and the digest of all that is frozen, in the same transaction: no number is ever left out.
   * @returns `null` when somebody else took the sequence, or the order was carried out; nothing was written then
   */
  async advance(before: ReportDocument, change: ReportChange, order: ReportOrder | null): Promise<SpecialReport | null> {
    if (change.transition.type !== 'frozen') return (await this.#write(before, change, order)) ? change.report : null;
    try {
      return await this.#connection.transaction(async (session) => {
        const frozen = await this.#numbered(before, change, session);
        if (!(await this.#write(before, frozen.change, order, { session, frozen: frozen.snapshot }))) throw new SequenceTaken();
        return frozen.change.report;
      });
    } catch (error) {
      if (error instanceof SequenceTaken) return null;
      throw error;
    } finally {
      this.#relay.wake();
    }
  }

  async #numbered(before: ReportDocument, { report, transition }: ReportChange, session: ClientSession): Promise<{ change: ReportChange; snapshot: ReportSnapshot }> {
    const office = reportOfficeOf(report.divisionCode);
    if (office === undefined) throw new Error(`division ${report.divisionCode} issues no reports`);
    const year = Number(shanghaiDay(new Date(transition.at)).slice(0, 4));
    const counter = await this.#counters.findOneAndUpdate({ _id: `${report.divisionCode}:${String(year)}` }, { $inc: { serial: 1 } }, { upsert: true, returnDocument: 'after', session });
    const serial = counter?.serial ?? 1;
    const number = { year, serial, text: reportNumberText(office, year, serial) };
    const numbered = { ...report, number };
    const snapshot = snapshotOf({ ...before, report: numbered });
    return { change: { report: { ...numbered, digest: digestOf(snapshot) }, transition: { ...transition, text: number.text } }, snapshot };
  }

  async #write(before: ReportDocument, change: ReportChange, order: ReportOrder | null, freezing?: { readonly session: ClientSession; readonly frozen: ReportSnapshot }): Promise<boolean> {
    const { report } = change;
    const written = await this.#reports.updateOne(
      { _id: report.reportId, 'report.sequence': before.report.sequence, textVersion: before.textVersion, ...(order !== null && { orderIds: { $ne: order.orderId } }) } as mongo.Filter<ReportDocument>,
      [{ $set: {
        report: { $literal: report },
        timeline: { $concatArrays: ['$timeline', [{ $literal: change.transition }]] },
        outbox: { $concatArrays: ['$outbox', [{ $literal: eventOf(change) }]] },
        outboxSince: { $ifNull: ['$outboxSince', '$$NOW'] },
        ...(report.state === 'abandoned' && { living: false }),
        ...(freezing !== undefined && { frozen: { $literal: freezing.frozen } }),
        ...(order !== null && { orderIds: { $slice: [{ $concatArrays: ['$orderIds', [{ $literal: order.orderId }]] }, -ordersKept] } }),
      } }],
      freezing === undefined ? {} : { session: freezing.session },
    );
    if (written.matchedCount > 0 && freezing === undefined) this.#relay.wake();
    return written.matchedCount > 0;
  }

  /** Stores what was drawn, and the text where one was made. @returns `false` when the report waits for no drawing of this number any more, or has a later one */
  async drawn(report: SpecialReport, drawing: StoredDrawing, text: ReportText | null): Promise<boolean> {
    const written = await this.#reports.updateOne(
      { _id: report.reportId, 'report.state': 'drafting', 'report.drawing': report.drawing, $or: [{ drawn: null }, { 'drawn.batch': { $lt: drawing.batch } }] } as mongo.Filter<ReportDocument>,
      { $set: { drawn: drawing, ...(text !== null && { title: text.title, blocks: text.blocks }) }, ...(text !== null && { $inc: { textVersion: 1 } }) },
    );
    return written.matchedCount > 0;
  }

  /** Writes a text over the version it was made from. @returns `false` when somebody else wrote one, or the report is worked on no more */
  async changeText(before: ReportDocument, { title, blocks }: ReportText, changed: readonly string[], byName: string, now: Date): Promise<boolean> {
    const version = before.textVersion + 1;
    const written = await this.#reports.updateOne(
      { _id: before._id, textVersion: before.textVersion, 'report.state': { $in: [...workedReportStates] } } as mongo.Filter<ReportDocument>,
      { $set: { title, blocks, textVersion: version }, $push: { textChanges: { $each: [{ version, at: now.toISOString(), byName, blocks: [...changed] }], $slice: -textChangesKept } } } as mongo.UpdateFilter<ReportDocument>,
    );
    return written.matchedCount > 0;
  }

  /** A report that meets every filter, or `null`. */
  find(reportId: string, filters: readonly StoredFilter[]): Promise<ReportDocument | null> {
    return this.#reports.findOne({ $and: [{ _id: reportId }, ...filters] } as mongo.Filter<ReportDocument>);
  }

  /** A page of reports, the newest quarter first, and how many there are in all. */
  async list(filters: readonly StoredFilter[], after: PagePosition | null, limit: number): Promise<{ items: ReportDocument[]; total: number; next: PagePosition | null }> {
    const all = { $and: [...filters] };
    const beyond = after === null ? {} : { $or: [{ 'report.quarter': { $lt: after[0] } }, { 'report.quarter': after[0], _id: { $lt: after[1] } }] };
    const [found, total] = await Promise.all([
      this.#reports.find({ $and: [all, beyond] } as mongo.Filter<ReportDocument>, { sort: { 'report.quarter': -1, _id: -1 }, limit: limit + 1, projection: { drawn: 0, frozen: 0, blocks: 0, timeline: 0, outbox: 0 } }).toArray(),
      this.#reports.countDocuments(all as mongo.Filter<ReportDocument>),
    ]);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, total, next: found.length > limit && last !== undefined ? [last.report.quarter, last._id] : null };
  }

  /** Problems of the latest frozen reports before a quarter: those still tracked, and those settled since. */
  async earlierProblems({ divisionCode, quarter }: Pick<SpecialReport, 'divisionCode' | 'quarter'>): Promise<EarlierProblem[]> {
    const found = await this.#reports.find(
      { 'report.divisionCode': divisionCode, 'report.quarter': { $lt: quarter }, 'report.state': { $in: [...frozenReportStates] } } as mongo.Filter<ReportDocument>,
      { sort: { 'report.quarter': -1, _id: -1 }, limit: earlierReports, projection: { report: 1 } },
    ).toArray();
    return found.flatMap(({ report }, at) => report.problems.filter((problem) => at === 0 || !isSettled(problem)).map((problem) => ({ reportId: report.reportId, number: report.number?.text ?? '', quarter: report.quarter, problem })));
  }

  /** Some reports whose workflow was not started. */
  startOwed(limit: number): Promise<ReportDocument[]> {
    return this.#reports.find({ startOwed: true }, { limit, projection: { drawn: 0, frozen: 0, blocks: 0 } }).toArray();
  }

  /** A report's workflow was started. */
  async started(reportId: string): Promise<void> {
    await this.#reports.updateOne({ _id: reportId }, { $set: { startOwed: false } });
  }
}

/** The SHA-256 of a snapshot's canonical JSON, hexadecimal. */
export function digestOf(snapshot: ReportSnapshot): string {
  return createHash('sha256').update(canonicalJson(snapshot)).digest('hex');
}

function eventOf({ report, transition }: ReportChange): OutgoingEvent {
  const event = reportEventSchema.parse({
    specversion: '1.0', id: `${report.reportId}:${String(report.sequence)}`, source: '/suqiao/insight', type: `specialReport.${transition.type}`, subject: report.reportId, time: transition.at,
    datacontenttype: 'application/json', dataschema: `urn:suqiao:schema:specialReport.${transition.type}:1`, sequence: formatSequence(report.sequence), partitionkey: report.reportId,
    data: { report, transition },
  });
  return { topic: topics.specialReport, event };
}
