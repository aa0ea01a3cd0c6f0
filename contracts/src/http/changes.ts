import { z } from 'zod';
import { nameSchema } from '../directory';
import { instantSchema } from '../identifiers';
import { appealStatusSchema, levelSchema, transitionTypes } from '../vocabulary';
import { appealRequestSchema } from './appeal-requests';
import { sandboxMark } from './appeals';

/** How long a channel may stay away and still be told everything. */
export const changesKeptInDays = 90;

/** A step of an appeal or its case, or what became of a channel's request about it. */
export const changeTypes = ['received', 'classified', 'requestTaken', 'requestRefused', 'commonIssueAnswered', ...transitionTypes] as const;
export const changeTypeSchema = z.enum(changeTypes);
export type ChangeType = z.infer<typeof changeTypeSchema>;

/** `GET /api/v1/changes`. Without `after`: from the oldest that is kept; `latest`: nothing but where the feed ends now. */
export const changesQuerySchema = z.strictObject({ after: z.string().min(1).max(512).optional(), limit: z.coerce.number().int().min(1).max(1000).default(200) });
export type ChangesQuery = z.infer<typeof changesQuerySchema>;

/** One change. What an answer says, and whatever else there is now, stands in the appeal itself. */
export const changeSchema = z
  .object({
    id: z.string().meta({ description: 'The same when a change is told again' }),
    type: changeTypeSchema,
    at: instantSchema,
    appealId: z.uuid(), trackingNumber: z.string(), channelReference: z.string().nullable(),
    status: appealStatusSchema, level: levelSchema.nullable(), unitName: nameSchema.nullable(),
    request: appealRequestSchema.pick({ requestId: true, kind: true, reason: true }).nullable().meta({ description: 'requestTaken, requestRefused: which, and why not' }),
    sandbox: sandboxMark,
  })
  .meta({ id: 'Change' });
export type Change = z.infer<typeof changeSchema>;

/** A page of changes. `nextCursor` is there even on the last page: it is where to go on later. `more`: there are more now. */
export const changesPageSchema = z.object({ items: z.array(changeSchema), nextCursor: z.string(), more: z.boolean() }).meta({ id: 'ChangesPage' });
export type ChangesPage = z.infer<typeof changesPageSchema>;
