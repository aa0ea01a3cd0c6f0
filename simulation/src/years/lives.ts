import type { CaseReference, CaseSnapshot } from '@suqiao/contracts';
import { decide, nextClock, refusalBy, refusalOf, type CaseActivities, type CaseOrder, type Happening, type Refusal } from '@suqiao/workflows';
import type { Clock } from './clock';
import { NoAnswer, type Faults } from './faults';

/** How an order ended. */
export type Outcome = { readonly kind: 'done'; readonly snapshot: CaseSnapshot } | { readonly kind: 'refused'; readonly refusal: Refusal };

/** What a life still has to see to, the first first. */
type Task =
  | { readonly kind: 'order'; readonly order: CaseOrder; readonly answers: ((outcome: Outcome) => void)[]; isHandedOver: boolean }
  | { readonly kind: 'duplicate'; readonly duplicate: CaseReference }
  | { readonly kind: 'calendar'; readonly version: string };

/** A workflow: what it remembers is what its history holds; what was done by a task that was lost it does not know. */
interface Life {
  snapshot: CaseSnapshot;
  isRunning: boolean;
  readonly tasks: Task[];
  /** Outcomes of this run's orders, by their ids. */
  outcomes: Map<string, Outcome>;
  turnAtInMs: number | null;
}

/** `case-life.ts` as Temporal runs it, with workers that die in the middle of a task: the task is then taken anew. */
export class Lives {
  readonly #byId = new Map<string, Life>();

  constructor(private readonly clock: Clock, private readonly faults: Faults, private readonly activities: CaseActivities) {}

  /** Closed cases whose workflow goes on. */
  get undead(): string[] {
    return [...this.#byId.values()].filter(({ snapshot, isRunning }) => snapshot.state === 'closed' && isRunning).map(({ snapshot }) => snapshot.caseId);
  }

  /** A second start of the same case is harmless. @throws NoAnswer */
  start(snapshot: CaseSnapshot): Promise<void> {
    return this.faults.ask('temporal', () => {
      if (this.#byId.has(snapshot.caseId)) return;
      this.#begin(snapshot);
    });
  }

  /**
   * An order, as `CaseOrders.give`.
   * @param answered called once, maybe much later
   * @returns false when the workflow is over, or not there yet
   * @throws NoAnswer
   */
  give(stored: CaseSnapshot, order: CaseOrder, answered: (outcome: Outcome) => void): Promise<boolean> {
    return this.faults.ask('temporal', () => {
      let life = this.#byId.get(stored.caseId);
      if (stored.state === 'closed' && life?.isRunning !== true) life = this.#begin(stored);
      if (life?.isRunning !== true) return false;
      const known = life.outcomes.get(order.orderId ?? '');
      const same = life.tasks.find((task) => task.kind === 'order' && task.order.orderId === order.orderId);
      if (known !== undefined) answered(known);
      else if (same?.kind === 'order') same.answers.push(answered);
      else this.#validated(life, order, answered);
      return true;
    });
  }

  /** @returns false when its workflow is over @throws NoAnswer */
  tell(caseId: string, task: Extract<Task, { kind: 'duplicate' | 'calendar' }>): Promise<boolean> {
    return this.faults.ask('temporal', () => this.#signal(caseId, task));
  }

  #begin(snapshot: CaseSnapshot): Life {
    const life: Life = { snapshot, isRunning: true, tasks: [], outcomes: new Map(), turnAtInMs: null };
    this.#byId.set(snapshot.caseId, life);
    this.#turnSoon(life);
    return life;
  }

  #signal(caseId: string, task: Extract<Task, { kind: 'duplicate' | 'calendar' }>): boolean {
    const life = this.#byId.get(caseId);
    if (life?.isRunning !== true) return false;
    life.tasks.push(task);
    this.#turnSoon(life);
    return true;
  }

  #validated(life: Life, order: CaseOrder, answered: (outcome: Outcome) => void): void {
    const decision = decide(life.snapshot, order);
    if (decision.ok) life.tasks.push({ kind: 'order', order, answers: [answered], isHandedOver: false });
    else answered({ kind: 'refused', refusal: decision.refusal });
    this.#turnSoon(life);
  }

