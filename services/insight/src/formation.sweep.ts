import { setImmediate as otherWork, setTimeout as rest } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { MONGO, Sweep } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import type { Connection } from 'mongoose';
import type { StoredReason } from './domain/appeal-document';
import type { FormationRules } from './domain/formation-rules';
import type { Grouping, Reason } from './domain/grouping';
import type { GroupChange } from './domain/membership';
import { FormationCorrections } from './formation.corrections';
import { groupedMessage, rebuiltGrouping, type Memory } from './formation.memory';
import { FormationPictures } from './formation.pictures';
import { FormationStore } from './formation.store';
import { FORMATION_RULES } from './insight.settings';

const everyMs = 250;
const batchSize = 25;
/** After so long a share of the processor grouping rests: requests go before. */
const restsPerWork = 1.5;
/** As `groupStream` repairs: what is there has grown by a quarter, and by so many. */
const leastBetweenRepairs = 500;
const shareBetweenRepairs = 0.25;
const dayInMs = 86_400_000;

/**
 * Groups form here, in one process of many: it takes appeals in the order of intake, applies what analysts corrected, and writes
 * each change before anything rests on it. Whatever fails, it forgets what it has in memory and reads the store again.
 */
@Injectable()
export class FormationSweep implements OnModuleInit, OnModuleDestroy {
  readonly #sweep: Sweep;
  #memory: Memory | null = null;
  #isStopped = false;

  constructor(
    @Inject(MONGO) connection: Connection,
    @Inject(FormationStore) private readonly store: FormationStore,
    @Inject(FormationPictures) private readonly pictures: FormationPictures,
    @Inject(FormationCorrections) private readonly corrections: FormationCorrections,
    @Inject(FORMATION_RULES) private readonly rules: FormationRules,
  ) {
    this.#sweep = new Sweep(connection, { name: 'insight:formation', everyMs, batch: () => this.#batch(), logger: loggerFor('insight') });
  }

  onModuleInit(): void {
    this.#sweep.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.#isStopped = true;
    await this.#sweep.stop();
  }

  /** Says that a correction was asked for, so that it is applied now. */
  wake(): void {
    this.#sweep.wake();
  }

  async #batch(): Promise<boolean> {
    try {
      this.#memory ??= await this.#recalled();
      const memory = this.#memory;
      const corrected = await this.corrections.apply(memory);
      await this.corrections.confirm(memory);
      const took = await this.#take(memory);
      await this.pictures.makeOwed(memory);
      return (corrected || took) && !this.#isStopped;
    } catch (error) {
      this.#memory = null;
      throw error;
    }
  }

  async #recalled(): Promise<Memory> {
    const epoch = await this.store.begin();
    const { horizonInDays } = this.rules;
    const since = horizonInDays === 0 ? null : new Date(Date.now() - horizonInDays * dayInMs);
    const grouping = await rebuiltGrouping(this.store.grouped(since), await this.store.decisions());
    const size = grouping.groupIds().reduce((sum, group) => sum + grouping.membersOf(group).length, 0);
    return { epoch, grouping, size, repairedAt: size };
  }

  /** @returns whether there may be more */
  async #take(memory: Memory): Promise<boolean> {
    const appeals = await this.store.waiting(batchSize);
    if (appeals.length === 0) return false;
    const from = performance.now();
    const { grouping } = memory;
    const reasons = new Map<string, readonly StoredReason[]>();
    const changes: GroupChange[] = [];
    for (const appeal of appeals) {
      const placement = grouping.add(groupedMessage(appeal));
      reasons.set(appeal._id, placement.reasons.map(reasonOf));
      changes.push(...placement.changes);
      await otherWork();
    }
    memory.size += appeals.length;
    if (memory.size - memory.repairedAt >= Math.max(leastBetweenRepairs, shareBetweenRepairs * memory.size)) {
      changes.push(...grouping.repair());
      memory.repairedAt = memory.size;
    }
    await this.store.write(memory.epoch, placedAfter(grouping, changes, reasons), [...new Set(changes.map(({ groupId }) => groupId))]);
    await rest((performance.now() - from) * restsPerWork);
    return appeals.length === batchSize;
  }
}

/** Where everybody is now whom the changes moved, and who was just taken. */
function placedAfter(grouping: Grouping, changes: readonly GroupChange[], reasons: ReadonlyMap<string, readonly StoredReason[]>) {
  const moved = new Set([...reasons.keys(), ...changes.flatMap(({ joined }) => joined)]);
  return [...moved].flatMap((appealId) => {
    const groupId = grouping.groupOf(appealId);
    const why = reasons.get(appealId);
    return groupId === undefined ? [] : [{ appealId, groupId, ...(why !== undefined && { reasons: why }) }];
  });
}

function reasonOf({ messageId, probability, words }: Reason): StoredReason {
  return { appealId: messageId, probability: Math.round(probability * 1000) / 1000, words: [...words] };
}
