import { z } from 'zod';
import { durationSchema } from '../directory';
import { eventSchema } from '../envelope';
import { divisionCodeSchema, instantSchema } from '../identifiers';
import { levelSchema } from '../vocabulary';
import { actorSchema, unitReferenceSchema } from './case-parts';

/** 会商状态: called 已召集, held 已召开, closed 已办结, cancelled 已取消. */
export const consultationStates = ['called', 'held', 'closed', 'cancelled'] as const;
export const consultationStateSchema = z.enum(consultationStates);
export type ConsultationState = z.infer<typeof consultationStateSchema>;

/** What may happen to a consultation: one event `consultation.<word>` each. */
export const consultationTransitionTypes = ['called', 'changed', 'held', 'taskDone', 'taskReturned', 'taskOverdue', 'closed', 'cancelled'] as const;
export type ConsultationTransitionType = (typeof consultationTransitionTypes)[number];

/** 议定事项的落实 A task that a consultation gave to a unit. */
export const consultationTaskSchema = z.strictObject({
  taskId: z.uuid(),
  text: z.string(),
  issueId: z.uuid().nullable().meta({ description: 'The common issue that it is about' }),
  owner: unitReferenceSchema,
  dueAt: instantSchema,
  basis: z.strictObject({ from: instantSchema, within: durationSchema }).meta({ description: 'What dueAt was counted from' }),
  provisional: z.boolean(),
  overdue: z.boolean().meta({ description: 'It was late once: that stays' }),
  doneAt: instantSchema.nullable(),
  feedback: z.string().nullable(),
});
export type ConsultationTask = z.infer<typeof consultationTaskSchema>;

/** 会商: a meeting of several bodies about common issues, with what it decided and who carries it out. */
export const consultationSchema = z.strictObject({
  consultationId: z.uuid(),
  title: z.string(),
  state: consultationStateSchema,
  divisionCode: divisionCodeSchema,
  level: levelSchema,
  at: instantSchema,
  place: z.string(),
  units: z.array(unitReferenceSchema).meta({ description: '参加单位' }),
  others: z.array(z.string()).meta({ description: 'Who else takes part: chambers, enterprises, experts' }),
  agenda: z.array(z.strictObject({ issueId: z.uuid().nullable(), title: z.string() })),
  minutes: z.string().nullable().meta({ description: '纪要' }),
  decisions: z.array(z.string()).meta({ description: '议定事项' }),
  tasks: z.array(consultationTaskSchema),
  scheduled: z.string().nullable().meta({ description: 'The occurrence of the schedule that called it; null: a person did' }),
  sequence: z.int().positive(),
});
export type Consultation = z.infer<typeof consultationSchema>;

export const consultationTransitionSchema = z.strictObject({
  type: z.enum(consultationTransitionTypes),
  at: instantSchema,
  by: actorSchema,
  taskId: z.uuid().nullable(),
  text: z.string().nullable(),
});
export type ConsultationTransition = z.infer<typeof consultationTransitionSchema>;

const declared = <const Type extends ConsultationTransitionType>(type: Type) => eventSchema(`consultation.${type}`, 1, z.strictObject({ consultation: consultationSchema, transition: consultationTransitionSchema }));

/** The facts of consultations, published by insight. `subject` and the Kafka key are its id; its order is `data.consultation.sequence`. */
export const consultationEventSchemas = Object.fromEntries(consultationTransitionTypes.map((type) => [type, declared(type)])) as unknown as { readonly [Type in ConsultationTransitionType]: ReturnType<typeof declared<Type>> };

const all = Object.values(consultationEventSchemas) as [(typeof consultationEventSchemas)[ConsultationTransitionType]];
/** Any `consultation.*` event. */
export const consultationEventSchema = z.discriminatedUnion('dataschema', all);
export type ConsultationEvent = z.infer<(typeof consultationEventSchemas)[ConsultationTransitionType]>;
