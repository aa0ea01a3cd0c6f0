import { z } from 'zod';
import { daySchema, durationSchema } from '../directory';
import { orderStateSchema, orderTransitionSchema, supervisionOrderSchema } from '../events/supervision-order';
import { appealIdSchema, divisionCodeSchema, instantSchema } from '../identifiers';
import { levelSchema } from '../vocabulary';
import { writtenText } from './written';
import { pageQueryFields, pageSchema } from './page';

/** Orders that a person may give a supervision order: 签收、反馈、退回反馈、办结、撤销. */
export const orderCommands = ['receive', 'feedback', 'returnFeedback', 'close', 'revoke'] as const;
export const orderCommandSchema = z.enum(orderCommands);
export type OrderCommand = z.infer<typeof orderCommandSchema>;

/** `POST /api/v1/supervision/orders`. The due date is `dueAt`, or counted by `within` on the calendar, or the deployment's own. */
export const newOrderSchema = z
  .strictObject({
    caseId: appealIdSchema,
    title: writtenText(1, 200).optional().meta({ description: 'The title of the appeal unless given' }),
    demand: writtenText(2, 2000).meta({ description: '督办要求' }),
    dueAt: instantSchema.optional(),
    within: durationSchema.optional().meta({ description: 'Instead of dueAt; at most a year' }),
  })
  .meta({ id: 'NewSupervisionOrder' });
export type NewOrder = z.infer<typeof newOrderSchema>;

/** Bodies of `POST /api/v1/supervision/orders/{id}/commands/{command}`. */
export const orderCommandBodySchemas = {
  receive: z.strictObject({}),
  feedback: z.strictObject({ text: writtenText(2, 10_000) }),
  returnFeedback: z.strictObject({ reason: writtenText(2, 1000).meta({ description: 'What the feedback lacks' }) }),
  close: z.strictObject({ note: writtenText(2, 1000).optional() }),
  revoke: z.strictObject({ reason: writtenText(2, 1000).meta({ description: '撤销理由' }) }),
} as const satisfies Record<OrderCommand, z.ZodType>;

/** A row of the list of orders. `overdue` is computed at the time of asking: past its due date and not answered. */
export const orderRowSchema = supervisionOrderSchema.extend({ overdue: z.boolean() }).meta({ id: 'SupervisionOrderRow' });
export type OrderRow = z.infer<typeof orderRowSchema>;

/** `GET /api/v1/supervision/orders`: who still has to answer first, by due date; then what waits for closing, then the ended. */
export const orderListQuerySchema = z.strictObject({
  state: orderStateSchema.optional(),
  overdue: z.stringbool().optional().meta({ description: 'true: past the due date and not answered; false: all others' }),
  caseId: appealIdSchema.optional(),
  division: divisionCodeSchema.optional().meta({ description: 'A division and all below it, as the case\'s jurisdiction' }),
  level: levelSchema.optional().meta({ description: 'The issuing level' }),
  unanswered: z.stringbool().optional().meta({ description: 'true: the ordered unit still has to answer; false: all others' }),
  dueTo: daySchema.optional().meta({ description: 'Last day of the due date, Asia/Shanghai' }),
  ...pageQueryFields,
});
export type OrderListQuery = z.infer<typeof orderListQuerySchema>;
export const orderPageSchema = pageSchema(orderRowSchema).meta({ id: 'SupervisionOrderPage' });
export type OrderPage = z.infer<typeof orderPageSchema>;

/** A command on this order for this reader: may it be given now. */
export const orderCommandOfferSchema = z.object({ command: orderCommandSchema, allowed: z.boolean() });

/** `GET /api/v1/supervision/orders/{id}`, and the answer to issuing and to a command: the order and its whole history. */
export const orderViewSchema = orderRowSchema
  .extend({ timeline: z.array(orderTransitionSchema), commands: z.array(orderCommandOfferSchema) })
  .meta({ id: 'SupervisionOrderView' });
export type OrderView = z.infer<typeof orderViewSchema>;
