import type { EarlierProblem, ReportBlock, ReportChart, ReportIssue, ReportSnapshot, ReportTable, ReportTransition, SpecialReport, TextChange } from '@suqiao/contracts';
import { addOutboxIndex, outboxSchemaFields, type OutboxFields } from '@suqiao/infra/mongo';
import { Schema, type Connection, type Model, type mongo } from 'mongoose';
import type { DrawnNumbers } from './domain/report-figures';

/** All that was drawn from the data at one time, as stored. */
export interface StoredDrawing extends DrawnNumbers {
  /** Of the kept rows. */
  readonly batch: string;
  readonly drawnAt: Date;
  readonly from: Date;
  readonly to: Date;
  readonly tables: readonly ReportTable[];
  readonly charts: readonly ReportChart[];
  readonly issues: readonly ReportIssue[];
  readonly earlier: readonly EarlierProblem[];
  readonly rows: { readonly count: number; readonly sha256: string };
}

/** A special report as stored: its life, its history, its text, what was drawn for it, and its outbox, in one document. */
export interface ReportDocument extends OutboxFields {
  readonly _id: string;
  readonly report: SpecialReport;
  readonly timeline: readonly ReportTransition[];
  readonly title: string;
  readonly blocks: readonly ReportBlock[];
  /** 0 until it has a text. */
  readonly textVersion: number;
  readonly textChanges: readonly TextChange[];
  readonly drawn: StoredDrawing | null;
  /** What was frozen with its number; never written again. */
  readonly frozen: ReportSnapshot | null;
  /** Neither abandoned nor another's successor: a quarter has one. */
  readonly living: boolean;
  /** Its workflow was not started yet. */
  readonly startOwed: boolean;
  /** Ids of the last orders that were carried out. */
  readonly orderIds: readonly string[];
}

const schema = new Schema(
  {
    _id: { type: String, required: true }, report: Schema.Types.Mixed, timeline: [Schema.Types.Mixed], title: String, blocks: [Schema.Types.Mixed], textVersion: Number, textChanges: [Schema.Types.Mixed],
    drawn: Schema.Types.Mixed, frozen: Schema.Types.Mixed, living: Boolean, startOwed: Boolean, orderIds: [String], ...outboxSchemaFields,
  },
  { collection: 'insight_reports', versionKey: false, minimize: false },
);
schema.index({ 'report.divisionCode': 1, 'report.quarter': 1 }, { name: 'one_a_quarter', unique: true, partialFilterExpression: { living: true } });
schema.index({ 'report.divisionCode': 1, 'report.quarter': -1, _id: -1 }, { name: 'division_newest' });
schema.index({ startOwed: 1 }, { name: 'startOwed', partialFilterExpression: { startOwed: true } });
addOutboxIndex(schema);

/** The model of special reports: it has the indexes. */
export function reportsModel(connection: Connection): Model<ReportDocument> {
  return connection.models['SpecialReport'] ?? connection.model<ReportDocument>('SpecialReport', schema);
}

/** Some thousand kept appeals of a drawing, one a line, packed. */
export interface ReportRowsDocument {
  /** `<batch>:<part>`, the part padded so that text order is number order. */
  readonly _id: string;
  readonly reportId: string;
  /** Of one attempt to draw: a late one cannot mix with the one after it. */
  readonly batch: string;
  readonly lines: mongo.Binary;
}

const rowsSchema = new Schema({ _id: { type: String, required: true }, reportId: String, batch: String, lines: Buffer }, { collection: 'insight_report_rows', versionKey: false });
rowsSchema.index({ batch: 1, _id: 1 }, { name: 'batch' });
rowsSchema.index({ reportId: 1 }, { name: 'report' });

/** The model of kept appeals. */
export function reportRowsModel(connection: Connection): Model<ReportRowsDocument> {
  return connection.models['SpecialReportRows'] ?? connection.model<ReportRowsDocument>('SpecialReportRows', rowsSchema);
}

/** The last number of a year and a division. */
export interface ReportCounter {
  readonly _id: string;
  readonly serial: number;
}
