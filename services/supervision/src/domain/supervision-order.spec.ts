import { orderCommands, orderStates, type Actor, type OrderCommand, type SupervisionOrder } from '@suqiao/contracts';
import fc from 'fast-check';
import { orderRefusalText } from './order-texts';
import { draftOf } from '../../testing/orders';
import { allowedCommands, carryOut, isOverdue, issued, lateChange, orderRanks, sweepInstant, type OrderWish } from './supervision-order';

const by: Actor = { kind: 'person', subject: 's', name: '周桥', role: 'supervisor', unitId: null };
const wish = (command: OrderCommand): OrderWish => ({ command, by, reason: '理由', text: '内容' });
const dueInMs = Date.parse('2026-11-30T09:30:00.000Z');
const early = new Date(dueInMs - 1);
const late = new Date(dueInMs);
const fresh = () => issued(draftOf({ dueAt: late.toISOString() }), by).order;

function after(commands: readonly OrderCommand[], now = early): SupervisionOrder {
  return commands.reduce((order, command) => {
    const decision = carryOut(order, wish(command), now);
    if (!decision.ok) throw new Error(`${command} was refused`);
    return decision.order;
  }, fresh());
}

describe('the life of a supervision order', () => {
  it.each([
    ['issued', [], ['receive', 'revoke']],
    ['received', ['receive'], ['feedback', 'revoke']],
    ['answered', ['receive', 'feedback'], ['returnFeedback', 'close', 'revoke']],
    ['received', ['receive', 'feedback', 'returnFeedback'], ['feedback', 'revoke']],
    ['closed', ['receive', 'feedback', 'close'], []],
    ['revoked', ['receive', 'revoke'], []],
  ] as const)('%s after %j takes %j', (state, commands, allowed) => {
    const order = after(commands);
    expect([order.state, allowedCommands(order.state)]).toEqual([state, allowed]);
  });

  it('refuses every other command by name, with the state it met, in both languages', () => {
    for (const state of orderStates) {
      for (const command of orderCommands.filter((one) => !allowedCommands(state).includes(one))) {
        const decision = carryOut({ ...fresh(), state }, wish(command), early);
        if (decision.ok) throw new Error(`${command} was taken in ${state}`);
        expect(decision.refusal).toEqual({ command, state, allowed: allowedCommands(state) });
        const text = orderRefusalText(decision.refusal);
        expect(text['zh-CN']).toMatch(/^督办单已..，不能/);
        expect(text.en).toMatch(/is refused/);
      }
    }
  });

  it('counts every step, ends at most once, and is late at most once, whatever is tried when', () => {
    const tries = fc.array(fc.tuple(fc.constantFrom(...orderCommands, 'sweep' as const), fc.integer({ min: 0, max: 1000 })), { maxLength: 25 });
    fc.assert(fc.property(tries, (attempts) => {
      let order = fresh();
      let nowInMs = dueInMs - 5000;
      const types: string[] = [];
      for (const [attempt, passesInMs] of attempts) {
        nowInMs += passesInMs;
        const now = new Date(nowInMs);
        const overdueBefore = isOverdue(order, now);
        const change = attempt === 'sweep' ? lateChange(order, now) : carryOut(order, wish(attempt), now);
        if (change === null || !('steps' in change)) continue;
        change.steps.forEach((step, index) => { expect(step.order.sequence).toBe(order.sequence + index + 1); });
        expect(change.steps.at(-1)?.order).toEqual(change.order);
        types.push(...change.steps.map(({ transition }) => transition.type));
        order = change.order;
        // Whoever touches a late order leaves it recorded as late.
        if (overdueBefore) expect(order.overdueAt).not.toBeNull();
        expect(sweepInstant(order) === null || order.overdueAt === null).toBe(true);
      }
      expect(order.sequence).toBe(1 + types.length);
      expect(types.filter((type) => type === 'overdue')).toHaveLength(order.overdueAt === null ? 0 : 1);
      expect(types.filter((type) => type === 'closed' || type === 'revoked')).toHaveLength(orderRanks[order.state] === 2 ? 1 : 0);
      expect(order.endedAt === null).toBe(orderRanks[order.state] !== 2);
    }), { numRuns: 1000 });
  });
});

describe('lateness', () => {
  it('begins at the due date exactly', () => {
    expect([lateChange(fresh(), early), isOverdue(fresh(), early)]).toEqual([null, false]);
    expect(lateChange(fresh(), late)?.order.overdueAt).toBe(late.toISOString());
  });

  it('is on record at the due date, also when the sweep comes later than the feedback', () => {
    const decision = carryOut(after(['receive']), wish('feedback'), new Date(dueInMs + 500));
    if (!decision.ok) throw new Error('refused');
    expect(decision.steps.map(({ transition, order }) => [transition.type, transition.at, order.state])).toEqual([
      ['overdue', late.toISOString(), 'received'], ['feedbackGiven', new Date(dueInMs + 500).toISOString(), 'answered'],
    ]);
  });

  it('spares feedback in time, and begins with its return after the due date', () => {
    const answered = after(['receive', 'feedback']);
    expect([lateChange(answered, late), sweepInstant(answered)]).toEqual([null, null]);
    const returnedAt = new Date(dueInMs + 1000);
    const decision = carryOut(answered, wish('returnFeedback'), returnedAt);
    if (!decision.ok) throw new Error('refused');
    expect(decision.steps.map(({ transition }) => transition.type)).toEqual(['feedbackReturned', 'overdue']);
    expect([decision.order.overdueAt, decision.order.feedback, decision.order.state]).toEqual([returnedAt.toISOString(), null, 'received']);
  });
});
