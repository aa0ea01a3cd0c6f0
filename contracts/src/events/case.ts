import { z } from 'zod';
import { eventSchema } from '../envelope';
import { appealIdSchema, categoryCodeSchema, divisionCodeSchema, instantSchema, unitIdSchema } from '../identifiers';
import { caseStateSchema, levelSchema, roleSchema, unitKindSchema } from '../vocabulary';
import { urgencySchema } from './appeal-classified';

/** A unit as a case names it: enough to show whose turn it is without asking the directory. */
export const unitReferenceSchema = z.strictObject({
  unitId: unitIdSchema,
  name: z.strictObject({ zh: z.string(), en: z.string() }),
  kind: unitKindSchema,
  level: levelSchema,
  divisionCode: divisionCodeSchema,
});
export type UnitReference = z.infer<typeof unitReferenceSchema>;

/**
 * The clocks of a case. The business clock (`dueAt`) belongs to the appeal and never restarts; the step clocks belong to
 * whoever has the case now. `provisional` is true when a date lies beyond the loaded calendar.
 */
export const clocksSchema = z.strictObject({
  dueAt: instantSchema.meta({ description: '到期日 of the appeal' }),
  dueSoonAt: instantSchema.meta({ description: '黄灯 from this instant, before stepDueAt' }),
  stepDueAt: instantSchema.meta({ description: 'When the present level is late and the case rises' }),
  acceptBy: instantSchema.nullable().meta({ description: '签收期限; null once accepted' }),
  closeBy: instantSchema.nullable().meta({ description: 'When an answered case closes by silence; null unless answered' }),
  provisional: z.boolean(),
});
export type Clocks = z.infer<typeof clocksSchema>;

/** Which clock facts were already recorded for the present step: each fires exactly once a level (acceptance: a unit). */
export const firedSchema = z.strictObject({ acceptanceOverdue: z.boolean(), dueSoon: z.boolean(), overdue: z.boolean() });
export type Fired = z.infer<typeof firedSchema>;

/** A unit that let a clock run out. It stays on the record whatever happens later. */
export const lateSchema = z.strictObject({ unitId: unitIdSchema, level: levelSchema, clock: z.enum(['acceptance', 'step']), at: instantSchema });
export type LateUnit = z.infer<typeof lateSchema>;

/** The whole case after a transition. Events carry it whole, so that a view is rebuilt from the last one it has seen. */
export const caseSnapshotSchema = z.strictObject({
  caseId: appealIdSchema,
  trackingNumber: z.string(),
  channel: z.string(),
  title: z.string(),
  appellantName: z.string(),
  categoryCode: categoryCodeSchema.nullable(),
  urgency: urgencySchema,
  unsure: z.array(z.enum(['category', 'jurisdiction'])),
  divisionCode: divisionCodeSchema.meta({ description: '管辖: where the matter lies; does not change when the case rises' }),
  level: levelSchema,
  state: caseStateSchema,
  unit: unitReferenceSchema.meta({ description: 'Whose turn it is' }),
  policy: z.string().meta({ description: 'Policy preset, name@version' }),
  clocks: clocksSchema,
  fired: firedSchema,
  late: z.array(lateSchema),
  sequence: z.int().positive(),
  receivedAt: instantSchema,
  dispatchedAt: instantSchema,
  acceptedAt: instantSchema.nullable(),
  answeredAt: instantSchema.nullable(),
  closedAt: instantSchema.nullable(),
  answer: z.string().nullable(),
});
export type CaseSnapshot = z.infer<typeof caseSnapshotSchema>;

/** Who caused a transition: a person in a role, or a clock. */
export const actorSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), subject: z.string(), name: z.string(), role: roleSchema, unitId: unitIdSchema.nullable() }),
  z.strictObject({ kind: z.literal('clock') }),
  z.strictObject({ kind: z.literal('system') }),
]);
export type Actor = z.infer<typeof actorSchema>;

/** One line of a case's timeline: what, when, who, why, from which state and unit. */
export const transitionSchema = z.strictObject({
  type: z.enum([
    'dispatched', 'accepted', 'returned', 'transferred', 'answered', 'closed',
    'acceptanceOverdue', 'dueSoon', 'overdue', 'escalated',
  ]),
  at: instantSchema,
  by: actorSchema,
  reason: z.string().nullable(),
  fromState: caseStateSchema.nullable(),
  fromUnitId: unitIdSchema.nullable(),
});
export type Transition = z.infer<typeof transitionSchema>;
export type TransitionType = Transition['type'];

const caseEventData = z.strictObject({ case: caseSnapshotSchema, transition: transitionSchema });

/** The facts of one case's life, v1, published by dispatch in the order of `sequence`. */
export const caseEventSchemas = {
  dispatched: eventSchema('case.dispatched', 1, caseEventData),
  accepted: eventSchema('case.accepted', 1, caseEventData),
  returned: eventSchema('case.returned', 1, caseEventData),
  transferred: eventSchema('case.transferred', 1, caseEventData),
  answered: eventSchema('case.answered', 1, caseEventData),
  closed: eventSchema('case.closed', 1, caseEventData),
  acceptanceOverdue: eventSchema('case.acceptanceOverdue', 1, caseEventData),
  dueSoon: eventSchema('case.dueSoon', 1, caseEventData),
  overdue: eventSchema('case.overdue', 1, caseEventData),
  escalated: eventSchema('case.escalated', 1, caseEventData),
} as const satisfies Record<TransitionType, z.ZodType>;

/** Any `case.*` event. */
export const caseEventSchema = z.discriminatedUnion('type', [
  caseEventSchemas.dispatched, caseEventSchemas.accepted, caseEventSchemas.returned, caseEventSchemas.transferred,
  caseEventSchemas.answered, caseEventSchemas.closed, caseEventSchemas.acceptanceOverdue, caseEventSchemas.dueSoon,
  caseEventSchemas.overdue, caseEventSchemas.escalated,
]);
export type CaseEvent = z.infer<typeof caseEventSchema>;
