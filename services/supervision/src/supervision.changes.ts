import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { upgradeSnapshot } from '@suqiao/contracts';
import { Batcher } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import { lightOf } from '@suqiao/workflows/domain';
import { ChangesStore, type FollowedChanges, type StoredChange } from './changes.store';
import { SupervisionStore, transitionOf } from './supervision.store';
import { SupervisionStream } from './supervision.stream';

/** How often is looked whether anybody still listens. */
const idleCheckInMs = 15_000;

const logger = loggerFor('supervision');

/**
 * Brings what changes in the store to this process's open boards, whichever process changed it. While nobody listens, nothing
 * is followed. What can't be followed any further ends the boards' streams: their readers open anew and ask for everything.
 */
@Injectable()
export class SupervisionChanges implements OnModuleDestroy {
  readonly #teller = new Batcher<StoredChange, true>({ run: (batch) => this.#tell(batch), longestBatch: 100, mostInFlight: 1 });
  #following: Promise<FollowedChanges> | null = null;
  #idleCheck: NodeJS.Timeout | null = null;

  constructor(
    @Inject(ChangesStore) private readonly changes: ChangesStore,
    @Inject(SupervisionStore) private readonly cases: SupervisionStore,
    @Inject(SupervisionStream) private readonly stream: SupervisionStream,
  ) {}

  /** Resolves once nothing that changes from now on will be missed. @throws the driver's error when the store is away */
  async follow(): Promise<void> {
    this.#following ??= this.#begin();
    await this.#following;
  }

  async onModuleDestroy(): Promise<void> {
    await this.#stop();
  }

  async #begin(): Promise<FollowedChanges> {
    try {
      const followed = await this.changes.follow();
      void this.#read(followed);
      this.#idleCheck = setInterval(() => { if (this.stream.listening === 0) void this.#stop(); }, idleCheckInMs).unref();
      return followed;
    } catch (error) {
      this.#following = null;
      throw error;
    }
  }

  async #read(followed: FollowedChanges): Promise<void> {
    try {
      for await (const change of followed.changes) {
        this.#teller.submit(change).catch((error: unknown) => { this.#giveUp(followed, error); });
      }
      this.#giveUp(followed, new Error('the store tells of no more changes'));
    } catch (error) {
      this.#giveUp(followed, error);
    }
  }

  /** A stream with a gap would be believed: better none. */
  #giveUp(followed: FollowedChanges, error: unknown): void {
    if (followed.isClosed()) return;
    logger.warn({ err: error }, 'changes can\'t be followed; open boards ask anew');
    void this.#stop();
    this.stream.endAll();
  }

  async #stop(): Promise<void> {
    if (this.#idleCheck !== null) clearInterval(this.#idleCheck);
    const following = this.#following;
    this.#following = null;
    await (await following?.catch(() => null))?.close();
  }

  async #tell(batch: readonly StoredChange[]): Promise<true[]> {
    const idsOf = (kind: StoredChange['kind']) => batch.filter((change) => change.kind === kind).map(({ id }) => id);
    const [orders, reminders] = await Promise.all([this.changes.orders(idsOf('order')), this.changes.reminders(idsOf('reminder'))]);
    const rows = new Map((await this.cases.rows([...idsOf('case'), ...[...reminders.values()].map(({ caseId }) => caseId)])).map((row) => [row._id, row]));
    for (const { kind, id, sequence } of batch) {
      if (kind === 'case') {
        const row = rows.get(id);
        const step = row?.timeline.find((one) => one.sequence === sequence);
        if (row === undefined || step === undefined) continue;
        const snapshot = upgradeSnapshot(row.snapshot);
        this.stream.push({ case: { ...snapshot, light: lightOf(snapshot, Date.now()) }, transition: transitionOf(step) }, row);
      } else if (kind === 'order') {
        const found = orders.get(id);
        if (found !== undefined) this.stream.pushOrder(found.change, found.scope);
      } else {
        const change = reminders.get(id);
        const row = change === undefined ? undefined : rows.get(change.caseId);
        if (change !== undefined && row !== undefined) this.stream.pushReminder(change, row);
      }
    }
    return batch.map(() => true);
  }
}
