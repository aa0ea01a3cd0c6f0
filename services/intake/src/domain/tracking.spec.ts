import { snapshotOf } from '../../testing/case-events';
import { holderOf } from '../public-limits';
import type { StoredStep } from './appeal';
import { lastFourOf, trackedView, type Tracked } from './tracking';

const unitName = { zh: '历下区市场监督管理局', en: 'Lixia Administration for Market Regulation' };
const officer = { kind: 'person', subject: 'shen', name: '沈禾', role: 'unitHandler', unitId: '370102-market-regulation' } as const;
let sequence = 0;
const step = (type: StoredStep['type'], over: Partial<StoredStep> = {}): StoredStep =>
  ({ type, at: `2026-11-23T02:00:${String(++sequence % 60).padStart(2, '0')}.000Z`, by: officer, reason: '内部理由', text: null, fromState: null, toState: 'accepted', fromUnitId: null, toUnitId: null, sequence, level: 'county', unitName, ...over }) as StoredStep;
const appealOf = (over: Parameters<typeof snapshotOf>[3], timeline: readonly StoredStep[] = []): Tracked => ({
  _id: 'a', trackingNumber: 'n', channel: 'visit', title: '题', receivedAt: '2026-11-23T01:00:00.000Z', timeline, lead: null,
  case: snapshotOf('019ac000-0000-7000-8000-000000000001', 'n', 1, over),
});
const types = (appeal: Tracked) => trackedView(appeal).steps.map(({ type }) => type);

it('takes the last four digits of a phone however it is written', () => {
  expect(['138-1234-5678', '+86 138 1234 5678', '123', null].map(lastFourOf)).toEqual(['5678', '5678', null, null]);
});

it('counts an IPv6 network of 64 bits as one', () => {
  expect(['127.0.0.1', '::ffff:10.0.0.7', '2001:db8:0:1::5', '2001:db8:0:1:a:b:c:d', '2001:db8::5', '::1'].map(holderOf))
    .toEqual(['127.0.0.1', '10.0.0.7', '2001:db8:0:1::/64', '2001:db8:0:1::/64', '2001:db8:0:0::/64', '0:0:0:0::/64']);
});

it.each([
  [{ state: 'dispatched' }, 'inHand'], [{ state: 'returned' }, 'inHand'], [{ state: 'suspended' }, 'paused'], [{ state: 'answered', check: 'pending' }, 'inHand'], [{ state: 'answered', check: 'passed' }, 'answered'],
  [{ state: 'closed', outcome: 'answered' }, 'closed'], [{ state: 'closed', outcome: 'withdrawn' }, 'withdrawn'], [{ state: 'accepted', redos: 1 }, 'redone'],
] as const)('%j is %s to the appellant', (over, state) => {
  expect(trackedView(appealOf(over)).state).toBe(state);
});

it('names no officer and no internal reason, and tells nothing that is between units', () => {
  const shown = trackedView(appealOf({ state: 'accepted' }, [step('dispatched'), step('commented', { text: '内部备注' }), step('accepted'), step('jointAsked'), step('overdue')]));
  expect(shown.steps.map(({ type }) => type)).toEqual(['received', 'dispatched', 'accepted']);
  expect(JSON.stringify(shown)).not.toMatch(/沈禾|内部/);
  expect(shown).toMatchObject({ unitName, dueAt: '2026-12-14T09:00:00.000Z', answer: null, mayRate: false });
});

it('gives an answer only once it has passed its check', () => {
  const under = [step('dispatched'), step('accepted'), step('answered')];
  expect(types(appealOf({ state: 'answered', check: 'pending', answer: '草稿' }, under))).toEqual(['received', 'dispatched', 'accepted']);
  expect(trackedView(appealOf({ state: 'answered', check: 'pending', answer: '草稿' }, under)).answer).toBeNull();
  const mended = [...under, step('sentBack'), step('answered'), step('answerPassed')];
  expect(types(appealOf({ state: 'answered', check: 'passed', answer: '改好的' }, mended))).toEqual(['received', 'dispatched', 'accepted', 'answered']);
  expect(trackedView(appealOf({ state: 'accepted', check: 'sentBack', answer: '草稿' }, [...under, step('sentBack')])).answer).toBeNull();
});

it('tells the appellant\'s own rating, and the redo that it led to, and goes on as the appeal that it was merged into', () => {
  expect(types(appealOf({ state: 'accepted', redos: 1 }, [step('answered'), step('redoStarted', { by: { kind: 'appellant' } })]))).toEqual(['received', 'answered', 'rated', 'redone']);
  expect(types(appealOf({ state: 'answered' }, [step('followedUp'), step('followedUp', { by: { kind: 'appellant' } })]))).toEqual(['received', 'calledBack', 'rated']);
  const merged = appealOf({ state: 'closed', outcome: 'merged', mergedInto: { caseId: '019ac000-0000-7000-8000-000000000009', trackingNumber: 'other' } });
  const shown = trackedView({ ...merged, lead: snapshotOf('019ac000-0000-7000-8000-000000000009', 'other', 3, { state: 'answered', answer: '已解决' }) });
  expect(shown).toMatchObject({ trackingNumber: 'n', state: 'answered', answer: { text: '已解决' }, mayRate: false });
  expect(JSON.stringify(shown)).not.toContain('other');
});
