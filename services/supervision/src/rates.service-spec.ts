import { randomUUID } from 'node:crypto';
import { problemSchema, rateCasesPageSchema, rateNames, rateParts, ratesSchema, topics } from '@suqiao/contracts';
import type { CaseSnapshot, RateCasesPage, Rates, RatesTotal, Reader } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import fc from 'fast-check';
import { caseEventOf, caseOf, federationOf, transitionOf } from '../testing/cases';
import { eventually, startSupervision, type StartedSupervision } from '../testing/started-supervision';
import { shanghaiDay } from './domain/rates';
import { RatesStore } from './rates.store';

jest.setTimeout(180_000);

const dayInMs = 24 * 3600 * 1000;
const daysAgo = (days: number) => new Date(Date.now() - days * dayInMs);
const today = () => shanghaiDay(new Date());
/** Apart from what other tests publish on the same broker. */
const channel = `rates-${randomUUID()}`;

let supervision: StartedSupervision;
/** The store of the running supervision, with a clock of the test's own. */
let past: RatesStore;
let recordedAt = daysAgo(0);

beforeAll(async () => {
  supervision = await startSupervision();
  past = new RatesStore(supervision.connection, () => recordedAt);
  await fill();
});
afterAll(() => supervision.close());

const follow = (snapshot: CaseSnapshot) => past.follow(snapshot, directory.divisionPath(snapshot.divisionCode));
const divisionCodes = ['370000', '370100', '370102', '370103', '370202'];
const categoryCodes = [null, 'financing', 'financing.guarantee', 'financing.loan-refused', 'logistics.port-and-rail'];

/** 90 cases of five divisions over eight months, of every end that a case may have; recorded five days ago. */
async function fill(): Promise<void> {
  const facts = fc.record({
    divisionCode: fc.constantFrom(...divisionCodes), categoryCode: fc.constantFrom(...categoryCodes), dispatchedAgo: fc.integer({ min: 20, max: 240 }), accepted: fc.constantFrom('no', 'inTime', 'late'),
    outcome: fc.constantFrom('answered', 'answered', 'answered', 'withdrawn', 'merged', null), solution: fc.constantFrom('solved', 'partlySolved', 'notSolved', null),
    satisfaction: fc.constantFrom('satisfied', 'fairlySatisfied', 'dissatisfied', 'unreachable', null), confidential: fc.nat({ max: 6 }).map((number) => number === 0),
  });
  recordedAt = daysAgo(5);
  for (const { divisionCode, categoryCode, dispatchedAgo, accepted, outcome, solution, satisfaction, confidential } of fc.sample(facts, { numRuns: 90, seed: 20261123 })) {
    const at = (days: number) => daysAgo(dispatchedAgo - days).toISOString();
    const unit = federationOf(divisionCode);
    const opened = caseOf(randomUUID(), { divisionCode, unit, channel, categoryCode, confidential, dispatchedAt: at(0), late: accepted === 'late' ? [{ unitId: unit.unitId, level: unit.level, clock: 'acceptance', at: at(1) }] : [] });
    await follow(opened);
    const ended: Partial<CaseSnapshot> = outcome === null ? {} : { state: 'closed', outcome, closedAt: at(15), ...(outcome === 'answered' && { answeredAt: at(10), solution, satisfaction }) };
    await follow({ ...opened, sequence: 2, state: 'accepted', firstAcceptedAt: accepted === 'no' && outcome !== 'answered' ? null : at(2), ...ended });
  }
}

async function rates(reader: Partial<Reader>, query: string): Promise<Rates> {
  const response = await supervision.ask(reader, `/supervision/rates?channel=${channel}&from=2025-01-01&${query}`);
  expect([query, response.status]).toEqual([query, 200]);
  return ratesSchema.parse(await response.json());
}
async function behind(reader: Partial<Reader>, query: string): Promise<RateCasesPage> {
  const response = await supervision.ask(reader, `/supervision/rates/cases?channel=${channel}&from=2025-01-01&${query}`);
  expect([query, response.status]).toEqual([query, 200]);
  return rateCasesPageSchema.parse(await response.json());
}

