import { idempotencyKeySchema } from '@suqiao/contracts';
import { fieldFault, ProblemError } from '@suqiao/infra/http';
import type { BulkPiece } from './domain/bulk-lines';

/** A line of a bulk call: the appeal, not checked yet, and what makes it idempotent. */
export interface BulkLine {
  readonly idempotencyKey: string;
  readonly appeal: unknown;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads one piece of a bulk body. Without a key of its own a line goes by the channel's number, under a key that no header
 * can hold: it has a blank in it.
 * @throws ProblemError `too-large`, `invalid-json`, or `invalid-request` for a key that is none
 */
export function bulkLineOf(piece: BulkPiece): BulkLine {
  if ('fault' in piece) throw new ProblemError('too-large');
  const line = parsed(piece.bytes);
  if (typeof line !== 'object' || line === null || Array.isArray(line)) return { idempotencyKey: ' ', appeal: line };
  const { idempotencyKey, ...appeal }: { idempotencyKey?: unknown; channelReference?: unknown } = line;
  if (idempotencyKey === undefined) return { idempotencyKey: `channelReference ${String(appeal.channelReference).trim()}`, appeal };
  const key = idempotencyKeySchema.safeParse(idempotencyKey);
  if (!key.success) throw new ProblemError('invalid-request', { errors: [fieldFault('/idempotencyKey', 'idempotencyKey.format')] });
  return { idempotencyKey: key.data, appeal };
}

function parsed(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    throw new ProblemError('invalid-json', { detail: { 'zh-CN': '不是有效的 UTF-8', en: 'Not valid UTF-8' } });
  }
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    throw new ProblemError('invalid-json');
  }
}
