import {
  buildTrackingNumber, formatSequence, isCaseEvent, type AppealClassified, type AppealReceived, type CaseSnapshot, type NewAppeal, type Sorting, type SuqiaoEvent, type Transition,
} from '@suqiao/contracts';
import { caseEvent, DispatchActivities, DispatchFacts, openCase, type CaseDocument } from '@suqiao/dispatch';
import type { PushStep } from '../plan';
import type { Random } from '../random';
import { Calendars } from './calendars';
import type { Clock } from './clock';
import { Documents, type WithOutbox } from './documents';
import { Faults } from './faults';
import { Lives } from './lives';
import { Reminders } from './reminders';
import { Topic } from './topic';

type Step = Transition & { readonly sequence: number };

/** 受理登记's appeal, and what it knows of the case. */
export interface Appeal extends WithOutbox {
  readonly channel: string;
  readonly channelReference: string;
  readonly trackingNumber: string;
  readonly keys: readonly { readonly key: string; readonly body: string }[];
  readonly case: CaseSnapshot | null;
  readonly timeline: readonly Step[];
}

/** A case as dispatch stores it. */
export interface StoredLife extends WithOutbox {
  readonly snapshot: CaseSnapshot;
  readonly timeline: readonly Transition[];
  readonly orderIds: readonly string[];
}

/** A row of the board. */
export interface Row {
  readonly snapshot: CaseSnapshot;
  readonly timeline: readonly Step[];
}

/** How intake answers: the status, and of whom. */
export interface Receipt {
  readonly status: 202 | 400 | 422;
  readonly appeal: Appeal | null;
}

/**
 * Intake, classification, dispatch and supervision between their stores and topics. The rules are the services' own
 * (`openCase`, `DispatchActivities`, the reminders' domain); stores, topics and Temporal are simulated, with their faults.
 */
export class Services {
  readonly faults: Faults;
  readonly calendars: Calendars;
  readonly topic: Topic;
  readonly appeals: Documents<Appeal>;
  readonly sorted: Documents<WithOutbox>;
  readonly cases: Documents<StoredLife>;
  readonly lives: Lives;
  readonly facts: DispatchFacts;
  readonly reminders: Reminders;
  readonly board = new Map<string, Row>();

