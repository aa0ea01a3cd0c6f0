import { createHash } from 'node:crypto';
import type { Reader } from '@suqiao/contracts';
import { ProblemError } from '@suqiao/infra/http';

/** What makes a request the same one when it is sent again: who sent it under which key, and a digest of what was asked. */
export interface AskedKey {
  readonly askedUnder: string;
  readonly askedDigest: string;
}

/**
 * The key of an Idempotency-Key header, bare or as a quoted string; `null` when none came.
 * @throws ProblemError `invalid-request` for anything but 1 to 255 visible ASCII characters
 */
export function idempotencyKeyOf(header: string | undefined): string | null {
  if (header === undefined) return null;
  const key = /^"(.*)"$/.exec(header.trim())?.[1]?.replaceAll(/\\(["\\])/g, '$1') ?? header.trim();
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new ProblemError('invalid-request', { errors: [{ parameter: 'Idempotency-Key', rule: 'idempotencyKey.format', detail: { 'zh-CN': '应为 1 至 255 个可见 ASCII 字符', en: 'Expected 1 to 255 visible ASCII characters' } }] });
}

/** A reader's key with the digest of what they ask; the order of `asked` counts. */
export function askedKey({ subject }: Pick<Reader, 'subject'>, key: string, asked: readonly unknown[]): AskedKey {
  return { askedUnder: `${subject} ${key}`, askedDigest: createHash('sha256').update(JSON.stringify(asked)).digest('hex') };
}
