import fc from 'fast-check';
import { containsJurisdiction, handOverRefusal, mayHandOver, overlap, type AgreedHandOver } from './hand-over';

const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-11-${String(number).padStart(2, '0')}`);
const period = fc.tuple(day, day).map(([one, other]) => (one <= other ? { from: one, until: other } : { from: other, until: one }));
const people = ['a', 'b', 'c', 'd'];
const wishes = fc.array(fc.tuple(fc.constantFrom(...people), fc.constantFrom(...people), period), { maxLength: 40 });
const on = (agreed: readonly AgreedHandOver[], number: number) => agreed.filter(({ from, until }) => from <= `2026-11-${String(number).padStart(2, '0')}` && `2026-11-${String(number).padStart(2, '0')}` <= until);

describe('hand-overs', () => {
  it('of many wishes those agreed never leave anybody with two deputies, nor an absent deputy, on any day', () => {
    fc.assert(fc.property(wishes, (asked) => {
      const agreed: AgreedHandOver[] = [];
      for (const [absent, deputy, days] of asked) {
        const wish = { absent, deputy, ...days };
        if (absent !== deputy && handOverRefusal(wish, agreed) === null) agreed.push(wish);
      }
      for (let number = 1; number <= 28; number++) {
        const then = on(agreed, number);
        const away = then.map(({ absent }) => absent);
        expect(new Set(away).size).toBe(away.length);
        expect(then.filter(({ deputy }) => away.includes(deputy))).toEqual([]);
      }
    }));
  });

  it('overlap when they have a day in common, whichever comes first', () => {
    expect([overlap({ from: '2026-11-01', until: '2026-11-05' }, { from: '2026-11-05', until: '2026-11-09' }), overlap({ from: '2026-11-06', until: '2026-11-09' }, { from: '2026-11-01', until: '2026-11-05' })]).toEqual([true, false]);
  });

  it('are refused by name', () => {
    const days = { from: '2026-11-01', until: '2026-11-05' };
    const agreed = [{ absent: 'a', deputy: 'b', ...days }];
    const of = (absent: string, deputy: string) => handOverRefusal({ absent, deputy, from: '2026-11-05', until: '2026-11-09' }, agreed);
    expect([of('a', 'c'), of('c', 'a'), of('b', 'c'), of('c', 'b')]).toEqual(['handOver.overlaps', 'handOver.deputyAbsent', 'handOver.chain', null]);
  });
});

describe('jurisdiction', () => {
  const path = ['370102', '370100', '370000'];
  const absent = { subject: 'a', role: 'supervisor', divisionCode: '370102', unitId: null } as const;
  const inUnit = { ...absent, role: 'unitHandler', unitId: '370102-federation' } as const;

  it('of the deputy contains that of the absent person', () => {
    const deputy = (divisionCode: string, unitId: string | null = null) => ({ subject: 'b', role: 'supervisor', divisionCode, unitId }) as const;
    expect([deputy('370102'), deputy('370100'), deputy('370103'), deputy('370102', '370102-federation')].map((one) => containsJurisdiction(one, absent, path))).toEqual([true, true, false, false]);
    expect([deputy('370102', '370102-federation'), deputy('370102', '370102-justice'), deputy('370102')].map((one) => containsJurisdiction(one, inUnit, path))).toEqual([true, false, true]);
    expect(containsJurisdiction({ ...deputy('370100'), role: 'analyst' }, absent, path)).toBe(false);
  });

  it('decides who may hand over for another', () => {
    const head = { subject: 'h', role: 'unitHead', divisionCode: '370102', unitId: '370102-federation' } as const;
    expect([mayHandOver(inUnit, inUnit, path), mayHandOver(head, inUnit, path), mayHandOver(head, absent, path), mayHandOver({ ...head, role: 'supervisor' }, inUnit, path), mayHandOver({ ...head, role: 'administrator', unitId: null, divisionCode: '370100' }, inUnit, path)])
      .toEqual([true, true, false, false, true]);
  });
});
