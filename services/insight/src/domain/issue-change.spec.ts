import { directory } from '@suqiao/directory';
import { commonIssueSchema, issueCommands, issueStates, type CommonIssue, type IssueCommand } from '@suqiao/contracts';
import { allowedIssueCommands, decideIssue, endedIssueStates, nextIssueClock, type IssueAsk } from '@suqiao/workflows/domain';
import type { IssueOrder } from '@suqiao/workflows';
import fc from 'fast-check';
import { planIssueChange } from './issue-change';
import { issuePresetOf } from './issue-presets';
import { candidateOf, type GroupPlace } from './issue-step';

const facts = { preset: issuePresetOf('working-days'), calendar: directory.calendar };
const place: GroupPlace = { level: 'county', divisionCode: '370102', appeals: 6 };
const start = new Date('2026-03-02T01:00:00Z');
const unit = { unitId: '370102-federation', name: { zh: '历下区工商联', en: 'Lixia federation' }, kind: 'federation', level: 'county', divisionCode: '370102' } as CommonIssue['lead'] & object;
const given: Partial<Record<IssueAsk, Partial<IssueOrder>>> = {
  nameLead: { lead: unit }, propose: { study: '研究', proposals: ['建议'] }, close: { outcome: 'solved', reply: '已解决' }, extend: { extendBy: { unit: 'workingDays', amount: 3 } }, joinInto: { into: '019ac000-0000-4000-8000-000000000009' },
};
const candidate = () => candidateOf('019ac000-0000-4000-8000-000000000001', '拖欠工程款', place, facts, start);
const orderOf = (command: IssueAsk, at: Date, bySystem = false): IssueOrder => ({
  command, orderId: `${command}-${at.toISOString()}`, by: bySystem ? { kind: 'system' } : { kind: 'person', subject: 'a', name: '甲', role: 'analyst', unitId: null }, ...given[command],
  ...(command === 'callConsultation' && { consultation: { at: at.toISOString(), participants: '各方', agenda: '议题' } }),
  ...(command === 'adoptMeasure' && { measure: { kind: 'policy' as const, title: '措施', text: '内容', document: null, effectiveAt: new Date(at.getTime() + 86_400_000).toISOString() } }),
});

/** What comes next in an invented life: an order after some hours, or its clock. */
const next = fc.record({ ask: fc.constantFrom<readonly (IssueAsk | 'clock')[]>(...[...issueCommands, 'joinInto', 'recount', 'clock', 'clock', 'clock'].map((ask) => [ask as IssueAsk | 'clock'])).map(([ask]) => ask ?? 'clock'), hours: fc.integer({ min: 1, max: 400 }) });

function lived(steps: readonly { ask: IssueAsk | 'clock'; hours: number }[], see: (before: CommonIssue, after: CommonIssue, ask: IssueAsk | 'clock') => void): void {
  let issue = candidate();
  let now = start;
  for (const { ask, hours } of steps) {
    const clock = nextIssueClock(issue);
    if (ask === 'clock' && clock === null) continue;
    now = ask === 'clock' && clock !== null ? new Date(Math.max(now.getTime(), clock.atInMs)) : new Date(now.getTime() + hours * 3_600_000);
    // Beyond the calendar there are no dates to count.
    if (now > new Date('2026-09-01T00:00:00Z')) return;
    const happening = ask === 'clock' && clock !== null ? { kind: 'clock' as const, fact: clock.fact, at: now.toISOString() } : { kind: 'order' as const, order: orderOf(ask as IssueAsk, now, ask === 'joinInto' || ask === 'recount'), at: now.toISOString() };
    const planned = planIssueChange(issue, happening, place, facts);
    const after = planned.ok ? (planned.change?.issue ?? issue) : issue;
    see(issue, after, ask);
    issue = after;
  }
}

