import type { Duration, PolicyPreset, WorkingCalendar } from '@suqiao/contracts';
import fc from 'fast-check';
import { businessDeadline, extendedBasis, isRunning, remainingAt, type BusinessBasis, type RunningBasis } from './business-clock';
import { addDuration, DayNotCoveredError } from './deadlines';

/** National Day with its make-up days, New Year, office hours 08:30–12:00 and 13:30–17:30; 2027 in the second only. */
const calendar: WorkingCalendar = {
  version: 'test',
  years: [{ year: 2026, holidays: ['2026-01-01', '2026-01-02', '2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'], makeUpWorkdays: ['2026-01-04', '2026-09-20', '2026-10-10'], source: 'test' }],
  officeHours: [{ fromMinute: 510, toMinute: 720 }, { fromMinute: 810, toMinute: 1050 }],
};
const longer: WorkingCalendar = { ...calendar, version: 'longer', years: [...calendar.years, { year: 2027, holidays: ['2027-01-01', '2027-02-05', '2027-02-08'], makeUpWorkdays: ['2027-01-03'], source: 'test' }] };

const shanghai = (text: string) => new Date(`${text}+08:00`);
const utc = (text: string) => shanghai(text).toISOString();
const workingDays = (amount: number): Duration => ({ unit: 'workingDays', amount });
const officeHours = (amount: number): Duration => ({ unit: 'officeHours', amount });
const basis = (from: string, within: Duration, ...pauses: readonly (readonly [string, string])[]): RunningBasis => ({
  from: utc(from), within, pauses: pauses.map(([start, end]) => ({ from: utc(start), to: utc(end) })),
});
const due = (...parts: Parameters<typeof basis>) => businessDeadline(calendar, basis(...parts)).at;

describe('a pause in a rule of working days', () => {
  it.each([
    // Monday 2026-11-23 09:00 and five working days: Monday 2026-11-30 without a pause.
    ['within one day', ['2026-11-24T09:00:00', '2026-11-24T17:00:00'], '2026-11-30T17:30:00'],
    ['across midnight', ['2026-11-24T23:59:59', '2026-11-25T00:00:00'], '2026-12-01T17:30:00'],
    ['over one night', ['2026-11-24T16:00:00', '2026-11-25T09:00:00'], '2026-12-01T17:30:00'],
    ['from Friday to Monday: one working day, the weekend once', ['2026-11-27T10:00:00', '2026-11-30T10:00:00'], '2026-12-01T17:30:00'],
    ['from Friday to Sunday: none', ['2026-11-27T10:00:00', '2026-11-29T10:00:00'], '2026-11-30T17:30:00'],
    ['on the weekend alone', ['2026-11-28T00:00:00', '2026-11-29T23:59:59'], '2026-11-30T17:30:00'],
    ['over a whole week', ['2026-11-25T10:00:00', '2026-12-02T10:00:00'], '2026-12-07T17:30:00'],
    ['from before the start', ['2026-11-20T10:00:00', '2026-11-24T10:00:00'], '2026-12-01T17:30:00'],
    ['on the due day, to the next day', ['2026-11-30T10:00:00', '2026-12-01T10:00:00'], '2026-12-01T17:30:00'],
    ['begun once the deadline has passed', ['2026-11-30T17:30:00', '2026-12-10T10:00:00'], '2026-11-30T17:30:00'],
  ] as const)('%s', (_, pause, expected) => {
    expect(due('2026-11-23T09:00:00', workingDays(5), pause)).toEqual(shanghai(expected));
  });

  it.each([
    ['the make-up Saturday counts', '2026-09-30T10:00:00', 3, ['2026-10-09T10:00:00', '2026-10-10T10:00:00'], '2026-10-12T17:30:00'],
    ['the holidays before it do not', '2026-09-30T10:00:00', 3, ['2026-10-01T10:00:00', '2026-10-07T10:00:00'], '2026-10-10T17:30:00'],
  ] as const)('%s', (_, from, amount, pause, expected) => {
    expect(due(from, workingDays(amount), pause)).toEqual(shanghai(expected));
  });

  it.each([
    ['a pause that takes no working day', '2026-11-27T10:00:00', '2026-11-28T10:00:00', '2026-11-30T17:30:00'],
    ['a pause that ends after the offices closed', '2026-11-27T10:00:00', '2026-11-27T20:00:00', '2026-11-30T17:30:00'],
    ['a pause that ends before they do', '2026-11-27T10:00:00', '2026-11-27T17:29:59', '2026-11-27T17:30:00'],
  ])('no deadline passes in %s', (_, from, to, expected) => {
    expect(due('2026-11-23T09:00:00', workingDays(4), [from, to])).toEqual(shanghai(expected));
  });

  it('counts pauses that overlap or touch once, in any order', () => {
    const whole = due('2026-11-23T09:00:00', workingDays(5), ['2026-11-24T10:00:00', '2026-11-27T10:00:00']);
    expect(due('2026-11-23T09:00:00', workingDays(5), ['2026-11-25T10:00:00', '2026-11-27T10:00:00'], ['2026-11-24T10:00:00', '2026-11-26T10:00:00'])).toEqual(whole);
  });

  it('gives no day for nothing when the clock runs for a moment of a day off between two pauses', () => {
    // Due on Friday: nothing is left on Saturday, and nothing more on Tuesday.
    const two = basis('2026-11-23T09:00:00', workingDays(4), ['2026-11-27T10:00:00', '2026-11-28T10:00:00'], ['2026-11-28T10:00:01', '2026-12-01T10:00:00']);
    expect(businessDeadline(calendar, two).at).toEqual(shanghai('2026-12-01T17:30:00'));
    expect(remainingAt(calendar, two, shanghai('2026-11-28T10:00:00'))).toEqual({ left: workingDays(0), paused: false, over: false, provisional: false });
  });

  it('is provisional across New Year until the year is loaded, and then moves by what the notice says', () => {
    const late = basis('2026-12-28T10:00:00', workingDays(3), ['2026-12-30T10:00:00', '2026-12-31T10:00:00']);
    expect(businessDeadline(calendar, late)).toEqual({ at: shanghai('2027-01-01T17:30:00'), provisional: true });
    expect(businessDeadline(longer, late)).toEqual({ at: shanghai('2027-01-03T17:30:00'), provisional: false });
  });
});

