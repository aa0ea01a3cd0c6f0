import { decideRating, mayRate, type Rated, type StoredRating } from './rating';

const answeredAt = '2026-11-25T08:00:00.000Z';
const answered: Rated = { _id: 'a', trackingNumber: 'n', channel: 'c', case: { state: 'answered', answeredAt, check: 'none', outcome: null } };
const given: StoredRating = { ratingId: 'r', answeredAt, satisfaction: 'dissatisfied', comment: '一半', at: answeredAt, state: 'sent', reason: null };
const inState = (over: Partial<NonNullable<Rated['case']>>, ratings: StoredRating[] = []): Rated => ({ ...answered, case: { state: 'answered', answeredAt, check: 'none', outcome: null, ...over }, ratings });

it('takes a rating of an answer that stands, also after closing', () => {
  for (const appeal of [answered, inState({ state: 'closed', outcome: 'answered' }), inState({ check: 'passed' })]) {
    expect(mayRate(appeal)).toBe(true);
    expect(decideRating(appeal, { satisfaction: 'satisfied' })).toEqual({ kind: 'new', answeredAt });
  }
});

it.each([
  ['no case', { ...answered, case: null }, 'notAnswered'],
  ['accepted', inState({ state: 'accepted', answeredAt: null }), 'notAnswered'],
  ['an answer under check', inState({ check: 'pending' }), 'notAnswered'],
  ['withdrawn', inState({ state: 'closed', outcome: 'withdrawn' }), 'endedOtherwise'],
  ['merged', inState({ state: 'closed', outcome: 'merged' }), 'endedOtherwise'],
  ['rated otherwise', inState({}, [given]), 'rated'],
] as const)('refuses it by name: %s', (_name, appeal, rule) => {
  expect(mayRate(appeal)).toBe(false);
  expect(decideRating(appeal, { satisfaction: 'satisfied' })).toEqual({ kind: 'refused', rule });
});

it('knows the same words again, also when they have led to a redo, and takes another rating of the next answer', () => {
  const words = { satisfaction: 'dissatisfied', comment: '一半' } as const;
  expect(decideRating(inState({}, [given]), words)).toEqual({ kind: 'again', rating: given });
  expect(decideRating(inState({ state: 'accepted', answeredAt: null }, [given]), words)).toEqual({ kind: 'again', rating: given });
  expect(decideRating(inState({ answeredAt: '2026-11-28T08:00:00.000Z' }, [given]), words)).toEqual({ kind: 'new', answeredAt: '2026-11-28T08:00:00.000Z' });
});
