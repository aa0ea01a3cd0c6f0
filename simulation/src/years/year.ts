import { isCaseEvent, type Reader } from '@suqiao/contracts';
import { orderFrom, planChange, policyRefusal } from '@suqiao/dispatch';
import { ProblemError } from '@suqiao/infra/http';
import { decide, withinOfficeHours, type CaseOrder } from '@suqiao/workflows';
import type { Evidence } from '../evidence';
import { breaksOf, type Break } from '../invariants';
import { isUnanswered, Journal, type Answered, type OrderEntry, type Place, type PushEntry } from '../journal';
import { planOf, type PushStep, type Step } from '../plan';
import type { OrderStep } from '../plan-orders';
import { randomOf } from '../random';
import { Clock } from './clock';
import { NoAnswer } from './faults';
import { Services } from './services';

const dayInMs = 24 * 3_600_000;
const policies = ['shandong-enterprise-2020', 'shandong-2017', 'zaozhuang', 'beijing-2022', 'seconds'];
/** One of the plan's milliseconds takes so long here: its second is half a day, its suspension of five seconds some days. */
const stretch = 43_200;
const units: Readonly<Record<string, string>> = {
  'handler-lixia-market': '370102-market-regulation', 'handler-lixia-federation': '370102-federation', 'head-jinan-federation': '370100-federation',
};
const mostSteps = 200_000;
const noAnswer: Answered = { status: 0, body: null };

/** What a simulated year came to. */
export interface YearOutcome {
  readonly breaks: readonly Break[];
  readonly cases: number;
  readonly transitions: number;
  readonly published: number;
  readonly reminders: number;
  readonly policy: string;
}

/**
 * Follows the decisions of a seed through a year of the simulation's own clock: the same rules, and faults at every
 * boundary between a process, a store, a topic and Temporal. What the seed decides is the same on every machine.
 */
export async function simulateYear(seed: number, length: number): Promise<YearOutcome> {
  const random = randomOf(seed ^ 0x5eed);
  const policy = policies[seed % policies.length] ?? 'shandong-enterprise-2020';
  const clock = new Clock(Date.parse('2026-01-05T00:00:00Z') + random.below(300) * dayInMs, random);
  const year = new Year(new Services(clock, random, policy), random.below(length));
  for (const [step, decision] of planOf(seed, length).entries()) {
    year.take(decision, { seed, step });
    await clock.goOn(clock.now.getTime() + random.below(10 * 3_600_000));
  }
  await year.settle();
  const evidence = year.evidence();
  const breaks = [...breaksOf(year.journal, evidence), ...year.remindersHold(), ...year.datesAreOfToday()];
  return {
    breaks, policy, cases: evidence.cases.length, transitions: evidence.cases.reduce((sum, { timeline }) => sum + timeline.length, 0),
    published: year.services.topic.records.length, reminders: year.services.reminders.byKey.size,
  };
}

class Year {
  readonly journal = new Journal();
  #steps = 0;

  constructor(readonly services: Services, private readonly newYearAtStep: number) {}

  take(step: Step, place: Place): void {
    const { clock, faults, calendars } = this.services;
    if (this.#steps++ === this.newYearAtStep) this.services.recount(calendars.load());
    switch (step.kind) {
      case 'push':
      case 'order':
        this.#ask(step, place, faults.delayInMs());
        break;
      case 'together': {
        const delayInMs = faults.delayInMs();
        for (const one of step.steps) this.#ask(one, place, delayInMs);
        break;
      }
      case 'outage':
        faults.kill(step.part, step.awayInMs * 2000);
        break;
      case 'copies':
        this.#copy(step.shares, step.newestFirst);
        break;
      case 'wait':
        clock.after(step.forInMs * stretch, () => Promise.resolve());
        break;
      case 'poison':
        // What is no event is for the event bus, which is not simulated here.
        break;
    }
  }

  /** Nothing goes wrong any more; everybody asks until there is an answer, and every clock runs down. */
  async settle(): Promise<void> {
    const { clock, faults } = this.services;
    faults.end();
    for (let round = 0; round < 50; round++) {
      await clock.rest(mostSteps);
      const open = [...this.journal.pushes, ...this.journal.orders].filter(({ answers }) => answers.every(isUnanswered));
      if (open.length === 0) return;
      for (const entry of open) this.#later(() => ('push' in entry ? this.#push(entry) : this.#order(entry)));
    }
    throw new Error('somebody never got an answer');
  }

  evidence(): Evidence {
    const { appeals, cases, board, topic, lives } = this.services;
    const records = topic.records;
    return {
      appeals: appeals.all.map((appeal) => ({ ...appeal, timeline: [...appeal.timeline] })),
      cases: cases.all.map((stored) => ({ ...stored, timeline: [...stored.timeline], orderIds: [...stored.orderIds] })),
      board: [...board].map(([_id, row]) => ({ _id, snapshot: row.snapshot, timeline: [...row.timeline] })),
      published: Map.groupBy(records.filter(isCaseEvent), (event) => event.subject),
      received: new Set(records.filter((event) => event.type === 'appeal.received').map((event) => event.subject)),
      letters: new Set(), expectedLetters: new Set(), possibleLetters: new Set(), undead: lives.undead,
      behind: topic.waiting === 0 ? [] : [`${String(topic.waiting)} records`],
    };
  }

  /** 催办 once for each step of a clock, in office hours, or dropped with its reason; none that no step asked for. */
  remindersHold(): Break[] {
    const invariant = 'every clock reminds once';
    const { reminders, cases, calendars } = this.services;
    const asking = new Set(['acceptanceOverdue', 'replyOverdue', 'dueSoon', 'overdue', 'jointOverdue']);
    const wanted = new Map<string, string>(cases.all.flatMap(({ _id, timeline }) => timeline.flatMap(({ type }, index) => (asking.has(type) ? [[`${_id}:${String(index + 1)}:${type}`, _id] as const] : []))));
    const missing = [...wanted].filter(([key]) => !reminders.byKey.has(key)).map(([key, caseId]) => ({ invariant, caseId, how: `${key} was never asked for` }));
    const wrong = [...reminders.byKey].flatMap(([key, { caseId, sentAt, dropped }]): Break[] => [
      ...(wanted.has(key) ? [] : [{ invariant, caseId, how: `${key} was asked for by nobody` }]),
      ...(sentAt.length + (dropped === null ? 0 : 1) === 1 ? [] : [{ invariant, caseId, how: `${key} was sent ${String(sentAt.length)} times and dropped as ${dropped ?? 'nothing'}` }]),
      ...sentAt.filter((at) => !calendars.knownAt(new Date(at)).some((calendar) => withinOfficeHours(calendar, new Date(at)))).map((at) => ({ invariant, caseId, how: `${key} left at ${at}` })),
    ]);
    return [...missing, ...wrong];
  }

  /** Every open case counts by the calendar in force. */
  datesAreOfToday(): Break[] {
    const { cases, facts, clock } = this.services;
    return cases.all.flatMap(({ _id, snapshot }) => {
      const change = planChange(snapshot, { kind: 'calendar', version: '', at: clock.now.toISOString() }, facts.planning(snapshot.policy));
      return change === null ? [] : [{ invariant: 'dates are of the calendar in force', caseId: _id, how: change.text ?? 'a joint part differs' }];
    });
  }

  #later(ask: () => Promise<void>, delayInMs = this.services.faults.delayInMs()): void {
    this.services.clock.after(delayInMs, ask);
  }

