import { caseCommands, caseStates, upgradeSnapshot, type CaseSnapshot, type CaseState, type JointPart, type Level, type UnitReference } from '@suqiao/contracts';
import { lightOf, nextClock } from './clocks';
import { allowedCommands, decide, lifecycle, secondWrongReturn, type CommandQuestion } from './lifecycle';

const unit = (level: Level, kind: UnitReference['kind'] = 'department', name = 'taxation'): UnitReference => {
  const divisionCode = { county: '370102', city: '370100', province: '370000' }[level];
  return { unitId: `${divisionCode}-${kind === 'federation' ? 'federation' : name}`, name: { zh: name, en: name }, kind, level, divisionCode };
};
const instant = (minutes: number) => new Date(Date.UTC(2026, 10, 23, 1) + minutes * 60_000).toISOString();
const person = { kind: 'person', subject: 'u', name: '王', role: 'unitHandler', unitId: '370102-taxation' } as const;

function snapshot(changes: Partial<CaseSnapshot> = {}): CaseSnapshot {
  const first = upgradeSnapshot({
    caseId: '019ac000-0000-7000-8000-000000000001', trackingNumber: 'SQ20261123-00000000-0', channel: 'test', title: '测试', appellantName: '某公司',
    categoryCode: 'taxes-and-fees', urgency: 'ordinary', unsure: [], divisionCode: '370102', level: 'county', state: 'dispatched', unit: unit('county'),
    policy: 'test@1', clocks: { dueAt: instant(60), dueSoonAt: instant(40), stepDueAt: instant(60), acceptBy: instant(20), closeBy: null, provisional: false },
    fired: { acceptanceOverdue: false, dueSoon: false, overdue: false }, late: [], sequence: 1, receivedAt: instant(0), dispatchedAt: instant(0),
    acceptedAt: null, answeredAt: null, closedAt: null, answer: null,
  });
  return { ...first, ...changes };
}
const part = (name: string, changes: Partial<JointPart> = {}): JointPart => ({
  unit: unit('county', 'department', name), demand: '核实', askedAt: instant(0), dueAt: instant(30), basis: { from: instant(0), within: { unit: 'minutes', amount: 30 }, pauses: [] },
  late: false, endedAt: null, answer: null, ...changes,
});
const request = (kind: 'extension' | 'suspension' | 'rise') => ({ kind, reason: '因', by: person, at: instant(1), extendBy: null, until: null });

