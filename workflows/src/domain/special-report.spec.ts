import { problemStates, reportCommands, reportStates, type ReportCommand, type ReportProblem, type ReportState, type SpecialReport } from '@suqiao/contracts';
import fc from 'fast-check';
import { allowedReportCommands, decideReport, endOfDayInMs, frozenReportStates, isSettled, nextReportClock, reportLifecycle, workedReportStates, type ReportQuestion } from './special-report';

type Facts = Parameters<typeof decideReport>[0];

const steps = ['divisionHead', 'leader'].map((step) => ({ step, name: { zh: step, en: step } }));
const problem = (problemId: string, state: ReportProblem['state'] = 'open', dueOn: string | null = null, overdue = false): ReportProblem => ({ problemId, name: '问题', issueId: null, state, owner: null, dueOn, overdue, progress: null });
const facts = (state: ReportState, over: Partial<Facts> = {}): Facts => ({ state, steps, approvals: [], submittedBy: 'writer', problems: [problem('p1')], ...over });
const approval = (bySubject: string): SpecialReport['approvals'][number] => ({ step: 'divisionHead', bySubject, byName: bySubject, at: '2026-11-23T00:00:00.000Z', opinion: null });
const ask = (command: ReportCommand, over: Partial<ReportQuestion> = {}): ReportQuestion => ({ command, subject: 'somebody', problemId: 'p1', problemState: 'solved', ...over });

it('is drafted, submitted, approved in steps, frozen, sent, receipted and concluded, and nothing leads back from its number', () => {
  const ways = reportStates.map((state) => [state, allowedReportCommands({ state })] as const);
  expect(Object.fromEntries(ways)).toMatchObject({ drafting: ['abandon', 'comment'], submitted: ['approve', 'sendBack', 'comment'], approved: ['freeze', 'sendBack', 'comment'], frozen: ['send', 'followProblem', 'recordInstruction', 'comment'], abandoned: ['comment'] });
  for (const state of frozenReportStates) for (const command of allowedReportCommands({ state })) {
    const decision = decideReport(facts(state), ask(command));
    expect([state, command, decision.ok && frozenReportStates.includes(decision.to)]).toEqual([state, command, true]);
  }
});

it('refuses by name what is not in the state\'s row, with what would be allowed', () => {
  fc.assert(fc.property(fc.constantFrom(...reportStates), fc.constantFrom(...reportCommands), (state, command) => {
    const decision = decideReport(facts(state), ask(command));
    const isThere = reportLifecycle[state][command] !== undefined;
    if (!isThere) expect(decision).toEqual({ ok: false, refusal: { command, state, allowed: allowedReportCommands({ state }), rule: 'state' } });
    else expect(decision.ok || decision.refusal.rule !== 'state').toBe(true);
  }));
});

it('takes the end of drawing from the system alone, and all else from people', () => {
  expect(decideReport(facts('drafting'), { command: 'finishDrawing', subject: null })).toEqual({ ok: true, to: 'draft' });
  expect(decideReport(facts('drafting'), { command: 'finishDrawing', subject: 'somebody' }).ok).toBe(false);
  for (const state of workedReportStates) expect(decideReport(facts(state), { command: 'submit', subject: null }).ok).toBe(false);
});

it('is approved by as many people as it has steps, none of whom submitted it', () => {
  expect(decideReport(facts('submitted'), ask('approve', { subject: 'head' }))).toEqual({ ok: true, to: 'submitted' });
  expect(decideReport(facts('submitted', { approvals: [approval('head')] }), ask('approve', { subject: 'leader' }))).toEqual({ ok: true, to: 'approved' });
  for (const subject of ['writer', 'head']) expect(decideReport(facts('submitted', { approvals: [approval('head')] }), ask('approve', { subject }))).toMatchObject({ ok: false, refusal: { rule: 'samePerson' } });
});

it('is concluded when the last of its problems is settled, and taken up again when one comes back', () => {
  const two = facts('received', { problems: [problem('p1'), problem('p2', 'solved')] });
  expect(decideReport(two, ask('followProblem', { problemState: 'inProgress' }))).toEqual({ ok: true, to: 'received' });
  expect(decideReport(two, ask('followProblem', { problemState: 'dropped' }))).toEqual({ ok: true, to: 'concluded' });
  expect(decideReport({ ...two, state: 'concluded' }, ask('followProblem', { problemState: 'open' }))).toEqual({ ok: true, to: 'received' });
  expect(decideReport(facts('sent', { problems: [] }), ask('recordReceipt'))).toEqual({ ok: true, to: 'concluded' });
  expect(decideReport(facts('sent'), ask('recordReceipt'))).toEqual({ ok: true, to: 'received' });
});

it('lists a common issue once, and knows its own problems only', () => {
  const linked = facts('draft', { problems: [{ ...problem('p1'), issueId: 'i1' }] });
  expect(decideReport(linked, ask('addProblem', { issueId: 'i1', problemId: 'p2' }))).toMatchObject({ ok: false, refusal: { rule: 'problemTwice' } });
  expect(decideReport(linked, ask('changeProblem', { issueId: 'i1' })).ok).toBe(true);
  expect(decideReport(linked, ask('removeProblem', { problemId: 'p9' }))).toMatchObject({ ok: false, refusal: { rule: 'problemUnknown' } });
});

it('waits for the problem that is due first, to the end of its day in Shanghai, once each', () => {
  const day = fc.integer({ min: 1, max: 28 }).map((value) => `2026-03-${String(value).padStart(2, '0')}`);
  const problems = fc.array(fc.tuple(fc.constantFrom(...problemStates), fc.option(day), fc.boolean()), { maxLength: 6 }).map((all) => all.map(([state, dueOn, overdue], at) => problem(`p${String(at)}`, state, dueOn, overdue)));
  fc.assert(fc.property(problems, fc.constantFrom(...reportStates), (given, state) => {
    const waiting = given.filter((one) => !isSettled(one) && !one.overdue && one.dueOn !== null).map(({ dueOn }) => endOfDayInMs(dueOn ?? ''));
    const clock = nextReportClock({ state, problems: given });
    expect(clock?.atInMs ?? null).toBe(frozenReportStates.includes(state) && waiting.length > 0 ? Math.min(...waiting) : null);
  }));
  expect(new Date(endOfDayInMs('2026-03-31')).toISOString()).toBe('2026-03-31T16:00:00.000Z');
});
