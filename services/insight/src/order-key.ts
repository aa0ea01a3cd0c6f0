import { createHash, randomUUID } from 'node:crypto';
import type { Reader } from '@suqiao/contracts';
import { ProblemError } from '@suqiao/infra/http';

/**
 * The id under which a reader's order has one effect, however often it is sent: a UUID (version 8) made of the reader and the
 * Idempotency-Key, or a new one without a key.
 * @throws ProblemError `invalid-request` for anything but 1 to 255 visible ASCII characters
 */
export function orderKeyOf({ subject }: Pick<Reader, 'subject'>, header: string | undefined): string {
  if (header === undefined) return randomUUID();
  const key = header.trim();
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new ProblemError('invalid-request', { errors: [{ parameter: 'Idempotency-Key', rule: 'idempotencyKey.format', detail: { 'zh-CN': '应为 1 至 255 个可见 ASCII 字符', en: 'Expected 1 to 255 visible ASCII characters' } }] });
  }
  const digest = createHash('sha256').update(`${subject} ${key}`).digest('hex');
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