/** Every figure of a row or of the total is as long as its list. */
async function expectListed(reader: Partial<Reader>, figures: RatesTotal, query: string): Promise<void> {
  for (const rate of rateNames) {
    const { numerator, denominator } = figures[rate];
    expect(figures[rate].rate).toEqual(denominator === 0 ? null : numerator / denominator);
    for (const part of rateParts) {
      const page = await behind(reader, `${query}&rate=${rate}&part=${part}&limit=200`);
      expect([query, rate, part, page.total]).toEqual([query, rate, part, figures[rate][part]]);
      expect(page.items.length + page.withheld).toBe(page.total);
    }
  }
}

const readers: Partial<Reader>[] = [{}, { divisionCode: '370100', level: 'city' }, { role: 'unitHead', divisionCode: '370102', level: 'county', unitId: '370102-federation' }, { role: 'analyst' }];

describe('the three rates', () => {
  it('are what their formulas say, and print the formulas', async () => {
    const { total, formulas, truncated } = await rates({}, '');
    const all = await supervision.connection.collection('rated_facts').find({ channel, sequence: 2 }).toArray();
    const count = (holds: (facts: Record<string, unknown>) => boolean) => all.filter((row) => holds(row['shown'] as Record<string, unknown>)).length;
    expect([total.cases, truncated]).toEqual([90, false]);
    expect(total.solution).toMatchObject({ denominator: count(({ outcome }) => outcome === 'answered'), numerator: count(({ outcome, solution }) => outcome === 'answered' && solution === 'solved'), excluded: 0 });
    const followedUp = (...words: unknown[]) => count(({ outcome, satisfaction }) => outcome === 'answered' && words.includes(satisfaction));
    expect(total.satisfaction).toMatchObject({ denominator: followedUp('satisfied', 'fairlySatisfied', 'dissatisfied'), numerator: followedUp('satisfied', 'fairlySatisfied'), excluded: followedUp('unreachable') });
    expect(total.response.denominator + total.response.excluded).toBe(90);
    for (const figure of [total.response, total.solution, total.satisfaction]) expect(figure.numerator).toBeGreaterThan(0);
    expect(formulas.map(({ name, version, title }) => [name, version, title.zh])).toEqual([['response', 1, '响应率'], ['solution', 1, '解决率'], ['satisfaction', 1, '满意率']]);
    for (const { numerator, denominator, exclusions, source } of formulas) for (const text of [numerator, denominator, exclusions, source]) expect([text.zh, text.en].every((words) => words.length > 0)).toBe(true);
  });

  it.each(['by=unit', 'by=level', 'by=division', 'by=division&division=370100', 'by=category', 'by=category&category=financing', 'by=channel', 'by=period', 'by=period&periodUnit=quarter'])('%s: every figure is its list\'s length, and the rows add up', async (query) => {
    for (const reader of readers) {
      const { rows, total } = await rates(reader, query);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.reduce((sum, { cases }) => sum + cases, 0)).toBe(total.cases);
      for (const rate of rateNames) for (const part of rateParts) expect(rows.reduce((sum, row) => sum + row[rate][part], 0)).toBe(total[rate][part]);
      await expectListed(reader, total, query);
      for (const { key, ...figures } of rows) await expectListed(reader, figures, `${query}&key=${key}`);
    }
  });

  it('follow their filters, and have no rate where nothing is counted', async () => {
    for (const query of ['level=county', 'unitId=370100-federation', 'category=financing', 'category=financing.guarantee', `from=${shanghaiDay(daysAgo(100))}&to=${shanghaiDay(daysAgo(40))}`]) {
      const response = await supervision.ask({}, `/supervision/rates?channel=${channel}&${query}${query.startsWith('from') ? '' : '&from=2025-01-01'}`);
      const { total } = ratesSchema.parse(await response.json());
      expect(total.cases).toBeGreaterThan(0);
      expect(total.cases).toBeLessThan(90);
    }
    const none = await rates({}, 'category=intellectual-property');
    expect(none.rows).toEqual([]);
    for (const rate of rateNames) expect(none.total[rate]).toEqual({ numerator: 0, denominator: 0, excluded: 0, rate: null });
  });

  it('say when there are more rows than they show, and count them all the same', async () => {
    const own = `${channel}-units`;
    const units = directory.units.slice(0, 503);
    for (const unit of units) {
      const { unitId, name, kind, level, divisionCode } = unit;
      await follow(caseOf(randomUUID(), { channel: own, divisionCode, level, unit: { unitId, name, kind, level, divisionCode }, dispatchedAt: daysAgo(9).toISOString() }));
    }
    const answer = ratesSchema.parse(await (await supervision.ask({}, `/supervision/rates?channel=${own}&from=2025-01-01&by=unit`)).json());
    expect([answer.rows.length, answer.total.cases, answer.truncated]).toEqual([500, 503, true]);
    expect(answer.rows.every(({ key, name }) => directory.unit(key)?.name.zh === name.zh)).toBe(true);
  });

  it('page through the cases behind a figure', async () => {
    const whole = (await behind({}, 'rate=response&part=denominator&limit=200')).items.map((row) => row.caseId);
    const found: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: RateCasesPage = await behind({}, `rate=response&part=denominator&limit=9${cursor === '' ? '' : `&cursor=${cursor}`}`);
      found.push(...page.items.map((row) => row.caseId));
      cursor = page.nextCursor;
    }
    expect(found).toEqual(whole);
    expect(new Set(found).size).toBe(found.length);
  });
});

