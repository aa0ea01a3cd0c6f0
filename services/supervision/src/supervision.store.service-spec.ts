import { randomUUID } from 'node:crypto';
import { caseStates, levels, type CaseSnapshot, type Counts, type Level, type Reader } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { openMongo } from '@suqiao/infra/mongo';
import { lightOf } from '@suqiao/workflows/domain';
import fc from 'fast-check';
import type { Connection } from 'mongoose';
import { z } from 'zod';
import { caseOf, federationOf, transitionOf } from '../testing/cases';
import { withDatabase } from '../testing/started-supervision';
import type { BoardPosition, BoardQuestion } from './domain/board';
import { filtersOf, questionOf, scopeOf, SupervisionLists } from './supervision.lists';
import { SupervisionStore } from './supervision.store';
import { TalliesStore } from './tallies.store';

const divisionCodes = ['370000', '370100', '370102', '370103', '370200', '370202'];
const startInMs = Date.UTC(2026, 10, 23);
const iso = (hour: number) => new Date(startInMs + hour * 3600 * 1000).toISOString();
type Scope = Pick<Reader, 'divisionCode' | 'unitId' | 'role'>;

let connection: Connection;
let store: SupervisionStore;
let lists: SupervisionLists;
const cases: CaseSnapshot[] = [];
const handledBy = new Map<string, Set<string>>();

