import { randomUUID } from 'node:crypto';
import { caseStates, levels, type CaseSnapshot, type Counts, type Level, type Reader } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { readableFilter } from '@suqiao/infra/auth';
import { openMongo } from '@suqiao/infra/mongo';
import { lightOf } from '@suqiao/workflows/domain';
import fc from 'fast-check';
import type { Connection } from 'mongoose';
import { z } from 'zod';
import { caseOf, federationOf, transitionOf } from '../testing/cases';
import { withDatabase } from '../testing/started-supervision';
import { placeFilter, stateFilter, type BoardPosition } from './domain/board';
import { SupervisionStore } from './supervision.store';

jest.setTimeout(60_000);

const divisionCodes = ['370000', '370100', '370102', '370103', '370200', '370202'];
const startInMs = Date.UTC(2026, 10, 23);
const iso = (hour: number) => new Date(startInMs + hour * 3600 * 1000).toISOString();
type Scope = Pick<Reader, 'divisionCode' | 'unitId'>;

let connection: Connection;
let store: SupervisionStore;
const cases: CaseSnapshot[] = [];
const handledBy = new Map<string, Set<string>>();

/** A seeded board: 240 cases over two cities, every state, level and light; a third of them moved on once. */
async function fill(): Promise<void> {
  const facts = fc.record({
    divisionCode: fc.constantFrom(...divisionCodes), state: fc.constantFrom(...caseStates), dueAt: fc.integer({ min: 0, max: 48 }), warningInHours: fc.integer({ min: 0, max: 12 }),
    stepDueAt: fc.integer({ min: 0, max: 48 }), unsure: fc.boolean(), rises: fc.integer({ min: 0, max: 2 }),
  });
  for (const given of fc.sample(facts, { numRuns: 240, seed: 20261123 })) {
    const { divisionCode, state, dueAt, warningInHours, stepDueAt, unsure, rises } = given;
    const clocks = { dueAt: iso(dueAt), dueSoonAt: iso(dueAt - warningInHours), stepDueAt: iso(stepDueAt), acceptBy: null, closeBy: null, provisional: false };
    const first = caseOf(randomUUID(), { divisionCode, clocks, state, unsure: unsure ? ['category'] : [] });
    const path = directory.divisionPath(divisionCode);
    await store.follow(first, transitionOf('dispatched', 1), path);
    const units = new Set([first.unit.unitId]);
    const above = rises === 0 ? undefined : path[1];
    const last = above === undefined ? first : { ...first, sequence: 2, level: directory.lowestLevel(above), unit: federationOf(above) };
    if (last !== first) await store.follow(last, transitionOf('escalated', 2), path);
    units.add(last.unit.unitId);
    cases.push(last);
    handledBy.set(last.caseId, units);
  }
}

