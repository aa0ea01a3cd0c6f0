import { reminderCauses, type CaseSnapshot } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { nextOfficeInstant, withinOfficeHours } from '@suqiao/workflows/domain';
import fc from 'fast-check';
import { caseOf, federationOf } from '../../testing/cases';
import { fateOf, noLongerWaits, pausedUntil, reminderAskedBy, reminderKey, reminderRules, rulesInForce } from './reminder';

const { calendar } = directory;
const at = (text: string) => new Date(text);
const past = { dueAt: '2026-11-20T09:30:00.000Z', dueSoonAt: '2026-11-19T09:30:00.000Z', stepDueAt: '2026-11-20T09:30:00.000Z', acceptBy: '2026-11-18T09:30:00.000Z', closeBy: null, provisional: false };
const found = (over: Partial<CaseSnapshot> = {}) => caseOf('019ac000-0000-7000-8000-000000000001', { clocks: past, ...over });
const unitId = '370102-federation';
const now = at('2026-11-23T06:00:00.000Z');
const part = (over: object = {}) => ({
  unit: federationOf('370103'), demand: '协办', askedAt: '2026-11-18T01:00:00.000Z', dueAt: '2026-11-20T09:30:00.000Z',
  basis: { from: '2026-11-18T01:00:00.000Z', within: { unit: 'workingDays' as const, amount: 2 }, pauses: [] }, late: true, endedAt: null, answer: null, ...over,
});

describe('a step of a case', () => {
  it('asks for a reminder to whose turn it is, or to the joint unit that is late', () => {
    for (const type of ['acceptanceOverdue', 'replyOverdue', 'dueSoon', 'overdue'] as const) expect(reminderAskedBy(found(), { type, toUnitId: null })).toEqual({ cause: type, unit: federationOf('370102') });
    expect(reminderAskedBy(found({ joint: [part()] }), { type: 'jointOverdue', toUnitId: '370103-federation' })).toEqual({ cause: 'jointOverdue', unit: federationOf('370103') });
    expect([reminderAskedBy(found(), { type: 'jointOverdue', toUnitId: '370103-federation' }), reminderAskedBy(found(), { type: 'accepted', toUnitId: null })]).toEqual([null, null]);
  });

  it('has one key a cause, case and step', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 999 }), fc.constantFrom(...reminderCauses), fc.constantFrom(...reminderCauses), (one, other, cause, otherCause) => {
      const same = one === other && cause === otherCause;
      expect(reminderKey(found({ sequence: one }), cause) === reminderKey(found({ sequence: other }), otherCause)).toBe(same);
    }));
  });
});

describe('what a case no longer waits for', () => {
  it.each<[string, Partial<CaseSnapshot>, (typeof reminderCauses)[number], string | null]>([
    ['still late', {}, 'overdue', null],
    ['answered', { state: 'answered' }, 'overdue', 'answered'],
    ['closed', { state: 'closed' }, 'jointOverdue', 'closed'],
    ['suspended', { state: 'suspended' }, 'dueSoon', 'suspended'],
    ['risen', { unit: federationOf('370100') }, 'overdue', 'movedOn'],
    ['accepted', { state: 'accepted' }, 'acceptanceOverdue', 'accepted'],
    ['accepted, but late', { state: 'accepted' }, 'overdue', null],
    ['extended', { clocks: { ...past, stepDueAt: '2026-12-20T09:30:00.000Z' } }, 'overdue', 'notDue'],
    ['extended before it was late', { clocks: { ...past, dueSoonAt: '2026-12-19T09:30:00.000Z' } }, 'dueSoon', 'notDue'],
    ['transferred within the unit', { clocks: { ...past, acceptBy: '2026-12-19T09:30:00.000Z' } }, 'acceptanceOverdue', 'notDue'],
    ['still without a first reply', { clocks: { ...past, replyBy: past.acceptBy } }, 'replyOverdue', null],
    ['replied', {}, 'replyOverdue', 'answered'],
    ['suspended meanwhile', { clocks: { ...past, replyBy: '2026-12-19T09:30:00.000Z' } }, 'replyOverdue', 'notDue'],
    ['overdue by now', { fired: { acceptanceOverdue: true, dueSoon: true, overdue: true } }, 'dueSoon', 'overtaken'],
    ['a person asks', { clocks: { ...past, dueSoonAt: '2026-12-19T09:30:00.000Z' } }, 'person', null],
  ])('%s', (_, over, cause, reason) => {
    expect(noLongerWaits(found(over), cause, unitId, now)).toBe(reason);
  });

  it('a joint part waits until it has ended, whoever leads', () => {
    const of = (over: Partial<CaseSnapshot>) => noLongerWaits(found(over), 'jointOverdue', '370103-federation', now);
    expect([of({ joint: [part()] }), of({ joint: [part()], unit: federationOf('370100') }), of({ joint: [part({ endedAt: past.dueAt })] }), of({ joint: [] }), of({ joint: [part({ dueAt: '2026-12-20T09:30:00.000Z' })] }), of({ joint: [part()], state: 'suspended' })])
      .toEqual([null, null, 'jointEnded', 'jointEnded', 'notDue', 'suspended']);
  });
});

