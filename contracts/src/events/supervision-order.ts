import { z } from 'zod';
import { durationSchema, nameSchema } from '../directory';
import { eventSchema } from '../envelope';
import { appealIdSchema, divisionCodeSchema, instantSchema, unitIdSchema } from '../identifiers';
import { actorSchema, unitReferenceSchema } from './case-parts';

/** 督办单状态: issued 已下发, received 已签收, answered 已反馈, closed 已办结, revoked 已撤销. */
export const orderStates = ['issued', 'received', 'answered', 'closed', 'revoked'] as const;
export const orderStateSchema = z.enum(orderStates);
export type OrderState = z.infer<typeof orderStateSchema>;

/** What may happen to a supervision order: one word a line of its timeline, one event `order.<word>` each. */
export const orderTransitionTypes = ['issued', 'received', 'feedbackGiven', 'feedbackReturned', 'closed', 'overdue', 'revoked', 'recalculated'] as const;
export const orderTransitionTypeSchema = z.enum(orderTransitionTypes);
export type OrderTransitionType = z.infer<typeof orderTransitionTypeSchema>;

/** Why an order was issued: a person's decision, or a rule of the deployment. A rule issues one order a case and cause. */
export const orderCauses = ['person', 'overdue', 'dissatisfiedAfterRedo'] as const;
export const orderCauseSchema = z.enum(orderCauses);
export type OrderCause = z.infer<typeof orderCauseSchema>;

/** What the ordered unit answered, the last time. */
export const orderFeedbackSchema = z.strictObject({ at: instantSchema, by: actorSchema, text: z.string() });

/** 督办单: the whole order after a transition. Events carry it whole, so that a view is rebuilt from the last one it has seen. */
export const supervisionOrderSchema = z.strictObject({
  orderId: z.uuid(),
  number: z.string().meta({ description: '督办单号, such as 鲁工商联督〔2026〕12号: one row of numbers an issuing division and Shanghai year' }),
  year: z.int().positive(),
  serial: z.int().positive().meta({ description: 'Without gap or double within issuing division and year' }),
  issuedBy: unitReferenceSchema.meta({ description: 'The federation that issued it; its level is the issuing level' }),
  unit: unitReferenceSchema.meta({ description: 'Who has to answer it: the unit that had the case when it was issued' }),
  caseId: appealIdSchema,
  trackingNumber: z.string(),
  caseTitle: z.string(),
  appellantMasked: z.string().meta({ description: 'An order names its appellant masked only' }),
  confidential: z.boolean().meta({ description: '保密, as the case is: seen only by the ordered unit and supervisors' }),
  divisionCode: divisionCodeSchema.meta({ description: '管辖 of the case' }),
  cause: orderCauseSchema,
  because: nameSchema.nullable().meta({ description: 'The rule that issued it, with its source; null for a person\'s order' }),
  title: z.string(),
  demand: z.string().meta({ description: '督办要求' }),
  state: orderStateSchema,
  issuedAt: instantSchema,
  dueAt: instantSchema.meta({ description: '到期日 of the order' }),
  within: durationSchema.optional().meta({ description: 'What `dueAt` was counted by, from `issuedAt`; absent where a date was given' }),
  provisional: z.boolean().meta({ description: 'The due date lies beyond the loaded calendar' }),
  receivedAt: instantSchema.nullable(),
  feedback: orderFeedbackSchema.nullable().meta({ description: 'null until given, and again once returned' }),
  overdueAt: instantSchema.nullable().meta({ description: 'When it became late; stays whatever happens later' }),
  endedAt: instantSchema.nullable().meta({ description: 'When it was closed or revoked' }),
  sequence: z.int().positive(),
});
export type SupervisionOrder = z.infer<typeof supervisionOrderSchema>;

/** One line of an order's history: what, when, who, from which state, why, and what was written. */
export const orderTransitionSchema = z.strictObject({
  type: orderTransitionTypeSchema,
  at: instantSchema,
  by: actorSchema,
  fromState: orderStateSchema.nullable(),
  reason: z.string().nullable(),
  text: z.string().nullable().meta({ description: 'The feedback, a note on closing, or the due dates before and after a recount' }),
  unitId: unitIdSchema.nullable().meta({ description: 'Who was ordered; null but for `issued`' }),
});
export type OrderTransition = z.infer<typeof orderTransitionSchema>;

const orderEventData = z.strictObject({ order: supervisionOrderSchema, transition: orderTransitionSchema });
const versionOne = <const Type extends OrderTransitionType>(type: Type) => eventSchema(`order.${type}`, 1, orderEventData);

/**
 * The facts of one supervision order, published by supervision; one schema a type, by type. `subject` and the Kafka key are
 * the case's id, so that the orders of one case stay in order; an order's own order is `data.order.sequence`.
 */
export const orderEventSchemas = Object.fromEntries(orderTransitionTypes.map((type) => [type, versionOne(type)])) as unknown as {
  readonly [Type in OrderTransitionType]: ReturnType<typeof versionOne<Type>>;
};
const all = Object.values(orderEventSchemas) as [(typeof orderEventSchemas)[OrderTransitionType]];

/** Any `order.*` event. */
export const orderEventSchema = z.discriminatedUnion('dataschema', all);
export type OrderEvent = z.infer<(typeof orderEventSchemas)[OrderTransitionType]>;