describe('the life of a common issue', () => {
  it('always has a due date or has ended, and its sequence counts its changes', () => {
    fc.assert(fc.property(fc.array(next, { maxLength: 40 }), (steps) => {
      lived(steps, (before, after) => {
        expect(commonIssueSchema.parse(after)).toEqual(after);
        if (after !== before) expect(after.sequence).toBe(before.sequence + 1);
        if (endedIssueStates.includes(after.state)) expect(after.clock.dueAt).toBeNull();
        else expect(after.state === 'measured' ? after.measure : after.clock.dueAt).not.toBeNull();
      });
    }));
  });

  it('closes only what was watched, answered with an outcome; takes it up again without them', () => {
    fc.assert(fc.property(fc.array(next, { maxLength: 60 }), (steps) => {
      lived(steps, (before, after, ask) => {
        if (after.state === 'closed') expect([before.state === 'closed' ? 'watching' : before.state, after.outcome, after.reply]).toEqual(['watching', 'solved', '已解决']);
        if (ask === 'reopen' && after !== before) expect([after.state, after.outcome, after.reply, after.closedAt, after.reopenings]).toEqual(['studying', null, null, null, before.reopenings + 1]);
      });
    }));
  });

  it('is late once a step, and tells the level above once', () => {
    fc.assert(fc.property(fc.array(next, { maxLength: 60 }), (steps) => {
      lived(steps, (before, after, ask) => {
        if (ask !== 'clock' || after === before) return;
        if (after.state === before.state) expect([before.clock.overdue, before.clock.escalatedTo]).toEqual(after.clock.escalatedTo === null ? [false, null] : [true, null]);
      });
    }));
  });

  it('refuses by name with the state it met, and every state allows what its row says', () => {
    for (const state of issueStates) {
      const issue = { ...candidate(), state };
      const allowed = allowedIssueCommands(issue);
      for (const command of issueCommands) {
        const decision = decideIssue(issue, { command, bySystem: false });
        expect(decision.ok).toBe(allowed.includes(command));
        if (!decision.ok) expect(decision.refusal).toMatchObject({ command, state, allowed });
      }
    }
  });
});

describe('dates', () => {
  const inState = (state: CommonIssue['state'], command: IssueCommand, at: string, order: Partial<IssueOrder> = {}): CommonIssue => {
    const planned = planIssueChange({ ...candidate(), state }, { kind: 'order', order: { ...orderOf(command, new Date(at)), ...order }, at }, place, facts);
    if (!planned.ok || planned.change === null) throw new Error('refused');
    return planned.change.issue;
  };

  it('begin anew with a step, by working days', () => {
    // 5 working days from Monday 2 March 2026, 9:00.
    expect(inState('candidate', 'confirm', '2026-03-02T01:00:00Z').clock.dueAt).toBe('2026-03-09T09:30:00.000Z');
  });

  it('are moved by an extension in the step\'s own unit, and by nothing else', () => {
    const before = candidate();
    expect(inState('candidate', 'comment', '2026-03-04T01:00:00Z', { text: '备注' }).clock).toEqual(before.clock);
    expect(inState('candidate', 'rename', '2026-03-04T01:00:00Z', { name: '新名' }).clock).toEqual(before.clock);
    expect(inState('candidate', 'extend', '2026-03-04T01:00:00Z').clock.basis).toEqual({ from: start.toISOString(), within: { unit: 'workingDays', amount: 13 } });
  });

  it('run from a consultation\'s own day where that is still to come', () => {
    const at = '2026-03-20T01:00:00.000Z';
    expect(inState('proposed', 'callConsultation', '2026-03-04T01:00:00Z', { consultation: { at, participants: '各方', agenda: '议题' } }).clock.basis?.from).toBe(at);
  });

  it('wait for the day on which a measure takes effect', () => {
    const measured = inState('proposed', 'adoptMeasure', '2026-03-04T01:00:00Z');
    expect(measured.clock.dueAt).toBeNull();
    expect(nextIssueClock(measured)).toEqual({ fact: 'watchStarted', atInMs: Date.parse('2026-03-05T01:00:00Z') });
  });
});
