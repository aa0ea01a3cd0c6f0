import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { BoardChange, Reader } from '@suqiao/contracts';
import type { ServerResponse } from 'node:http';

const heartbeatInMs = 15_000;

interface Listener {
  readonly reader: Reader;
  readonly response: ServerResponse;
}

/** Pushes changes to open boards: server-sent events, each reader's jurisdiction only. */
@Injectable()
export class SupervisionStream implements OnModuleDestroy {
  readonly #listeners = new Set<Listener>();
  readonly #heartbeat = setInterval(() => {
    for (const { response } of this.#listeners) response.write(': still here\n\n');
  }, heartbeatInMs).unref();

  /** Takes over a response whose headers were not sent yet, until its reader goes. */
  open(reader: Reader, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    response.write('retry: 2000\n\n');
    const listener = { reader, response };
    this.#listeners.add(listener);
    response.on('close', () => this.#listeners.delete(listener));
  }

  push(change: BoardChange, divisionPath: readonly string[]): void {
    const line = `event: change\ndata: ${JSON.stringify(change)}\n\n`;
    for (const { reader, response } of this.#listeners) {
      const mine = reader.unitId === null ? divisionPath.includes(reader.divisionCode) : reader.unitId === change.case.unit.unitId || reader.unitId === change.transition.fromUnitId;
      if (mine) response.write(line);
    }
  }

  onModuleDestroy(): void {
    clearInterval(this.#heartbeat);
    for (const { response } of this.#listeners) response.end();
  }
}