describe('a pause in a rule of office hours, minutes or seconds', () => {
  it.each([
    ['office minutes only', officeHours(4), ['2026-11-23T11:00:00', '2026-11-23T14:00:00'], '2026-11-23T16:00:00'],
    ['nothing at lunch', officeHours(4), ['2026-11-23T12:00:00', '2026-11-23T13:30:00'], '2026-11-23T14:30:00'],
    ['nothing over a night', officeHours(12), ['2026-11-23T17:30:00', '2026-11-24T08:30:00'], '2026-11-24T15:00:00'],
    ['all of a wall clock', { unit: 'minutes', amount: 10 }, ['2026-11-23T09:05:00', '2026-11-28T09:05:00'], '2026-11-28T09:10:00'],
    ['all of it in seconds', { unit: 'seconds', amount: 10 }, ['2026-11-23T09:00:04', '2026-11-23T09:00:05'], '2026-11-23T09:00:11'],
  ] as const)('takes %s', (_, within, pause, expected) => {
    expect(due('2026-11-23T09:00:00', within, pause)).toEqual(shanghai(expected));
  });
});

/** A basis in any unit, in a year whose end the calendar guesses, with pauses in order that do not overlap. */
const anyInstant = fc.date({ min: shanghai('2026-01-05T00:00:00'), max: shanghai('2026-12-20T00:00:00'), noInvalidDate: true });
const anyWithin = fc.oneof(
  fc.integer({ min: 0, max: 30 }).map(workingDays), fc.integer({ min: 1, max: 60 }).map(officeHours),
  fc.integer({ min: 1, max: 60_000 }).map((amount): Duration => ({ unit: 'minutes', amount })), fc.integer({ min: 1, max: 6_000_000 }).map((amount): Duration => ({ unit: 'seconds', amount })),
);
const hourInMs = 3600 * 1000;
const stretchInMs = fc.oneof(fc.integer({ min: 1, max: 12 * hourInMs }), fc.integer({ min: 1, max: 12 * 24 * hourInMs }), fc.integer({ min: 1, max: 20 }).map((half) => half * 12 * hourInMs));
const anyBasis = fc.record({ from: anyInstant, within: anyWithin, stretches: fc.array(fc.record({ after: stretchInMs, lasts: stretchInMs }), { maxLength: 4 }) }).map(({ from, within, stretches }): RunningBasis => {
  let now = from.getTime();
  const pauses = stretches.map(({ after, lasts }) => {
    const start = now + after;
    now = start + lasts;
    return { from: new Date(start).toISOString(), to: new Date(now).toISOString() };
  });
  return { from: from.toISOString(), within, pauses };
});
const withPause = (one: RunningBasis, index: number, ...instead: RunningBasis['pauses']): RunningBasis => ({ ...one, pauses: [...one.pauses.slice(0, index), ...instead, ...one.pauses.slice(index + 1)] });
const many = { numRuns: 2000 };

