import { z } from 'zod';
import { onBehalfOfSchema } from '../events/reminder';
import { appealIdSchema, instantSchema } from '../identifiers';
import { writtenText } from './written';
import { caseRowSchema } from './cases';
import { pageQueryFields, pageSchema } from './page';

/** How many lists one person keeps, and how many cases one list holds. */
export const mostWatchLists = 100;
export const mostWatchedCases = 500;

/** `POST /api/v1/supervision/watch-lists`. A person's lists have different names. */
export const newWatchListSchema = z.strictObject({ name: writtenText(1, 60) }).meta({ id: 'NewWatchList' });

/** `POST /api/v1/supervision/watch-lists/{id}/cases`. A case that is on the list already gets the new note. */
export const watchCaseSchema = z.strictObject({ caseId: appealIdSchema, note: writtenText(1, 500).optional() }).meta({ id: 'WatchCase' });
export type WatchCase = z.infer<typeof watchCaseSchema>;

/** Who put a case on a list, and for whom where it was not their own list. */
export const watchedBySchema = z.object({ subject: z.string(), name: z.string(), onBehalfOf: onBehalfOfSchema.nullable() });
export type WatchedBy = z.infer<typeof watchedBySchema>;

/** A named list of cases. */
export const watchListSchema = z
  .object({
    id: z.uuid(), name: z.string(), owner: onBehalfOfSchema.meta({ description: 'Whose list it is: the reader\'s own, or that of an absent person whom they stand in for' }),
    count: z.int().meta({ description: 'Cases on the list, also those that the reader may no longer see' }), createdAt: instantSchema,
  })
  .meta({ id: 'WatchList' });
export type WatchList = z.infer<typeof watchListSchema>;
export const watchListsSchema = z.object({ items: z.array(watchListSchema) }).meta({ id: 'WatchLists' });

/** `GET /api/v1/supervision/watch-lists/{id}/cases`: with lights, the oldest due date first. */
export const watchedCasesQuerySchema = z.strictObject({ ...pageQueryFields });
export const watchedCaseSchema = caseRowSchema.extend({ note: z.string().nullable(), addedAt: instantSchema, addedBy: watchedBySchema }).meta({ id: 'WatchedCase' });
export type WatchedCase = z.infer<typeof watchedCaseSchema>;
export const watchedCasePageSchema = pageSchema(watchedCaseSchema).meta({ id: 'WatchedCasePage' });
export type WatchedCasePage = z.infer<typeof watchedCasePageSchema>;
