import { randomUUID } from 'node:crypto';
import { rateNames, rateParts, type CaseSnapshot, type Reader } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { readableFilter } from '@suqiao/infra/auth';
import { openMongo } from '@suqiao/infra/mongo';
import fc from 'fast-check';
import type { Connection } from 'mongoose';
import { z } from 'zod';
import { caseOf, federationOf } from '../testing/cases';
import { withDatabase } from '../testing/started-supervision';
import { partFilter, partsOf, type RateFormula } from './domain/rate-formulas';
import { knowledgeOf } from './domain/rates';
import { RatesStore, type FactsPosition, type FactsQuestion } from './rates.store';

const path = directory.divisionPath('370102');
const startInMs = Date.parse('2026-11-02T01:00:00.000Z');
const dayInMs = 24 * 3600 * 1000;
const instant = (day: number) => new Date(startInMs + day * dayInMs);
const dayOf = (day: number) => instant(day).toISOString().slice(0, 10);

let connection: Connection;
let store: RatesStore;
let now = instant(0);

beforeAll(async () => {
  connection = await openMongo({ MONGODB_URI: withDatabase(process.env['MONGODB_URI'] ?? '', `supervision-rates-${randomUUID()}`) }, 'supervision-test');
  store = new RatesStore(connection, () => now);
  await store.onModuleInit();
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});
beforeEach(() => {
  now = instant(0);
});

/** A case of a channel at a place in its life; each test has a channel of its own. */
function lifeOf(caseId: string, channel: string): CaseSnapshot[] {
  const [accepted, answered, closed] = [instant(0.1), instant(1), instant(2)].map((at) => at.toISOString());
  const first = caseOf(caseId, { channel, dispatchedAt: instant(0).toISOString() });
  const second: CaseSnapshot = { ...first, sequence: 2, state: 'accepted', acceptedAt: accepted ?? null, firstAcceptedAt: accepted ?? null };
  const third: CaseSnapshot = { ...second, sequence: 3, state: 'answered', answeredAt: answered ?? null, unit: federationOf('370100'), level: 'city' };
  return [first, second, third, { ...third, sequence: 4, state: 'closed', closedAt: closed ?? null, outcome: 'answered', solution: 'solved' }];
}

function questionOf(channel: string, at: Date, over: Partial<FactsQuestion> = {}): FactsQuestion {
  return { filters: [{ divisionPath: '370000' }, { channel }], countedOn: 'dispatched', from: '2026-01-01', to: '2026-12-31', at, ...over };
}

async function knownAt(channel: string, at: Date): Promise<Map<string, number>> {
  const page = await store.list(questionOf(channel, at), true, null, 200);
  return new Map(page.items.map((row) => [row.caseId, row.sequence]));
}

function readerOf(divisionCode: string, unitId: string | null = null): Pick<Reader, 'divisionCode' | 'unitId' | 'role'> {
  return { divisionCode, unitId, role: 'supervisor' };
}

/** Everything that a day's answers are made of, as text. */
async function answersOf(channel: string, day: string): Promise<string> {
  const knowledge = knowledgeOf(day, instant(60));
  const questions = (['dispatched', 'closed'] as const).map((countedOn) => questionOf(channel, knowledge?.at ?? instant(60), { countedOn }));
  const tallies = await Promise.all(questions.map(async (question) => (await store.tally(question, 'unitId')).map((tally) => JSON.stringify(tally)).sort()));
  return JSON.stringify([knowledge?.final, tallies, await Promise.all(questions.map((question) => store.list(question, true, null, 200)))]);
}

