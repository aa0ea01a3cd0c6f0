import { z } from 'zod';

/** Characters of a 统一社会信用代码 in the order of their values (GB 32100-2015: no I, O, S, V, Z). */
const creditCodeAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const creditCodeModulus = creditCodeAlphabet.length;

/**
 * The check character of a 统一社会信用代码 (GB 32100-2015, weights 3^i mod 31).
 * @param first17 the first 17 characters, upper case
 * @returns the 18th character, or `null` when a character is outside the code's alphabet
 */
export function creditCodeCheckCharacter(first17: string): string | null {
  if (first17.length !== 17) return null;
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    const value = creditCodeAlphabet.indexOf(character);
    if (value < 0) return null;
    sum += value * weight;
    weight = (weight * 3) % creditCodeModulus;
  }
  return creditCodeAlphabet[(creditCodeModulus - (sum % creditCodeModulus)) % creditCodeModulus] ?? null;
}

/** Whether `code` is a well-formed 统一社会信用代码 whose check character is right. */
export function isCreditCode(code: string): boolean {
  return /^[0-9A-Z]{2}[0-9]{6}[0-9A-Z]{10}$/.test(code) && creditCodeCheckCharacter(code.slice(0, 17)) === code[17];
}

/** Crockford's letters, without I, L, O, U, so that a number read out on the phone stays the same; without Z they are 31, a prime. */
const spoken = '0123456789ABCDEFGHJKMNPQRSTVWXY';

/**
 * Builds a tracking number: `SQ20261123-7K3F9Q2M-C`, Shanghai date, some 39 random bits, check character (sum of
 * position times value, mod 31), so that one wrong or two swapped characters are noticed before anything is looked up.
 * @param shanghaiDate `yyyymmdd`
 * @param randomBytes at least 8 bytes; the caller owns randomness
 */
export function buildTrackingNumber(shanghaiDate: string, randomBytes: Uint8Array): string {
  const body = Array.from(randomBytes.slice(0, 8), (byte) => spoken[byte % 31]).join('');
  return `SQ${shanghaiDate}-${body}-${trackingCheckCharacter(`${shanghaiDate}${body}`)}`;
}

function trackingCheckCharacter(payload: string): string {
  const sum = Array.from(payload).reduce((total, character, index) => total + (index + 1) * spoken.indexOf(character), 0);
  return spoken[sum % 31] ?? '0';
}

/** Whether `value` has a tracking number's form and check character. */
export function isTrackingNumber(value: string): boolean {
  const match = /^SQ(\d{8})-([0-9A-HJKMNP-TV-Y]{8})-([0-9A-HJKMNP-TV-Y])$/.exec(value);
  return match !== null && trackingCheckCharacter(`${match[1]}${match[2]}`) === match[3];
}

/** 行政区划代码: six digits of GB/T 2260 (or of a zone's customary code). Whether it exists is the directory's to say. */
export const divisionCodeSchema = z.string().regex(/^\d{6}$/, { error: 'divisionCode.format' });
/** 统一社会信用代码 with its check character right. */
export const creditCodeSchema = z.string().refine(isCreditCode, { error: 'creditCode.invalid' });
/** Category code: `financing` (first level) or `financing.loan-refused` (second level). */
export const categoryCodeSchema = z.string().regex(/^[a-z][a-z-]*(\.[a-z][a-z-]*)?$/, { error: 'categoryCode.format' });
/** `370102-federation`, `370102-market-regulation`: division code, hyphen, department code. */
export const unitIdSchema = z.string().regex(/^\d{6}-[a-z][a-z-]*$/, { error: 'unitId.format' });
/** Appeal id, case id and workflow id are one and the same UUIDv7. */
export const appealIdSchema = z.uuid();
/** An instant as RFC 3339 in UTC with milliseconds, the only form that events and answers use. */
export const instantSchema = z.iso.datetime({ precision: 3 });
/** A tracking number with its check character right. */
export const trackingNumberSchema = z.string().refine(isTrackingNumber, { error: 'trackingNumber.format' });
