import { z } from 'zod';
import { eventSchema } from '../envelope';
import { appealIdSchema, categoryCodeSchema, divisionCodeSchema, instantSchema, unitIdSchema } from '../identifiers';
import { levelSchema } from '../vocabulary';
import { urgencySchema } from './appeal-classified';
import { actorSchema, clocksSchema, firedSchema, unitReferenceSchema } from './case-parts';

/** Frozen: `case.*` v1, as published up to 0.1.0. Topics and stores still hold them; `upgradeSnapshot` makes them v2. */
const stateV1Schema = z.enum(['dispatched', 'returned', 'accepted', 'answered', 'closed']);

export const caseSnapshotV1Schema = z.strictObject({
  caseId: appealIdSchema,
  trackingNumber: z.string(),
  channel: z.string(),
  title: z.string(),
  appellantName: z.string(),
  categoryCode: categoryCodeSchema.nullable(),
  urgency: urgencySchema,
  unsure: z.array(z.enum(['category', 'jurisdiction'])),
  divisionCode: divisionCodeSchema,
  level: levelSchema,
  state: stateV1Schema,
  unit: unitReferenceSchema,
  policy: z.string(),
  clocks: clocksSchema.omit({ replyBy: true }),
  fired: firedSchema.omit({ replyOverdue: true }),
  late: z.array(z.strictObject({ unitId: unitIdSchema, level: levelSchema, clock: z.enum(['acceptance', 'step']), at: instantSchema })),
  sequence: z.int().positive(),
  receivedAt: instantSchema,
  dispatchedAt: instantSchema,
  acceptedAt: instantSchema.nullable(),
  answeredAt: instantSchema.nullable(),
  closedAt: instantSchema.nullable(),
  answer: z.string().nullable(),
});
export type CaseSnapshotV1 = z.infer<typeof caseSnapshotV1Schema>;

export const transitionV1Types = ['dispatched', 'accepted', 'returned', 'transferred', 'answered', 'closed', 'acceptanceOverdue', 'dueSoon', 'overdue', 'escalated'] as const;

const transitionV1Schema = z.strictObject({
  type: z.enum(transitionV1Types),
  at: instantSchema,
  by: actorSchema,
  reason: z.string().nullable(),
  fromState: stateV1Schema.nullable(),
  fromUnitId: unitIdSchema.nullable(),
});
export type TransitionV1 = z.infer<typeof transitionV1Schema>;

const dataV1 = z.strictObject({ case: caseSnapshotV1Schema, transition: transitionV1Schema });
const versionOne = <const Type extends string>(type: Type) => eventSchema(`case.${type}`, 1, dataV1);

/** One schema a type, by type. */
export const caseEventV1Schemas = {
  dispatched: versionOne('dispatched'), accepted: versionOne('accepted'), returned: versionOne('returned'), transferred: versionOne('transferred'),
  answered: versionOne('answered'), closed: versionOne('closed'), acceptanceOverdue: versionOne('acceptanceOverdue'), dueSoon: versionOne('dueSoon'),
  overdue: versionOne('overdue'), escalated: versionOne('escalated'),
} as const;
