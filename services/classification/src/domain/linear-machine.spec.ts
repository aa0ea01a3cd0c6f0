import { seededRandom } from '../seeded-random';
import type { SparseVector } from './features';
import { scoreOf, trainMachine } from './linear-machine';

const vector = (value: number): SparseVector => ({ indices: Int32Array.of(0), values: Float64Array.of(value) });

describe('trainMachine', () => {
  it('gives a rare class as much weight as the rest, so that ten strays do not outvote five of its own', () => {
    const texts = [...Array.from({ length: 5 }, () => ({ x: 1, positive: true })), ...Array.from({ length: 95 }, (_, at) => ({ x: at < 10 ? 1 : -1, positive: false }))];
    for (const seed of [1, 2, 3, 4, 5]) {
      const machine = trainMachine(texts.map(({ x }) => vector(x)), texts.map(({ positive }) => positive), 1, seededRandom(seed));
      expect(scoreOf(machine, vector(1))).toBeGreaterThan(0.5);
      expect(scoreOf(machine, vector(-1))).toBeLessThan(-0.5);
    }
  });

  it('keeps a margin between what can be told apart', () => {
    const texts = [0.9, 1, 0.8, -0.9, -1, -0.8];
    const machine = trainMachine(texts.map(vector), texts.map((x) => x > 0), 1, seededRandom(1));
    for (const x of texts) expect(Math.sign(scoreOf(machine, vector(x)))).toBe(Math.sign(x));
    expect(scoreOf(machine, vector(1))).toBeGreaterThan(0.8);
  });
});
