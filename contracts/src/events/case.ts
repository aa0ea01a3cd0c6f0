import { z } from 'zod';
import { eventSchema } from '../envelope';
import { appealIdSchema, categoryCodeSchema, divisionCodeSchema, instantSchema, unitIdSchema } from '../identifiers';
import { answerCheckSchema, caseStateSchema, levelSchema, outcomeSchema, satisfactionSchema, solutionSchema, transitionTypes, transitionTypeSchema, type TransitionType } from '../vocabulary';
import { urgencySchema } from './appeal-classified';
import { actorSchema, caseReferenceSchema, caseRequestSchema, clockBasesSchema, clocksSchema, firedSchema, jointPartSchema, reasonTextSchema, unitReferenceSchema } from './case-parts';
import { upgradeSnapshot, upgradeTransition } from './case-upgrade';
import { caseEventV1Schemas } from './case-v1';

/** A unit that let a clock run out. It stays on the record whatever happens later. */
export const lateSchema = z.strictObject({ unitId: unitIdSchema, level: levelSchema, clock: z.enum(['acceptance', 'reply', 'step', 'joint']), at: instantSchema });
export type LateUnit = z.infer<typeof lateSchema>;

/** The whole case after a transition. Events carry it whole, so that a view is rebuilt from the last one it has seen. */
export const caseSnapshotSchema = z.strictObject({
  caseId: appealIdSchema,
  trackingNumber: z.string(),
  channel: z.string(),
  title: z.string(),
  appellantName: z.string(),
  confidential: z.boolean().meta({ description: '保密: seen only by who handles it and their supervisors' }),
  categoryCode: categoryCodeSchema.nullable(),
  urgency: urgencySchema,
  unsure: z.array(z.enum(['category', 'jurisdiction'])),
  divisionCode: divisionCodeSchema.meta({ description: '管辖: where the matter lies; does not change when the case rises' }),
  level: levelSchema,
  state: caseStateSchema,
  unit: unitReferenceSchema.meta({ description: 'Whose turn it is; the lead unit 主办 of joint handling' }),
  policy: z.string().meta({ description: 'Policy preset, name@version' }),
  policyReason: reasonTextSchema.nullable().meta({ description: 'Why this preset' }),
  calendarVersion: z.string().nullable().meta({ description: 'Calendar that the dates were counted on' }),
  clocks: clocksSchema,
  bases: clockBasesSchema.nullable().meta({ description: 'What the dates were counted from; null on cases of 0.1.0' }),
  fired: firedSchema,
  late: z.array(lateSchema),
  sequence: z.int().positive(),
  receivedAt: instantSchema,
  dispatchedAt: instantSchema,
  firstAcceptedAt: instantSchema.nullable().meta({ description: '首次签收, whoever accepted; the response rate counts it' }),
  acceptedAt: instantSchema.nullable(),
  answeredAt: instantSchema.nullable(),
  closedAt: instantSchema.nullable(),
  suspendedUntil: instantSchema.nullable(),
  request: caseRequestSchema.nullable().meta({ description: 'Waits for the supervisor of the level above' }),
  extensions: z.int().nonnegative(),
  joint: z.array(jointPartSchema),
  returnedBy: unitReferenceSchema.nullable().meta({ description: 'Who returned the case last' }),
  wrongReturns: z.int().nonnegative().meta({ description: 'Returns that the dispatcher gave back to the same unit' }),
  interimAnswers: z.array(z.strictObject({ at: instantSchema, text: z.string() })),
  answer: z.string().nullable(),
  check: answerCheckSchema,
  solution: solutionSchema.nullable().meta({ description: 'The unit\'s word, until the appellant\'s replaces it' }),
  satisfaction: satisfactionSchema.nullable(),
  redos: z.int().nonnegative(),
  reopenings: z.int().nonnegative(),
  outcome: outcomeSchema.nullable().meta({ description: 'How it ended; null while open' }),
  mergedInto: caseReferenceSchema.nullable(),
  duplicates: z.array(caseReferenceSchema).meta({ description: 'Cases that were merged into this one' }),
});
export type CaseSnapshot = z.infer<typeof caseSnapshotSchema>;

/** One line of a case's timeline: what, when, who, why, from which state and unit, and what was written or given to whom. */
export const transitionSchema = z.strictObject({
  type: transitionTypeSchema,
  at: instantSchema,
  by: actorSchema,
  reason: z.string().nullable(),
  text: z.string().nullable().meta({ description: 'What was written: a comment, an interim answer, a joint unit\'s answer' }),
  fromState: caseStateSchema.nullable(),
  fromUnitId: unitIdSchema.nullable(),
  toUnitId: unitIdSchema.nullable().meta({ description: 'Who was given something: the case, or a joint part' }),
});
export type Transition = z.infer<typeof transitionSchema>;

const caseEventData = z.strictObject({ case: caseSnapshotSchema, transition: transitionSchema });
const versionTwo = <const Type extends TransitionType>(type: Type) => eventSchema(`case.${type}`, 2, caseEventData);

/** The facts of one case's life, v2, published by dispatch in the order of `sequence`; one schema a type, by type. */
export const caseEventSchemas = Object.fromEntries(transitionTypes.map((type) => [type, versionTwo(type)])) as unknown as {
  readonly [Type in TransitionType]: ReturnType<typeof versionTwo<Type>>;
};

/** Any `case.*` event of the newest version. */
export type CaseEvent = z.infer<(typeof caseEventSchemas)[TransitionType]>;
const newest = Object.values(caseEventSchemas) as [(typeof caseEventSchemas)[TransitionType]];

const upgraded = Object.values(caseEventV1Schemas).map((schema) =>
  schema.transform(({ data, ...envelope }): CaseEvent => ({
    ...envelope,
    dataschema: envelope.dataschema.replace(/1$/, '2'),
    data: { case: upgradeSnapshot(data.case), transition: upgradeTransition(data.transition) },
  } as CaseEvent)),
);

/** Parses any `case.*` event of any version, and answers with the newest. */
export const caseEventSchema = z.discriminatedUnion('dataschema', [...newest, ...upgraded]);
