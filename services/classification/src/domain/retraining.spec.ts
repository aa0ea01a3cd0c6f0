import fc from 'fast-check';
import { isBetter, isHeldBack, leastHeldBack, marginOf, splitCorrections } from './retraining';

const uuids = fc.uniqueArray(fc.uuid(), { maxLength: 200 });

describe('splitCorrections', () => {
  it('puts every correction on one side, the same whatever else there is and in whatever order', () => {
    fc.assert(fc.property(uuids, uuids, (ids, others) => {
      const all = ids.map((appealId) => ({ appealId }));
      const { learnt, heldBack } = splitCorrections(all);
      expect(learnt.length + heldBack.length).toBe(ids.length);
      const again = splitCorrections([...others.map((appealId) => ({ appealId })), ...all.toReversed()]);
      expect(heldBack.every((one) => again.heldBack.includes(one))).toBe(true);
      expect(learnt.every((one) => again.learnt.includes(one))).toBe(true);
    }));
  });

  it('holds back about one in five, also of ids that follow one another', () => {
    const count = Array.from({ length: 5000 }, (_, at) => `01930000-0000-7000-8000-${String(at).padStart(12, '0')}`).filter(isHeldBack).length;
    expect(count).toBeGreaterThan(850);
    expect(count).toBeLessThan(1150);
  });
});

describe('isBetter', () => {
  const comparison = fc.nat(500).chain((heldBack) => fc.record({
    heldBack: fc.constant(heldBack), candidateRight: fc.nat(heldBack), inServiceRight: fc.nat(heldBack), inServiceVersion: fc.constant('samples-1'), marginTexts: fc.constant(marginOf(heldBack)),
  }));

  it('never lets two models take over from each other, nor one that is not right on more', () => {
    fc.assert(fc.property(comparison, (one) => {
      const other = { ...one, candidateRight: one.inServiceRight, inServiceRight: one.candidateRight };
      expect(isBetter(one) && isBetter(other)).toBe(false);
      if (one.candidateRight <= one.inServiceRight) expect(isBetter(one)).toBe(false);
    }));
  });

  it('asks for the margin, and for enough texts', () => {
    const of = (heldBack: number, candidateRight: number, inServiceRight: number) => isBetter({ heldBack, candidateRight, inServiceRight, inServiceVersion: 'a', marginTexts: marginOf(heldBack) });
    expect([of(200, 104, 100), of(200, 103, 100), of(leastHeldBack, 2, 0), of(leastHeldBack, 1, 0), of(leastHeldBack - 1, 9, 0)]).toEqual([true, false, true, false, false]);
  });
});