  constructor(readonly clock: Clock, random: Random, policy: string) {
    this.faults = new Faults(clock, random);
    this.calendars = new Calendars(clock, random);
    this.topic = new Topic(clock, this.faults);
    this.appeals = new Documents<Appeal>(clock, this.faults, this.topic);
    this.sorted = new Documents<WithOutbox>(clock, this.faults, this.topic);
    this.cases = new Documents<StoredLife>(clock, this.faults, this.topic);
    this.facts = new DispatchFacts(this.calendars, policy);
    this.lives = new Lives(clock, this.faults, new DispatchActivities({ advance: this.#advance.bind(this), find: this.#find.bind(this) }, this.facts));
    this.reminders = new Reminders(clock, this.faults, this.calendars, (caseId) => this.board.get(caseId)?.snapshot);
    this.topic.subscribe((event) => this.#classify(event));
    this.topic.subscribe((event) => this.#dispatch(event));
    this.topic.subscribe((event) => this.#tellChannel(event));
    this.topic.subscribe((event) => this.#show(event));
    this.topic.subscribe((event) => (isCaseEvent(event) ? this.reminders.follow(event.data.case, event.data.transition) : Promise.resolve()));
  }

  /** `POST /api/v1/appeals`. @throws NoAnswer */
  receive({ channel, key, appeal }: PushStep): Promise<Receipt> {
    return this.faults.ask('app', async () => {
      if (appeal.divisionCode === '999999') return { status: 400, appeal: null };
      const body = JSON.stringify(appeal);
      const document = this.#appealOf(channel, key, body, appeal);
      const clashes = (stored: Appeal) => stored.channel === channel && (stored.channelReference === appeal.channelReference || stored.keys.some((used) => used.key === key));
      if (await this.appeals.insert(document, clashes)) return { status: 202, appeal: document };
      const byKey = this.appeals.all.find((stored) => stored.channel === channel && stored.keys.some((used) => used.key === key));
      if (byKey !== undefined) return byKey.keys.some((used) => used.key === key && used.body === body) ? { status: 202, appeal: byKey } : { status: 422, appeal: null };
      const known = this.appeals.all.find((stored) => stored.channel === channel && stored.channelReference === appeal.channelReference);
      if (known === undefined) throw new Error('an insert was refused by nobody');
      await this.appeals.update(known._id, (stored) => ({ ...stored, keys: [...stored.keys, { key, body }] }));
      return { status: 202, appeal: known };
    });
  }

  /** Tells every open case of a new year, one after the other, and once more when every process has heard of it. */
  recount(version: string, pass = 1, after = ''): void {
    this.clock.after(this.faults.delayInMs(), async () => {
      const [next] = this.cases.all.filter(({ _id, snapshot }) => _id > after && snapshot.state !== 'closed').map(({ _id }) => _id).sort();
      if (next === undefined) {
        if (pass === 1) this.clock.at((this.calendars.heardAtInMs ?? 0) + 1, () => Promise.resolve(this.recount(version, 2)));
        return;
      }
      const isTold = await this.lives.tell(next, { kind: 'calendar', version }).then(() => true, () => false);
      this.recount(version, pass, isTold ? next : after);
    });
  }

  #appealOf(channel: string, key: string, body: string, appeal: NewAppeal): Appeal {
    const index = this.appeals.all.length + 1;
    const id = `019ac000-0000-7000-8000-${String(index).padStart(12, '0')}`;
    const receivedAt = this.clock.now.toISOString();
    const trackingNumber = buildTrackingNumber(receivedAt.slice(0, 10).replaceAll('-', ''), Uint8Array.from({ length: 8 }, (_, place) => Math.floor(index / 32 ** place) % 32));
    const { channelReference, title, content, divisionCode = null, categoryCode = null, confidential = false } = appeal;
    const received: AppealReceived = {
      specversion: '1.0', id: `${id}:0`, source: '/suqiao/intake', type: 'appeal.received', subject: id, time: receivedAt, datacontenttype: 'application/json',
      dataschema: 'urn:suqiao:schema:appeal.received:2', sequence: formatSequence(0), partitionkey: id,
      data: { appealId: id, trackingNumber, channel, channelReference, title, content, occurredAt: null, receivedAt, appellantName: appeal.appellant.name, creditCode: null, divisionCode, categoryCode, confidential },
    };
    return { _id: id, channel, channelReference, trackingNumber, keys: [{ key, body }], case: null, timeline: [], outbox: [received] };
  }

  async #classify(event: SuqiaoEvent): Promise<void> {
    if (event.type !== 'appeal.received') return;
    const decision = <Value>(value: Value) => ({ value, certainty: value === null ? 0 : 1, method: value === null ? ('none' as const) : ('channel' as const), reason: { zh: '渠道给出', en: 'as the channel gave it' } });
    const { divisionCode, categoryCode } = event.data;
    const sorting: Sorting = {
      category: decision(categoryCode), jurisdiction: decision(divisionCode), urgency: decision('ordinary'), modelVersion: 'simulation',
      unsure: [...(categoryCode === null ? (['category'] as const) : []), ...(divisionCode === null ? (['jurisdiction'] as const) : [])],
    };
    const classified: AppealClassified = {
      ...event, id: `${event.subject}:classified`, source: '/suqiao/classification', type: 'appeal.classified', time: this.clock.now.toISOString(),
      dataschema: 'urn:suqiao:schema:appeal.classified:2', data: { appeal: event.data, sorting },
    };
    await this.sorted.insert({ _id: event.subject, outbox: [classified] });
  }

  async #dispatch(event: SuqiaoEvent): Promise<void> {
    if (event.type !== 'appeal.classified') return;
    const { snapshot, transition } = openCase(event.data, this.facts.opening(), this.clock.now);
    const life: StoredLife = { _id: snapshot.caseId, snapshot, timeline: [transition], orderIds: [], outbox: [caseEvent(snapshot, transition, null).event] };
    await this.cases.insert(life);
    const stored = await this.cases.find(snapshot.caseId);
    if (stored !== undefined) await this.lives.start(stored.snapshot);
  }

  #advance(before: CaseSnapshot, after: CaseSnapshot, transition: Transition, _divisionPath: readonly string[], orderId?: string): Promise<boolean> {
    return this.cases.update(before.caseId, (stored) => {
      if (stored.snapshot.sequence !== before.sequence || (orderId !== undefined && stored.orderIds.includes(orderId))) return null;
      return {
        ...stored, snapshot: after, timeline: [...stored.timeline, transition], orderIds: orderId === undefined ? stored.orderIds : [...stored.orderIds, orderId],
        outbox: [...stored.outbox, caseEvent(after, transition, null).event],
      };
    });
  }

  async #find(caseId: string) {
    const stored = await this.cases.find(caseId);
    if (stored === undefined) return null;
    const { snapshot, timeline, orderIds } = stored;
    const document: CaseDocument = {
      ...snapshot, _id: caseId, content: '', sorting: { ...emptySorting }, timeline: [...timeline], divisionPath: [], handledBy: [], traceparent: null, orderIds: [...orderIds], outbox: [], outboxSince: null,
    };
    return { case: document, snapshot };
  }

  async #tellChannel(event: SuqiaoEvent): Promise<void> {
    if (!isCaseEvent(event)) return;
    const { case: snapshot, transition } = event.data;
    await this.appeals.update(snapshot.caseId, (stored) => {
      if (stored.timeline.some(({ sequence }) => sequence === snapshot.sequence)) return null;
      return { ...stored, case: newest(stored.case, snapshot), timeline: inOrder(stored.timeline, snapshot.sequence, transition) };
    });
  }

  #show(event: SuqiaoEvent): Promise<void> {
    return this.faults.ask('mongod', () => {
      if (!isCaseEvent(event)) return;
      const { case: snapshot, transition } = event.data;
      const row = this.board.get(snapshot.caseId);
      if (row?.timeline.some(({ sequence }) => sequence === snapshot.sequence) === true) return;
      this.board.set(snapshot.caseId, { snapshot: newest(row?.snapshot ?? null, snapshot), timeline: inOrder(row?.timeline ?? [], snapshot.sequence, transition) });
    });
  }
}

const none = { certainty: 0, method: 'none' as const, reason: { zh: '', en: '' } };
const emptySorting: Sorting = { category: { ...none, value: null }, jurisdiction: { ...none, value: null }, urgency: { ...none, value: 'ordinary' }, unsure: [], modelVersion: 'simulation' };

function newest(known: CaseSnapshot | null, told: CaseSnapshot): CaseSnapshot {
  return known !== null && known.sequence > told.sequence ? known : told;
}

function inOrder(timeline: readonly Step[], sequence: number, transition: Transition): Step[] {
  return [...timeline, { ...transition, sequence }].sort((a, b) => a.sequence - b.sequence);
}
