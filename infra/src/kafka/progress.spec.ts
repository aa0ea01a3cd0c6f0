import fc from 'fast-check';
import { PartitionProgress } from './progress';

describe('PartitionProgress', () => {
  it('never offers a position past an unfinished record, in whatever order records finish', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }).chain((size) => fc.shuffledSubarray([...Array(size).keys()], { minLength: size, maxLength: size })), (order) => {
        const progress = new PartitionProgress();
        let stored = -1;
        const finish = order.map((_, offset) => offset).map((offset) => progress.deliver(() => void (stored = offset)));
        const finished = new Set<number>();
        for (const offset of order) {
          finish[offset]?.();
          finished.add(offset);
          void progress.takeCommit()?.();
          for (let before = 0; before <= stored; before++) expect(finished.has(before)).toBe(true);
        }
        expect(stored).toBe(order.length - 1);
      }),
    );
  });

  it('offers each position once', () => {
    const progress = new PartitionProgress();
    progress.deliver(() => undefined)();
    expect(progress.takeCommit()).not.toBeNull();
    expect(progress.takeCommit()).toBeNull();
  });
});