describe('the lifecycle table', () => {
  it('allows exactly this', () => {
    expect(Object.fromEntries(caseStates.map((state) => [state, Object.keys(lifecycle[state]).join(' ')]))).toEqual({
      dispatched: 'accept return transfer requestRise approve refuse comment setConfidential withdraw merge',
      returned: 'accept transfer requestRise approve refuse comment setConfidential withdraw merge',
      accepted: 'answer transfer askJoint answerJoint releaseJoint requestExtension requestSuspension requestRise approve refuse comment setConfidential withdraw merge',
      suspended: 'resume answerJoint comment setConfidential withdraw merge',
      answered: 'close followUp passAnswer sendBack comment setConfidential',
      closed: 'reopen unmerge followUp comment setConfidential',
    });
  });

  it.each(caseStates.flatMap((state) => caseCommands.map((command) => [state, command] as const)))('refuses %s × %s by name, or has a row for it', (state, command) => {
    const decision = decide(snapshot({ state }), { command, unit: null });
    if (lifecycle[state][command] === undefined) expect(decision).toEqual({ ok: false, refusal: { command, state, allowed: allowedCommands(snapshot({ state })), rule: 'state' } });
    else if (!decision.ok) expect(decision.refusal.rule).not.toBe('state');
  });

  it.each<[string, Partial<CaseSnapshot>, CommandQuestion, CaseState]>([
    ['a final answer', { state: 'accepted' }, { command: 'answer', unit: null }, 'answered'],
    ['an interim answer', { state: 'accepted' }, { command: 'answer', unit: null, final: false }, 'accepted'],
    ['an approved extension', { state: 'accepted', request: request('extension') }, { command: 'approve', unit: null }, 'accepted'],
    ['an approved suspension', { state: 'accepted', request: request('suspension') }, { command: 'approve', unit: null }, 'suspended'],
    ['an approved rise', { state: 'dispatched', request: request('rise') }, { command: 'approve', unit: null }, 'dispatched'],
    ['a refused request', { state: 'accepted', request: request('rise') }, { command: 'refuse', unit: null }, 'accepted'],
    ['a satisfied appellant', { state: 'answered' }, { command: 'followUp', unit: null, satisfaction: 'satisfied', redoAtMost: 1 }, 'answered'],
    ['a dissatisfied one', { state: 'answered' }, { command: 'followUp', unit: null, satisfaction: 'dissatisfied', redoAtMost: 1 }, 'accepted'],
    ['one still dissatisfied after the redo', { state: 'answered', redos: 1 }, { command: 'followUp', unit: null, satisfaction: 'dissatisfied', redoAtMost: 1 }, 'answered'],
    ['one dissatisfied after closure', { state: 'closed', outcome: 'answered' }, { command: 'followUp', unit: null, satisfaction: 'dissatisfied', redoAtMost: 1 }, 'accepted'],
    ['a joint answer while suspended', { state: 'suspended', joint: [part('justice')] }, { command: 'answerJoint', unit: null, byUnitId: '370102-justice' }, 'suspended'],
    ['reopening after withdrawal', { state: 'closed', outcome: 'withdrawn' }, { command: 'reopen', unit: null }, 'dispatched'],
    ['the undoing of a merge', { state: 'closed', outcome: 'merged' }, { command: 'unmerge', unit: null }, 'dispatched'],
    ['a comment anywhere', { state: 'suspended' }, { command: 'comment', unit: null }, 'suspended'],
  ])('leads %s where it should', (_, facts, question, to) => {
    expect(decide(snapshot(facts), question)).toEqual({ ok: true, to });
  });

  it.each<[string, Partial<CaseSnapshot>, CommandQuestion, string]>([
    ['a federation, which has nobody to return to', { unit: unit('county', 'federation') }, { command: 'return', unit: null }, 'federationReturns'],
    ['a transfer without a unit', {}, { command: 'transfer', unit: null }, 'unitMissing'],
    ['a transfer to the unit that has it', {}, { command: 'transfer', unit: unit('county') }, 'sameUnit'],
    ['a transfer upwards', {}, { command: 'transfer', unit: unit('city') }, 'levelRises'],
    ['a transfer downwards of a case whose place is known', { level: 'city', unit: unit('city') }, { command: 'transfer', unit: unit('county') }, 'levelFalls'],
    ['the lead as its own joint unit', { state: 'accepted' }, { command: 'askJoint', unit: null, units: [unit('county')] }, 'leadIsJoint'],
    ['a joint unit asked twice', { state: 'accepted', joint: [part('justice')] }, { command: 'askJoint', unit: null, units: [unit('county', 'department', 'justice')] }, 'jointTwice'],
    ['a joint answer of a unit that was not asked', { state: 'accepted', joint: [part('justice')] }, { command: 'answerJoint', unit: null, byUnitId: '370102-taxation' }, 'jointUnknown'],
    ['a joint answer given twice', { state: 'accepted', joint: [part('justice', { endedAt: instant(3) })] }, { command: 'answerJoint', unit: null, byUnitId: '370102-justice' }, 'jointUnknown'],
    ['a final answer before the joint units\'', { state: 'accepted', joint: [part('justice')] }, { command: 'answer', unit: null }, 'jointOpen'],
    ['a second request', { state: 'accepted', request: request('rise') }, { command: 'requestExtension', unit: null }, 'requestPending'],
    ['an approval of nothing', { state: 'accepted' }, { command: 'approve', unit: null }, 'noRequest'],
    ['a rise from the province', { state: 'accepted', level: 'province', unit: unit('province') }, { command: 'requestRise', unit: null }, 'topLevel'],
    ['closing before the check', { state: 'answered', check: 'pending' }, { command: 'close', unit: null }, 'checkPending'],
    ['a second pass', { state: 'answered', check: 'passed' }, { command: 'passAnswer', unit: null }, 'notUnderCheck'],
    ['undoing a merge that never was', { state: 'closed', outcome: 'answered' }, { command: 'unmerge', unit: null }, 'notMerged'],
    ['reopening what was merged', { state: 'closed', outcome: 'merged' }, { command: 'reopen', unit: null }, 'outcome'],
    ['calling back on what was withdrawn', { state: 'closed', outcome: 'withdrawn' }, { command: 'followUp', unit: null, satisfaction: 'satisfied' }, 'outcome'],
    ['a merge into a case that came later', {}, { command: 'merge', unit: null, intoCaseId: '019ac000-0000-7000-8000-000000000002' }, 'intoLater'],
    ['a merge into itself', {}, { command: 'merge', unit: null, intoCaseId: '019ac000-0000-7000-8000-000000000001' }, 'intoItself'],
  ])('refuses %s', (_, facts, question, rule) => {
    const state = facts.state ?? 'dispatched';
    expect(decide(snapshot(facts), question)).toMatchObject({ ok: false, refusal: { command: question.command, rule, state } });
  });

  it('lets an interim answer leave while joint units still work', () => {
    expect(decide(snapshot({ state: 'accepted', joint: [part('justice')] }), { command: 'answer', unit: null, final: false }).ok).toBe(true);
  });

  it('lets only a case of unknown jurisdiction go to a lower level', () => {
    const unknown = snapshot({ level: 'province', unit: unit('province', 'federation'), unsure: ['jurisdiction'] });
    expect(decide(unknown, { command: 'transfer', unit: unit('county') }).ok).toBe(true);
    expect(decide({ ...unknown, unsure: ['category'] }, { command: 'transfer', unit: unit('county') }).ok).toBe(false);
  });

  it('sees the second wrong return where the dispatcher gives a case back to who returned it', () => {
    const returned = snapshot({ state: 'returned', unit: unit('county', 'federation'), returnedBy: unit('county'), wrongReturns: 1 });
    const back: CommandQuestion = { command: 'transfer', unit: unit('county') };
    expect(secondWrongReturn(returned, back)).toBe(true);
    expect(secondWrongReturn({ ...returned, wrongReturns: 0 }, back)).toBe(false);
    expect(secondWrongReturn(returned, { command: 'transfer', unit: unit('county', 'department', 'justice') })).toBe(false);
    expect(secondWrongReturn({ ...returned, level: 'province' }, back)).toBe(false);
  });
});