/** A seeded board: 240 cases over two cities, every state, level and light; a third of them moved on once. */
async function fill(): Promise<void> {
  const facts = fc.record({
    divisionCode: fc.constantFrom(...divisionCodes), state: fc.constantFrom(...caseStates), dueAt: fc.integer({ min: 0, max: 48 }), warningInHours: fc.integer({ min: 0, max: 12 }),
    stepDueAt: fc.integer({ min: 0, max: 48 }), unsure: fc.boolean(), rises: fc.integer({ min: 0, max: 2 }), confidential: fc.boolean(),
  });
  for (const given of fc.sample(facts, { numRuns: 240, seed: 20261123 })) {
    const { divisionCode, state, dueAt, warningInHours, stepDueAt, unsure, rises, confidential } = given;
    const clocks = { dueAt: iso(dueAt), dueSoonAt: iso(dueAt - warningInHours), stepDueAt: iso(stepDueAt), acceptBy: null, closeBy: null, provisional: false };
    const first = caseOf(randomUUID(), { divisionCode, clocks, state, unsure: unsure ? ['category'] : [], confidential });
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
  const tallies = new TalliesStore(connection);
  await tallies.onModuleInit();
  store = new SupervisionStore(connection, tallies);
  lists = new SupervisionLists(store, tallies);
  await store.onModuleInit();
  await fill();
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const scopes: Scope[] = [
  ...divisionCodes.flatMap((divisionCode) => (['supervisor', 'analyst'] as const).map((role) => ({ divisionCode, unitId: null, role }))),
  { divisionCode: '370102', unitId: '370102-federation', role: 'unitHead' }, { divisionCode: '370100', unitId: '370100-federation', role: 'unitHead' },
  // A unit that has cases in divisions beside its own.
  { divisionCode: '370202', unitId: '370100-federation', role: 'unitHead' },
];
const readerOf = (given: Scope): Reader => ({ subject: 'r', name: '读者', level: 'province', ...given });
const scope = fc.constantFrom(...scopes);
const now = fc.integer({ min: -1, max: 49 * 60 }).map((minute) => new Date(startInMs + minute * 60_000));
const division = fc.option(fc.constantFrom(...divisionCodes), { nil: undefined });
const level = fc.option(fc.constantFrom(...levels), { nil: undefined });
const states = ['open', 'overdue', 'dueSoon', 'running', 'all', 'unsure', 'notAccepted', ...caseStates] as const;
const state = fc.constantFrom(...states);

interface Place {
  readonly division?: string | undefined;
  readonly directly?: boolean | undefined;
  readonly level?: Level | undefined;
}

/** The rules said a second time, over plain objects. */
function expected(reader: Scope, { division: inDivision, directly, level: atLevel }: Place, wanted: (typeof states)[number], at: Date): CaseSnapshot[] {
  return cases.filter((row) => {
    const path = directory.divisionPath(row.divisionCode);
    const readable = (reader.unitId === null ? path.includes(reader.divisionCode) : handledBy.get(row.caseId)?.has(reader.unitId) === true) && (reader.role !== 'analyst' || !row.confidential);
    const placed = (inDivision === undefined || (directly === true ? path[0] === inDivision : path.includes(inDivision))) && (atLevel === undefined || row.level === atLevel);
    const light = lightOf(row, at.getTime());
    const isRunning = ['dispatched', 'returned', 'accepted'].includes(row.state);
    const listed = {
      open: row.state !== 'closed', overdue: light === 'red', dueSoon: light === 'yellow', running: isRunning, all: true, unsure: isRunning && row.unsure.length > 0,
      notAccepted: row.state === 'dispatched' || row.state === 'returned',
    };
    return readable && placed && (wanted in listed ? listed[wanted as keyof typeof listed] : row.state === wanted);
  });
}

async function pages(question: BoardQuestion, at: Date, limit: number): Promise<{ ids: string[]; dueDates: string[]; totals: Set<number> }> {
  const ids: string[] = [];
  const dueDates: string[] = [];
  const totals = new Set<number>();
  let after: BoardPosition | null = null;
  do {
    const page = await lists.list(question, at, after, limit);
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
  it('lists exactly the reader\'s cases of that light, the oldest due date first, each once over all pages, and knows how many', async () => {
    await fc.assert(fc.asyncProperty(scope, division, fc.boolean(), level, state, now, fc.integer({ min: 1, max: 120 }), async (reader, inDivision, directly, atLevel, wanted, at, limit) => {
      const place = { division: inDivision, directly: inDivision === undefined ? undefined : directly, level: atLevel };
      const { ids, dueDates, totals } = await pages(questionOf(readerOf(reader), { state: wanted, ...place }), at, limit);
      const right = expected(reader, place, wanted, at);
      expect([...ids].sort()).toEqual(right.map((row) => row.caseId).sort());
      expect(dueDates).toEqual([...dueDates].sort());
      expect(totals).toEqual(new Set([right.length]));
    }), { numRuns: 80 });
  });

  it('gives figures that are the lengths of their lists, in all, by level, and by divisions that sum up to all', async () => {
    const columns = ['open', 'notAccepted', 'dueSoon', 'overdue', 'answered', 'closed', 'unsure'] as const;
    await fc.assert(fc.asyncProperty(scope, division, now, async (reader, inDivision, at) => {
      const below = directory.divisions.filter(({ parentCode }) => parentCode === (inDivision ?? reader.divisionCode)).map(({ code }) => code)
        .filter((code) => directory.divisionPath(reader.divisionCode).includes(code) || directory.divisionPath(code).includes(reader.divisionCode));
      const counts = await lists.counts(scopeOf(readerOf(reader)), inDivision ?? null, below, at);
      const matches = (figures: Counts | undefined, place: Place) => {
        for (const column of columns) expect([column, figures?.[column]]).toEqual([column, expected(reader, place, column, at).length]);
      };
      matches(counts.total, { division: inDivision });
      for (const atLevel of levels) matches(counts.byLevel.get(atLevel), { division: inDivision, level: atLevel });
      for (const { divisionCode, directly, counts: figures } of counts.byDivision) matches(figures, { division: divisionCode, directly });
      for (const column of columns) expect(counts.byDivision.reduce((total, { counts: figures }) => total + figures[column], 0)).toBe(counts.total[column]);
    }), { numRuns: 60 });
  });

  it('reads every list by an index, in its order, and looks at little more than it gives', async () => {
    const at = new Date(startInMs + 24 * 3600 * 1000);
    for (const reader of scopes) {
      for (const wanted of states) {
        const plan = planSchema.parse(await store.explainList(filtersOf(questionOf(readerOf(reader), { state: wanted }), at), { key: new Date(startInMs).toISOString(), caseId: '' }, 10));
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
    }), { numRuns: 15 });
  });

  it('takes the same event from two consumers at once', async () => {
    const path = directory.divisionPath('370102');
    const caseId = randomUUID();
    const told = await Promise.all(Array.from({ length: 8 }, () => store.follow(caseOf(caseId), transitionOf('dispatched', 1), path)));
    expect(told.filter(Boolean)).toHaveLength(1);
    expect((await store.find(caseId, {}))?.timeline).toHaveLength(1);
  });
});
