import { z } from 'zod';
import { divisionCodeSchema, instantSchema } from '../identifiers';
import { readerSchema } from './cases';
import { pageQueryFields, pageSchema } from './page';
import { writtenText } from './written';

/**
 * What is put on the audit trail: personal data shown, off-the-record remarks read, who may read them changed, keys of
 * channels issued, replaced and withdrawn, work handed over, records that nobody could take put back, an earlier sorting model taken again.
 */
export const auditActions = [
  'personalDataUnmasked', 'offRecordRead', 'offRecordGranted', 'offRecordRevoked', 'keyIssued', 'keyRotated', 'keyRevoked', 'handOverMade', 'handOverEnded',
  'deadLetterReplayed', 'deadLetterMended', 'modelChosen',
] as const;
export const auditActionSchema = z.enum(auditActions);
export type AuditAction = z.infer<typeof auditActionSchema>;

/** What a thing on the trail is. */
export const auditObjectKinds = ['appeal', 'record', 'channel', 'handOver', 'deadLetter', 'model'] as const;

/** SHA-256, hexadecimal. */
const digestSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** What an entry says: who did what to which thing, why, and when. Never the data that were shown. */
export const auditContentSchema = z.object({
  at: instantSchema,
  by: readerSchema,
  action: auditActionSchema,
  object: z.object({ kind: z.enum(auditObjectKinds), id: z.string(), name: z.string().meta({ description: 'A tracking number, a title, a name: as people know it' }) }),
  reason: z.string().nullable(),
  details: z.record(z.string(), z.string()).meta({ description: 'What else there is to know, such as which fields were shown' }),
  divisionPath: z.array(divisionCodeSchema).meta({ description: 'Where the thing lies, its own division first; empty: nowhere in particular, for the province\'s administrators only' }),
});
export type AuditContent = z.infer<typeof auditContentSchema>;

/** Where an entry stands in the chain: `digest` is the SHA-256 of the canonical JSON of everything else in the entry, `previousDigest` that of the entry before. */
export const auditLinkSchema = z.object({ sequence: z.int().positive(), previousDigest: digestSchema, digest: digestSchema });
/** Proof that an entry was written; `npm run audit -- verify --receipt SEQUENCE:DIGEST` holds the trail against it. */
export const auditReceiptSchema = auditLinkSchema.pick({ sequence: true, digest: true }).meta({ id: 'AuditReceipt' });
export type AuditReceipt = z.infer<typeof auditReceiptSchema>;
export const auditEntrySchema = auditContentSchema.extend(auditLinkSchema.shape).meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** `GET /api/v1/audit/entries`: the newest first; of the reader's division, of everywhere for the province's administrators. */
export const auditListQuerySchema = z.strictObject({ action: auditActionSchema.optional(), about: z.string().min(1).max(200).optional().meta({ description: 'The id or the name of a thing, such as a tracking number' }), ...pageQueryFields });
export const auditPageSchema = pageSchema(auditEntrySchema).meta({ id: 'AuditPage' });
export type AuditPage = z.infer<typeof auditPageSchema>;

/** How a chain may be broken: an entry is missing, follows another one than it was written after, was changed, or the whole was written anew. */
export const auditBreakKinds = ['missing', 'misplaced', 'changed', 'rewritten'] as const;
/** `GET /api/v1/audit/verification`: the whole chain, walked when it is asked for. */
export const auditVerificationSchema = z
  .object({
    at: instantSchema,
    entries: z.int().nonnegative().meta({ description: 'How many were looked at, up to the break' }),
    head: auditReceiptSchema.nullable().meta({ description: 'The last good entry' }),
    firstBreak: z.object({ sequence: z.int(), kind: z.enum(auditBreakKinds) }).nullable(),
  })
  .meta({ id: 'AuditVerification' });
export type AuditVerification = z.infer<typeof auditVerificationSchema>;

/** `POST /api/v1/appeals/{trackingNumber}/unmaskings`: why somebody must see whom an appeal comes from. */
export const newUnmaskingSchema = z.strictObject({ reason: writtenText(6, 500).meta({ description: '查看理由; it goes on the audit trail with the reader\'s name' }) }).meta({ id: 'NewUnmasking' });
/** The personal data, in this answer only; written on the audit trail before it. */
export const unmaskingSchema = z
  .object({
    trackingNumber: z.string(),
    appellant: z.object({ name: z.string(), contact: z.string().nullable(), phone: z.string().nullable(), email: z.string().nullable() }),
    receipt: auditReceiptSchema,
  })
  .meta({ id: 'Unmasking' });
export type Unmasking = z.infer<typeof unmaskingSchema>;