describe('the next clock', () => {
  it('of a suspended case is its end, whatever else would be due', () => {
    expect(nextClock(snapshot({ state: 'suspended', suspendedUntil: instant(500) }))).toEqual({ fact: 'resumed', atInMs: Date.parse(instant(500)) });
  });

  it('of an answered case closes it, or passes an answer that nobody checked', () => {
    const clocks = { ...snapshot().clocks, closeBy: instant(90) };
    expect(nextClock(snapshot({ state: 'answered', clocks }))?.fact).toBe('closed');
    expect(nextClock(snapshot({ state: 'answered', clocks, check: 'pending' }))?.fact).toBe('answerPassed');
  });

  it('is a joint unit\'s own due date, once', () => {
    expect(nextClock(snapshot({ state: 'accepted', joint: [part('justice')] }))).toEqual({ fact: 'jointOverdue', atInMs: Date.parse(instant(30)), unitId: '370102-justice' });
    expect(nextClock(snapshot({ state: 'accepted', joint: [part('justice', { late: true })] }))?.fact).toBe('dueSoon');
    expect(nextClock(snapshot({ state: 'accepted', joint: [part('justice', { endedAt: instant(2) })] }))?.fact).toBe('dueSoon');
  });
});

describe('lights', () => {
  it.each([
    [0, 'dispatched', 'green'], [39.9, 'accepted', 'green'], [40, 'accepted', 'yellow'], [59.9, 'returned', 'yellow'], [60, 'dispatched', 'red'],
    [600, 'answered', 'green'], [600, 'closed', 'off'], [600, 'suspended', 'off'],
  ] as const)('after %p minutes a %s case is %s', (minutes, state: CaseState, light) => {
    expect(lightOf(snapshot({ state }), Date.parse(instant(minutes)))).toBe(light);
  });
});
