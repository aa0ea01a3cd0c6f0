import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Actor, CaseSnapshot, NewReminder, OnBehalfOf, Reader, Reminder, ReminderCause, Transition, UnitReference } from '@suqiao/contracts';
import { readableFilter } from '@suqiao/infra/auth';
import { ProblemError, type Text } from '@suqiao/infra/http';
import { nextOfficeInstant } from '@suqiao/workflows/domain';
import { noLongerWaits, pausedUntil, reminderAskedBy, reminderKey, rulesInForce, shanghaiMinute, type RemindedFacts, type ReminderRules } from './domain/reminder';
import { askedKey, type AskedKey } from './idempotency-key';
import { OFFICE_CLOCK, type OfficeClock } from './office-clock';
import { RemindersStore, type StoredReminder } from './reminders.store';
import { SupervisionStore } from './supervision.store';

/** Injection token of the deployment's `readonly ReminderRules[]`. */
export const REMINDER_RULES = Symbol('reminder rules');

/** Why a person can't remind a unit now: nobody has anything to do, or they did so a moment ago. */
export type ReminderHindrance =
  | { readonly rule: 'reminder.notWaiting'; readonly state: CaseSnapshot['state'] }
  | { readonly rule: 'reminder.paused'; readonly until: Date };

/** How often asking looks again after the same person was faster with another request. */
const mostAttempts = 5;

/** Asks for reminders, by a person's decision and by the clocks of cases. */
@Injectable()
export class RemindersAsking {
  constructor(
    @Inject(RemindersStore) private readonly reminders: RemindersStore,
    @Inject(SupervisionStore) private readonly cases: SupervisionStore,
    @Inject(OFFICE_CLOCK) private readonly clock: OfficeClock,
    @Inject(REMINDER_RULES) private readonly rules: readonly ReminderRules[],
  ) {}

