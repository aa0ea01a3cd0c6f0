import type { Transition } from '@suqiao/contracts';
import { stepsOf } from './steps';

const line = (type: Transition['type'], at: string): Transition => ({ type, at, by: { kind: 'clock' }, reason: null, text: null, fromState: null, fromUnitId: null, toUnitId: null });
const dispatched = line('dispatched', '2026-11-23T01:00:00.000Z');
const accepted = line('accepted', '2026-11-23T01:10:00.000Z');
const closed = line('closed', '2026-11-23T02:10:00.000Z');
const now = Date.parse('2026-11-23T03:00:00.000Z');

describe('stepsOf', () => {
  it('gives each line the time until the next, and the last of an open case the time until now', () => {
    expect(stepsOf([dispatched, accepted], now, false)).toEqual([
      { transition: dispatched, tookInMs: 600_000, running: false },
      { transition: accepted, tookInMs: 110 * 60_000, running: true },
    ]);
  });

  it('stops at a closing', () => {
    expect(stepsOf([dispatched, accepted, closed], now, true).at(-1)).toEqual({ transition: closed, tookInMs: 0, running: false });
  });

  it('gives a remark on a closed case no length', () => {
    const remark = line('commented', '2026-11-23T02:20:00.000Z');
    expect(stepsOf([dispatched, closed, remark], now, true).at(-1)).toEqual({ transition: remark, tookInMs: 0, running: false });
  });

  it('puts lines in order', () => {
    expect(stepsOf([closed, dispatched, accepted], now, true).map((step) => step.transition.type)).toEqual(['dispatched', 'accepted', 'closed']);
  });

  it('never takes less than no time, though this machine\'s clock be behind', () => {
    expect(stepsOf([dispatched], Date.parse('2026-11-23T00:00:00.000Z'), false)[0]?.tookInMs).toBe(0);
  });
});