describe('the fate of a reminder', () => {
  const instants = fc.date({ min: at('2026-01-02T00:00:00Z'), max: at('2027-06-30T00:00:00Z'), noInvalidDate: true });

  it('is never to leave outside office hours, nor before its time, and always to leave once', () => {
    fc.assert(fc.property(instants, fc.nat({ max: 7 * 24 * 3600 * 1000 }), fc.constantFrom(...reminderCauses), (asked, lateByMs, cause) => {
      const facts = found({ clocks: { ...past, dueSoonAt: '2025-12-01T00:00:00.000Z', stepDueAt: '2025-12-01T00:00:00.000Z', acceptBy: '2025-12-01T00:00:00.000Z', replyBy: '2025-12-01T00:00:00.000Z' }, joint: [part({ unit: federationOf('370102'), dueAt: '2025-12-01T00:00:00.000Z' })] });
      let sendAt = nextOfficeInstant(calendar, asked).at;
      expect(withinOfficeHours(calendar, sendAt)).toBe(true);
      // The sweep wakes at any instant at all; each time it does, the reminder leaves in office hours or gets a later time that is.
      let wakes = new Date(asked.getTime() + lateByMs);
      for (let turn = 0; turn < 3; turn++) {
        const fate = fateOf(facts, { cause, unitId, sendAt: sendAt.toISOString() }, calendar, wakes);
        if (fate.kind === 'send') {
          expect([withinOfficeHours(calendar, wakes), sendAt <= wakes]).toEqual([true, true]);
          return;
        }
        if (fate.kind !== 'wait') throw new Error('nothing here is dropped');
        expect([withinOfficeHours(calendar, fate.sendAt), fate.sendAt > wakes]).toEqual([true, true]);
        sendAt = fate.sendAt;
        wakes = fate.sendAt;
      }
      throw new Error('it never leaves');
    }));
  });

  it('drops at midnight what was answered, and does not wait for morning to say so', () => {
    expect(fateOf(found({ state: 'answered' }), { cause: 'overdue', unitId, sendAt: '2026-11-24T00:30:00.000Z' }, calendar, at('2026-11-23T16:00:00Z'))).toEqual({ kind: 'drop', reason: 'answered' });
  });

  it('knows make-up workdays and holidays', () => {
    const fate = (instant: string) => fateOf(found(), { cause: 'person', unitId, sendAt: instant }, calendar, at(instant));
    expect(fate('2026-10-10T02:00:00.000Z')).toEqual({ kind: 'send' });
    expect(fate('2026-10-01T02:00:00.000Z')).toMatchObject({ kind: 'wait' });
    expect(fate('2026-11-23T04:30:00.000Z')).toEqual({ kind: 'wait', sendAt: at('2026-11-23T05:30:00.000Z') });
  });
});

describe('the pause', () => {
  it('is four office hours, over a night and a weekend too', () => {
    const rules = rulesInForce(reminderRules, now);
    expect(pausedUntil(rules, calendar, at('2026-11-23T01:00:00Z'))).toEqual(at('2026-11-23T06:30:00Z'));
    expect(pausedUntil(rules, calendar, at('2026-11-20T09:00:00Z'))).toEqual(at('2026-11-23T04:00:00Z'));
  });

  it('takes the newest set in force, by the Shanghai day', () => {
    const [first] = reminderRules;
    if (first === undefined) throw new Error('there are no rules');
    const second = { ...first, version: 2, validFrom: '2026-11-24' };
    expect(rulesInForce([first, second], at('2026-11-23T15:59:59Z')).version).toBe(1);
    expect(rulesInForce([first, second], at('2026-11-23T16:00:00Z')).version).toBe(2);
    expect(() => rulesInForce([second], at('2026-11-23T15:59:59Z'))).toThrow(RangeError);
  });
});