  /**
   * Reminds whose turn it is of a case, now or when offices next open.
   * @throws ProblemError `not-found` outside the reader's jurisdiction; `command-refused` for a case that waits for nobody,
   * and within the pause after the same person's last reminder of that unit on that case; `idempotency-key-mismatch`
   */
  async byPerson(reader: Reader, caseId: string, { text }: NewReminder, idempotencyKey: string | null, onBehalfOf: OnBehalfOf | null = null): Promise<StoredReminder> {
    const asked = idempotencyKey === null ? null : askedKey(reader, idempotencyKey, [caseId, text ?? null, onBehalfOf?.subject ?? null]);
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const same = await this.#sameAsked(asked);
      if (same !== null) return same;
      const found = await this.cases.find(caseId, readableFilter(reader));
      if (found === null) throw new ProblemError('not-found');
      const { snapshot } = found;
      const now = await this.clock.now();
      // One look serves both the pause and the number below: between two, another request could slip in.
      const before = await this.reminders.askedBy(reader.subject, [caseId]);
      const hindrance = this.#hindrance(snapshot, before, now);
      if (hindrance !== null) {
        // The pause may be this very request's, sent twice at once.
        const twin = await this.#sameAsked(asked);
        if (twin !== null) return twin;
        throw refusal(hindrance, snapshot, now);
      }
      const times = before.get(pairOf(snapshot))?.count ?? 0;
      const by: Actor = { kind: 'person', subject: reader.subject, name: reader.name, role: reader.role, unitId: reader.unitId };
      const reminder = this.#reminderOf(snapshot, { cause: 'person', unit: snapshot.unit, by, onBehalfOf, text, now });
      // The person's next number on this unit and case: of two requests at once one takes it, the other then meets the pause.
      const stored = await this.reminders.add({ key: `${pairOf(snapshot)}:${reader.subject}:${String(times + 1)}`, reminder, facts: factsOf(snapshot), asked });
      if (stored !== null) return stored;
    }
    throw new ProblemError('unavailable', { headers: { 'retry-after': '1' } });
  }

  /** Which of some cases a person can't remind of now, by case. */
  async hindrances(reader: Pick<Reader, 'subject'>, snapshots: readonly CaseSnapshot[], now: Date): Promise<ReadonlyMap<string, ReminderHindrance>> {
    const before = await this.reminders.askedBy(reader.subject, snapshots.map(({ caseId }) => caseId));
    return new Map(snapshots.flatMap((snapshot) => {
      const hindrance = this.#hindrance(snapshot, before, now);
      return hindrance === null ? [] : [[snapshot.caseId, hindrance] as const];
    }));
  }

  async #sameAsked(asked: AskedKey | null): Promise<StoredReminder | null> {
    const same = asked === null ? null : await this.reminders.findAsked(asked.askedUnder);
    if (same !== null && same.askedDigest !== asked?.askedDigest) throw new ProblemError('idempotency-key-mismatch');
    return same;
  }

  #hindrance(snapshot: CaseSnapshot, before: AskedBefore, now: Date): ReminderHindrance | null {
    if (noLongerWaits(snapshot, 'person', snapshot.unit.unitId, now) !== null) return { rule: 'reminder.notWaiting', state: snapshot.state };
    const last = before.get(pairOf(snapshot));
    const until = last === undefined ? null : pausedUntil(rulesInForce(this.rules, now), this.clock.calendar, last.lastAt);
    return until === null || until <= now ? null : { rule: 'reminder.paused', until };
  }

  /** Follows a step of a case: asks for the reminder of its clock, once, whatever is told twice or late. */
  async follow(snapshot: CaseSnapshot, transition: Transition): Promise<void> {
    const asked = reminderAskedBy(snapshot, transition);
    if (asked === null) return;
    const now = await this.clock.now();
    const reminder = this.#reminderOf(snapshot, { ...asked, by: { kind: 'clock' }, onBehalfOf: null, text: undefined, now });
    await this.reminders.add({ key: reminderKey(snapshot, asked.cause), reminder, facts: factsOf(snapshot), asked: null });
  }

  #reminderOf(snapshot: CaseSnapshot, { cause, unit, by, onBehalfOf, text, now }: Wanted): Reminder {
    return {
      id: randomUUID(), caseId: snapshot.caseId, trackingNumber: snapshot.trackingNumber, caseTitle: snapshot.title, confidential: snapshot.confidential, divisionCode: snapshot.divisionCode,
      unitId: unit.unitId, unitName: unit.name, cause, by, onBehalfOf, text: text ?? rulesInForce(this.rules, now).texts[cause], askedAt: now.toISOString(),
      sendAt: nextOfficeInstant(this.clock.calendar, now).at.toISOString(), sentAt: null, dropped: null,
    };
  }
}

type AskedBefore = Awaited<ReturnType<RemindersStore['askedBy']>>;

function pairOf({ caseId, unit }: Pick<CaseSnapshot, 'caseId' | 'unit'>): string {
  return `${caseId}:${unit.unitId}`;
}

interface Wanted {
  readonly cause: ReminderCause;
  readonly unit: UnitReference;
  readonly by: Actor;
  readonly onBehalfOf: OnBehalfOf | null;
  readonly text: string | undefined;
  readonly now: Date;
}

function factsOf({ sequence, state, unit, joint, fired, clocks }: CaseSnapshot): RemindedFacts {
  return { sequence, state, unit, joint, fired, clocks };
}

/** A hindrance as people read it. */
export function hindranceText(hindrance: ReminderHindrance, unit: Pick<UnitReference, 'name'>): Text {
  if (hindrance.rule === 'reminder.notWaiting') return { 'zh-CN': '案件现在不等待任何单位办理，无需催办', en: 'The case waits for no unit now: there is nobody to remind' };
  const when = shanghaiMinute(hindrance.until);
  return { 'zh-CN': `您刚为此案催办过${unit.name.zh}，${when}（北京时间）起可再次催办`, en: `You reminded ${unit.name.en} of this case a short time ago; possible again from ${when} Beijing time` };
}

function refusal(hindrance: ReminderHindrance, { state, unit }: CaseSnapshot, now: Date): ProblemError {
  const detail = hindranceText(hindrance, unit);
  const headers = hindrance.rule === 'reminder.paused' ? { 'retry-after': String(Math.ceil((hindrance.until.getTime() - now.getTime()) / 1000)) } : {};
  return new ProblemError('command-refused', { state, allowed: [], detail, errors: [{ rule: hindrance.rule, detail }], headers });
}