  #ask(step: PushStep | OrderStep, place: Place, delayInMs: number): void {
    if (step.kind === 'push') {
      const entry: PushEntry = { place, push: step, answers: [] };
      this.journal.pushes.push(entry);
      this.#later(() => this.#push(entry), delayInMs);
      return;
    }
    const caseId = this.journal.acknowledged(step.reference)?.id;
    if (caseId === undefined) return;
    const entry: OrderEntry = { place, order: step, caseId, answers: [] };
    this.journal.orders.push(entry);
    this.#later(() => this.#order(entry), delayInMs);
  }

  async #push(entry: PushEntry): Promise<void> {
    try {
      const { status, appeal } = await this.services.receive(entry.push);
      this.journal.answerPush(entry, { status, body: appeal === null ? null : { id: appeal._id, trackingNumber: appeal.trackingNumber } });
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      this.journal.answerPush(entry, noAnswer);
    }
  }

  async #order(entry: OrderEntry): Promise<void> {
    const askedAt = this.services.clock.now.getTime();
    const answer = (status: number) => void entry.answers.push({ status, body: null, askedAt });
    try {
      await this.services.faults.ask('app', () => this.#give(entry, answer));
    } catch (error) {
      if (error instanceof ProblemError) answer(400);
      else if (error instanceof NoAnswer) answer(0);
      else throw error;
    }
  }

  /** As `dispatch.controller.ts`, without the question who may. */
  async #give({ caseId, order: { orderId, command, body, person, suspendForInMs, into } }: OrderEntry, answer: (status: number) => void): Promise<void> {
    const { cases, facts, clock, lives, faults } = this.services;
    const stored = await cases.find(caseId);
    if (stored === undefined) {
      answer(503);
      return;
    }
    if (stored.orderIds.includes(orderId)) {
      answer(200);
      return;
    }
    const planning = facts.planning(stored.snapshot.policy);
    const given = {
      ...body,
      ...(suspendForInMs !== undefined && { until: new Date(clock.now.getTime() + suspendForInMs * stretch).toISOString() }),
      ...('extendBy' in body && planning.policy.resolveWithin.unit === 'workingDays' && { extendBy: { unit: 'workingDays', amount: 1 + (orderId.length % 5) } }),
      ...(into !== undefined && { into: this.journal.acknowledged(into)?.trackingNumber ?? 'none' }),
    };
    const find = (number: string) => Promise.resolve(cases.all.find(({ snapshot }) => snapshot.trackingNumber === number)?.snapshot ?? null);
    const order: CaseOrder = { ...(await orderFrom(command, given, readerOf(person), planning.policy.redoAtMost, find)), orderId };
    if (!decide(stored.snapshot, order).ok || policyRefusal(stored.snapshot, order, planning, clock.now) !== null) {
      answer(409);
      return;
    }
    const isTaken = await lives.give(stored.snapshot, order, (outcome) => {
      const isKnown = outcome.kind === 'done' || cases.all.some((one) => one._id === caseId && one.orderIds.includes(orderId));
      answer(faults.strikes(0.05) ? 0 : isKnown ? 200 : 409);
    });
    if (!isTaken) answer(503);
  }

  /** Earlier facts once more, usually the newer ones first. */
  #copy(shares: readonly number[], newestFirst: boolean): void {
    const { topic } = this.services;
    const facts = topic.records;
    for (const place of shares.map((share) => Math.floor(share * facts.length)).sort((a, b) => (newestFirst ? b - a : a - b))) {
      const event = facts[place];
      if (event !== undefined) this.#later(() => topic.publish(event).catch(() => undefined));
    }
  }
}

function readerOf(person: string): Reader {
  return { subject: person, name: person, role: 'administrator', level: 'province', divisionCode: '370000', unitId: units[person] ?? null };
}