describe('what was known', () => {
  it('answers for a past day the same for ever: through later events, repetitions and late ones', async () => {
    const channel = `past-${randomUUID()}`;
    const lives = Array.from({ length: 12 }, () => lifeOf(randomUUID(), channel));
    const answers = new Map<string, string>();
    for (let day = 0; day < 6; day++) {
      now = instant(day);
      for (const [index, life] of lives.entries()) {
        // Cases start on different days; every third leaves out its second event, which comes at the very end.
        const event = life[day - (index % 3)];
        if (event !== undefined && !(index % 3 === 0 && event.sequence === 2)) await store.follow(event, path);
      }
      for (const [past, answer] of answers) expect(await answersOf(channel, past)).toBe(answer);
      answers.set(dayOf(day), await answersOf(channel, dayOf(day)));
    }
    expect(new Set(answers.values()).size).toBeGreaterThan(4);
    now = instant(10);
    for (const life of lives) for (const event of [...life].reverse()) await store.follow(event, path);
    for (const life of lives) for (const event of life) await store.follow(event, path);
    for (const [past, answer] of answers) expect(await answersOf(channel, past)).toBe(answer);
  });

  it('is the newest event that had come, in whatever order they came', async () => {
    const arrival = fc.record({ sequence: fc.integer({ min: 1, max: 4 }), after: fc.integer({ min: 0, max: 3 }) });
    await fc.assert(fc.asyncProperty(fc.array(arrival, { minLength: 1, maxLength: 8 }), async (arrivals) => {
      const [caseId, channel] = [randomUUID(), `order-${randomUUID()}`];
      const life = lifeOf(caseId, channel);
      const expected: [number, number][] = [];
      let day = 0;
      let newest = 0;
      for (const { sequence, after } of arrivals) {
        day += after;
        now = instant(day);
        const told = await store.follow(life[sequence - 1] ?? life[0] as CaseSnapshot, path);
        newest = Math.max(newest, sequence);
        expect(told).toBe(sequence === newest);
        expected.push([day, newest]);
      }
      expect(await knownAt(channel, instant(-1))).toEqual(new Map());
      for (const [at] of expected) expect(await knownAt(channel, instant(at))).toEqual(new Map([[caseId, expected.findLast(([other]) => other === at)?.[1]]]));
      expect(await knownAt(channel, instant(day + 1))).toEqual(new Map([[caseId, newest]]));
      expect(await connection.collection('rated_facts').countDocuments({ caseId })).toBe(new Set(arrivals.map(({ sequence }) => sequence)).size);
    }), { numRuns: 25 });
  });

  it('is one state a case, also when events come to several consumers at once', async () => {
    const [caseId, channel] = [randomUUID(), `once-${randomUUID()}`];
    const life = lifeOf(caseId, channel);
    await Promise.all([...life, ...life, ...life].map((event) => store.follow(event, path)));
    expect(await knownAt(channel, instant(0))).toEqual(new Map([[caseId, 4]]));
    expect(await connection.collection('rated_facts').countDocuments({ caseId })).toBe(4);
    expect(await connection.collection('rated_facts').countDocuments({ caseId, validTo: { $gt: instant(1000) } })).toBe(1);
  });

  it('goes on when the clock goes back', async () => {
    const [caseId, channel] = [randomUUID(), `clock-${randomUUID()}`];
    const [first, second] = lifeOf(caseId, channel) as [CaseSnapshot, CaseSnapshot];
    await store.follow(first, path);
    now = instant(-1);
    await store.follow(second, path);
    expect(await knownAt(channel, instant(0))).toEqual(new Map([[caseId, 2]]));
    expect(await knownAt(channel, instant(-0.5))).toEqual(new Map());
  });

  it('belongs to whoever had the case by then', async () => {
    const [caseId, channel] = [randomUUID(), `units-${randomUUID()}`];
    for (const [day, event] of lifeOf(caseId, channel).entries()) {
      now = instant(day);
      await store.follow(event, path);
    }
    const seen = async (unitId: string, day: number) => (await store.list(questionOf(channel, instant(day), { filters: [readableFilter(readerOf('370100', unitId)), { channel }] }), true, null, 10)).total;
    expect([await seen('370102-federation', 0), await seen('370102-federation', 3)]).toEqual([1, 1]);
    expect([await seen('370100-federation', 1), await seen('370100-federation', 2)]).toEqual([0, 1]);
  });
});

const planSchema = z.object({ queryPlanner: z.object({ winningPlan: z.unknown() }), executionStats: z.object({ nReturned: z.number(), totalDocsExamined: z.number(), totalKeysExamined: z.number() }) });
/** An aggregation that the server hands down in part tells the plan of that part as a stage. */
const tallyPlanSchema = z.union([planSchema, z.object({ stages: z.tuple([z.object({ $cursor: planSchema })], z.unknown()) }).transform(({ stages }) => stages[0].$cursor)]);

/** The names of all stages of a plan. */
function stagesOf(plan: unknown): string[] {
  if (typeof plan !== 'object' || plan === null) return [];
  const own = 'stage' in plan && typeof plan.stage === 'string' ? [plan.stage] : [];
  return [...own, ...Object.values(plan).flatMap(stagesOf)];
}

