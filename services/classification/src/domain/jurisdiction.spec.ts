import { creditCodeCheckCharacter } from '@suqiao/contracts';
import { directory, matchDivisions } from '@suqiao/directory';
import fc from 'fast-check';
import { judgeJurisdiction, type JurisdictionInput } from './jurisdiction';

const facts = { division: directory.division, path: directory.divisionPath, match: matchDivisions, currentCode: directory.currentCode };
const nothing: JurisdictionInput = { text: '贷款难', appellantName: '某某公司', creditCode: null, divisionCode: null };
const judge = (input: Partial<JurisdictionInput>) => judgeJurisdiction({ ...nothing, ...input }, facts);
const creditCode = (divisionCode: string) => {
  const first17 = `91${divisionCode}MA3TEST00`.slice(0, 17).replace(/[SO]/g, '5');
  return `${first17}${creditCodeCheckCharacter(first17) ?? '?'}`;
};

describe('judgeJurisdiction', () => {
  it('knows nothing from nothing', () => {
    expect(judge({})).toMatchObject({ value: null, certainty: 0, method: 'none' });
  });

  it('takes the channel before the text before the registration before the name', () => {
    const all = { divisionCode: '370102', text: '烟台市芝罘区', creditCode: creditCode('371302'), appellantName: '济宁某公司' };
    expect(judge(all)).toMatchObject({ value: '370102', method: 'channel' });
    expect(judge({ ...all, divisionCode: null })).toMatchObject({ value: '370602', method: 'name' });
    expect(judge({ ...all, divisionCode: null, text: '' })).toMatchObject({ value: '371302', method: 'registration' });
    expect(judge({ appellantName: '济宁某公司' })).toMatchObject({ value: '370800', method: 'name' });
  });

  it('makes a named city more exact by the registration in it', () => {
    expect(judge({ text: '青岛市的企业', creditCode: creditCode('370202') })).toMatchObject({ value: '370202', certainty: 0.75, method: 'registration' });
  });

  it('is less certain where signs contradict, and says which', () => {
    const calm = judge({ text: '烟台市芝罘区' });
    const torn = judge({ text: '烟台市芝罘区', creditCode: creditCode('371302') });
    expect(torn.certainty).toBeLessThan(calm.certainty);
    expect(torn.reason.zh).toContain('但统一社会信用代码的登记机关在兰山区');
    expect(torn.reason.en).toContain('but the credit code was registered in Lanshan');
  });

  it('follows a registration whose code was given up', () => {
    expect(judge({ creditCode: creditCode('370181') }).value).toBe('370114');
    expect(judge({ creditCode: creditCode('370000') }).value).toBeNull();
    expect(judge({ creditCode: creditCode('110105') }).value).toBeNull();
  });

  it('resolves a shared name by the registration, and is unsure without', () => {
    expect(judge({ text: '市中区的企业', creditCode: creditCode('370402') })).toMatchObject({ value: '370402', certainty: 0.8 });
    expect(judge({ text: '市中区的企业' }).certainty).toBeLessThan(0.6);
  });

  it('finds the county of a named street, says which it is, and resolves a shared street by the registration', () => {
    const found = judge({ text: '厂在泺口街道，道路积水' });
    expect(found).toMatchObject({ value: '370105', certainty: 0.9 });
    expect(found.reason.zh).toBe('文中提到“泺口街道”（天桥区）');
    expect(judge({ text: '厂在龙山街道', creditCode: creditCode('370215') })).toMatchObject({ value: '370215', certainty: 0.8 });
    expect(judge({ text: '厂在龙山街道' })).toMatchObject({ certainty: 0.333, reason: { zh: '文中提到“龙山街道”（章丘区、即墨区、海阳市）' } });
  });

  it('takes the city of several of its counties, and is unsure of several cities', () => {
    expect(judge({ text: '历下区和章丘区都有厂' })).toMatchObject({ value: '370100', certainty: 0.7 });
    expect(judge({ text: '历下区和芝罘区都有厂' }).certainty).toBeLessThan(0.6);
  });

  it('answers with a division that exists, and surely whenever the channel gave one', () => {
    const codes = directory.divisions.map(({ code }) => code);
    const places = directory.divisions.map(({ name }) => name.zh);
    const input = fc.record({
      text: fc.array(fc.constantFrom(...places, '公司', '，'), { maxLength: 4 }).map((parts) => parts.join('')),
      appellantName: fc.constantFrom(...places),
      creditCode: fc.option(fc.constantFrom(...codes).map(creditCode)),
      divisionCode: fc.option(fc.constantFrom(...codes)),
    });
    fc.assert(
      fc.property(input, (given) => {
        const { value, certainty } = judge(given);
        expect(certainty).toBeGreaterThanOrEqual(0);
        expect(certainty).toBeLessThanOrEqual(1);
        if (value !== null) expect(directory.division(value)).toBeDefined();
        if (given.divisionCode !== null) {
          expect(value).toBe(given.divisionCode);
          expect(certainty).toBeGreaterThanOrEqual(0.6);
        }
      }),
      { numRuns: 500 },
    );
  });
});
