import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { MONGO, Sweep } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import type { Connection } from 'mongoose';
import { ATTACHMENT_SCANNER, type AttachmentScanner } from './attachments.scanner';
import { AttachmentsStore } from './attachments.store';

const everyMs = 5000;
/** How often what dead uploads left is looked for. */
const uploadsEveryMs = 10 * 60 * 1000;

const logger = loggerFor('intake');

/** Has files examined, one after the other, and removes what uploads left that died half way. */
@Injectable()
export class AttachmentsSweep implements OnModuleInit, OnModuleDestroy {
  readonly #scan: Sweep;
  readonly #uploads: Sweep;

  constructor(
    @Inject(MONGO) connection: Connection,
    @Inject(AttachmentsStore) private readonly store: AttachmentsStore,
    @Inject(ATTACHMENT_SCANNER) private readonly scanner: AttachmentScanner | null,
  ) {
    this.#scan = new Sweep(connection, { name: 'sweep:attachment-scan', everyMs, batch: () => this.#scanNext(), logger });
    this.#uploads = new Sweep(connection, { name: 'sweep:attachment-uploads', everyMs: uploadsEveryMs, batch: () => this.store.sweepDead(new Date()), logger });
  }

  onModuleInit(): void {
    if (this.scanner !== null) this.#scan.start();
    this.#uploads.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.#scan.stop(), this.#uploads.stop()]);
  }

  /** Says that a file waits for the scanner. */
  wake(): void {
    this.#scan.wake();
  }

  async #scanNext(): Promise<boolean> {
    const waiting = this.scanner === null ? null : await this.store.nextPending();
    if (waiting === null || this.scanner === null) return false;
    try {
      await this.store.settle(waiting, await this.scanner.scan(this.store.read(waiting.fileId)));
    } catch (error) {
      // It goes behind the others, so that one file that nobody can examine does not hold them up.
      await this.store.postpone(waiting._id);
      throw error;
    }
    return true;
  }
}
