import type { ImportEncoding } from '@suqiao/contracts';

/** A file's text and how it was encoded, or what it is instead. */
export type DecodedText = { readonly encoding: ImportEncoding; readonly text: string } | { readonly encoding: null; readonly found: FoundEncoding };

/** What is refused by name. `broken-utf-8`: it says that it is UTF-8, and is not. */
export type FoundEncoding = 'utf-16' | 'utf-32' | 'broken-utf-8' | 'binary' | 'unknown';

const nul = '\u0000';
/** Characters that no table holds, but that bytes of another encoding give when they are read as GB18030. */
const privateUse = /[\uE000-\uF8FF\u{F0000}-\u{10FFFF}]/gu;
const beyondAscii = /[^\u0000-\u007F]/gu;
const mostPrivateShare = 0.002;
const controlCharacters = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/;

/**
 * Decodes a CSV strictly: UTF-8, with a mark or without, then GB18030 (which holds GBK and GB2312). Neither takes a byte
 * that does not fit, and nothing is guessed beyond that.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const begins = (...mark: readonly number[]) => mark.every((byte, index) => bytes[index] === byte);
  if (begins(0xff, 0xfe, 0, 0) || begins(0, 0, 0xfe, 0xff)) return { encoding: null, found: 'utf-32' };
  if (begins(0xff, 0xfe) || begins(0xfe, 0xff)) return { encoding: null, found: 'utf-16' };
  const isMarked = begins(0xef, 0xbb, 0xbf);
  const unicode = strictly('utf-8', bytes);
  if (unicode !== null) return unicode.includes(nul) ? { encoding: null, found: foundByZeros(bytes) } : { encoding: isMarked ? 'utf-8-bom' : 'utf-8', text: unicode };
  if (isMarked) return { encoding: null, found: 'broken-utf-8' };
  const chinese = strictly('gb18030', bytes);
  if (chinese === null || chinese.includes(nul)) return { encoding: null, found: bytes.includes(0) ? foundByZeros(bytes) : 'unknown' };
  const share = countOf(chinese, privateUse) / Math.max(1, countOf(chinese, beyondAscii));
  return share > mostPrivateShare ? { encoding: null, found: 'unknown' } : { encoding: 'gb18030', text: chinese };
}

function strictly(encoding: 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be', bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** UTF-16 without a mark reads as text in one of its two byte orders; a picture or a program does in neither. */
function foundByZeros(bytes: Uint8Array): FoundEncoding {
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 2));
  const isText = (['utf-16le', 'utf-16be'] as const).some((order) => {
    const text = strictly(order, whole);
    return text !== null && /[,;\t\n]/.test(text) && !controlCharacters.test(text);
  });
  return isText ? 'utf-16' : 'binary';
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
