import { z } from 'zod';
import { caseSnapshotSchema, transitionSchema } from '../events/case';
import { sortingSchema } from '../events/appeal-classified';
import { durationSchema } from '../directory';
import { categoryCodeSchema, divisionCodeSchema, instantSchema, trackingNumberSchema, unitIdSchema } from '../identifiers';
import { caseCommandSchema, caseStateSchema, lightSchema, roleSchema, levelSchema, satisfactionSchema, solutionSchema, type CaseCommand } from '../vocabulary';
import { writtenText } from './written';
import { pageQueryFields, pageSchema } from './page';

const reason = (why: string) => writtenText(2, 1000).meta({ description: why });
const note = writtenText(2, 1000).optional();

/** Bodies of `POST /api/v1/cases/{id}/commands/{command}`. */
export const commandBodySchemas = {
  accept: z.strictObject({}),
  return: z.strictObject({ reason: reason('退回理由: why this is not the unit\'s matter') }),
  transfer: z.strictObject({
    unitId: unitIdSchema,
    reason: reason('转办理由'),
    categoryCode: categoryCodeSchema.optional().meta({ description: 'A person\'s correction of the category' }),
  }),
  askJoint: z.strictObject({
    unitIds: z.array(unitIdSchema).min(1).max(20).meta({ description: '协办单位' }),
    demand: writtenText(2, 2000).meta({ description: 'What the lead unit asks of them' }),
    within: durationSchema.optional().meta({ description: 'Their own time; the policy\'s unless given' }),
  }),
  answerJoint: z.strictObject({ content: writtenText(2, 10_000) }),
  releaseJoint: z.strictObject({ unitId: unitIdSchema, reason: reason('撤协办理由') }),
  answer: z.strictObject({
    content: writtenText(2, 10_000),
    final: z.boolean().default(true).meta({ description: 'false: 阶段性答复, the case stays with the unit and every clock goes on' }),
    solution: solutionSchema.optional(),
  }),
  requestExtension: z.strictObject({ extendBy: durationSchema, reason: reason('延期理由') }),
  requestSuspension: z.strictObject({ until: instantSchema.meta({ description: 'The case resumes by itself at this instant' }), reason: reason('挂起理由') }),
  requestRise: z.strictObject({ reason: reason('提级理由: why the level cannot answer it') }),
  approve: z.strictObject({ note }),
  refuse: z.strictObject({ reason: reason('不批准的理由') }),
  resume: z.strictObject({ reason: reason('恢复理由') }),
  passAnswer: z.strictObject({ note }),
  sendBack: z.strictObject({ reason: reason('退改理由: what the answer lacks') }),
  followUp: z.strictObject({ satisfaction: satisfactionSchema, solution: solutionSchema.optional(), note }),
  close: z.strictObject({ note, solution: solutionSchema.optional() }),
  reopen: z.strictObject({ reason: reason('重办理由') }),
  withdraw: z.strictObject({ reason: reason('撤诉理由') }),
  merge: z.strictObject({ into: trackingNumberSchema.meta({ description: 'Tracking number of the case that goes on' }), reason: reason('并案理由') }),
  unmerge: z.strictObject({ reason: reason('撤销并案的理由: why it is another matter after all') }),
  comment: z.strictObject({ text: writtenText(1, 2000) }),
  setConfidential: z.strictObject({ confidential: z.boolean(), reason: reason('理由') }),
} as const satisfies Record<CaseCommand, z.ZodType>;
export type CommandBodies = { [Command in keyof typeof commandBodySchemas]: z.infer<(typeof commandBodySchemas)[Command]> };

/** A row of a list of cases. `light` is computed at the time of asking. */
export const caseRowSchema = caseSnapshotSchema.extend({ light: lightSchema }).meta({ id: 'CaseRow' });
export type CaseRow = z.infer<typeof caseRowSchema>;

/** `GET /api/v1/cases`: the inbox, what is due first on top; with `q`, what was found, what is due last on top. */
export const caseListQuerySchema = z.strictObject({
  state: caseStateSchema.optional(),
  open: z.stringbool().optional().meta({ description: 'true: all but closed' }),
  unsure: z.stringbool().optional().meta({ description: 'true: only those that a person must sort' }),
  unitId: unitIdSchema.optional(),
  waiting: z.enum(['joint', 'approval', 'followUp']).optional().meta({
    description: 'joint: 协办 of the reader\'s unit without an answer; approval: requests that the reader\'s level decides; followUp: answered or closed, not called back on yet',
  }),
  q: writtenText(1, 100).optional().meta({ description: 'The beginning of a tracking number, or words of the title or of the appellant\'s name; the last may be half written' }),
  ...pageQueryFields,
});
export type CaseListQuery = z.infer<typeof caseListQuerySchema>;
export const casePageSchema = pageSchema(caseRowSchema).meta({ id: 'CasePage' });
export type CasePage = z.infer<typeof casePageSchema>;

/** A command on this case for this reader: may it be given now, and if not, why. */
export const commandOfferSchema = z.object({
  command: caseCommandSchema,
  allowed: z.boolean(),
  reason: z.object({ zh: z.string(), en: z.string() }).nullable(),
});

/** `GET /api/v1/cases/{id}` and the answer to a command. */
export const caseViewSchema = caseRowSchema
  .extend({
    content: z.string(),
    sorting: sortingSchema,
    timeline: z.array(transitionSchema),
    commands: z.array(commandOfferSchema),
  })
  .meta({ id: 'CaseView' });
export type CaseView = z.infer<typeof caseViewSchema>;

/** `GET /api/v1/me`: who the token says is reading. */
export const readerSchema = z
  .object({
    subject: z.string(),
    name: z.string(),
    role: roleSchema,
    level: levelSchema,
    divisionCode: divisionCodeSchema,
    unitId: unitIdSchema.nullable(),
  })
  .meta({ id: 'Reader' });
export type Reader = z.infer<typeof readerSchema>;
