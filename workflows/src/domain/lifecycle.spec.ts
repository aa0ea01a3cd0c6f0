import { caseCommands, caseStates, levels, type CaseCommand, type CaseSnapshot, type CaseState, type Level, type UnitReference } from '@suqiao/contracts';
import fc from 'fast-check';
import { lightOf, nextClock } from './clocks';
import { evolve, type Change } from './evolve';
import { compareLevels, levelAbove } from './levels';
import { allowedCommands, decide, lifecycle } from './lifecycle';

const unit = (level: Level, kind: UnitReference['kind'] = 'department', name = 'taxation'): UnitReference => {
  const divisionCode = { county: '370102', city: '370100', province: '370000' }[level];
  return { unitId: `${divisionCode}-${kind === 'federation' ? 'federation' : name}`, name: { zh: name, en: name }, kind, level, divisionCode };
};
const instant = (minutes: number) => new Date(Date.UTC(2026, 10, 23, 1) + minutes * 60_000).toISOString();

function snapshot(changes: Partial<CaseSnapshot> = {}): CaseSnapshot {
  return {
    caseId: '019ac000-0000-7000-8000-000000000001', trackingNumber: 'SQ20261123-00000000-0', channel: 'test', title: '测试', appellantName: '某公司',
    categoryCode: 'taxes-and-fees', urgency: 'ordinary', unsure: [], divisionCode: '370102', level: 'county', state: 'dispatched', unit: unit('county'),
    policy: 'test@1', clocks: { dueAt: instant(60), dueSoonAt: instant(40), stepDueAt: instant(60), acceptBy: instant(20), closeBy: null, provisional: false },
    fired: { acceptanceOverdue: false, dueSoon: false, overdue: false }, late: [], sequence: 1, receivedAt: instant(0), dispatchedAt: instant(0),
    acceptedAt: null, answeredAt: null, closedAt: null, answer: null, ...changes,
  };
}

describe('the lifecycle table', () => {
  const rows = Object.fromEntries(caseStates.map((state) => [state, Object.keys(lifecycle[state])]));

  it('allows exactly this', () => {
    expect(rows).toEqual({ dispatched: ['accept', 'return', 'transfer'], returned: ['accept', 'transfer'], accepted: ['answer', 'transfer'], answered: ['close'], closed: [] });
  });

  it.each(caseStates.flatMap((state) => caseCommands.map((command) => [state, command] as const)))('decides on %s × %s by name', (state, command) => {
    const decision = decide(snapshot({ state }), { command, unit: command === 'transfer' ? unit('county', 'department', 'justice') : null });
    const to = lifecycle[state][command];
    if (to !== undefined) expect(decision).toEqual({ ok: true, to });
    else expect(decision).toEqual({ ok: false, refusal: { command, state, allowed: allowedCommands(snapshot({ state })), rule: 'state' } });
  });

  it.each([
    ['a federation, which has nobody to return to', snapshot({ unit: unit('county', 'federation') }), 'return', null, 'federationReturns'],
    ['a transfer without a unit', snapshot(), 'transfer', null, 'unitMissing'],
    ['a transfer to the unit that has it', snapshot(), 'transfer', unit('county'), 'sameUnit'],
    ['a transfer upwards', snapshot(), 'transfer', unit('city'), 'levelRises'],
    ['a transfer downwards of a case whose place is known', snapshot({ level: 'city', unit: unit('city') }), 'transfer', unit('county'), 'levelFalls'],
  ] as const)('refuses %s', (_, facts, command, target, rule) => {
    expect(decide(facts, { command, unit: target })).toMatchObject({ ok: false, refusal: { rule, state: 'dispatched' } });
  });

  it('lets only a case of unknown jurisdiction go to a lower level', () => {
    const unknown = snapshot({ level: 'province', unit: unit('province', 'federation'), unsure: ['jurisdiction'] });
    expect(decide(unknown, { command: 'transfer', unit: unit('county') }).ok).toBe(true);
    expect(decide({ ...unknown, unsure: ['category'] }, { command: 'transfer', unit: unit('county') }).ok).toBe(false);
  });
});

/** One step of a random life: a command, or the next clock. */
type Step = { readonly command: CaseCommand; readonly other: boolean } | 'clock';
const step: fc.Arbitrary<Step> = fc.oneof(fc.constant('clock' as const), fc.record({ command: fc.constantFrom(...caseCommands), other: fc.boolean() }));

