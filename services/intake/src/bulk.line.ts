import { idempotencyKeySchema } from '@suqiao/contracts';
import { fieldFault, ProblemError } from '@suqiao/infra/http';
import type { BulkPiece } from './domain/bulk-lines';
import { keyOfReference } from './intake.shelf';

/** A line of a bulk call: the appeal, not checked yet, and what makes it idempotent. */
export interface BulkLine {
  readonly idempotencyKey: string;
  readonly channelReference: string;
  readonly appeal: unknown;
}

/** A line from when it is read to when it is answered. */
export interface LineInHand {
  readonly read: BulkLine | ProblemError;
  /** Settles when those before it that mean the same appeal are answered. */
  readonly earlier: Promise<unknown> | null;
  /** To be called when it is answered. */
  leave(): void;
}

/** The lines of a call that are in hand. Those that share a key or a number go one after the other, the others at once. */
export class WaitingLine {
  readonly #last = new Map<string, Promise<void>>();

  enter(piece: BulkPiece): LineInHand {
    const read = readLine(piece);
    if (read instanceof ProblemError) return { read, earlier: null, leave: () => undefined };
    const names = [`key ${read.idempotencyKey}`, `reference ${read.channelReference}`];
    const before = names.flatMap((name) => this.#last.get(name) ?? []);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    for (const name of names) this.#last.set(name, promise);
    return {
      read, earlier: before.length === 0 ? null : Promise.all(before),
      leave: () => {
        for (const name of names) if (this.#last.get(name) === promise) this.#last.delete(name);
        resolve(undefined);
      },
    };
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads one piece of a bulk body. Without a key of its own a line goes by the channel's number, under a key that no header
 * can hold: it has a blank in it.
 * @throws ProblemError `too-large`, `invalid-json`, or `invalid-request` for a key that is none
 */
function bulkLineOf(piece: BulkPiece): BulkLine {
  if ('fault' in piece) throw new ProblemError('too-large');
  const line = parsed(piece.bytes);
  if (typeof line !== 'object' || line === null || Array.isArray(line)) return { idempotencyKey: ' ', channelReference: '', appeal: line };
  const { idempotencyKey, ...appeal }: { idempotencyKey?: unknown; channelReference?: unknown } = line;
  const channelReference = typeof appeal.channelReference === 'string' ? appeal.channelReference.trim() : '';
  if (idempotencyKey === undefined) return { idempotencyKey: keyOfReference(channelReference), channelReference, appeal };
  const key = idempotencyKeySchema.safeParse(idempotencyKey);
  if (!key.success) throw new ProblemError('invalid-request', { errors: [fieldFault('/idempotencyKey', 'idempotencyKey.format')] });
  return { idempotencyKey: key.data, channelReference, appeal };
}

function readLine(piece: BulkPiece): BulkLine | ProblemError {
  try {
    return bulkLineOf(piece);
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
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
