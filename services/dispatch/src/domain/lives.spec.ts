import { caseCommands, levels, type CaseCommand, type CaseSnapshot, type TransitionType } from '@suqiao/contracts';
import { compareLevels, decide, evolve, lightOf, nextClock, type CaseOrder } from '@suqiao/workflows';
import fc from 'fast-check';
import { factsOf, opened, orderOf, unitOf } from '../../testing/cases';
import { planChange } from './plan';
import { policyRefusal } from './policy-rules';

const all = factsOf('shandong-enterprise-2020');
const start = new Date('2026-03-02T01:00:00.000Z');
const hourInMs = 3_600_000;
const earlier = '018ac000-0000-7000-8000-000000000001';

/** One step of a random life: an order after some hours, or waiting for the next clock. */
type Step = { readonly command: CaseCommand; readonly pick: number; readonly hours: number } | 'clock';
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: fc.constant('clock' as const) },
  { weight: 3, arbitrary: fc.record({ command: fc.constantFrom(...caseCommands), pick: fc.nat(3), hours: fc.nat(40) }) },
);

const departments = ['market-regulation', 'taxation', 'human-resources', 'justice'];
const unitNear = (current: CaseSnapshot, pick: number) => unitOf(`${current.unit.divisionCode}-${departments[pick % departments.length] ?? 'taxation'}`);

function orderFor(current: CaseSnapshot, { command, pick }: Exclude<Step, 'clock'>, nowInMs: number): CaseOrder {
  const open = current.joint.filter((part) => part.endedAt === null);
  const give: Partial<Record<CaseCommand, Partial<CaseOrder>>> = {
    transfer: { unit: pick === 3 && current.returnedBy !== null ? current.returnedBy : unitNear(current, pick) },
    askJoint: { units: [unitNear(current, pick), unitNear(current, pick + 1)], text: '核实' },
    answerJoint: { byUnitId: open[0]?.unit.unitId ?? null, answer: '已核实' },
    releaseJoint: { unit: open[0]?.unit ?? null },
    answer: { answer: '已办理', final: pick !== 0 },
    requestExtension: { extendBy: { unit: 'workingDays', amount: 1 + pick * 4 } },
    requestSuspension: { until: new Date(nowInMs + (1 + pick) * 30 * hourInMs).toISOString() },
    followUp: { satisfaction: pick < 2 ? 'dissatisfied' : 'satisfied', redoAtMost: all.planning(current.policy).policy.redoAtMost },
    merge: { into: { caseId: earlier, trackingNumber: 'SQ' }, intoCaseId: earlier },
    comment: { text: '记' },
    setConfidential: { confidential: true },
  };
  return orderOf(command, { reason: '因', ...give[command] });
}

interface Taken {
  readonly after: CaseSnapshot;
  readonly type: TransitionType;
  readonly nowInMs: number;
}

function take(before: CaseSnapshot, given: Step, nowInMs: number): Taken | null {
  const facts = all.planning(before.policy);
  const clock = nextClock(before);
  if (given === 'clock') {
    if (clock === null) return null;
    const at = Math.max(nowInMs, clock.atInMs);
    const change = planChange(before, { kind: 'clock', fact: clock.fact, at: new Date(at).toISOString(), ...(clock.unitId !== undefined && { unitId: clock.unitId }) }, facts);
    if (change === null) throw new Error('a clock did nothing');
    return { after: evolve(before, change).after, type: change.type, nowInMs: at };
  }
  const at = nowInMs + given.hours * hourInMs;
  // Clocks come first: an order that arrives after one is due meets the case that the clock left.
  if (clock !== null && clock.atInMs <= at) return take(before, 'clock', nowInMs);
  const order = orderFor(before, given, at);
  const decision = decide(before, order);
  if (!decision.ok || policyRefusal(before, order, facts, new Date(at)) !== null) return null;
  const change = planChange(before, { kind: 'order', order, at: new Date(at).toISOString() }, facts);
  if (change === null) throw new Error('an order did nothing');
  const { after } = evolve(before, change);
  expect(after.state).toBe(decision.to);
  return { after, type: change.type, nowInMs: at };
}

const beginsStep: ReadonlySet<TransitionType> = new Set(['extended', 'redoStarted', 'reopened', 'sentBack']);
const movesDueDate: ReadonlySet<TransitionType> = new Set(['extended', 'resumed', 'reopened', 'recalculated', 'unmerged']);

