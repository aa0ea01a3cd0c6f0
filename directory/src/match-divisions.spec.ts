import fc from 'fast-check';
import { directory, matchDivisions } from './index';
import { countiesByStreet } from './streets';

const codesIn = (text: string) => matchDivisions(text).map(({ code, ambiguous }) => `${code}${ambiguous ? '?' : ''}`);

describe('matchDivisions', () => {
  it.each([
    ['济南市中区一家企业', ['370103']],
    ['枣庄市中区一家企业', ['370402']],
    ['我们在济南，厂子在市中区', ['370103']],
    ['烟台开发区的企业', ['370676']],
    ['烟台市高新区', ['370671']],
    ['济南高新区', ['370176']],
    ['济南企业在威海高新区设厂', ['371071', '370100']],
    ['淄博高新区的企业', ['370300']],
    ['章丘区开发区', ['370114']],
    ['莱城区的企业', ['370116']],
    ['青岛西海岸新区', ['370211']],
    ['兖州市', ['370812']],
    ['东营的公司', ['370500']],
    ['东营区的公司', ['370502']],
    ['莒县和单县', ['371122', '371722']],
    ['青岛银行抽贷', []],
    ['门口的济南路坑洼', []],
    ['过了天桥就是河口', []],
    ['园区所在的开发区', []],
    ['泺口街道一家企业', ['370105']],
    ['泺口街道办事处', ['370105']],
    ['泺口办事处', ['370105']],
    ['济南市龙山街道', ['370114']],
    ['龙山街道', ['370114?', '370215?', '370687?']],
    ['历下区的企业，货在泺口街道', ['370102']],
    ['市中区舜玉路街道', ['370103']],
    ['青岛市泺口街道', ['370200']],
  ])('reads %s', (text, codes) => {
    expect(codesIn(text)).toEqual(codes);
  });

  it('says that 高新区 without a city may be many', () => {
    const matches = matchDivisions('高新区一家企业');
    expect(matches.length).toBeGreaterThan(3);
    expect(matches.every(({ ambiguous }) => ambiguous)).toBe(true);
  });

  it('finds every county and zone by its city and full name, wherever it stands', () => {
    const lower = directory.divisions.filter(({ kind }) => kind === 'county' || kind === 'zone');
    const filler = fc.constantFrom('', '我公司位于', '贷款难，地址是', '，');
    fc.assert(
      fc.property(fc.constantFrom(...lower), filler, fc.constantFrom('', '的厂房', '。盼复'), (division, before, after) => {
        const city = directory.division(division.parentCode ?? '');
        const text = division.kind === 'zone' ? `${before}${division.name.zh}${after}` : `${before}${city?.name.zh ?? ''}${division.name.zh}${after}`;
        expect(codesIn(text)).toEqual([division.code]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('streets', () => {
  it('lead to the one county of a city that has a street of that name', () => {
    const streets = [...countiesByStreet].filter(([name]) => name.length > 2);
    fc.assert(
      fc.property(fc.constantFrom(...streets), fc.nat(), fc.constantFrom('', '的厂房', '。盼复'), ([name, counties], pick, after) => {
        const county = counties[pick % counties.length] ?? '';
        const cityCode = directory.division(county)?.parentCode ?? '';
        const inCity = counties.filter((code) => directory.division(code)?.parentCode === cityCode);
        const found = matchDivisions(`${directory.division(cityCode)?.name.zh ?? ''}的企业，厂在${name}${after}`);
        expect(found).toEqual(inCity.map((code) => ({ code, words: name, ambiguous: inCity.length > 1 })));
      }),
      { numRuns: 500 },
    );
  });

  it('cover every county of the province', () => {
    const covered = new Set([...countiesByStreet.values()].flat());
    expect(directory.divisions.filter(({ code, kind }) => kind === 'county' && !covered.has(code))).toEqual([]);
  });
});

describe('currentCode', () => {
  it('leads from a code that was given up to a division that is there, and leaves the others', () => {
    expect(directory.currentCode('370181')).toBe('370114');
    expect(directory.currentCode('371202')).toBe('370116');
    for (const { code } of directory.divisions) expect(directory.currentCode(code)).toBe(code);
  });
});
