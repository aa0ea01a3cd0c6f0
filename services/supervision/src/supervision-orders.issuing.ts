import { createHash, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Actor, CaseSnapshot, Duration, Level, NewOrder, Reader, SupervisionOrder, Transition, Unit, UnitReference } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { readableFilter } from '@suqiao/infra/auth';
import { ProblemError } from '@suqiao/infra/http';
import { addDuration } from '@suqiao/workflows/domain';
import { mayIssue } from './domain/order-permission';
import { maskedName } from './domain/order-print';
import { issuingLevel, orderNumber, ruleFor, shanghaiYear, type OrderRules } from './domain/order-rules';
import { carryOut, issued, type OrderDraft } from './domain/supervision-order';
import { OFFICE_CLOCK, type OfficeClock } from './office-clock';
import { SupervisionOrdersStore, type IssuedOrder, type IssuingKey } from './supervision-orders.store';
import { SupervisionStore } from './supervision.store';

/** Injection token of the deployment's `OrderRules`. */
export const ORDER_RULES = Symbol('order rules');

/** The longest an order may give, in each unit of a duration: about a year. */
const longestWithin: Readonly<Record<Duration['unit'], number>> = { workingDays: 250, officeHours: 2000, minutes: 366 * 24 * 60, seconds: 366 * 24 * 3600 };
const longestInMs = 366 * 24 * 3600 * 1000;

/** Steps of a case that change its orders. */
const followed: ReadonlySet<Transition['type']> = new Set(['confidentialSet', 'withdrawn', 'merged']);

/** What an issuing adds to the case. */
interface Wanted extends Pick<SupervisionOrder, 'cause' | 'because' | 'title' | 'demand' | 'dueAt' | 'within' | 'provisional'> {
  readonly issuer: Unit;
  readonly by: Actor;
  readonly now: Date;
}

/** Issues supervision orders, by a person's decision and by the deployment's rules. */
@Injectable()
export class SupervisionOrdersIssuing {
  constructor(
    @Inject(SupervisionOrdersStore) private readonly orders: SupervisionOrdersStore,
    @Inject(SupervisionStore) private readonly cases: SupervisionStore,
    @Inject(ORDER_RULES) private readonly rules: OrderRules,
    @Inject(OFFICE_CLOCK) private readonly clock: OfficeClock,
  ) {}

  /**
   * Issues the order that a supervisor asks for.
   * @throws ProblemError `not-found` outside the reader's jurisdiction; `forbidden` for a level that is not above the
   * case's; `command-refused` for a closed case; `idempotency-key-mismatch`; `invalid-request` for a date that can't be
   */
  async byPerson(reader: Reader, asked: NewOrder, idempotencyKey: string | null): Promise<IssuedOrder> {
    const key = keyOf(reader, asked, idempotencyKey);
    const before = await this.orders.findIssued(key);
    if (before !== null) return sameAsked(before, key);
    const found = await this.cases.find(asked.caseId, readableFilter(reader));
    if (found === null) throw new ProblemError('not-found');
    const { snapshot } = found;
    if (!mayIssue(reader, snapshot)) throw new ProblemError('forbidden', { detail: { 'zh-CN': '督办单由案件现在层级以上的督办人员下达', en: 'A supervisor above the case\'s present level issues the order' } });
    if (snapshot.state === 'closed') throw new ProblemError('command-refused', { state: 'closed', allowed: [], detail: { 'zh-CN': '案件已办结，不能下达督办单', en: 'The case is closed: no order can be issued' } });
    const now = await this.orders.now();
    const by: Actor = { kind: 'person', subject: reader.subject, name: reader.name, role: reader.role, unitId: reader.unitId };
    const issuer = directory.federationOf(reader.divisionCode);
    const order = await this.#issue(snapshot, { ...this.#dueOf(asked, now), cause: 'person', because: null, title: asked.title ?? snapshot.title, demand: asked.demand, issuer, by, now }, key);
    return sameAsked(order, key);
  }

  /** Follows a step of a case: issues the order that a rule asks for, once a case and cause; orders follow the case's confidentiality and its end. */
  async follow(snapshot: CaseSnapshot, transition: Transition): Promise<void> {
    // By the board's newest row: a step that comes late tells of a past state.
    if (followed.has(transition.type)) await this.#followCase(snapshot);
    const rule = ruleFor(this.rules, snapshot, transition);
    if (rule === null) return;
    const key: IssuingKey = { kind: 'cause', causeKey: `${snapshot.caseId}:${rule.cause}` };
    if ((await this.orders.findIssued(key)) !== null) return;
    // The step may come late, when the case is over; only an appellant's word still counts then.
    const present = await this.cases.find(snapshot.caseId, {});
    if (rule.cause === 'overdue' && present?.snapshot.state === 'closed') return;
    const now = await this.orders.now();
    const { at, provisional } = addDuration(this.clock.calendar, now, rule.within);
    const because = { zh: `${rule.title.zh}（${this.rules.title.zh}：${this.rules.source.zh}）`, en: `${rule.title.en} (${this.rules.title.en}: ${this.rules.source.en})` };
    const issuer = federationAt(snapshot.divisionCode, issuingLevel(snapshot.level));
    await this.#issue(snapshot, { cause: rule.cause, because, title: snapshot.title, demand: rule.demand, dueAt: at.toISOString(), within: rule.within, provisional, issuer, by: { kind: 'system' }, now }, key);
  }

