import { Readable } from 'node:stream';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { BoardChange } from '@suqiao/contracts';
import { isReadable, type Jurisdiction } from '@suqiao/infra/auth';
import type { RowScope } from './supervision.store';

/** Shorter than the half minute after which proxies take a silent connection for dead. */
const heartbeatInMs = 15_000;
/** A stream ends after this; its reader opens it again with a token that is still valid. */
const longestLifeInMs = 30 * 60 * 1000;
/** A reader that lets this much pile up is cut off, opens anew and asks for the board as it then is. */
const mostWaitingBytes = 1024 * 1024;

interface Listener {
  readonly reader: Jurisdiction;
  readonly lines: Readable;
}

/**
 * Pushes changes to open boards as server-sent events, each reader's jurisdiction only. It tells what this process consumed:
 * nothing is kept for a reader who was away, who asks the lists instead.
 */
@Injectable()
export class SupervisionStream implements OnModuleDestroy {
  readonly #listeners = new Set<Listener>();
  #closed = false;

  /** The text of an event stream (UTF-8) for a reader, from now until the reader goes or this process stops. */
  open(reader: Jurisdiction): Readable {
    const lines = new Readable({ read: () => undefined });
    const listener: Listener = { reader, lines };
    const heartbeat = setInterval(() => {
      if (this.#listeners.has(listener)) send(listener, ': still here\n\n');
    }, heartbeatInMs).unref();
    const longestLife = setTimeout(() => {
      this.#end(listener);
    }, longestLifeInMs).unref();
    lines.once('close', () => {
      clearInterval(heartbeat);
      clearTimeout(longestLife);
      this.#listeners.delete(listener);
    });
    this.#listeners.add(listener);
    lines.push('retry: 2000\n\n');
    if (this.#closed) this.#end(listener);
    return lines;
  }

  /** Tells every reader who may see the row what became of it. */
  push(change: BoardChange, scope: RowScope): void {
    const text = `event: change\ndata: ${JSON.stringify(change)}\n\n`;
    for (const listener of this.#listeners) {
      if (isReadable(listener.reader, { ...scope, confidential: change.case.confidential })) send(listener, text);
    }
  }

  /** How many boards are open. */
  get listening(): number {
    return this.#listeners.size;
  }

  /** Ends every stream, because a server that stops waits for its open answers. */
  onModuleDestroy(): void {
    this.#closed = true;
    for (const listener of this.#listeners) this.#end(listener);
  }

  /** Nothing may follow the end of a stream, so its reader is forgotten with it. */
  #end(listener: Listener): void {
    if (this.#listeners.delete(listener)) listener.lines.push(null);
  }
}

function send({ lines }: Listener, text: string): void {
  if (lines.destroyed) return;
  if (lines.readableLength > mostWaitingBytes) lines.destroy();
  else lines.push(text);
}
