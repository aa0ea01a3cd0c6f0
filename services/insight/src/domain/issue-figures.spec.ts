import fc from 'fast-check';
import { appealFilters, listOf, maskedAppellant, withoutProvince } from './appeal-filters';
import { commonDivision, divisionsConcerned } from './concerned';
import { formationRules, isCandidate } from './formation-rules';
import { heatAt, heatRankOf } from './heat-rank';
import { openName } from './open-name';
import { latestWeeks, weekOf } from './weeks';

const instant = fc.date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2060-01-01T00:00:00Z'), noInvalidDate: true });

it('gives each instant one week that begins on a Monday at midnight in Shanghai', () => {
  fc.assert(fc.property(instant, (at) => {
    const { from, start, end } = weekOf(at);
    expect(start.getTime() <= at.getTime() && at.getTime() < end.getTime()).toBe(true);
    expect(new Date(`${from}T00:00:00+08:00`)).toEqual(start);
    expect(new Date(`${from}T00:00:00Z`).getUTCDay()).toBe(1);
  }));
  expect(weekOf(new Date('2026-11-22T15:59:59Z')).from).toBe('2026-11-16');
  expect(weekOf(new Date('2026-11-22T16:00:00Z')).from).toBe('2026-11-23');
});

it('gives the latest weeks without a gap', () => {
  fc.assert(fc.property(instant, fc.integer({ min: 2, max: 60 }), (now, count) => {
    const weeks = latestWeeks(now, count);
    expect(weeks).toHaveLength(count);
    weeks.slice(1).forEach((week, at) => {
      expect(week.start).toEqual(weeks[at]?.end);
    });
    expect(weeks.at(-1)).toEqual(weekOf(now));
  }));
});

it('keeps the order of heats for ever, and halves each in thirty days', () => {
  const heat = fc.double({ min: 0.01, max: 1e6, noNaN: true });
  fc.assert(fc.property(heat, heat, instant, (a, b, at) => {
    fc.pre(a > b * 1.000001);
    expect(heatRankOf(a, at) ?? 0).toBeGreaterThan(heatRankOf(b, at) ?? 0);
    const rank = heatRankOf(a, at);
    expect(heatAt(rank, new Date(at.getTime() + 30 * 86_400_000)) / a).toBeCloseTo(0.5, 6);
  }));
  expect(heatRankOf(0, new Date())).toBeNull();
  expect(heatAt(null, new Date())).toBe(0);
});

it('finds the lowest division that has all below it', () => {
  expect(commonDivision([['370102', '370100', '370000'], ['370103', '370100', '370000']])).toBe('370100');
  expect(commonDivision([['370102', '370100', '370000'], ['370302', '370300', '370000']])).toBe('370000');
  expect(commonDivision([['370102', '370100', '370000']])).toBe('370102');
  expect(divisionsConcerned([['370102', '370100', '370000'], ['370103', '370100', '370000']])).toEqual(['370000', '370100', '370102', '370103']);
});

it('names nothing that only a confidential title says', () => {
  expect(openName('拖欠工程款', ['某园区拖欠工程款两年', '讨要尾款'])).toBe('拖欠工程款');
  expect(openName('秘密事项', ['某园区拖欠工程款两年'])).toBe('某园区拖欠工程款两年');
  expect(openName('', [])).toBe('');
});

it('makes a candidate only of what is large, broad and recent enough', () => {
  const now = new Date('2026-11-23T00:00:00Z');
  const enough = { appeals: 5, enterprises: 3, lastAt: new Date('2026-11-01T00:00:00Z') };
  expect(isCandidate(enough, formationRules, now)).toBe(true);
  for (const less of [{ appeals: 4 }, { enterprises: 2 }, { lastAt: new Date('2026-05-01T00:00:00Z') }, { lastAt: null }]) expect(isCandidate({ ...enough, ...less }, formationRules, now)).toBe(false);
});

it('asks the list for what the figure counts, by the same names', () => {
  expect(listOf({ issue: 'x', division: '370102', directly: true, category: undefined })).toBe('/api/v1/insight/appeals?issue=x&division=370102&directly=true');
  expect(appealFilters({ division: '370102', directly: true })).toEqual([{ divisionCode: '370102' }]);
  expect(appealFilters({ division: '370100' })).toEqual([{ divisionPath: '370100' }]);
  const [byCategory] = appealFilters({ category: 'approvals' });
  const pattern = byCategory?.['categoryCode'] as RegExp;
  expect(['approvals', 'approvals.registration', 'approvals-of-land', 'xapprovals'].map((code) => pattern.test(code))).toEqual([true, true, false, false]);
});

it('shows of an appellant who it is like, not who it is', () => {
  expect([maskedAppellant('济南样例机械有限公司'), maskedAppellant('王小明'), maskedAppellant('')]).toEqual(['济南****', '王****', '****']);
});

it('does not ask whether an appeal lies in the province, where every appeal does, and keeps every other bound', () => {
  const bounds = [{ confidential: false, divisionPath: '370000' }, { divisionPath: '370100' }, { divisionPath: '370000' }, { $and: [{ divisionPath: '370000' }] }, { handledBy: 'unit' }];
  expect(withoutProvince(bounds, '370000')).toEqual([{ confidential: false }, { divisionPath: '370100' }, {}, { $and: [{ divisionPath: '370000' }] }, { handledBy: 'unit' }]);
});
