import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { MONGO, Sweep } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import type { Connection } from 'mongoose';
import { SupervisionStore } from './supervision.store';
import { TalliesStore, type MendedTally } from './tallies.store';

/** One place each time: all some 170 of a province in an hour and a half, a place's rows read in some tens of milliseconds. */
const everyMs = 30_000;

const logger = loggerFor('supervision');

/**
 * Counts the board's rows anew, place after place without end, and mends and reports every tally that differs: a restored
 * backup, a row changed by hand, a process of an earlier version. Tallies and rows are written in one transaction, so that
 * in all other cases there is nothing to mend.
 */
@Injectable()
export class TalliesSweep implements OnModuleInit, OnModuleDestroy {
  readonly #sweep: Sweep;
  #places: string[] = [];

  constructor(
    @Inject(MONGO) connection: Connection,
    @Inject(TalliesStore) private readonly tallies: TalliesStore,
    // Its indexes come first: a place is found by one.
    @Inject(SupervisionStore) private readonly rows: SupervisionStore,
  ) {
    this.#sweep = new Sweep(connection, { name: 'sweep:tallies', everyMs, batch: () => this.verifyNext(), logger });
  }

  /** A board of an earlier version has no tallies: they are made before anybody asks for them. */
  async onModuleInit(): Promise<void> {
    await this.tallies.onModuleInit();
    await this.rows.onModuleInit();
    await this.prepare();
    this.#sweep.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#sweep.stop();
  }

  /** Counts everything where rows are in no tally yet; some minutes a million rows. */
  async prepare(): Promise<void> {
    if (await this.tallies.isComplete()) return;
    logger.info('the board\'s tallies are made');
    await this.verifyAll();
    await this.tallies.markComplete();
  }

  /** Counts every place once. @returns what was mended */
  async verifyAll(): Promise<MendedTally[]> {
    const mended: MendedTally[] = [];
    await this.tallies.complete();
    for (const place of await this.tallies.places()) mended.push(...(await this.tallies.recountPlace(place)));
    mended.push(...(await this.tallies.recountDivisions()));
    return mended;
  }

  /** Counts the next place, and the divisions once all places are through. @returns whether there is more to do at once: never */
  async verifyNext(): Promise<boolean> {
    if (this.#places.length === 0) {
      await this.tallies.complete();
      this.#places = await this.tallies.places();
    }
    const place = this.#places.shift();
    const mended = place === undefined ? [] : await this.tallies.recountPlace(place);
    // What a place had wrong, its divisions had wrong too.
    if (mended.length > 0 || this.#places.length === 0) mended.push(...(await this.tallies.recountDivisions()));
    for (const { id, added } of mended) logger.error({ tally: id, added }, 'a tally of the board differed from its rows and was mended');
    return false;
  }
}
