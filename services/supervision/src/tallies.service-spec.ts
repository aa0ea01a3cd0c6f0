import { randomUUID } from 'node:crypto';
import { caseStates, type CaseSnapshot, type Transition } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { openMongo } from '@suqiao/infra/mongo';
import fc from 'fast-check';
import type { ClientSession, Connection } from 'mongoose';
import { caseOf, federationOf, transitionOf } from '../testing/cases';
import { withDatabase } from '../testing/started-supervision';
import type { BoardRow } from './domain/board-row';
import { flatCounts, TallyChanges, type Tally, type TallyDelta } from './domain/tallies';
import { SupervisionStore } from './supervision.store';
import { TalliesStore } from './tallies.store';
import { TalliesSweep } from './tallies.sweep';

/** Dies at chosen writes: after the rows, before or after the tallies, each time within the transaction. */
class DyingTallies extends TalliesStore {
  deaths: ('before' | 'after' | null)[] = [];

  override async add(deltas: readonly TallyDelta[], session: ClientSession): Promise<void> {
    const death = this.deaths.shift() ?? null;
    if (death === 'before') throw new Error('died before the tallies');
    await super.add(deltas, session);
    if (death === 'after') throw new Error('died after the tallies');
  }
}

let connection: Connection;
let tallies: DyingTallies;
let stores: readonly [SupervisionStore, SupervisionStore];
let sweep: TalliesSweep;

beforeAll(async () => {
  connection = await openMongo({ MONGODB_URI: withDatabase(process.env['MONGODB_URI'] ?? '', `tallies-${randomUUID()}`) }, 'supervision-test');
  tallies = new DyingTallies(connection);
  await tallies.onModuleInit();
  stores = [new SupervisionStore(connection, tallies), new SupervisionStore(connection, new TalliesStore(connection))];
  await stores[0].onModuleInit();
  sweep = new TalliesSweep(connection, tallies, stores[0]);
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const rowsOf = () => connection.collection<BoardRow>('supervised_cases').find().toArray();

/** Every counter that is not zero, by tally: as stored, and as the rows make it. */
async function compared(): Promise<{ readonly stored: Record<string, number>; readonly right: Record<string, number> }> {
  const stored = await connection.collection<Tally>('board_tallies').find({ kind: { $ne: 'mark' } } as object).toArray();
  const changes = new TallyChanges();
  for (const row of await rowsOf()) changes.change(null, row);
  const flat = (id: string, counters: ReadonlyMap<string, number>) => [...counters].map(([counter, count]) => [`${id} ${counter}`, count] as const);
  return {
    stored: Object.fromEntries(stored.flatMap(({ _id, counts }) => flat(_id, flatCounts(counts)))),
    right: Object.fromEntries(changes.deltas().flatMap(({ id, added }) => flat(id, added))),
  };
}

const divisionCodes = ['370000', '370100', '370102', '370103', '370202'];
const dayOf = (offset: number) => new Date(Date.UTC(2026, 10, 23, 9) + offset * 24 * 3600 * 1000).toISOString();
const stepFacts = fc.record({
  divisionCode: fc.constantFrom(...divisionCodes), state: fc.constantFrom(...caseStates), dueIn: fc.integer({ min: -3, max: 3 }), unsure: fc.boolean(), confidential: fc.boolean(), unitAt: fc.constantFrom(...divisionCodes),
});
/** A case's life: a step a sequence, each with facts of its own, also with a division that changes. */
const life = fc.array(stepFacts, { minLength: 1, maxLength: 5 });

interface Told {
  readonly snapshot: CaseSnapshot;
  readonly transition: Transition;
  readonly path: readonly string[];
}

function toldOf(caseId: string, sequence: number, { divisionCode, state, dueIn, unsure, confidential, unitAt }: typeof stepFacts extends fc.Arbitrary<infer Facts> ? Facts : never): Told {
  const clocks = { dueAt: dayOf(dueIn), dueSoonAt: dayOf(dueIn - 1), stepDueAt: dayOf(dueIn), acceptBy: null, closeBy: null, provisional: false };
  const snapshot = caseOf(caseId, { divisionCode, state, clocks, unsure: unsure ? ['category'] : [], confidential, sequence, unit: federationOf(unitAt), level: directory.lowestLevel(unitAt) });
  return { snapshot, transition: transitionOf('commented', sequence), path: directory.divisionPath(divisionCode) };
}

describe('the tallies of the board', () => {
  it('are what the rows make them, whatever comes twice, late, mixed up, from two processes, or dies between the writes', async () => {
    await fc.assert(fc.asyncProperty(
      fc.array(life, { minLength: 1, maxLength: 8 }), fc.infiniteStream(fc.nat()), fc.array(fc.constantFrom('before', 'after', null), { maxLength: 6 }),
      async (lives, order, deaths) => {
        const events = lives.flatMap((steps) => {
          const caseId = randomUUID();
          return steps.map((facts, index) => toldOf(caseId, index + 1, facts));
        });
        // Every event twice, in any order over all cases; to either process; again until it is taken.
        const delivered = [...events, ...events].map((event) => ({ event, place: order.next().value, store: stores[order.next().value % 2 === 0 ? 0 : 1] })).sort((one, other) => one.place - other.place);
        tallies.deaths = [...deaths];
        await Promise.all(delivered.map(async ({ event, store }) => {
          const taken = () => store.follow(event.snapshot, event.transition, event.path).then(() => true, (error: unknown) => { if (error instanceof Error && error.message.startsWith('died')) return false; throw error; });
          while (!(await taken()));
        }));
        const { stored, right } = await compared();
        expect(stored).toEqual(right);
      },
    ), { numRuns: 25 });
    expect((await rowsOf()).length).toBeGreaterThan(25);
    expect(await sweep.verifyAll()).toEqual([]);
  });

  it('that differ from the rows are found, told and mended, one place after the other', async () => {
    const [row] = await rowsOf();
    if (row === undefined) throw new Error('no row');
    const rows = connection.collection<BoardRow>('supervised_cases');
    // What no writer of today does: a row is lost, one is changed by hand, a tally is lost, another is invented.
    await rows.deleteOne({ _id: row._id });
    await rows.updateOne({ state: 'closed' }, { $set: { state: 'accepted', running: true } });
    const tally = connection.collection<{ _id: string; kind: string }>('board_tallies');
    await tally.deleteOne({ kind: 'unit' });
    await tally.updateOne({ kind: 'division' }, { $inc: { 'counts.city.plain.closed': 7 } });
    const before = await compared();
    expect(before.stored).not.toEqual(before.right);
    for (const place of await tallies.places()) expect(place).not.toBe('');
    // A whole round: every place, then the divisions.
    for (let turn = 0; turn <= (await tallies.places()).length; turn++) await sweep.verifyNext();
    const after = await compared();
    expect(after.stored).toEqual(after.right);
  });

  it('of a board of an earlier version are made before anybody asks', async () => {
    await connection.collection('board_tallies').deleteMany({});
    await connection.collection('supervised_cases').updateMany({}, { $unset: { place: 1, running: 1, waiting: 1 } });
    expect(Object.keys((await compared().catch(() => ({ stored: {} }))).stored)).toEqual([]);
    await sweep.prepare();
    const { stored, right } = await compared();
    expect(stored).toEqual(right);
    expect(Object.keys(stored).length).toBeGreaterThan(10);
    expect(await tallies.isComplete()).toBe(true);
    expect(await connection.collection('supervised_cases').countDocuments({ running: { $exists: false } })).toBe(0);
  });
});