function holds({ after, type, nowInMs }: Taken, before: CaseSnapshot): void {
  expect(after.sequence).toBe(before.sequence + 1);
  expect(after.unit.level).toBe(after.level);
  if (!movesDueDate.has(type)) expect(after.clocks.dueAt).toBe(before.clocks.dueAt);
  // Undoing a merge moves the date by the suspension that the merge met, and by nothing else.
  const stoodStill = before.bases?.business.pauses.some((pause) => pause.to === null) === true;
  if (type === 'unmerged' && !stoodStill) expect(after.clocks.dueAt).toBe(before.clocks.dueAt);
  if (type === 'resumed' || type === 'extended' || type === 'unmerged') expect(after.clocks.dueAt >= before.clocks.dueAt).toBe(true);
  expect(compareLevels(after.level, before.level)).toBeGreaterThanOrEqual(0);
  expect(after.late.slice(0, before.late.length)).toEqual(before.late);
  const isTop = after.level === 'province' && after.fired.overdue && (after.state === 'accepted' || after.fired.acceptanceOverdue);
  if (after.state !== 'closed' && !isTop) expect(nextClock(after)).not.toBeNull();
  expect(after.outcome !== null).toBe(after.state === 'closed');
  expect(after.suspendedUntil !== null).toBe(after.state === 'suspended');
  if (after.state === 'suspended') expect(lightOf(after, nowInMs)).toBe('off');
  expect(after.bases?.business.pauses.filter((pause) => pause.to === null).length).toBe(after.state === 'suspended' ? 1 : 0);
}

describe('every life', () => {
  it('keeps an owner and a clock until closed, a due date that only extension, suspension and reopening move, and every lateness on record', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let [current, nowInMs, stepsBegun] = [opened(all, start), start.getTime(), 1];
        for (const given of steps) {
          // A working-day calendar ends somewhere: lives that long are the calendar's tests.
          if (nowInMs > Date.parse('2026-11-01T00:00:00Z')) break;
          const taken = take(current, given, nowInMs);
          if (taken === null) continue;
          holds(taken, current);
          if (beginsStep.has(taken.type)) stepsBegun++;
          ({ after: current, nowInMs } = taken);
        }
        for (const level of levels) expect(current.late.filter((late) => late.clock === 'step' && late.level === level).length).toBeLessThanOrEqual(stepsBegun);
      }),
      { numRuns: 1500 },
    );
  });

  it('left alone, rises to the province and is late at every level, once', () => {
    let [current, nowInMs] = [opened(all, start), start.getTime()];
    for (let taken = take(current, 'clock', nowInMs); taken !== null; taken = take(current, 'clock', nowInMs)) ({ after: current, nowInMs } = taken);
    expect(current).toMatchObject({ level: 'province', state: 'dispatched', fired: { acceptanceOverdue: true, dueSoon: true, overdue: true } });
    expect(current.late.map(({ level, clock }) => `${level} ${clock}`)).toEqual(['county acceptance', 'county reply', 'county step', 'city acceptance', 'city step', 'province acceptance', 'province step']);
  });
});

/** Follows orders in turn, each so many hours after the one before, and fails where one is refused. */
function live(...orders: readonly (readonly [number, CaseOrder] | 'clock')[]): CaseSnapshot {
  let [current, nowInMs] = [opened(all, start), start.getTime()];
  for (const given of orders) {
    if (given === 'clock') {
      const taken = take(current, 'clock', nowInMs);
      if (taken === null) throw new Error('no clock runs');
      ({ after: current, nowInMs } = taken);
      continue;
    }
    const [hours, order] = given;
    nowInMs += hours * hourInMs;
    const facts = all.planning(current.policy);
    expect(decide(current, order)).toMatchObject({ ok: true });
    expect(policyRefusal(current, order, facts, new Date(nowInMs))).toBeNull();
    const change = planChange(current, { kind: 'order', order, at: new Date(nowInMs).toISOString() }, facts);
    if (change === null) throw new Error('nothing happened');
    current = evolve(current, change).after;
  }
  return current;
}

