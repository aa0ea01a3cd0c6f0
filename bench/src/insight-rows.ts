import { loadavg } from 'node:os';
import { directory } from '@suqiao/directory';
import { appealsCollection, quarterOf, type StoredAppeal } from '@suqiao/insight';
import type { Connection } from 'mongoose';
import { uuidv7 } from 'uuidv7';
import { seeded } from './board-rows';

export const seed = 20261123;
/** Older than what grouping keeps in memory: nothing else reads these appeals. */
export const quarter = '2021Q3';
const rowsPerInsert = 2000;
/** Of all appeals: in the quarter a year before, in the last one, and in the quarter itself. */
const shares = [0.25, 0.25, 0.5] as const;

/**
 * Fills insight's own view with invented appeals: a quarter, the one before and that of a year before.
 * @returns how many appeals of the quarter a report is to count: confidential ones are left out
 */
export async function fillAppeals(connection: Connection, count: number, say: (line: string) => void): Promise<number> {
  const appeals = appealsCollection(connection);
  const random = seeded(seed);
  const spans = quarterOf(quarter);
  const counties = directory.divisions.filter(({ parentCode }) => parentCode !== null);
  const categories = directory.categories.filter(({ parentCode }) => parentCode !== null);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  let expected = 0;
  // Appeals come in the order of time, and so they lie in the store.
  const appeal = (at: number): StoredAppeal => {
    const share = at / count;
    const [{ from, to }, start, length] = share < shares[0] ? [spans.yearBefore, 0, shares[0]] as const : share < shares[0] + shares[1] ? [spans.previous, shares[0], shares[1]] as const : [spans.now, shares[0] + shares[1], shares[2]] as const;
    const receivedAt = new Date(from.getTime() + Math.floor(((share - start) / length) * (to.getTime() - from.getTime())));
    const confidential = random() < 0.01;
    if (!confidential && from === spans.now.from) expected += 1;
    const { code } = pick(counties);
    const state = random() < 0.85 ? 'closed' : 'accepted';
    const _id = uuidv7();
    return {
      _id, trackingNumber: `SQ20210701-${_id.slice(0, 8).toUpperCase()}-0`, title: '', channel: pick(['hotline-12345', 'hotline-96178', 'digital-federation', 'visit', 'symposium']), appellantName: '某企业', content: null, creditCode: null,
      enterprise: `e${String(Math.floor(random() * count * 0.6))}`, categoryCode: pick(categories).code, divisionCode: code, divisionPath: directory.divisionPath(code), confidential, receivedAt, level: 'county', state,
      outcome: state === 'closed' ? 'answered' : null, handledBy: [], answeredAt: state === 'closed' ? receivedAt : null, closedAt: null, sequence: 3, groupId: null, waiting: false, changed: false, reasons: [], answers: [], outbox: [], outboxSince: null,
    };
  };
  for (let done = 0; done < count; ) {
    const batch = Array.from({ length: Math.min(rowsPerInsert, count - done) }, (_, index) => appeal(done + index));
    await appeals.insertMany(batch, { ordered: false, writeConcern: { w: 1, j: false } });
    done += batch.length;
    if (done % 100_000 === 0 || done === count) say(`${String(done)} appeals, load ${(loadavg()[0] ?? 0).toFixed(2)}`);
  }
  return expected;
}
