import { healthOf, judgePart, unansweredPart, type Measured } from './health';

const now = new Date('2026-11-24T01:00:00.000Z');
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const store = { kind: 'store', answeredInMs: 3, isWritable: true, freeShare: 0.6 } as const;

it.each<[string, Measured, string]>([
  ['a store that writes', store, 'working'],
  ['a store that answers late', { ...store, answeredInMs: 501 }, 'slow'],
  ['a disk that is nearly full', { ...store, freeShare: 0.09 }, 'slow'],
  ['a full disk', { ...store, freeShare: 0.01 }, 'down'],
  ['a store without a primary', { ...store, isWritable: false }, 'down'],
  ['a queue that somebody works on', { kind: 'orders', name: 'q', workers: 1 }, 'working'],
  ['a queue that nobody works on', { kind: 'orders', name: 'q', workers: 0 }, 'down'],
  ['a consumer a little behind', { kind: 'consumer', name: 'c', isRead: true, behind: 5000 }, 'working'],
  ['a consumer far behind', { kind: 'consumer', name: 'c', isRead: true, behind: 5001 }, 'slow'],
  ['a consumer that nobody runs', { kind: 'consumer', name: 'c', isRead: false, behind: 0 }, 'down'],
  ['an empty outbox', { kind: 'outbox', name: 'o', waiting: 0, oldest: null }, 'working'],
  ['an outbox that has just been filled', { kind: 'outbox', name: 'o', waiting: 900, oldest: before(30) }, 'working'],
  ['an outbox that waits', { kind: 'outbox', name: 'o', waiting: 1, oldest: before(31) }, 'slow'],
  ['an outbox that nobody empties', { kind: 'outbox', name: 'o', waiting: 1, oldest: before(301) }, 'down'],
  ['a sweep that changes hands', { kind: 'sweep', name: 's', heldUntil: before(20) }, 'working'],
  ['a sweep that nobody does', { kind: 'sweep', name: 's', heldUntil: before(21) }, 'down'],
  ['no dead letter', { kind: 'deadLetters', open: 0, oldest: null }, 'working'],
  ['a dead letter', { kind: 'deadLetters', open: 1, oldest: before(9).toISOString() }, 'slow'],
])('judges %s', (_, measured, state) => {
  expect(judgePart(measured, now).state).toBe(state);
});

it('shows the worst first, keeps the order else, and is as the worst is', () => {
  const parts = [judgePart(store, now), judgePart({ kind: 'deadLetters', open: 2, oldest: null }, now), unansweredPart('broker', 'Kafka', '4 s'), judgePart({ kind: 'broker', answeredInMs: 1 }, now)];
  const health = healthOf(parts, now);
  expect([health.state, health.parts.map(({ kind, state }) => `${kind} ${state}`)]).toEqual(['down', ['broker down', 'deadLetters slow', 'store working', 'broker working']]);
});
