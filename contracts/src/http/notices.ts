import { z } from 'zod';
import { instantSchema, trackingNumberSchema } from '../identifiers';
import { pageQueryFields, pageSchema } from './page';

/** When an appellant gets word: taken, answered (please rate), closed. */
export const noticeMoments = ['received', 'answered', 'closed'] as const;
export type NoticeMoment = (typeof noticeMoments)[number];
/** By what: mail, or a text message. */
export const outletNames = ['mail', 'sms'] as const;
export type OutletName = (typeof outletNames)[number];
/** `dead`: refused for good, or given up after the last try. */
export const noticeStates = ['waiting', 'sent', 'dead'] as const;
export type NoticeState = (typeof noticeStates)[number];

/** A notice to an appellant, without their address, which stays with the appeal. */
export const noticeSchema = z.object({
  id: z.string(), trackingNumber: z.string(), channel: z.string(), moment: z.enum(noticeMoments), outlet: z.enum(outletNames), state: z.enum(noticeStates),
  attempts: z.int().nonnegative(), createdAt: instantSchema, nextAt: instantSchema.nullable(), sentAt: instantSchema.nullable(),
  reason: z.string().nullable().meta({ description: 'What the last try was told, addresses masked' }),
}).meta({ id: 'Notice' });
export type Notice = z.infer<typeof noticeSchema>;

/** `GET /api/v1/notices`, the newest first. */
export const noticeListQuerySchema = z.strictObject({ ...pageQueryFields, state: z.enum(noticeStates).optional(), trackingNumber: trackingNumberSchema.optional() });
export type NoticeListQuery = z.infer<typeof noticeListQuerySchema>;
export const noticePageSchema = pageSchema(noticeSchema).extend({ outlets: z.array(z.enum(outletNames)).meta({ description: 'What this deployment has switched on' }) }).meta({ id: 'NoticePage' });
export type NoticePage = z.infer<typeof noticePageSchema>;
