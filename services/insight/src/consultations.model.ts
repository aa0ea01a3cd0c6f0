import type { Consultation, ConsultationSchedule, ConsultationTransition } from '@suqiao/contracts';
import { addOutboxIndex, outboxSchemaFields, type OutboxFields } from '@suqiao/infra/mongo';
import { Schema, type Connection, type Model } from 'mongoose';

/** A consultation as stored: its life, its history and its outbox, in one document. */
export interface ConsultationDocument extends OutboxFields {
  readonly _id: string;
  readonly consultation: Consultation;
  readonly timeline: readonly ConsultationTransition[];
  /** Own first, the province last. */
  readonly divisionPath: readonly string[];
  /** When its next task falls due; null when none is open and not late. */
  readonly taskDue: Date | null;
  readonly isTaskLate: boolean;
  /** Ids of the orders that were carried out. */
  readonly orderIds: readonly string[];
  /** `division day`: a schedule calls a meeting once. Null: a person called it. */
  readonly occurrence: string | null;
}

/** The schedule of a division. */
export interface ScheduleDocument {
  readonly _id: string;
  readonly schedule: ConsultationSchedule;
  readonly setBy: { readonly subject: string; readonly name: string };
  readonly setAt: Date;
}

const schema = new Schema(
  { _id: { type: String, required: true }, consultation: Schema.Types.Mixed, timeline: [Schema.Types.Mixed], divisionPath: [String], taskDue: Date, isTaskLate: Boolean, orderIds: [String], occurrence: String, ...outboxSchemaFields },
  { collection: 'insight_consultations', versionKey: false, minimize: false },
);
schema.index({ divisionPath: 1, 'consultation.at': -1, _id: -1 }, { name: 'division_latest' });
schema.index({ 'consultation.units.unitId': 1 }, { name: 'units' });
schema.index({ 'consultation.tasks.owner.unitId': 1 }, { name: 'owners' });
schema.index({ 'consultation.agenda.issueId': 1 }, { name: 'issues' });
schema.index({ taskDue: 1 }, { name: 'taskDue', partialFilterExpression: { taskDue: { $type: 'date' } } });
schema.index({ occurrence: 1 }, { name: 'occurrence', unique: true, partialFilterExpression: { occurrence: { $type: 'string' } } });
addOutboxIndex(schema);

/** The model of consultations: it has the indexes. */
export function consultationsModel(connection: Connection): Model<ConsultationDocument> {
  return connection.models['InsightConsultation'] ?? connection.model<ConsultationDocument>('InsightConsultation', schema);
}
