import { Neighbours, neighboursKept } from './neighbours';

const contextOf = (neighbours: Neighbours, a: number, b: number) => {
  const found: (readonly [number, number, number])[] = [];
  neighbours.contextsOf(a, (other, _, context) => { if (other === b) found.push(context); });
  return found[0] ?? [NaN, NaN, NaN];
};

describe('Neighbours', () => {
  it('keeps the likeliest neighbours of a message, of each no more than so many', () => {
    const neighbours = new Neighbours();
    for (let at = 0; at <= neighboursKept + 10; at++) neighbours.add();
    for (let at = 1; at <= neighboursKept + 10; at++) neighbours.link(0, at, at / 100);
    expect(neighbours.of(0).map(({ message }) => message).sort((a, b) => a - b)).toEqual(Array.from({ length: neighboursKept }, (_, at) => at + 11));
    expect(neighbours.of(5)).toEqual([{ message: 0, probability: expect.closeTo(0.05) }]);
  });

  it('ties two messages more when third ones are like both, and less when each has others', () => {
    const neighbours = new Neighbours();
    for (let at = 0; at < 3000; at++) neighbours.add();
    neighbours.link(0, 1, 0.5);
    const alone = contextOf(neighbours, 0, 1);
    neighbours.link(0, 2, 0.5);
    neighbours.link(2, 1, 0.5);
    const together = contextOf(neighbours, 0, 1);
    expect(together[1]).toBeGreaterThan(alone[1]);
    neighbours.link(0, 2999, 0.5);
    const elsewhere = contextOf(neighbours, 0, 1);
    expect(elsewhere[0]).toBeLessThan(together[0]);
    expect(elsewhere[2]).toBeGreaterThan(together[2]);
    expect(contextOf(neighbours, 1, 0)).toEqual(elsewhere);
  });
});
