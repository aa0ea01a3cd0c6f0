import { z } from 'zod';

// Line feed, tab and carriage return are text; every other control character (C0, DEL, C1), and a lone surrogate, is not.
const controlCharacters = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/u;

/** Text that a person wrote: trimmed, without control characters or broken surrogates, of a bounded length. */
export function writtenText(minLength: number, maxLength: number) {
  return z
    .string()
    .refine((text) => !controlCharacters.test(text), { error: 'text.controlCharacter', abort: true })
    .refine((text) => text.isWellFormed(), { error: 'text.brokenCharacter', abort: true })
    .trim()
    .min(minLength)
    .max(maxLength);
}

/** A telephone number as people write it. */
export const phoneSchema = z.string().regex(/^\+?[0-9][0-9 -]{4,19}$/, { error: 'phone.format' });
/** An address for mail, as an appellant gives it. */
export const emailSchema = z.email({ error: 'email.format' }).max(254);
