import { connect } from 'node:net';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClamdAddress } from './attachments.settings';

/** What a scanner says of a file; `signature` is its name for what it found. */
export type ScanVerdict = { readonly kind: 'clean' } | { readonly kind: 'refused'; readonly signature: string };

/** Injection token of the `AttachmentScanner`. */
export const ATTACHMENT_SCANNER = Symbol('attachment scanner');

/** 附件查毒: examines files. A deployment may provide its own under `ATTACHMENT_SCANNER`. */
export interface AttachmentScanner {
  /** What attachments say of who examined them. */
  readonly name: string;
  /** @throws Error when the scanner is away: the file waits and is examined again */
  scan(content: Readable): Promise<ScanVerdict>;
}

/** How long clamd may be silent. */
const silentInMs = 60_000;
/** A reply is one line; what is longer is no clamd. */
const longestReplyBytes = 4096;

/**
 * A scanner that asks clamd by INSTREAM: the file goes in pieces, each behind its length in four bytes, an empty one last.
 * Source: clamd(8). What clamd can't examine, because it is larger than its own limit, is refused: nothing passes
 * unexamined.
 */
export function clamdScanner({ host, port }: ClamdAddress): AttachmentScanner {
  return {
    name: 'clamd',
    async scan(content) {
      const socket = connect({ host, port });
      let [reply, cause]: [string, unknown] = ['', undefined];
      socket.setTimeout(silentInMs, () => socket.destroy(new Error('clamd is silent')));
      socket.on('data', (data: Buffer) => {
        reply += data.toString('utf8');
        if (reply.length > longestReplyBytes) socket.destroy(new Error('clamd says too much'));
      });
      socket.on('error', (error) => {
        cause ??= error;
      });
      // It closes when it has answered; over its limit before everything is sent, and then what it said counts.
      const closed = new Promise<void>((resolve) => socket.once('close', () => {
        resolve();
      }));
      await pipeline(content, framed, socket, { end: false }).catch((error: unknown) => {
        cause ??= error;
        socket.destroy();
      });
      await closed;
      return verdictOf(reply, cause);
    },
  };
}

async function* framed(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield Buffer.from('zINSTREAM\0');
  for await (const piece of content) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.length);
    yield length;
    yield piece;
  }
  yield Buffer.alloc(4);
}

function verdictOf(reply: string, cause: unknown): ScanVerdict {
  const said = reply.replaceAll('\0', '').trim();
  if (said === 'stream: OK') return { kind: 'clean' };
  const signature = /^stream: (.+) FOUND$/.exec(said)?.[1];
  if (signature !== undefined) return { kind: 'refused', signature };
  if (/size limit exceeded/i.test(said)) return { kind: 'refused', signature: 'size limit of clamd exceeded' };
  throw new Error(`clamd did not examine a file: ${said === '' ? 'no answer' : said.slice(0, 200)}`, { cause });
}
