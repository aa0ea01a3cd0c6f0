import type { CorrectionKind, Name } from '@suqiao/contracts';
import type { IssueRefusalRule } from '@suqiao/workflows/domain';
import { Schema, type Connection, type Model, type mongo } from 'mongoose';
import type { CorrectionPlan } from './domain/correction';

/** What an analyst asks: a correction, or the undoing of one. */
export interface CorrectionWish {
  readonly kind: CorrectionKind | 'undo';
  readonly issueId: string;
  /** join: the other issue; move: the one that the appeals go to; undo: the correction. */
  readonly other: string | null;
  readonly appealIds: readonly string[];
  readonly name: string | null;
}

/** A correction as stored: asked, then applied or refused by the one who groups, and perhaps undone. */
export interface CorrectionDocument extends CorrectionWish {
  /** The Idempotency-Key under its reader, or a new id. */
  readonly _id: string;
  readonly state: 'asked' | 'applied' | 'refused';
  readonly refusal: IssueRefusalRule | null;
  readonly by: { readonly subject: string; readonly name: string; readonly role: string; readonly unitId: string | null };
  readonly at: Date;
  readonly plan: CorrectionPlan | null;
  readonly text: Name | null;
  /** rename: the name before. */
  readonly nameBefore: string | null;
  /** split, or a join's other issue: what else was changed. */
  readonly formed: string | null;
  readonly undone: boolean;
  readonly appliedSerial: number | null;
}

const schema = new Schema(
  {
    _id: { type: String, required: true }, kind: String, issueId: String, other: String, appealIds: [String], name: String, state: String, refusal: String, by: Schema.Types.Mixed, at: Date,
    plan: Schema.Types.Mixed, text: Schema.Types.Mixed, nameBefore: String, formed: String, undone: Boolean, appliedSerial: Number,
  },
  { collection: 'insight_corrections', versionKey: false, minimize: false },
);
schema.index({ state: 1, at: 1 }, { name: 'asked', partialFilterExpression: { state: 'asked' } });
schema.index({ issueId: 1, appliedSerial: 1 }, { name: 'issue' });
schema.index({ other: 1 }, { name: 'other', partialFilterExpression: { other: { $type: 'string' } } });

/** The model of corrections: it has the indexes. */
export function correctionsModel(connection: Connection): Model<CorrectionDocument> {
  return connection.models['IssueCorrection'] ?? connection.model<CorrectionDocument>('IssueCorrection', schema);
}

/** The collection of corrections. */
export function correctionsCollection(connection: Connection): mongo.Collection<CorrectionDocument> {
  return connection.getClient().db(connection.name).collection<CorrectionDocument>(correctionsModel(connection).collection.collectionName);
}