describe('a question', () => {
  const channel = `plans-${randomUUID()}`;
  const divisionCodes = ['370102', '370103', '370202', '370302'];

  beforeAll(async () => {
    for (let index = 0; index < 240; index++) {
      const divisionCode = divisionCodes[Math.floor(index / 4) % 4] ?? '370102';
      const month = String(1 + (index % 10)).padStart(2, '0');
      const over: Partial<CaseSnapshot> = { divisionCode, unit: federationOf(divisionCode), channel, dispatchedAt: `2026-${month}-1${String(index % 9)}T01:00:00.000Z` };
      const life = lifeOf(randomUUID(), channel).slice(0, 1 + (index % 4)).map((event) => ({ ...event, ...over, ...(event.closedAt !== null && { closedAt: `2026-${month}-20T01:00:00.000Z` }) }));
      for (const [day, event] of life.entries()) {
        now = instant(day);
        await store.follow(event, directory.divisionPath(divisionCode));
      }
    }
  });

  it.each([
    ['a county\'s month', readerOf('370102'), [], '2026-03-01', '2026-03-31', 'dispatched'],
    ['a county\'s month, asked by the province', readerOf('370000'), [{ divisionPath: '370102' }], '2026-03-01', '2026-03-31', 'dispatched'],
    ['the province\'s quarter', readerOf('370000'), [], '2026-04-01', '2026-06-30', 'dispatched'],
    ['a unit\'s quarter', readerOf('370102', '370102-federation'), [], '2026-01-01', '2026-03-31', 'dispatched'],
    ['a city\'s closures', readerOf('370100'), [], '2026-01-01', '2026-05-31', 'closed'],
    ['a unit\'s closures', readerOf('370202', '370202-federation'), [], '2026-01-01', '2026-08-31', 'closed'],
    ['one level of the province', readerOf('370000'), [{ level: 'county' }], '2026-02-01', '2026-12-31', 'dispatched'],
  ] as const)('on %s is answered by an index, within its bounds, in its order', async (_name, reader, more, from, to, countedOn) => {
    const question: FactsQuestion = { filters: [readableFilter(reader), ...more], countedOn, from, to, at: instant(countedOn === 'closed' ? 3 : 2) };
    const inPeriod = { ...readableFilter(reader), ...Object.assign({}, ...more.filter((filter) => 'divisionPath' in filter)) as object, [countedOn === 'closed' ? 'closedDay' : 'dispatchedDay']: { $gte: from, $lte: to } };
    const bound = await connection.collection('rated_facts').countDocuments(inPeriod);
    expect(bound).toBeLessThan(await connection.collection('rated_facts').countDocuments({}));
    const { tally, page } = await store.explain(question, 'level', 5);
    const [counted, listed] = [tallyPlanSchema.parse(tally), planSchema.parse(page)];
    for (const plan of [counted, listed]) {
      const stages = stagesOf(plan.queryPlanner.winningPlan);
      expect(stages).toContain('IXSCAN');
      expect(stages).not.toContain('COLLSCAN');
      expect(stages).not.toContain('SORT');
      expect(plan.executionStats.totalKeysExamined).toBeLessThanOrEqual(bound + 2);
    }
    // What was not known then, or is of another level, is dropped by the index without being read.
    expect(counted.executionStats.nReturned).toBeGreaterThan(0);
    // A second division is the one thing that an index over lists of divisions can't answer by itself.
    const isCovered = more.every((filter) => !('divisionPath' in filter));
    expect(counted.executionStats.totalDocsExamined).toBe(isCovered ? 0 : counted.executionStats.nReturned);
    expect(listed.executionStats.totalDocsExamined).toBeLessThanOrEqual(5);
  });

  it('has the same answer from the rows as from their conditions, by any formula', async () => {
    const words = ['dispatched', 'accepted', 'answered', 'closedAsAnswered', 'solved', 'awaitingAcceptance', 'solutionUnknown', 'merged'] as const;
    const names = fc.option(fc.subarray([...words], { minLength: 1, maxLength: 3 }), { nil: undefined });
    const condition = fc.record({ all: names, any: names, none: names });
    const formula = fc.record({ numerator: condition, denominator: condition, exclusions: fc.subarray([...words], { maxLength: 2 }), name: fc.constantFrom(...rateNames) });
    const question = questionOf(channel, instant(2));
    const tallies = await store.tally(question, 'level');
    await fc.assert(fc.asyncProperty(formula, fc.constantFrom(...rateParts), async (given, part) => {
      const whole: RateFormula = { ...given, version: 1, title: { zh: '率', en: 'Rate' }, source: { zh: '测', en: 'Test' }, validFrom: '2026-01-01', countedOn: 'dispatched' };
      const counted = tallies.reduce((sum, { conditions, count }) => sum + (partsOf(whole, new Set(conditions)).includes(part) ? count : 0), 0);
      expect((await store.list({ ...question, filters: [...question.filters, partFilter(whole, part, 'conditions')] }, true, null, 1)).total).toBe(counted);
    }), { numRuns: 150 });
  });

  it('is paged through without a gap or a double, and tells how many it withheld', async () => {
    const hidden = lifeOf(randomUUID(), channel).slice(0, 1).map((event) => ({ ...event, confidential: true, divisionCode: '370302' }));
    for (const event of hidden) await store.follow(event, directory.divisionPath('370302'));
    const question = questionOf(channel, instant(60), { filters: [{ divisionPath: '370302' }, { channel }] });
    const ids: string[] = [];
    let after: FactsPosition | null = null;
    do {
      const page = await store.list(question, false, after, 7);
      expect([page.total, page.withheld]).toEqual([61, 1]);
      ids.push(...page.items.map((row) => row.caseId));
      after = page.next;
    } while (after !== null);
    expect(ids).toHaveLength(60);
    expect(new Set(ids).size).toBe(60);
    expect((await store.list(question, true, null, 200)).items).toHaveLength(61);
  });
});
