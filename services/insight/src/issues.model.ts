import type { CommonIssue, IssueTransition } from '@suqiao/contracts';
import { addOutboxIndex, outboxSchemaFields, type OutboxFields } from '@suqiao/infra/mongo';
import type { IssueOrder } from '@suqiao/workflows';
import { Schema, type Connection, type Model, type mongo } from 'mongoose';

/** What its appeals make of an issue: derived, and made anew whenever they change. */
export interface IssuePicture {
  /** The group whose appeals are the issue's; null once it was joined into another or fell apart. */
  readonly groupId: string | null;
  /** Every division that they touch, with those above. */
  readonly concerns: readonly string[];
  /** Every category that they have, with those above. */
  readonly categories: readonly string[];
  /** As of `heatRankOf`. */
  readonly heatRank: number | null;
  readonly firstAt: Date | null;
  readonly lastAt: Date | null;
  readonly level: CommonIssue['level'];
  readonly divisionCode: string;
  readonly appeals: number;
}

/** A common issue as stored: its life, its history, its group's picture and its outbox, in one document. */
export interface IssueDocument extends IssuePicture, OutboxFields {
  readonly _id: string;
  readonly issue: CommonIssue;
  readonly timeline: readonly IssueTransition[];
  /** A person gave the name: it follows the appeals' words no more. */
  readonly nameGiven: boolean;
  /** Appeals that were in it when it was confirmed or corrected last: they stay together. Null before. */
  readonly confirmedMembers: readonly string[] | null;
  /** Its workflow was not started yet. */
  readonly startOwed: boolean;
  /** Orders by the system that its workflow has not taken yet. */
  readonly owed: readonly IssueOrder[];
  /** Ids of the last orders that were carried out. */
  readonly orderIds: readonly string[];
  /** The closing whose answers to single appeals are not all written yet. */
  readonly answering: number | null;
  /** The calendar that its dates were looked at by. */
  readonly countedBy: string;
}

const schema = new Schema(
  {
    _id: { type: String, required: true }, issue: Schema.Types.Mixed, timeline: [Schema.Types.Mixed], groupId: String, concerns: [String], categories: [String], heatRank: Number,
    firstAt: Date, lastAt: Date, level: String, divisionCode: String, appeals: Number, nameGiven: Boolean, confirmedMembers: { type: [String], default: null }, startOwed: Boolean, owed: [Schema.Types.Mixed], orderIds: [String], answering: Number, countedBy: String, ...outboxSchemaFields,
  },
  { collection: 'insight_issues', versionKey: false, minimize: false },
);
schema.index({ groupId: 1 }, { name: 'group', unique: true, partialFilterExpression: { groupId: { $type: 'string' } } });
schema.index({ concerns: 1, heatRank: -1, _id: -1 }, { name: 'division_hottest' });
schema.index({ concerns: 1, 'issue.state': 1, heatRank: -1, _id: -1 }, { name: 'division_state_hottest' });
schema.index({ 'issue.lead.unitId': 1 }, { name: 'lead' });
schema.index({ 'issue.joint.unitId': 1 }, { name: 'joint' });
schema.index({ startOwed: 1 }, { name: 'startOwed', partialFilterExpression: { startOwed: true } });
schema.index({ 'owed.orderId': 1 }, { name: 'owed', sparse: true });
schema.index({ answering: 1 }, { name: 'answering', partialFilterExpression: { answering: { $type: 'number' } } });
addOutboxIndex(schema);

/** The model of common issues: it has the indexes. */
export function issuesModel(connection: Connection): Model<IssueDocument> {
  return connection.models['CommonIssue'] ?? connection.model<IssueDocument>('CommonIssue', schema);
}

/** The collection of common issues. */
export function issuesCollection(connection: Connection): mongo.Collection<IssueDocument> {
  return connection.getClient().db(connection.name).collection<IssueDocument>(issuesModel(connection).collection.collectionName);
}
