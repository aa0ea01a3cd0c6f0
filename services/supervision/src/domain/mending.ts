import { maskPersonalNumbers } from './masking';

/** What is wrong with a mended record: where in it, and which rule it breaks. */
export interface MendingFault {
  readonly pointer: string;
  readonly rule: 'letter.notJson' | 'letter.masked';
}
/** A mended record, or why there is none. */
export type Mended = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly fault: MendingFault };

/**
 * A record as a person mended what they were shown of it. They were shown its personal numbers masked: a text that comes
 * back as it was shown is the original's again, so that a mask never takes the place of what it hides.
 * @param original the record's text
 * @param edited the whole of it, as shown and then changed
 */
export function mended(original: string, edited: string): Mended {
  const value = parsed(edited);
  if (value === undefined) return { ok: false, fault: { pointer: '', rule: 'letter.notJson' } };
  try {
    return { ok: true, value: restored(value, parsed(original), '') };
  } catch (error) {
    if (error instanceof MaskLeft) return { ok: false, fault: { pointer: error.pointer, rule: 'letter.masked' } };
    throw error;
  }
}

class MaskLeft extends Error {
  constructor(readonly pointer: string) {
    super(`a mask stands at ${pointer}`);
  }
}

const mask = '****';

function restored(edited: unknown, original: unknown, pointer: string): unknown {
  if (typeof edited === 'string') {
    if (edited === original) return edited;
    if (typeof original === 'string' && edited === maskPersonalNumbers(original)) return original;
    if (edited.includes(mask)) throw new MaskLeft(pointer);
    return edited;
  }
  if (Array.isArray(edited)) return edited.map((item: unknown, index) => restored(item, Array.isArray(original) ? original[index] : undefined, `${pointer}/${String(index)}`));
  if (!isObject(edited)) return edited;
  return Object.fromEntries(Object.entries(edited).map(([key, value]) => [key, restored(value, isObject(original) ? original[key] : undefined, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
