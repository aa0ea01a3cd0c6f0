import { z } from 'zod';
import { durationSchema, nameSchema } from '../directory';
import { appealIdSchema, divisionCodeSchema, instantSchema, unitIdSchema } from '../identifiers';
import { levelSchema, requestKindSchema, roleSchema, unitKindSchema } from '../vocabulary';

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
 * The clocks of a case. The business clock (`dueAt`) belongs to the appeal and no step restarts it; the step clocks belong
 * to whoever has the case now. `provisional` is true when a date lies beyond the loaded calendar.
 */
export const clocksSchema = z.strictObject({
  dueAt: instantSchema.meta({ description: '到期日 of the appeal' }),
  dueSoonAt: instantSchema.meta({ description: '黄灯 from this instant, before stepDueAt' }),
  stepDueAt: instantSchema.meta({ description: 'When the present level is late and the case rises' }),
  acceptBy: instantSchema.nullable().meta({ description: '签收期限; null once accepted' }),
  replyBy: instantSchema.optional().meta({ description: '首次回复期限 of the appeal: until then the appellant hears something, final or not; absent where the policy asks none, and once given' }),
  closeBy: instantSchema.nullable().meta({ description: 'When an answered case closes by silence; null unless answered' }),
  provisional: z.boolean(),
});
export type Clocks = z.infer<typeof clocksSchema>;

/** A stretch in which a clock stood still; `to` is null while it still does. */
export const pauseSchema = z.strictObject({ from: instantSchema, to: instantSchema.nullable() });
export type Pause = z.infer<typeof pauseSchema>;

/**
 * What a due date was counted from, so that it can be counted anew when a year of the calendar is loaded or a rule
 * changes, and no pause is lost.
 */
export const clockBasisSchema = z.strictObject({ from: instantSchema, within: durationSchema, pauses: z.array(pauseSchema) });
export type ClockBasis = z.infer<typeof clockBasisSchema>;

/** Bases of the clocks by what they are for; null or absent where that clock does not run. */
export const clockBasesSchema = z.strictObject({
  business: clockBasisSchema,
  step: clockBasisSchema,
  acceptance: clockBasisSchema.nullable(),
  reply: clockBasisSchema.optional(),
  closing: clockBasisSchema.nullable(),
});
export type ClockBases = z.infer<typeof clockBasesSchema>;

/**
 * Which clock facts were already recorded for the present step: each fires exactly once a level (acceptance: a unit; reply: a
 * round, and absent is false).
 */
export const firedSchema = z.strictObject({ acceptanceOverdue: z.boolean(), dueSoon: z.boolean(), overdue: z.boolean(), replyOverdue: z.boolean().optional() });
export type Fired = z.infer<typeof firedSchema>;

/** Who caused a transition: a person in a role, the appellant (by a rating), or a clock. */
export const actorSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), subject: z.string(), name: z.string(), role: roleSchema, unitId: unitIdSchema.nullable() }),
  z.strictObject({ kind: z.literal('appellant') }),
  z.strictObject({ kind: z.literal('clock') }),
  z.strictObject({ kind: z.literal('system') }),
]);
export type Actor = z.infer<typeof actorSchema>;

/** 协办: one joint unit's part in a case, with its own due date. `endedAt` is set when it answered or was released. */
export const jointPartSchema = z.strictObject({
  unit: unitReferenceSchema,
  demand: z.string().meta({ description: 'What the lead unit asks' }),
  askedAt: instantSchema,
  dueAt: instantSchema,
  basis: clockBasisSchema.meta({ description: 'What dueAt was counted from' }),
  late: z.boolean(),
  endedAt: instantSchema.nullable(),
  answer: z.string().nullable().meta({ description: 'null when released without one' }),
});
export type JointPart = z.infer<typeof jointPartSchema>;

/** What a unit asked for and a supervisor of the level above has to decide. */
export const caseRequestSchema = z.strictObject({
  kind: requestKindSchema,
  reason: z.string(),
  by: actorSchema,
  at: instantSchema,
  extendBy: durationSchema.nullable().meta({ description: 'extension: how much longer' }),
  until: instantSchema.nullable().meta({ description: 'suspension: when it ends by itself' }),
});
export type CaseRequest = z.infer<typeof caseRequestSchema>;

/** Another case, as a case that was merged names it. */
export const caseReferenceSchema = z.strictObject({ caseId: appealIdSchema, trackingNumber: z.string() });
export type CaseReference = z.infer<typeof caseReferenceSchema>;

/** Why a rule was chosen, and similar reasons, in both languages. */
export const reasonTextSchema = nameSchema;