describe('a life', () => {
  const accept = [1, orderOf('accept')] as const;
  const market = unitOf('370102-market-regulation');

  it('rises after the second wrong return', () => {
    const back = [1, orderOf('transfer', { unit: market, reason: '属该单位' })] as const;
    const again = live([1, orderOf('return', { reason: '非本单位' })], back, [1, orderOf('return', { reason: '确非本单位' })], back);
    expect(again).toMatchObject({ level: 'city', state: 'dispatched', unit: { unitId: '370100-market-regulation' }, wrongReturns: 0 });
  });

  it('refuses a return after its window, naming the limit', () => {
    const late = policyRefusal(opened(all, start), orderOf('return', { reason: '非本单位' }), all.planning('shandong-enterprise-2020'), new Date(start.getTime() + 20 * 24 * hourInMs));
    expect(late).toMatchObject({ rule: 'window', command: 'return' });
    expect(late?.limit?.zh).toMatch(/退回期限为2026-03-\d\d 17:30/);
  });

  it('moves the due date by an approved extension, to at most thirty working days in all', () => {
    const extended = live(accept, [1, orderOf('requestExtension', { extendBy: { unit: 'workingDays', amount: 15 }, reason: '复杂' })], [1, orderOf('approve')]);
    expect(extended).toMatchObject({ state: 'accepted', extensions: 1, request: null, bases: { business: { within: { unit: 'workingDays', amount: 30 } } } });
    expect(extended.clocks.dueAt).toBe(extended.clocks.stepDueAt);
    const more = policyRefusal(live(accept), orderOf('requestExtension', { extendBy: { unit: 'workingDays', amount: 16 }, reason: '复杂' }), all.planning('shandong-enterprise-2020'), start);
    expect(more?.limit?.zh).toContain('最多再延 15 个工作日');
  });

  it('stands still while suspended, joint parts too, and resumes by itself with its dates moved', () => {
    const until = '2026-03-12T09:30:00.000Z';
    const suspended = live(accept, [1, orderOf('askJoint', { units: [unitOf('370102-taxation')], text: '核实' })], [1, orderOf('requestSuspension', { until, reason: '等待判决' })], [1, orderOf('approve')]);
    expect(suspended).toMatchObject({ state: 'suspended', suspendedUntil: until });
    const resumed = live(accept, [1, orderOf('askJoint', { units: [unitOf('370102-taxation')], text: '核实' })], [1, orderOf('requestSuspension', { until, reason: '等待判决' })], [1, orderOf('approve')], 'clock');
    // From Monday the 2nd to Thursday the 12th lie eight working days, and one weekend that counts once, as nothing.
    expect(suspended.clocks.dueAt).toBe('2026-03-23T09:30:00.000Z');
    expect(resumed).toMatchObject({ state: 'accepted', suspendedUntil: null, clocks: { dueAt: '2026-04-02T09:30:00.000Z' } });
    expect(Date.parse(resumed.joint[0]?.dueAt ?? '') - Date.parse(suspended.joint[0]?.dueAt ?? '')).toBeGreaterThan(8 * 24 * hourInMs);
  });

  it('is answered when the lead merges its joint units\' answers, and redone once when the appellant is dissatisfied', () => {
    const answered = live(
      accept, [1, orderOf('askJoint', { units: [unitOf('370102-taxation')], text: '核实' })],
      [1, orderOf('answerJoint', { byUnitId: '370102-taxation', answer: '已核实' })], [1, orderOf('answer', { answer: '汇总答复', solution: 'solved' })],
    );
    expect(answered).toMatchObject({ state: 'answered', answer: '汇总答复', solution: 'solved', joint: [{ answer: '已核实', late: false }] });
    const redo = live(accept, [1, orderOf('answer', { answer: '已办' })], [1, orderOf('followUp', { satisfaction: 'dissatisfied', redoAtMost: 1 })]);
    expect(redo).toMatchObject({ state: 'accepted', redos: 1, satisfaction: 'dissatisfied', clocks: { closeBy: null } });
  });

  it('goes on under its own due date when a merge is undone, with what fired and who was late still on record', () => {
    const merge = [2, orderOf('merge', { reason: '同一事项', into: { caseId: earlier, trackingNumber: 'SQ' }, intoCaseId: earlier })] as const;
    const undone = live(accept, merge, [30, orderOf('unmerge', { reason: '另一事项' })]);
    expect(undone).toMatchObject({ state: 'dispatched', outcome: null, mergedInto: null, closedAt: null, acceptedAt: null, unit: market, reopenings: 0 });
    expect([undone.clocks.dueAt, undone.clocks.stepDueAt]).toEqual([live(accept).clocks.dueAt, live(accept).clocks.stepDueAt]);
    expect(undone.clocks.acceptBy).not.toBeNull();
    // Late at the county before the merge: no second lateness there, and it rises at once.
    const late = live('clock', 'clock', 'clock', 'clock', [0, orderOf('merge', { reason: '同一事项', into: { caseId: earlier, trackingNumber: 'SQ' }, intoCaseId: earlier })], [1, orderOf('unmerge', { reason: '另一事项' })]);
    expect(late.late.map(({ clock }) => clock)).toEqual(['acceptance', 'reply', 'step']);
    expect(take(late, 'clock', Date.parse(late.clocks.stepDueAt))?.type).toBe('escalated');
  });

  it('counts a suspension that a merge met until the merge, no longer', () => {
    const suspended = [accept, [1, orderOf('requestSuspension', { until: '2026-03-12T09:30:00.000Z', reason: '等待判决' })], [1, orderOf('approve')]] as const;
    const merge = [48, orderOf('merge', { reason: '同一事项', into: { caseId: earlier, trackingNumber: 'SQ' }, intoCaseId: earlier })] as const;
    const undone = live(...suspended, merge, [72, orderOf('unmerge', { reason: '另一事项' })]);
    // Two of the days on which it stood still were working days, whatever came after the merge.
    expect(undone).toMatchObject({ state: 'dispatched', clocks: { dueAt: '2026-03-25T09:30:00.000Z' }, bases: { business: { pauses: [{ to: expect.any(String) as string }] } } });
    expect(live(...suspended).clocks.dueAt).toBe('2026-03-23T09:30:00.000Z');
  });

  it('begins a round of its own when reopened in time', () => {
    const reopened = live(accept, [1, orderOf('answer', { answer: '已办' })], [1, orderOf('close')], [30, orderOf('reopen', { reason: '问题重现' })]);
    expect(reopened).toMatchObject({ state: 'dispatched', reopenings: 1, outcome: null, bases: { business: { pauses: [] } } });
    expect(reopened.clocks.dueAt > live(accept).clocks.dueAt).toBe(true);
  });
});
