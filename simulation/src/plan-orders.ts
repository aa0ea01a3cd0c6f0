import { caseCommands, type CaseCommand, type CaseState } from '@suqiao/contracts';
import { lifecycle } from '@suqiao/workflows';
import type { Random } from './random';

/** A person gives an order. What of its body the plan can't know, the world fills in. */
export interface OrderStep {
  readonly kind: 'order';
  readonly person: string;
  /** The channel's reference of the appeal. */
  readonly reference: string;
  /** Also the text of the order, wherever it has one: so it is found in a timeline. */
  readonly orderId: string;
  readonly command: CaseCommand;
  readonly body: Readonly<Record<string, unknown>>;
  /** requestSuspension: for how long. */
  readonly suspendForInMs?: number;
  /** merge: into the case of this reference. */
  readonly into?: string;
}

const unitPeople = ['admin', 'admin', 'admin', 'handler-shandong', 'handler-shandong', 'handler-lixia-market'];
const supervisors = ['admin', 'admin', 'supervisor-province', 'supervisor-province', 'supervisor-jinan'];
const jointPeople = ['handler-lixia-federation', 'head-jinan-federation', 'handler-lixia-market'];
const everybody = [...unitPeople, ...supervisors, ...jointPeople, 'supervisor-lixia', 'analyst'];
const supervisorsCommands: ReadonlySet<CaseCommand> = new Set(['approve', 'refuse', 'followUp', 'passAnswer', 'sendBack', 'reopen', 'setConfidential']);

const jointUnits = ['370102-federation', '370102-market-regulation', '370100-federation', '370102-taxation'];
const transferUnits = ['370102-taxation', '370102-market-regulation', '370102-federation', '370202-taxation', '370100-market-regulation', '370000-federation'];

/** Commands that end or clutter a case: rarer, so that lives grow long enough for the others. */
const rare: ReadonlySet<CaseCommand> = new Set(['withdraw', 'merge', 'comment', 'setConfidential', 'transfer']);

/** Commands that make no sense before another one was given. */
const follows: Readonly<Partial<Record<CaseCommand, readonly CaseCommand[]>>> = {
  approve: ['requestExtension', 'requestSuspension', 'requestRise'], refuse: ['requestExtension', 'requestSuspension', 'requestRise'],
  answerJoint: ['askJoint'], releaseJoint: ['askJoint'],
};

/** Where the plan believes that a command leads; clocks and refusals prove it wrong often enough. */
const believed: Readonly<Partial<Record<CaseCommand, CaseState>>> = {
  accept: 'accepted', return: 'returned', transfer: 'dispatched', answer: 'answered', close: 'closed', withdraw: 'closed', merge: 'closed',
  reopen: 'dispatched', sendBack: 'accepted', resume: 'accepted',
};

/** Decides who orders what: mostly what the table would allow, often what it would not. */
export class OrderPlanner {
  readonly #beliefs = new Map<string, CaseState>();
  readonly #given: OrderStep[] = [];
  #focus: string | null = null;
  #count = 0;

  constructor(private readonly seed: number, private readonly random: Random) {}

  add(reference: string): void {
    this.#beliefs.set(reference, 'dispatched');
  }

  next(): OrderStep {
    const last = this.#given.at(-1);
    if (last !== undefined && this.random.chance(0.08)) return this.random.chance(0.5) ? last : this.random.pick(this.#given);
    return this.#new(this.#anyCase());
  }

  /** People order at once: one order under one id, several orders to one case, or two cases merged into each other. */
  atOnce(): OrderStep[] {
    const reference = this.#anyCase();
    if (this.random.chance(0.1)) {
      const other = this.random.pick([...this.#beliefs.keys()]);
      return [this.#order(reference, 'merge', other), this.#order(other, 'merge', reference)];
    }
    if (this.random.chance(0.2)) return [0, 1, 2, 3].map(() => this.#order(reference, 'comment'));
    const first = this.#new(reference);
    return [first, this.random.chance(0.4) ? first : this.#new(reference)];
  }

  /** One case is worked on for a while, so that it gets somewhere before its clocks do; the others are left to theirs. */
  #anyCase(): string {
    if (this.#focus === null || this.random.chance(0.15)) {
      const references = [...this.#beliefs.keys()];
      this.#focus = this.random.pick(this.random.chance(0.6) ? references.slice(-5) : references);
    }
    return this.#focus;
  }

  #new(reference: string): OrderStep {
    const state = this.#beliefs.get(reference) ?? 'dispatched';
    const command = this.#command(state);
    const next = believed[command];
    if (next !== undefined && command in lifecycle[state]) this.#beliefs.set(reference, next);
    return this.#order(reference, command);
  }

  #order(reference: string, command: CaseCommand, into?: string): OrderStep {
    const orderId = `s${String(this.seed)}-o${String(++this.#count)}`;
    const order: OrderStep = { kind: 'order', person: this.#person(command), reference, orderId, command, ...this.#asking(command, orderId), ...(into !== undefined && { into }) };
    this.#given.push(order);
    return order;
  }

  #command(state: CaseState): CaseCommand {
    if (this.random.chance(0.2)) return this.random.pick(caseCommands);
    const allowed = caseCommands.filter((command) => command in lifecycle[state]);
    const [last] = this.#given.slice(-1);
    const makesSense = (command: CaseCommand) => !rare.has(command) && (last === undefined || (follows[command]?.includes(last.command) ?? true));
    const usual = allowed.filter(makesSense);
    // Nothing gets anywhere before it is accepted, and by then its clocks have often begun it anew.
    if (usual.includes('accept') && this.random.chance(0.5)) return 'accept';
    const answering = usual.filter((command) => command in follows);
    if (answering.length > 0 && this.random.chance(0.7)) return this.random.pick(answering);
    return this.random.pick(this.random.chance(0.85) && usual.length > 0 ? usual : allowed);
  }

  #person(command: CaseCommand): string {
    if (this.random.chance(0.1)) return this.random.pick(everybody);
    if (command === 'answerJoint') return this.random.pick(jointPeople);
    return this.random.pick(supervisorsCommands.has(command) ? supervisors : unitPeople);
  }

  #asking(command: CaseCommand, text: string): Pick<OrderStep, 'body' | 'suspendForInMs' | 'into'> {
    const { random } = this;
    switch (command) {
      case 'accept':
        return { body: {} };
      case 'transfer':
        return { body: { unitId: random.pick(transferUnits), reason: text } };
      case 'askJoint':
        return { body: { unitIds: random.shuffled(jointUnits).slice(0, 1 + random.below(2)), demand: text } };
      case 'answerJoint':
        return { body: { content: text } };
      case 'releaseJoint':
        return { body: { unitId: random.pick(jointUnits), reason: text } };
      case 'answer':
        return { body: { content: text, final: random.chance(0.8), solution: 'solved' } };
      case 'requestExtension':
        return { body: { extendBy: { unit: 'seconds', amount: 1 + random.below(8) }, reason: text } };
      case 'requestSuspension':
        return { body: { reason: text }, suspendForInMs: 1000 + random.below(5000) };
      case 'followUp':
        return { body: { satisfaction: random.pick(['dissatisfied', 'satisfied', 'unreachable']), note: text } };
      case 'merge':
        return { body: { reason: text }, into: random.pick([...this.#beliefs.keys()]) };
      case 'comment':
        return { body: { text } };
      case 'setConfidential':
        return { body: { confidential: random.chance(0.5), reason: text } };
      case 'approve':
      case 'passAnswer':
      case 'close':
        return { body: { note: text } };
      default:
        return { body: { reason: text } };
    }
  }
}
