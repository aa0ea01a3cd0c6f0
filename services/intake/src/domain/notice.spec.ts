import { caseEventOf, classifiedEventOf, snapshotOf } from '../../testing/case-events';
import { nextTryAt, noticesOf } from './notice';

const [own, other] = ['019ac000-0000-7000-8000-000000000001', '019ac000-0000-7000-8000-000000000002'];
const now = new Date('2026-11-23T02:00:00.000Z');
const keys = (...event: Parameters<typeof snapshotOf>[3][]) => (type: Parameters<typeof caseEventOf>[1]['type']) => noticesOf(caseEventOf(snapshotOf(own, 'n', 5, event[0]), { type }), now).map(({ moment, key }) => `${moment} ${key}`);

it('tells of an answer once it has passed its check, of closing, and of nothing else', () => {
  expect(keys({ check: 'none' })('answered')).toEqual([`answered ${own}:answered:5`]);
  expect(keys({ check: 'pending' })('answered')).toEqual([]);
  expect(keys({ check: 'passed' })('answerPassed')).toEqual([`answered ${own}:answered:5`]);
  expect(keys({})('closed')).toEqual([`closed ${own}:closed:5`]);
  for (const type of ['dispatched', 'accepted', 'merged', 'withdrawn', 'commented'] as const) expect(keys({})(type)).toEqual([]);
  expect(noticesOf(classifiedEventOf(own, 'n', null), now)).toEqual([]);
});

it('tells those, too, whose appeals were merged into the case', () => {
  expect(keys({ duplicates: [{ caseId: other, trackingNumber: 'o' }] })('closed')).toEqual([`closed ${own}:closed:5`, `closed ${other}:closed:${own}:5`]);
});

it('tells no old news', () => {
  expect(noticesOf(caseEventOf(snapshotOf(own, 'n', 5), { type: 'closed' }), new Date('2026-11-24T01:01:00.000Z'))).toEqual([]);
});

it('tries again later and later, and gives up after two days', () => {
  const waits = Array.from({ length: 9 }, (_, index) => nextTryAt(index + 1, now)).map((at) => (at === null ? null : (at.getTime() - now.getTime()) / 60_000));
  expect(waits).toEqual([1, 5, 15, 60, 180, 360, 720, 1440, null]);
});
