import { directory } from '@suqiao/directory';
import { addOutboxIndex, outboxSchemaFields, type OutboxFields } from '@suqiao/infra/mongo';
import { Schema, type Connection, type Model, type mongo } from 'mongoose';
import type { AppealDocument } from './domain/appeal-document';

/** An appeal as stored, with the answers that wait to be announced. */
export type StoredAppeal = AppealDocument & OutboxFields;

const schema = new Schema(
  {
    _id: { type: String, required: true }, trackingNumber: String, title: String, channel: String, appellantName: String, content: String, creditCode: String, enterprise: String,
    categoryCode: String, divisionCode: String, divisionPath: [String], confidential: Boolean, receivedAt: Date, level: String, state: String, outcome: String, handledBy: [String],
    answeredAt: Date, closedAt: Date, sequence: Number, groupId: String, waiting: Boolean, changed: Boolean, reasons: [Schema.Types.Mixed], answers: [Schema.Types.Mixed], ...outboxSchemaFields,
  },
  { collection: 'insight_appeals', versionKey: false, minimize: false },
);
schema.index({ groupId: 1, receivedAt: -1, _id: -1 }, { name: 'group_newest', partialFilterExpression: { groupId: { $type: 'string' } } });
schema.index({ divisionPath: 1, receivedAt: -1, _id: -1 }, { name: 'division_newest' });
// Figures of the whole province, and what they count, come from this index without an appeal being read.
schema.index({ confidential: 1, receivedAt: -1, _id: -1, divisionCode: 1, categoryCode: 1, channel: 1, level: 1, state: 1, outcome: 1, enterprise: 1 }, { name: 'figures' });
schema.index({ handledBy: 1, receivedAt: -1, _id: -1 }, { name: 'handler_newest' });
schema.index({ waiting: 1, _id: 1 }, { name: 'waiting', partialFilterExpression: { waiting: true } });
schema.index({ changed: 1 }, { name: 'changed', partialFilterExpression: { changed: true } });
addOutboxIndex(schema);

const [root] = directory.divisions.filter(({ parentCode }) => parentCode === null);
/** In the path of every appeal, also of one of which no division is known. */
export const province = root?.code ?? '';

/** The model of appeals in insight's own view: it has the indexes. */
export function appealsModel(connection: Connection): Model<StoredAppeal> {
  return connection.models['InsightAppeal'] ?? connection.model<StoredAppeal>('InsightAppeal', schema);
}

/** The collection of appeals in insight's own view. */
export function appealsCollection(connection: Connection): mongo.Collection<StoredAppeal> {
  return connection.getClient().db(connection.name).collection<StoredAppeal>(appealsModel(connection).collection.collectionName);
}