const newClocks = (now: number) => ({ stepDueAt: instant(now + 60), dueSoonAt: instant(now + 40), acceptBy: instant(now + 20) });

function take(before: CaseSnapshot, given: Step, now: number): { after: CaseSnapshot; now: number } | null {
  const base = { by: { kind: 'clock' } as const, reason: null };
  if (given === 'clock') {
    const clock = nextClock(before);
    if (clock === null) return null;
    const at = Math.max(now, (clock.atInMs - Date.parse(instant(0))) / 60_000);
    const above = levelAbove(before.level);
    const risen = clock.fact === 'escalated' && above !== null ? { unit: unit(above), clocks: newClocks(at) } : {};
    return { after: evolve(before, { ...base, type: clock.fact, at: instant(at), ...risen }).after, now: at };
  }
  const target = unit(before.level, 'department', given.other ? 'justice' : 'taxation');
  const decision = decide(before, { command: given.command, unit: given.command === 'transfer' ? target : null });
  if (!decision.ok) return null;
  const changes: Record<CaseCommand, Partial<Change> & Pick<Change, 'type'>> = {
    accept: { type: 'accepted', clocks: { acceptBy: null } },
    return: { type: 'returned', unit: unit(before.level, 'federation'), clocks: { acceptBy: instant(now + 20) } },
    transfer: { type: 'transferred', unit: target, clocks: { acceptBy: instant(now + 20) } },
    answer: { type: 'answered', answer: '已办理', clocks: { closeBy: instant(now + 30) } },
    close: { type: 'closed', clocks: { closeBy: null } },
  };
  const { after } = evolve(before, { ...base, at: instant(now), ...changes[given.command] });
  expect(after.state).toBe(decision.to);
  return { after, now };
}

describe('every life', () => {
  it('keeps an owner and a clock until closed, never lowers its level, never restarts the business clock, is late once a step', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let [current, now] = [snapshot(), 0];
        for (const given of steps) {
          const taken = take(current, given, now);
          if (taken === null) continue;
          const { after } = taken;
          expect(after.sequence).toBe(current.sequence + 1);
          expect(after.clocks.dueAt).toBe(current.clocks.dueAt);
          expect(compareLevels(after.level, current.level)).toBeGreaterThanOrEqual(0);
          expect(after.unit.level).toBe(after.level);
          const isLast = after.level === 'province' && after.fired.overdue && (after.state === 'accepted' || after.fired.acceptanceOverdue);
          if (after.state !== 'closed' && !isLast) expect(nextClock(after)).not.toBeNull();
          if (current.state === 'closed') throw new Error('a closed case moved');
          ({ after: current, now } = taken);
        }
        const perLevel = levels.map((level) => current.late.filter((late) => late.clock === 'step' && late.level === level).length);
        expect(Math.max(...perLevel)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 1000 },
    );
  });

  it('left alone, rises to the province and is late at every level', () => {
    let [current, now] = [snapshot(), 0];
    const seen: string[] = [];
    for (let taken = take(current, 'clock', now); taken !== null; taken = take(current, 'clock', now)) {
      ({ after: current, now } = taken);
      seen.push(current.level);
    }
    expect(current).toMatchObject({ level: 'province', state: 'dispatched', fired: { acceptanceOverdue: true, dueSoon: true, overdue: true } });
    expect(current.late.map(({ level, clock }) => `${level} ${clock}`)).toEqual(['county acceptance', 'county step', 'city acceptance', 'city step', 'province acceptance', 'province step']);
  });
});

describe('lights', () => {
  it.each([
    [0, 'dispatched', 'green'], [39.9, 'accepted', 'green'], [40, 'accepted', 'yellow'], [59.9, 'returned', 'yellow'], [60, 'dispatched', 'red'],
    [600, 'answered', 'green'], [600, 'closed', 'off'],
  ] as const)('after %p minutes a %s case is %s', (minutes, state: CaseState, light) => {
    expect(lightOf(snapshot({ state }), Date.parse(instant(minutes)))).toBe(light);
  });

  it('stays red after the case has risen, whatever the new level\'s clock says', () => {
    const risen = evolve(snapshot(), { type: 'escalated', at: instant(60), by: { kind: 'clock' }, reason: null, unit: unit('city'), clocks: newClocks(60) }).after;
    expect(lightOf(risen, Date.parse(instant(61)))).toBe('red');
  });
});
