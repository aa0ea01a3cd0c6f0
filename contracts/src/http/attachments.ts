import { z } from 'zod';
import { instantSchema } from '../identifiers';

/**
 * 附件检查: waiting for the scanner, found clean, refused by it (its content is gone), or not examined because the
 * installation has no scanner. Only `clean` and `notScanned` can be downloaded.
 */
export const attachmentStates = ['pending', 'clean', 'refused', 'notScanned'] as const;
export const attachmentStateSchema = z.enum(attachmentStates);
export type AttachmentState = z.infer<typeof attachmentStateSchema>;

/** What may be attached, by what the bytes are, whatever the name says: each with the ending that its name gets. */
export const attachmentTypes = {
  'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'text/plain; charset=utf-8': 'txt', 'text/plain; charset=gb18030': 'txt',
} as const;
export type AttachmentType = keyof typeof attachmentTypes;

/** How many files one appeal has at most. */
export const mostAttachments = 20;

/** One file of an appeal. */
export const attachmentSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    mediaType: z.string().meta({ description: 'As sniffed from the bytes' }),
    sizeBytes: z.int(),
    sha256: z.string().meta({ description: 'Hex' }),
    state: attachmentStateSchema,
    scanner: z.string().meta({ description: 'Who examines it: clamd, or none' }),
    reason: z.string().nullable().meta({ description: 'Why it was refused' }),
    uploadedAt: instantSchema,
  })
  .meta({ id: 'Attachment' });
export type Attachment = z.infer<typeof attachmentSchema>;

/** `GET /api/v1/appeals/{trackingNumber}/attachments`: all of them, the oldest first. */
export const attachmentsSchema = z.object({ items: z.array(attachmentSchema) }).meta({ id: 'Attachments' });
export type Attachments = z.infer<typeof attachmentsSchema>;
