import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ProblemError } from '@suqiao/infra/http';
import { MONGO, Sweep } from '@suqiao/infra/mongo';
import { giveWay, loggerFor } from '@suqiao/infra/telemetry';
import type { Connection } from 'mongoose';
import { missingFields } from './domain/import-fields';
import { checkRow, rowFaults, wholeRowFault, type CheckedRow } from './imports.checking';
import { IMPORT_DAYS_KEPT } from './imports.settings';
import { ImportsStore, type ImportDocument, type ImportRowDocument, type RowChange, type StoredFault } from './imports.store';
import { IntakeService, type Receipt } from './intake.service';

const everyMs = 500;
const batchSize = { checking: 500, importing: 200 } as const;
/** Rows handed to intake at once; it stores those of a moment in one write. */
const atOnce = 50;
/** A row that fails so often while the store takes notes of it is put aside, so that it does not hold up the others; minutes pass until then. */
const mostAttempts = 100;

const logger = loggerFor('intake');

type Settled = readonly [id: string, change: RowChange];

/**
 * Checks and imports rows, a portion of each import in turn. What dies in the middle is gone on with; that no row becomes
 * two appeals rests on its number and key, under which intake stores it, and not on the lease.
 */
@Injectable()
export class ImportsSweep implements OnModuleInit, OnModuleDestroy {
  readonly #sweep: Sweep;

  constructor(
    @Inject(MONGO) connection: Connection,
    @Inject(ImportsStore) private readonly store: ImportsStore,
    @Inject(IntakeService) private readonly intake: IntakeService,
    @Inject(IMPORT_DAYS_KEPT) private readonly daysKept: number,
  ) {
    this.#sweep = new Sweep(connection, { name: 'sweep:imports', everyMs, batch: () => this.runBatch(), logger });
  }

  onModuleInit(): void {
    this.#sweep.start();
  }

  /** Says that there is something to do. */
  wake(): void {
    this.#sweep.wake();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#sweep.stop();
  }

  /** Does a portion of the import that waits longest. @returns whether there may be more */
  async runBatch(): Promise<boolean> {
    const working = await this.store.nextWorking(new Date());
    if (working === null) return false;
    if (working.state === 'checking') await this.#check(working);
    else await this.#import(working);
    return true;
  }

  async #check(checking: ImportDocument): Promise<void> {
    const isMapped = missingFields(checking.fields, checking.constants).length === 0;
    const rows = isMapped ? await this.store.rowsAfter(checking._id, checking.checkedUpTo, batchSize.checking) : [];
    const [first] = rows;
    if (first === undefined) return this.store.checked(checking, null);
    const now = new Date();
    const checked: { readonly row: ImportRowDocument; readonly found: CheckedRow }[] = [];
    for (const row of rows) {
      await giveWay();
      checked.push({ row, found: checkRow(row, checking, now) });
    }
    const earlier = new Map(await this.store.firstOf(checking, checked.map(({ found }) => found.reference), first.row));
    const changes = checked.map(({ row, found }): Settled => {
      const { reference, rowHash, faults } = found;
      const fresh = { reference, rowHash, sameAsRow: null, trackingNumber: null, attempts: 0 };
      if (faults.length > 0) return [row._id, { ...fresh, kind: 'bad', faults: [...faults] }];
      const same = earlier.get(reference);
      if (same === undefined) earlier.set(reference, { row: row.row, rowHash });
      else if (same.rowHash !== rowHash) return [row._id, { ...fresh, kind: 'bad', faults: [wholeRowFault('row.sameNumber')], sameAsRow: same.row }];
      return [row._id, { ...fresh, kind: same === undefined ? 'good' : 'same', faults: [], sameAsRow: same?.row ?? null }];
    });
    await this.store.change(checking.version, changes);
    await this.store.checked(checking, rows.at(-1)?.row ?? first.row);
  }

  async #import(importing: ImportDocument): Promise<void> {
    if (!importing.held) await this.store.hold(importing._id);
    const rows = await this.store.rowsOf(importing, ['good'], 0, batchSize.importing);
    if (rows.length === 0) return this.store.finish(importing, new Date(), this.daysKept);
    let trouble: unknown = null;
    for (let at = 0; at < rows.length && trouble === null; at += atOnce) {
      await giveWay();
      const outcomes = await Promise.all(rows.slice(at, at + atOnce).map((row) => this.#attempt(importing, row).catch((error: unknown) => {
        trouble = error;
        return failedOnce(row);
      })));
      await this.store.change(importing.version, outcomes);
    }
    // The sweep waits before it looks again.
    if (trouble !== null) throw trouble;
  }

  /** @throws whatever may pass: the row stays as it is, and is tried again */
  async #attempt(importing: ImportDocument, row: ImportRowDocument): Promise<Settled> {
    const { body, reference } = checkRow(row, importing, new Date());
    const key = `import:${createHash('sha256').update(reference).digest('hex')}`;
    try {
      const receipt = await this.intake.receive(importing.channel, key, body);
      const isOurs = !receipt.replayed || cameWith(importing, receipt.acknowledgement.id);
      return [row._id, settledAs(isOurs ? 'added' : 'present', receipt)];
    } catch (error) {
      const faults = faultsIn(error, importing);
      if (faults === null) throw error;
      return [row._id, { kind: 'refused', faults }];
    }
  }
}

/**
 * Whether an appeal that is there was made by this very import, before it was interrupted: its id, a UUIDv7 (RFC 9562), begins
 * with the milliseconds of its making.
 */
function cameWith({ committedAt }: ImportDocument, appealId: string): boolean {
  return committedAt !== null && Number.parseInt(appealId.replaceAll('-', '').slice(0, 12), 16) >= committedAt.getTime();
}

function settledAs(kind: 'added' | 'present', { acknowledgement }: Receipt): RowChange {
  return { kind, trackingNumber: acknowledgement.trackingNumber };
}

function failedOnce(row: ImportRowDocument): Settled {
  const attempts = row.attempts + 1;
  return [row._id, attempts < mostAttempts ? { attempts } : { attempts, kind: 'refused', faults: [wholeRowFault('import.failed')] }];
}

/** A refusal as the row's faults; `null` for trouble that may pass. */
function faultsIn(error: unknown, { fields }: ImportDocument): StoredFault[] | null {
  if (!(error instanceof ProblemError) || error.status >= 500 || error.type === 'too-many-requests') return null;
  if (error.type === 'idempotency-key-mismatch') return [wholeRowFault('number.otherContent')];
  const faults = rowFaults(error.details.errors ?? [], fields);
  return faults.length > 0 ? faults : [wholeRowFault('import.failed')];
}