describe('who sees what', () => {
  it('keeps figures and lists within the reader\'s jurisdiction', async () => {
    const whole = (await rates({}, '')).total.cases;
    const city = await rates({ divisionCode: '370100', level: 'city' }, '');
    expect(city.total.cases).toBeLessThan(whole);
    expect(city.rows.every(({ key }) => key.startsWith('3701'))).toBe(true);
    expect((await rates({ divisionCode: '370200', level: 'city' }, 'division=370100')).total.cases).toBe(0);
    const listed = await behind({ divisionCode: '370102', level: 'county' }, 'rate=response&part=denominator&limit=200');
    expect(new Set(listed.items.map((row) => row.divisionCode))).toEqual(new Set(['370102']));
  });

  it('counts confidential cases for an analyst, and lists none', async () => {
    const [asAnalyst, asSupervisor] = [await behind({ role: 'analyst' }, 'rate=response&part=denominator&limit=200'), await behind({}, 'rate=response&part=denominator&limit=200')];
    expect(asAnalyst.total).toBe(asSupervisor.total);
    expect(asAnalyst.withheld).toBeGreaterThan(0);
    expect(asSupervisor.withheld).toBe(0);
    expect(asAnalyst.items).toEqual(asSupervisor.items.filter((row) => !row.confidential));
    expect((await rates({ role: 'analyst' }, '')).total).toEqual((await rates({}, '')).total);
  });

  it.each(['/supervision/rates', '/supervision/rates/cases?rate=response&part=numerator'])('closes %s to a unit\'s handler', async (path) => {
    expect((await supervision.ask({ role: 'unitHandler' }, path)).status).toBe(403);
  });
});

describe('a past day', () => {
  it('is answered with the same bytes after later events, repetitions and late ones', async () => {
    const own = `${channel}-past`;
    const cases = Array.from({ length: 6 }, () => caseOf(randomUUID(), { channel: own, dispatchedAt: daysAgo(9).toISOString() }));
    const next = (snapshot: CaseSnapshot, sequence: number): CaseSnapshot => ({
      ...snapshot, sequence, firstAcceptedAt: daysAgo(8).toISOString(), ...(sequence > 2 && { state: 'closed', closedAt: daysAgo(4).toISOString(), outcome: 'answered', solution: 'solved', satisfaction: 'satisfied' }),
    });
    const days = [6, 5, 4].map((ago) => shanghaiDay(daysAgo(ago)));
    const ask = async (path: string) => (await supervision.ask({}, path)).text();
    const answers = async () => Promise.all(days.flatMap((day) => [
      ask(`/supervision/rates?channel=${own}&from=2025-01-01&asOf=${day}&by=unit`), ask(`/supervision/rates/cases?channel=${own}&from=2025-01-01&asOf=${day}&rate=response&part=denominator&limit=200`),
    ]));
    for (const [ago, events] of [[7, cases], [5, cases.slice(0, 3).map((snapshot) => next(snapshot, 2))], [4, cases.slice(0, 2).map((snapshot) => next(snapshot, 3))]] as const) {
      recordedAt = daysAgo(ago);
      for (const event of events) await follow(event);
    }
    const before = await answers();
    expect(new Set(before).size).toBe(6);
    recordedAt = new Date();
    for (const snapshot of cases) for (const event of [next(snapshot, 4), next(snapshot, 3), next(snapshot, 2), snapshot, next(snapshot, 4)]) await follow(event);
    expect(await answers()).toEqual(before);
    const [first, last] = [before[0], before[4]].map((text) => ratesSchema.parse(JSON.parse(text ?? '')));
    expect([first?.final, first?.total.cases, first?.total.response.denominator, last?.total.solution.numerator]).toEqual([true, 6, 0, 2]);
    const now = ratesSchema.parse(JSON.parse(await ask(`/supervision/rates?channel=${own}&from=2025-01-01`)));
    expect([now.asOf, now.final, now.total.solution.numerator]).toEqual([today(), false, 6]);
  });
});

