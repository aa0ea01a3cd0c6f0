import { directory } from '@suqiao/directory';
import { consultationCommands, consultationStates, type Consultation, type ConsultationTask } from '@suqiao/contracts';
import { isWorkingDay } from '@suqiao/workflows/domain';
import fc from 'fast-check';
import { allowedConsultationCommands, decideConsultation, lateTask, nextTaskDue, type ConsultationOrder } from './consultation';
import { isToBeCalled, nextOccurrence } from './consultation-schedule';

const unit = { unitId: '370000-federation', name: { zh: '山东省工商联', en: 'Shandong federation' }, kind: 'federation', level: 'province', divisionCode: '370000' } as const;
const taskOf = (taskId: string, over: Partial<ConsultationTask> = {}): ConsultationTask => ({ taskId, text: '任务', issueId: null, owner: unit, dueAt: '2026-12-10T09:30:00.000Z', basis: { from: '2026-12-01T00:00:00.000Z', within: { unit: 'workingDays', amount: 7 } }, provisional: false, overdue: false, doneAt: null, feedback: null, ...over });
const called: Consultation = { consultationId: 'c', title: '会商', state: 'called', divisionCode: '370000', level: 'province', at: '2026-12-01T01:00:00.000Z', place: '会议室', units: [unit], others: [], agenda: [], minutes: null, decisions: [], tasks: [], scheduled: null, sequence: 1 };
const held: Consultation = { ...called, state: 'held', minutes: '纪要', tasks: [taskOf('1'), taskOf('2', { doneAt: '2026-12-05T00:00:00.000Z', feedback: '已办' })], sequence: 2 };
const now = new Date('2026-12-11T00:00:00Z');
const orderOf = (command: ConsultationOrder['command'], over: Partial<ConsultationOrder> = {}): ConsultationOrder => ({ command, by: { kind: 'system' }, text: '说明', ...over });
const decide = (before: Consultation, order: ConsultationOrder) => decideConsultation(before, order, now);
const ruleOf = (before: Consultation, order: ConsultationOrder) => {
  const decision = decide(before, order);
  return decision.ok ? null : decision.refusal.rule;
};

it('refuses by name what its state does not allow, and nothing else', () => {
  for (const state of consultationStates) {
    for (const command of consultationCommands) {
      const decision = decide({ ...called, state }, orderOf(command));
      const allowed = allowedConsultationCommands({ state });
      if (!allowed.includes(command)) expect(decision).toEqual({ ok: false, refusal: { command, state, allowed, rule: 'state' } });
      else if (command !== 'finishTask' && command !== 'returnTask') expect(decision.ok).toBe(true);
    }
  }
});

it('closes only when every task is done, and knows its tasks', () => {
  expect(ruleOf(held, orderOf('close'))).toBe('tasksOpen');
  expect(ruleOf(held, orderOf('finishTask', { taskId: '3' }))).toBe('taskUnknown');
  expect(ruleOf(held, orderOf('finishTask', { taskId: '2' }))).toBe('taskDone');
  expect(ruleOf(held, orderOf('returnTask', { taskId: '1' }))).toBe('taskOpen');
  const done = decide(held, orderOf('finishTask', { taskId: '1' }));
  if (!done.ok) throw new Error('refused');
  expect(done.change.consultation.tasks[0]).toMatchObject({ doneAt: now.toISOString(), feedback: '说明' });
  expect(decide(done.change.consultation, orderOf('close'))).toMatchObject({ ok: true, change: { consultation: { state: 'closed', sequence: 4 } } });
});

it('takes a returned task up again by its old due date', () => {
  const returned = decide(held, orderOf('returnTask', { taskId: '2' }));
  if (!returned.ok) throw new Error('refused');
  expect(returned.change.consultation.tasks[1]).toEqual({ ...held.tasks[1], doneAt: null });
});

it('marks each late task once, and never one that is done', () => {
  const first = lateTask(held, now);
  expect(first).toMatchObject({ consultation: { tasks: [{ taskId: '1', overdue: true }, { taskId: '2', overdue: false }], sequence: 3 }, transition: { type: 'taskOverdue', taskId: '1' } });
  expect(first === null ? 'none' : lateTask(first.consultation, now)).toBeNull();
  expect([nextTaskDue(held), first === null ? 'none' : nextTaskDue(first.consultation)]).toEqual([new Date('2026-12-10T09:30:00Z'), null]);
  expect(lateTask(held, new Date('2026-12-10T09:29:59Z'))).toBeNull();
});

describe('a schedule', () => {
  const instant = fc.date({ min: new Date('2026-01-05T00:00:00Z'), max: new Date('2026-09-01T00:00:00Z'), noInvalidDate: true });
  const schedule = fc.record({ every: fc.constantFrom('week' as const, 'month' as const, 'quarter' as const), on: fc.integer({ min: 1, max: 28 }), time: fc.constant('09:30') });

  it('meets on a working day that is still to come, and each meeting once', () => {
    fc.assert(fc.property(schedule, instant, (rule, after) => {
      const next = nextOccurrence(rule, directory.calendar, after);
      expect(next.at > after && isWorkingDay(directory.calendar, next.on).working).toBe(true);
      expect(nextOccurrence(rule, directory.calendar, new Date(next.at.getTime() - 1))).toEqual(next);
      expect(nextOccurrence(rule, directory.calendar, next.at).named > next.named).toBe(true);
    }));
  });

  it('moves a meeting of the holidays to the next working day, and is called so many days before', () => {
    const next = nextOccurrence({ every: 'month', on: 1, time: '09:00' }, directory.calendar, new Date('2026-09-20T00:00:00Z'));
    expect(next).toEqual({ named: '2026-10-01', on: '2026-10-08', at: new Date('2026-10-08T01:00:00Z') });
    expect([isToBeCalled(next, { daysBefore: 7 }, new Date('2026-10-01T01:00:00Z')), isToBeCalled(next, { daysBefore: 7 }, new Date('2026-10-01T00:59:59Z'))]).toEqual([true, false]);
    expect(nextOccurrence({ every: 'quarter', on: 15, time: '09:00' }, directory.calendar, new Date('2026-04-20T00:00:00Z')).named).toBe('2026-07-15');
    expect(nextOccurrence({ every: 'week', on: 1, time: '09:00' }, directory.calendar, new Date('2026-06-02T00:00:00Z')).on).toBe('2026-06-08');
  });
});
