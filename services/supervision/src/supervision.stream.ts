import { Readable } from 'node:stream';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { BoardChange, OrderChange, ReminderChange } from '@suqiao/contracts';
import { isReadable, type Jurisdiction } from '@suqiao/infra/auth';
import { isReadableOrder } from './domain/order-permission';

/** Shorter than the half minute after which proxies take a silent connection for dead. */
const heartbeatInMs = 15_000;
/** A stream ends after this; its reader opens it again with a token that is still valid. */
const longestLifeInMs = 30 * 60 * 1000;
/** A reader that lets this much pile up is cut off, opens anew and asks for the board as it then is. */
const mostWaitingBytes = 1024 * 1024;

/** Who may see a row: its divisions, and every unit that has or had the case. */
export interface RowScope {
  readonly divisionPath: readonly string[];
  readonly handledBy: readonly string[];
}
/** Who may see a supervision order: its case's divisions, and the unit that it is for. */
export interface OrderScope {
  readonly divisionPath: readonly string[];
  readonly unitId: string;
  readonly confidential: boolean;
}

interface Listener {
  readonly reader: Jurisdiction;
  readonly lines: Readable;
}

/**
 * Pushes changes to open boards as server-sent events, each reader's jurisdiction only. Nothing is kept for a reader who was
 * away, who asks the lists instead.
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
    this.#tell('change', change, (reader) => isReadable(reader, { ...scope, confidential: change.case.confidential }));
  }

  /** Tells every reader who may read a supervision order that it changed. */
  pushOrder(change: OrderChange, scope: OrderScope): void {
    this.#tell('order', change, (reader) => isReadableOrder(reader, scope));
  }

  /** Tells every reader who may read a reminder's case that the reminder changed. */
  pushReminder(change: ReminderChange, scope: RowScope & { readonly confidential: boolean }): void {
    this.#tell('reminder', change, (reader) => isReadable(reader, scope));
  }

  #tell(event: string, data: object, mayRead: (reader: Jurisdiction) => boolean): void {
    const text = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    for (const listener of this.#listeners) if (mayRead(listener.reader)) send(listener, text);
  }

  /** How many boards are open. */
  get listening(): number {
    return this.#listeners.size;
  }

  /** Ends every stream, because a server that stops waits for its open answers. */
  onModuleDestroy(): void {
    this.#closed = true;
    this.endAll();
  }

  /** Ends every stream: its reader opens anew and asks for everything as it then is. */
  endAll(): void {
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