describe('businessDeadline', () => {
  it('is addDuration without pauses', () => {
    fc.assert(fc.property(anyInstant, anyWithin, (from, within) => { expect(businessDeadline(longer, { from: from.toISOString(), within, pauses: [] })).toEqual(addDuration(longer, from, within)); }), many);
  });

  it('is never earlier for a longer pause, nor for one pause more', () => {
    fc.assert(
      fc.property(anyBasis, fc.nat(3), stretchInMs, (one, place, moreInMs) => {
        const pause = one.pauses[place];
        if (pause === undefined) return;
        const at = businessDeadline(longer, one).at.getTime();
        expect(businessDeadline(longer, withPause(one, place)).at.getTime()).toBeLessThanOrEqual(at);
        const end = new Date(Date.parse(pause.to) + moreInMs).toISOString();
        expect(businessDeadline(longer, withPause(one, place, { from: pause.from, to: end })).at.getTime()).toBeGreaterThanOrEqual(at);
        // Not before the basis begins, and not so early that it would swallow the clock's start.
        const begin = new Date(Math.max(Date.parse(one.from), Date.parse(pause.from) - moreInMs)).toISOString();
        expect(businessDeadline(longer, withPause(one, place, { from: begin, to: pause.to })).at.getTime()).toBeGreaterThanOrEqual(at);
      }),
      many,
    );
  });

  it('is the same when a pause is split at any instant', () => {
    fc.assert(
      fc.property(anyBasis, fc.nat(3), fc.double({ min: 0, max: 1, noNaN: true }), (one, place, share) => {
        const pause = one.pauses[place];
        if (pause === undefined) return;
        const middle = new Date(Math.round(Date.parse(pause.from) + share * (Date.parse(pause.to) - Date.parse(pause.from)))).toISOString();
        expect(businessDeadline(longer, withPause(one, place, { from: pause.from, to: middle }, { from: middle, to: pause.to }))).toEqual(businessDeadline(longer, one));
      }),
      many,
    );
  });

  it('changes only what was provisional when a year is loaded', () => {
    fc.assert(
      fc.property(anyBasis, (one) => {
        const before = businessDeadline(calendar, one);
        if (!before.provisional) expect(businessDeadline(longer, one)).toEqual(before);
      }),
      many,
    );
  });

  it('never lies within a pause', () => {
    fc.assert(
      fc.property(anyBasis, (one) => {
        const at = businessDeadline(longer, one).at.toISOString();
        for (const { from, to } of one.pauses) expect(from < at && at < to).toBe(false);
      }),
      many,
    );
  });

  it('refuses a basis before the calendar, an instant that is none, a pause backwards or still open', () => {
    expect(() => due('2025-12-31T10:00:00', workingDays(1))).toThrow(DayNotCoveredError);
    expect(() => due('2025-12-31T10:00:00', { unit: 'minutes', amount: 1 })).toThrow(DayNotCoveredError);
    expect(() => businessDeadline(calendar, { from: 'yesterday', within: workingDays(1), pauses: [] })).toThrow(RangeError);
    expect(() => due('2026-11-23T09:00:00', workingDays(1), ['2026-11-24T10:00:00', '2026-11-24T09:00:00'])).toThrow(RangeError);
    const open = { from: utc('2026-11-23T09:00:00'), within: workingDays(1), pauses: [{ from: utc('2026-11-23T10:00:00'), to: null }] };
    expect(() => businessDeadline(calendar, open as unknown as RunningBasis)).toThrow(/has not ended/);
    expect(isRunning(open)).toBe(false);
    expect(isRunning(basis('2026-11-23T09:00:00', workingDays(1), ['2026-11-24T09:00:00', '2026-11-24T10:00:00']))).toBe(true);
  });
});

