import { directory } from '@suqiao/directory';
import fc from 'fast-check';
import { drawnNumbers } from './report-figures';
import { monthOf, quarterOf, shanghaiDay } from './report-quarter';
import { hasPersonalData, namelessName } from './report-personal';
import { behind, lineOf, rowOfLine, type ReportRow } from './report-rows';
import { reportTables } from './report-tables';
import { ReportTally } from './report-tally';

const quarter = quarterOf('2026Q1');
const issues = [{ issueId: '6f1d2c3b-0a9e-4d8c-8b7a-5e4f3c2b1a09', name: '贷款难' }];
const row: fc.Arbitrary<ReportRow> = fc.record({
  appealId: fc.uuid(), trackingNumber: fc.string({ maxLength: 8 }), receivedAtMs: fc.integer({ min: quarter.yearBefore.from.getTime(), max: quarter.now.to.getTime() - 1 }), channel: fc.constantFrom('visit', 'hotline-12345', 'own'),
  divisionCode: fc.option(fc.constantFrom('370000', '370100', '370102', '370202', '370703')), categoryCode: fc.option(fc.constantFrom('financing', 'financing.loan-refused', 'approvals.registration')), level: fc.constant('county'),
  state: fc.option(fc.constantFrom('accepted', 'answered', 'closed')), outcome: fc.option(fc.constantFrom('answered', 'withdrawn', 'merged')), isAnswered: fc.boolean(), enterprise: fc.nat(6), issueId: fc.option(fc.constant(issues[0]?.issueId ?? '')),
});
const rows = fc.array(row, { maxLength: 60 }).map((all) => all.sort((one, other) => other.receivedAtMs - one.receivedAtMs));
const drawn = (all: readonly ReportRow[]) => {
  const tally = new ReportTally([quarter.now.from.getTime(), quarter.now.to.getTime()]);
  for (const each of all) tally.add(each);
  return drawnNumbers(tally, quarter, issues);
};

it('every figure counts exactly the rows that its question finds', () => {
  fc.assert(fc.property(rows, (all) => {
    for (const { figureId, count, question } of drawn(all).figures) expect([figureId, count]).toEqual([figureId, all.filter(behind(question)).length]);
  }), { numRuns: 60 });
});

it('parts of the quarter add up: months, channels, places, categories', () => {
  fc.assert(fc.property(rows, (all) => {
    const counts = new Map(drawn(all).figures.map(({ figureId, count }) => [figureId, count]));
    const sum = (ids: readonly string[]) => ids.reduce((total, id) => total + (counts.get(id) ?? 0), 0);
    const own = (prefix: string) => [...counts.keys()].filter((id) => id.startsWith(prefix) && id.split('.').length === 2);
    for (const ids of [quarter.now.months.map((month) => `month.${month}`), own('channel.'), own('division.'), own('category.')]) expect(sum(ids)).toBe(counts.get('total'));
  }), { numRuns: 60 });
});

it('every rate says which figures it is made of, and nothing over nothing is nothing', () => {
  const { figures, rates } = drawn([]);
  const known = new Set(figures.map(({ figureId }) => figureId));
  for (const { numeratorId, denominatorId, value, formula } of rates) expect([known.has(numeratorId), known.has(denominatorId), value, formula.zh.includes('÷')]).toEqual([true, true, null, true]);
  const cells = reportTables({ figures, rates }, quarter, []).flatMap((table) => table.rows.flatMap((line) => line.cells));
  const rateIds = new Set(rates.map(({ rateId }) => rateId));
  for (const cell of cells) expect('figure' in cell ? known.has(cell.figure) : 'rate' in cell && rateIds.has(cell.rate)).toBe(true);
});

it('a row comes back from its line as it was', () => {
  fc.assert(fc.property(row, (one) => { expect(rowOfLine(lineOf(one))).toEqual(one); }));
});

it('quarters are of Shanghai, and are compared with the last and the year before', () => {
  expect([quarter.now, quarter.previous, quarter.yearBefore].map(({ months }) => months)).toEqual([['2026-01', '2026-02', '2026-03'], ['2025-10', '2025-11', '2025-12'], ['2025-01', '2025-02', '2025-03']]);
  expect([quarter.now.from.toISOString(), quarter.now.to.toISOString(), quarter.name.zh]).toEqual(['2025-12-31T16:00:00.000Z', '2026-03-31T16:00:00.000Z', '2026年第一季度']);
  expect([monthOf('2026-12').to.toISOString(), shanghaiDay(new Date('2026-12-31T16:00:00Z'))]).toEqual(['2026-12-31T16:00:00.000Z', '2027-01-01']);
  expect(directory.division('370100')?.kind).toBe('city');
});

describe('nobody is named', () => {
  it.each(['请联系13900001111', '电话 +86 139-0000-1111', '0531-88881234', '身份证37010219900101123X', '代码91350100M000100Y43', 'a.b@example.org'])('in %s there is personal data', (text) => { expect(hasPersonalData(text)).toBe(true); });
  it.each(['鲁联专报〔2026〕3号', '受理{{figure:total}}件，环比增长12.3%', '编号SQ20261123-7K3F9Q2M-5', '截至2026年9月30日', '12345热线'])('in %s there is none', (text) => { expect(hasPersonalData(text)).toBe(false); });
  it('a name of an issue loses those who appealed, whole or in short', () => {
    expect(namelessName('鸿运达机械停电问题', ['鸿运达机械有限公司', '某某'])).toBe('某企业停电问题');
    expect(namelessName('张三丰反映停电', ['张三丰'])).toBe('某企业反映停电');
    expect(namelessName('出口退税慢', ['远航食品有限公司'])).toBe('出口退税慢');
  });
});