  #turnSoon(life: Life, delayInMs = this.faults.delayInMs()): void {
    this.#turnAt(life, this.clock.now.getTime() + delayInMs);
  }

  /** Of several turns that wait, the earliest counts. */
  #turnAt(life: Life, atInMs: number): void {
    if (life.turnAtInMs !== null && life.turnAtInMs <= atInMs) return;
    life.turnAtInMs = atInMs;
    this.clock.at(atInMs, async () => {
      if (life.turnAtInMs !== atInMs) return;
      life.turnAtInMs = null;
      await this.#turn(life);
    });
  }

  async #turn(life: Life): Promise<void> {
    if (!life.isRunning) return;
    const [task] = life.tasks;
    try {
      if (task !== undefined) await this.#take(life, task);
      else if (life.snapshot.state !== 'closed') await this.#clock(life);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      this.#turnSoon(life, 5000);
      return;
    }
    if (life.snapshot.state === 'closed' && life.tasks.length === 0) {
      life.isRunning = false;
      return;
    }
    if (life.tasks.length > 0) this.#turnSoon(life);
    const next = nextClock(life.snapshot);
    if (next !== null) this.#turnAt(life, next.atInMs);
  }

  async #clock(life: Life): Promise<void> {
    const next = nextClock(life.snapshot);
    const now = this.clock.now;
    if (next === null || next.atInMs > now.getTime()) return;
    await this.#record(life, { kind: 'clock', fact: next.fact, at: now.toISOString(), ...(next.unitId !== undefined && { unitId: next.unitId }) });
  }

  async #take(life: Life, task: Task): Promise<void> {
    const at = this.clock.now.toISOString();
    if (task.kind === 'order') {
      const outcome = await this.#order(life, task, at);
      life.outcomes.set(task.order.orderId ?? '', outcome);
      for (const answer of task.answers) answer(outcome);
    } else if (!this.#isForwarded(life, task)) await this.#record(life, { ...task, at });
    life.tasks.shift();
  }

  /** What is merged into a case that was merged itself goes on with it. */
  #isForwarded({ snapshot }: Life, task: Exclude<Task, { kind: 'order' }>): boolean {
    return task.kind === 'duplicate' && snapshot.mergedInto !== null && this.#signal(snapshot.mergedInto.caseId, task);
  }

  async #order(life: Life, task: Extract<Task, { kind: 'order' }>, at: string): Promise<Outcome> {
    const { order } = task;
    const { into } = order;
    if (order.command === 'merge' && into != null && !task.isHandedOver) {
      const decision = decide(life.snapshot, order);
      if (!decision.ok) return { kind: 'refused', refusal: decision.refusal };
      const own = { caseId: life.snapshot.caseId, trackingNumber: life.snapshot.trackingNumber };
      const told = [own, ...life.snapshot.duplicates].every((duplicate) => this.#signal(into.caseId, { kind: 'duplicate', duplicate }));
      if (!told) return { kind: 'refused', refusal: refusalBy('targetClosed', life.snapshot, 'merge') };
      // A signal that was sent stands in the history: a task that is taken anew does not send it again.
      task.isHandedOver = true;
    }
    try {
      return { kind: 'done', snapshot: await this.#record(life, { kind: 'order', order, at }) };
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === null) throw error;
      return { kind: 'refused', refusal };
    }
  }

  /** @throws NoAnswer when the worker dies before the end of the task reaches the history, whatever was written */
  async #record(life: Life, happening: Happening): Promise<CaseSnapshot> {
    const deaths = this.faults.deaths('worker');
    const after = await this.faults.ask('worker', () => this.activities.recordTransition(life.snapshot, happening));
    if (this.faults.deaths('worker') !== deaths || this.faults.strikes(0.03)) throw new NoAnswer('the worker died after its write');
    life.snapshot = after;
    return after;
  }
}