describe('remainingAt', () => {
  const paused: BusinessBasis = { from: utc('2026-11-23T09:00:00'), within: workingDays(5), pauses: [{ from: utc('2026-11-25T10:00:00'), to: null }] };
  it.each([
    ['2026-11-23T09:00:00', 5, false], ['2026-11-24T09:00:00', 4, false], ['2026-11-25T09:59:59', 3, false],
    ['2026-11-25T10:00:00', 3, true], ['2026-11-28T10:00:00', 3, true], ['2026-12-24T10:00:00', 3, true],
  ])('at %s: %i working days, paused: %p', (at, left, stands) => {
    expect(remainingAt(calendar, paused, shanghai(at))).toEqual({ left: workingDays(left), paused: stands, over: false, provisional: false });
  });

  it('says when the deadline has passed, and a later pause does not take that back', () => {
    const late: BusinessBasis = { ...paused, within: workingDays(1) };
    expect(remainingAt(calendar, late, shanghai('2026-11-24T17:29:59'))).toMatchObject({ left: workingDays(0), over: false });
    expect(remainingAt(calendar, late, shanghai('2026-11-24T17:30:00'))).toMatchObject({ left: workingDays(0), over: true });
    expect(remainingAt(calendar, late, shanghai('2026-11-26T10:00:00'))).toMatchObject({ left: workingDays(0), paused: true, over: true });
  });

  it('counts office hours and minutes in their own unit', () => {
    expect(remainingAt(calendar, basis('2026-11-23T09:00:00', officeHours(4)), shanghai('2026-11-23T13:00:00')).left).toEqual(officeHours(1));
    expect(remainingAt(calendar, basis('2026-11-23T09:00:00', { unit: 'minutes', amount: 10 }), shanghai('2026-11-23T09:00:30')).left).toEqual({ unit: 'minutes', amount: 9.5 });
  });

  it('is over exactly from the deadline on, once every pause lies in the past', () => {
    fc.assert(
      fc.property(anyBasis, stretchInMs, (one, laterInMs) => {
        const { at } = businessDeadline(longer, one);
        const end = Math.max(at.getTime(), ...one.pauses.map(({ to }) => Date.parse(to)));
        expect(remainingAt(longer, one, new Date(end + laterInMs))).toMatchObject({ over: true, paused: false, left: { amount: 0 } });
        const last = Math.max(Date.parse(one.from), ...one.pauses.map(({ to }) => Date.parse(to)));
        if (last < at.getTime()) expect(remainingAt(longer, one, new Date(last)).over).toBe(false);
      }),
      many,
    );
  });

  it('never grows as time goes by', () => {
    fc.assert(
      fc.property(anyBasis, anyInstant, stretchInMs, (one, at, laterInMs) => {
        expect(remainingAt(longer, one, new Date(at.getTime() + laterInMs)).left.amount).toBeLessThanOrEqual(remainingAt(longer, one, at).left.amount);
      }),
      many,
    );
  });
});

describe('extendedBasis', () => {
  const fifteen = basis('2026-11-23T09:00:00', workingDays(15), ['2026-11-24T10:00:00', '2026-11-25T10:00:00']);
  const limit: PolicyPreset['extension'] = { atMost: workingDays(30), times: 1 };

  it('counts from the same start, with the same pauses', () => {
    const decision = extendedBasis(fifteen, limit, workingDays(15), 0);
    expect(decision).toEqual({ ok: true, basis: { ...fifteen, within: workingDays(30) } });
    if (decision.ok) expect(businessDeadline(longer, decision.basis).at.getTime()).toBeGreaterThan(businessDeadline(longer, fifteen).at.getTime());
  });

  it.each([
    ['none is provided for', null, workingDays(1), 0, 'notAllowed', null],
    ['it was extended already', limit, workingDays(1), 1, 'timesUsedUp', null],
    ['it is asked in another unit', limit, officeHours(8), 0, 'unitsDiffer', workingDays(15)],
    ['the limit is in another unit', { atMost: officeHours(300), times: 1 }, workingDays(1), 0, 'unitsDiffer', null],
    ['it goes beyond the limit', limit, workingDays(16), 0, 'beyondLimit', workingDays(15)],
    ['it asks for nothing', limit, workingDays(0), 0, 'nothingAdded', workingDays(15)],
    ['the limit is reached', { atMost: workingDays(15), times: 2 }, workingDays(1), 1, 'beyondLimit', null],
  ] as const)('is refused when %s', (_, extension, added, before, rule, longest) => {
    expect(extendedBasis(fifteen, extension, added, before)).toEqual({ ok: false, refusal: { rule, limit: extension, longest } });
  });

  it('never makes a deadline earlier', () => {
    fc.assert(
      fc.property(anyBasis, fc.integer({ min: 1, max: 20 }), (one, more) => {
        const { unit, amount } = one.within;
        const decision = extendedBasis(one, { atMost: { unit, amount: amount + 20 }, times: 1 }, { unit, amount: more }, 0);
        expect(decision.ok && businessDeadline(longer, decision.basis).at >= businessDeadline(longer, one).at).toBe(true);
      }),
      many,
    );
  });
});
