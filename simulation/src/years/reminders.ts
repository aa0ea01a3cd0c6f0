import type { CaseSnapshot, ReminderCause, Transition } from '@suqiao/contracts';
import { fateOf, reminderAskedBy, reminderKey } from '@suqiao/supervision';
import { nextOfficeInstant } from '@suqiao/workflows';
import type { Calendars } from './calendars';
import type { Clock } from './clock';
import { NoAnswer, type Faults } from './faults';

/** A reminder that a clock asked for, and what became of it. */
export interface SimulatedReminder {
  readonly caseId: string;
  readonly sequence: number;
  readonly cause: ReminderCause;
  readonly unitId: string;
  readonly sendAt: string;
  readonly facts: CaseSnapshot;
  /** Instants at which it was sent: one, or none when it was dropped. */
  readonly sentAt: string[];
  dropped: string | null;
}

/** 催办 by the clocks of cases: asked for once a step, sent in office hours, dropped when nobody is waited for any more. */
export class Reminders {
  readonly byKey = new Map<string, SimulatedReminder>();

  constructor(
    private readonly clock: Clock,
    private readonly faults: Faults,
    private readonly calendars: Calendars,
    private readonly present: (caseId: string) => CaseSnapshot | undefined,
  ) {}

  follow(snapshot: CaseSnapshot, transition: Transition): Promise<void> {
    return this.faults.ask('mongod', () => {
      const asked = reminderAskedBy(snapshot, transition);
      if (asked === null) return;
      const key = reminderKey(snapshot, asked.cause);
      if (this.byKey.has(key)) return;
      const sendAt = nextOfficeInstant(this.calendars.current, this.clock.now).at.toISOString();
      const { caseId, sequence } = snapshot;
      const reminder: SimulatedReminder = { caseId, sequence, cause: asked.cause, unitId: asked.unit.unitId, sendAt, facts: snapshot, sentAt: [], dropped: null };
      this.byKey.set(key, reminder);
      this.#settleAt(reminder, Date.parse(sendAt));
    });
  }

  #settleAt(reminder: SimulatedReminder, atInMs: number): void {
    this.clock.at(atInMs + this.faults.delayInMs(), async () => {
      try {
        await this.faults.ask('mongod', () => {
          this.#settle(reminder);
        });
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        this.#settleAt(reminder, this.clock.now.getTime() + 60_000);
      }
    });
  }

  #settle(reminder: SimulatedReminder): void {
    if (reminder.sentAt.length > 0 || reminder.dropped !== null) return;
    const shown = this.present(reminder.caseId);
    const present = shown === undefined || shown.sequence < reminder.facts.sequence ? reminder.facts : shown;
    const fate = fateOf(present, reminder, this.calendars.current, this.clock.now);
    if (fate.kind === 'send') reminder.sentAt.push(this.clock.now.toISOString());
    else if (fate.kind === 'drop') reminder.dropped = fate.reason;
    else this.#settleAt(reminder, fate.sendAt.getTime());
  }
}
