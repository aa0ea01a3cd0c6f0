import { z } from 'zod';
import { caseSnapshotSchema, transitionSchema } from '../events/case';
import { sortingSchema } from '../events/appeal-classified';
import { categoryCodeSchema, divisionCodeSchema, unitIdSchema } from '../identifiers';
import { caseCommandSchema, caseStateSchema, lightSchema, roleSchema, levelSchema } from '../vocabulary';
import { writtenText } from './appeals';
import { pageQueryFields, pageSchema } from './page';

/** Bodies of `POST /api/v1/cases/{id}/commands/{command}`. */
export const commandBodySchemas = {
  accept: z.strictObject({}),
  return: z.strictObject({ reason: writtenText(2, 1000).meta({ description: '退回理由: why this is not the unit\'s matter' }) }),
  transfer: z.strictObject({
    unitId: unitIdSchema,
    reason: writtenText(2, 1000),
    categoryCode: categoryCodeSchema.optional().meta({ description: 'A person\'s correction of the category' }),
  }),
  answer: z.strictObject({ content: writtenText(2, 10_000) }),
  close: z.strictObject({ note: writtenText(2, 1000).optional() }),
} as const;
export type CommandBodies = { [Command in keyof typeof commandBodySchemas]: z.infer<(typeof commandBodySchemas)[Command]> };

/** A row of a list of cases. `light` is computed at the time of asking. */
export const caseRowSchema = caseSnapshotSchema.extend({ light: lightSchema }).meta({ id: 'CaseRow' });
export type CaseRow = z.infer<typeof caseRowSchema>;

/** `GET /api/v1/cases`: the inbox, what is due first on top. */
export const caseListQuerySchema = z.strictObject({
  state: caseStateSchema.optional(),
  open: z.stringbool().optional().meta({ description: 'true: all but closed' }),
  unsure: z.stringbool().optional().meta({ description: 'true: only those that a person must sort' }),
  unitId: unitIdSchema.optional(),
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