beforeAll(async () => {
  connection = await openMongo({ MONGODB_URI: withDatabase(process.env['MONGODB_URI'] ?? '', `supervision-store-${randomUUID()}`) }, 'supervision-test');
  store = new SupervisionStore(connection);
  await store.onModuleInit();
  await fill();
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const scopes: Scope[] = [...divisionCodes.map((divisionCode) => ({ divisionCode, unitId: null })), { divisionCode: '370102', unitId: '370102-federation' }, { divisionCode: '370100', unitId: '370100-federation' }];
const scope = fc.constantFrom(...scopes);
const now = fc.integer({ min: -1, max: 49 * 60 }).map((minute) => new Date(startInMs + minute * 60_000));
const division = fc.option(fc.constantFrom(...divisionCodes), { nil: undefined });
const level = fc.option(fc.constantFrom(...levels), { nil: undefined });
const states = ['open', 'overdue', 'dueSoon', ...caseStates] as const;
const state = fc.constantFrom(...states);

/** The rules said a second time, over plain objects. */
function expected(reader: Scope, place: { division: string | undefined; level: Level | undefined }, wanted: (typeof states)[number], at: Date): CaseSnapshot[] {
  return cases.filter((row) => {
    const path = directory.divisionPath(row.divisionCode);
    const readable = reader.unitId === null ? path.includes(reader.divisionCode) : handledBy.get(row.caseId)?.has(reader.unitId) === true;
    const placed = (place.division === undefined || path.includes(place.division)) && (place.level === undefined || row.level === place.level);
    const light = lightOf(row, at.getTime());
    const listed = wanted === 'open' ? row.state !== 'closed' : wanted === 'overdue' ? light === 'red' : wanted === 'dueSoon' ? light === 'yellow' : row.state === wanted;
    return readable && placed && listed;
  });
}

async function pages(filters: Parameters<SupervisionStore['list']>[0], limit: number): Promise<{ ids: string[]; dueDates: string[]; totals: Set<number> }> {
  const ids: string[] = [];
  const dueDates: string[] = [];
  const totals = new Set<number>();
  let after: BoardPosition | null = null;
  do {
    const page = await store.list(filters, after, limit);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    ids.push(...page.items.map((row) => row.caseId));
    dueDates.push(...page.items.map((row) => row.clocks.dueAt));
    totals.add(page.total);
    after = page.next;
  } while (after !== null);
  return { ids, dueDates, totals };
}

const planSchema = z.object({ queryPlanner: z.object({ winningPlan: z.unknown() }), executionStats: z.object({ totalDocsExamined: z.number() }) });

/** The names of all stages of a plan. */
function stagesOf(plan: unknown): string[] {
  if (typeof plan !== 'object' || plan === null) return [];
  const own = 'stage' in plan && typeof plan.stage === 'string' ? [plan.stage] : [];
  return [...own, ...Object.values(plan).flatMap(stagesOf)];
}

describe('SupervisionStore', () => {
  it('lists exactly the reader\'s cases of that light, the oldest due date first, each once over all pages', async () => {
    await fc.assert(fc.asyncProperty(scope, division, level, state, now, fc.integer({ min: 1, max: 120 }), async (reader, inDivision, atLevel, wanted, at, limit) => {
      const { ids, dueDates, totals } = await pages([readableFilter(reader), placeFilter(inDivision, atLevel), stateFilter(wanted, at)], limit);
      const right = expected(reader, { division: inDivision, level: atLevel }, wanted, at);
      expect([...ids].sort()).toEqual(right.map((row) => row.caseId).sort());
      expect(dueDates).toEqual([...dueDates].sort());
      expect(totals).toEqual(new Set([right.length]));
    }), { numRuns: 60 });
  });

  it('counts what the lists hold: in all, by level and by division', async () => {
    const below = ['370100', '370200'];
    await fc.assert(fc.asyncProperty(scope, division, now, async (reader, inDivision, at) => {
      const counts = await store.count([readableFilter(reader), placeFilter(inDivision, undefined)], below, at);
      const total = async (wanted: (typeof states)[number], place: { division?: string | undefined; level?: Level }) =>
        (await store.list([readableFilter(reader), placeFilter(inDivision, place.level), placeFilter(place.division, undefined), stateFilter(wanted, at)], null, 1)).total;
      const matches = async (figures: Counts | undefined, place: { division?: string; level?: Level }) => {
        for (const name of ['open', 'overdue', 'dueSoon', 'answered', 'closed'] as const) expect(figures?.[name]).toBe(await total(name, place));
        expect(figures?.notAccepted).toBe((await total('dispatched', place)) + (await total('returned', place)));
      };
      await matches(counts.total, {});
      for (const atLevel of levels) await matches(counts.byLevel.get(atLevel), { level: atLevel });
      for (const code of below) await matches(counts.byDivision.get(code), { division: code });
    }), { numRuns: 15 });
  });

  it('counts as unsure the open cases that a person must sort', async () => {
    const counts = await store.count([readableFilter({ divisionCode: '370000', unitId: null })], [], new Date(startInMs));
    expect(counts.total.unsure).toBe(cases.filter((row) => row.unsure.length > 0 && ['dispatched', 'returned', 'accepted'].includes(row.state)).length);
    expect(counts.total.unsure).toBeGreaterThan(0);
  });

  it('reads every list by an index, in its order, and looks at little more than it gives', async () => {
    const at = new Date(startInMs + 24 * 3600 * 1000);
    for (const reader of scopes) {
      for (const wanted of states) {
        const plan = planSchema.parse(await store.explainList([readableFilter(reader), stateFilter(wanted, at)], { dueAt: new Date(startInMs), caseId: '' }, 10));
        const stages = stagesOf(plan.queryPlanner.winningPlan);
        expect(stages).toContain('IXSCAN');
        expect(stages).not.toContain('COLLSCAN');
        // SORT would read the whole list for one page; SORT_MERGE joins parts that are in order.
        expect(stages).not.toContain('SORT');
        expect(plan.executionStats.totalDocsExamined).toBeLessThanOrEqual(10);
      }
    }
  });

  it('takes events again and mixed up, and ends with each step once, in order, at the newest state', async () => {
    const path = directory.divisionPath('370102');
    const steps = [[1, 'dispatched', 'dispatched'], [2, 'accepted', 'accepted'], [3, 'answered', 'answered'], [4, 'closed', 'closed']] as const;
    await fc.assert(fc.asyncProperty(fc.shuffledSubarray([...steps, ...steps], { minLength: 8 }), async (order) => {
      const caseId = randomUUID();
      const told = [];
      for (const [sequence, type, next] of order) told.push(await store.follow(caseOf(caseId, { sequence, state: next }), transitionOf(type, sequence), path));
      const found = await store.find(caseId, { divisionPath: '370100' });
      expect(found?.timeline).toEqual(steps.map(([sequence, type]) => transitionOf(type, sequence)));
      expect(found?.snapshot).toMatchObject({ state: 'closed', sequence: 4 });
      // Only what moved the case on is news.
      const newest = order.map(([sequence]) => sequence).filter((sequence, index, all) => all.slice(0, index).every((before) => before < sequence));
      expect(told.filter(Boolean)).toHaveLength(newest.length);
      expect(await connection.collection('supervised_cases').countDocuments({ 'snapshot.caseId': caseId })).toBe(1);
      await connection.collection('supervised_cases').deleteOne({ 'snapshot.caseId': caseId });
    }), { numRuns: 15 });
  });

  it('takes the same event from two consumers at once', async () => {
    const path = directory.divisionPath('370102');
    const caseId = randomUUID();
    const told = await Promise.all(Array.from({ length: 8 }, () => store.follow(caseOf(caseId), transitionOf('dispatched', 1), path)));
    expect(told.filter(Boolean)).toHaveLength(1);
    expect((await store.find(caseId, {}))?.timeline).toHaveLength(1);
    await connection.collection('supervised_cases').deleteOne({ 'snapshot.caseId': caseId });
  });
});