describe('consumption', () => {
  it('records what case events tell, once', async () => {
    const own = `${channel}-events`;
    const opened = caseOf(randomUUID(), { channel: own, dispatchedAt: daysAgo(2).toISOString() });
    const accepted: CaseSnapshot = { ...opened, sequence: 2, state: 'accepted', firstAcceptedAt: daysAgo(1).toISOString() };
    const events = [caseEventOf(opened, transitionOf('dispatched', 1)), caseEventOf(accepted, transitionOf('accepted', 2))];
    await supervision.bus.publish([...events, ...events].map((event) => ({ topic: topics.case, event })));
    const figures = async () => ratesSchema.parse(await (await supervision.ask({}, `/supervision/rates?channel=${own}&from=2025-01-01`)).json()).total;
    await eventually(async () => (await figures()).response.numerator === 1);
    expect((await figures()).response).toEqual({ numerator: 1, denominator: 1, excluded: 0, rate: 1 });
    expect(await supervision.connection.collection('rated_facts').countDocuments({ channel: own })).toBe(2);
  });
});

describe('bad queries', () => {
  it.each([
    ['by=colour', 'by', '应为以下之一', 'Expected one of'], ['periodUnit=week', 'periodUnit', '应为以下之一', 'Expected one of'], ['level=village', 'level', '应为以下之一', 'Expected one of'],
    ['division=999999', 'division', '没有这个行政区划代码', 'no division'], ['division=37', 'division', '6 位数字', '6 digits'],
    ['category=weather', 'category', '没有这个分类', 'no category'], ['unitId=370102-nobody', 'unitId', '没有这个单位', 'no unit'], ['channel=', 'channel', '不能为空', 'empty'],
    ['from=2026-11-02&to=2026-11-01', 'from', '起始日期晚于截止日期', 'after the last'], ['from=2026-02-30', 'from', '日期', 'a date'], ['to=2026-13-01', 'to', '日期', 'a date'], ['asOf=yesterday', 'asOf', '日期', 'a date'],
    ['asOf=2999-01-01', 'asOf', '尚未到来', 'not begun'], ['colour=red', 'colour', '没有这个字段', 'no such field'],
  ])('%s', async (query, parameter, zh, en) => {
    for (const path of [`/supervision/rates?${query}`, `/supervision/rates/cases?rate=response&part=numerator&${query}`]) {
      const problem = await problemOf(path);
      expect(problem.errors?.map((error) => error.parameter)).toEqual([parameter]);
      expect([problem.errors?.[0]?.detail, (await problemOf(path, 'en')).errors?.[0]?.detail]).toEqual([expect.stringContaining(zh), expect.stringContaining(en)]);
    }
  });

  it.each([
    ['part=numerator', 'rate'], ['rate=response', 'part'], ['rate=speed&part=numerator', 'rate'], ['rate=response&part=rest', 'part'], ['rate=response&part=numerator&limit=0', 'limit'], ['rate=response&part=numerator&cursor=x', 'cursor'],
    ['rate=response&part=numerator&by=level&key=village', 'key'], ['rate=response&part=numerator&by=period&key=2026-13', 'key'], ['rate=response&part=numerator&by=division&key=x', 'key'], ['rate=response&part=numerator&by=unit&key=x', 'key'],
  ])('cases: %s', async (query, parameter) => {
    expect((await problemOf(`/supervision/rates/cases?${query}`)).errors?.map((error) => error.parameter)).toEqual([parameter]);
  });

  async function problemOf(path: string, language = 'zh-CN') {
    const response = await supervision.ask({}, path, { headers: { 'accept-language': language } });
    expect([path, response.status, response.headers.get('content-type')]).toEqual([path, 400, expect.stringContaining('application/problem+json')]);
    const problem = problemSchema.parse(await response.json());
    expect(problem.type).toBe('urn:suqiao:problem:invalid-request');
    return problem;
  }
});