  async #issue(snapshot: CaseSnapshot, { issuer, by, now, ...words }: Wanted, key: IssuingKey): Promise<IssuedOrder> {
    const division = directory.division(issuer.divisionCode);
    if (division === undefined) throw new RangeError(`no division has the code ${issuer.divisionCode}`);
    const year = shanghaiYear(now);
    const draft: Omit<OrderDraft, 'number' | 'serial'> = {
      ...words, orderId: randomUUID(), year, issuedBy: reference(issuer), unit: snapshot.unit, caseId: snapshot.caseId, trackingNumber: snapshot.trackingNumber,
      caseTitle: snapshot.title, appellantMasked: maskedName(snapshot.appellantName), confidential: snapshot.confidential, divisionCode: snapshot.divisionCode, issuedAt: now.toISOString(),
    };
    const order = await this.orders.issue(
      { issuingDivision: issuer.divisionCode, year }, key, this.clock.calendar.version, directory.divisionPath(snapshot.divisionCode),
      (serial) => issued({ ...draft, serial, number: orderNumber(division, year, serial) }, by),
    );
    // The case may have become confidential, or ended, between its reading and the order's writing: whoever comes second sees the other.
    await this.#followCase(snapshot);
    return order;
  }

  /** An order is as confidential as its case, and ends with one that nobody answers any more: withdrawn, or merged into another. */
  async #followCase({ caseId }: CaseSnapshot): Promise<void> {
    const present = await this.cases.find(caseId, {});
    if (present === null) return;
    const { confidential, outcome } = present.snapshot;
    await this.orders.followCase(caseId, confidential);
    if (outcome !== 'withdrawn' && outcome !== 'merged') return;
    const reason = outcome === 'withdrawn' ? '诉求已撤回，督办单随案撤销' : '诉求已并入另一案件，督办单随案撤销';
    for (let open = await this.orders.openOf(caseId); open.length > 0; open = await this.orders.openOf(caseId)) {
      for (const found of open) {
        const decision = carryOut(found.order, { command: 'revoke', by: { kind: 'system' }, reason, text: null }, await this.orders.now());
        if (decision.ok) await this.orders.advance(found, decision);
      }
    }
  }

  /** The due date asked for, counted on the calendar where a length was given, or the deployment's where nothing was. */
  #dueOf(asked: NewOrder, now: Date): Pick<SupervisionOrder, 'dueAt' | 'within' | 'provisional'> {
    if (asked.dueAt !== undefined && asked.within !== undefined) throw wrongDate('/within', 'within.besideDueAt', '请在 dueAt 与 within 中只给一项', 'Give dueAt or within, not both');
    const within = asked.within ?? this.rules.within;
    if (within.amount > longestWithin[within.unit]) throw wrongDate('/within', 'within.tooLong', '督办期限不得超过一年', 'An order gives a year at the most');
    const due = asked.dueAt === undefined ? addDuration(this.clock.calendar, now, within) : { at: new Date(asked.dueAt), provisional: false };
    const pointer = asked.dueAt === undefined ? '/within' : '/dueAt';
    if (due.at.getTime() <= now.getTime()) throw wrongDate(pointer, 'dueAt.past', '到期日应晚于现在', 'The due date must lie ahead');
    if (asked.dueAt !== undefined && due.at.getTime() - now.getTime() > longestInMs) throw wrongDate(pointer, 'dueAt.tooFar', '到期日不得晚于一年以后', 'The due date lies more than a year ahead');
    return { dueAt: due.at.toISOString(), ...(asked.dueAt === undefined && { within }), provisional: due.provisional };
  }
}

function keyOf(reader: Reader, asked: NewOrder, idempotencyKey: string | null): IssuingKey {
  if (idempotencyKey === null) return { kind: 'none' };
  const { caseId, title, demand, dueAt, within } = asked;
  const text = JSON.stringify([caseId, title ?? null, demand, dueAt ?? null, within === undefined ? null : [within.unit, within.amount]]);
  return { kind: 'idempotency', issuedUnder: `${reader.subject} ${idempotencyKey}`, askedDigest: createHash('sha256').update(text).digest('hex') };
}

function sameAsked(order: IssuedOrder, key: IssuingKey): IssuedOrder {
  if (key.kind === 'idempotency' && order.askedDigest !== key.askedDigest) throw new ProblemError('idempotency-key-mismatch');
  return order;
}

function wrongDate(pointer: string, rule: string, zh: string, en: string): ProblemError {
  return new ProblemError('invalid-request', { errors: [{ pointer, rule, detail: { 'zh-CN': zh, en } }] });
}

/** @throws RangeError when the division has no ancestor at that level */
function federationAt(divisionCode: string, level: Level): Unit {
  const code = directory.divisionPath(divisionCode).find((candidate) => directory.lowestLevel(candidate) === level);
  if (code === undefined) throw new RangeError(`division ${divisionCode} has nothing at level ${level}`);
  return directory.federationOf(code);
}

function reference({ unitId, name, kind, level, divisionCode }: Unit): UnitReference {
  return { unitId, name, kind, level, divisionCode };
}
