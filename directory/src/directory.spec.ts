import { categorySchema, divisionSchema, isCreditCode, levels, newAppealSchema, policyPresetSchema, unitSchema, workingCalendarSchema, routingRuleSchema } from '@suqiao/contracts';
import fc from 'fast-check';
import { directory, generateAppeal, matchDivisions } from './index';

describe('divisions', () => {
  it('are one province, 16 cities, 136 counties and 15 zones that are no counties', () => {
    const count = (kind: string) => directory.divisions.filter((division) => division.kind === kind).length;
    expect([count('province'), count('city'), count('county'), count('zone')]).toEqual([1, 16, 136, 15]);
    for (const division of directory.divisions) divisionSchema.parse(division);
  });

  it('lead from a county to the province', () => {
    expect(directory.divisionPath('370102')).toEqual(['370102', '370100', '370000']);
    expect(() => directory.divisionPath('110101')).toThrow(RangeError);
  });
});

describe('units', () => {
  it('have a federation at every province, city and county', () => {
    const federations = directory.units.filter((unit) => unit.kind === 'federation' && directory.division(unit.divisionCode)?.kind !== 'zone');
    expect(federations).toHaveLength(153);
    for (const unit of directory.units) unitSchema.parse(unit);
    expect(new Set(directory.units.map((unit) => unit.unitId)).size).toBe(directory.units.length);
  });

  it('answer every category in every division at every level of its path', () => {
    const category = fc.constantFrom(null, ...directory.categories.map((entry) => entry.code));
    fc.assert(
      fc.property(category, fc.constantFrom(...directory.divisions.map((division) => division.code)), fc.constantFrom(...levels), (categoryCode, divisionCode, level) => {
        const onPath = directory.divisionPath(divisionCode).map((code) => directory.lowestLevel(code));
        if (!onPath.includes(level)) return;
        const unit = directory.route({ categoryCode, divisionCode, level });
        expect(unit.level).toBe(level);
        expect(directory.divisionPath(divisionCode)).toContain(unit.divisionCode);
        if (categoryCode === null) expect(unit.kind).toBe('federation');
      }),
      { numRuns: 2000 },
    );
  });

  it('route by the second level before the first, and to the federation where a department is missing', () => {
    const at = (categoryCode: string, level: 'county' | 'city') => directory.route({ categoryCode, divisionCode: '370102', level }).unitId;
    expect(at('approvals', 'county')).toBe('370102-administrative-approval');
    expect(at('approvals.registration', 'county')).toBe('370102-market-regulation');
    expect(at('foreign-trade-and-tariffs.customs-clearance', 'county')).toBe('370102-federation');
    expect(at('foreign-trade-and-tariffs.customs-clearance', 'city')).toBe('370100-customs');
  });
});

describe('categories, routes, presets', () => {
  it('have at least 15 first-level classes, and each parses', () => {
    expect(directory.categories.filter((category) => category.parentCode === null).length).toBeGreaterThanOrEqual(15);
    for (const category of directory.categories) categorySchema.parse(category);
    for (const rule of directory.routingRules) routingRuleSchema.parse(rule);
    for (const preset of directory.policyPresets) policyPresetSchema.parse(preset);
  });
});

describe('the calendar', () => {
  it('covers 2026 and not 2027, whose notice its data does not hold', () => {
    workingCalendarSchema.parse(directory.calendar);
    const years = directory.calendar.years.map((year) => year.year);
    expect(years).toContain(2026);
    expect(years).not.toContain(2027);
    expect(directory.calendar.years.find(({ year }) => year === 2026)?.makeUpWorkdays).toContain('2026-10-10');
  });

  it.each(['holiday-calendar/data/CN/2024.json', 'holiday-calendar/data/CN/2025.json', 'holiday-calendar/data/CN/2026.json'])('agrees with a second source: %s', async (file) => {
    const other: unknown = await import(file);
    const dates = (other as { dates: { date: string; type: string }[] }).dates;
    const year = directory.calendar.years.find((entry) => file.includes(String(entry.year)));
    expect(dates.length).toBeGreaterThan(20);
    const make = dates.filter(({ type }) => type === 'transfer_workday').map(({ date }) => date).sort();
    expect(year?.makeUpWorkdays).toEqual(make);
    expect(year?.holidays).toEqual(expect.arrayContaining(dates.filter(({ type }) => type === 'public_holiday').map(({ date }) => date)));
  });
});

describe('matchDivisions', () => {
  it.each([
    ['济南市历下区某公司', '370102'],
    ['我公司在章丘的厂房', '370114'],
    ['枣庄市市中区的企业', '370402'],
    ['德州天衢新区一家企业', '371471'],
    ['青岛市的企业', '370200'],
    ['临沂市兰山区', '371302'],
  ])('finds %s', (text, code) => {
    expect(matchDivisions(text)[0]).toMatchObject({ code, ambiguous: false });
  });

  it('says when a name belongs to two', () => {
    expect(matchDivisions('市中区的一家企业').map(({ code, ambiguous }) => [code, ambiguous])).toEqual(expect.arrayContaining([['370103', true], ['370402', true]]));
  });

  it('finds nothing in a text without a division', () => {
    expect(matchDivisions('贷款太难了')).toEqual([]);
  });
});

describe('generateAppeal', () => {
  it('invents appeals that intake takes, with right check characters', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })), (stream) => {
        const sample = generateAppeal(() => stream.next().value ?? 0);
        newAppealSchema.parse({ ...sample.appeal, channelReference: 'x' });
        expect(isCreditCode(sample.appeal.appellant.creditCode ?? '')).toBe(true);
        expect(directory.category(sample.expectedCategory)).toBeDefined();
      }),
    );
  });

  it('has texts in every second-level category, and names the same place as its credit code', () => {
    // Numerical Recipes' generator: uniform enough, and the same each time.
    let state = 7;
    const random = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
    const samples = Array.from({ length: 1500 }, () => generateAppeal(random));
    const second = directory.categories.filter(({ parentCode }) => parentCode !== null).map(({ code }) => code);
    expect(new Set(samples.map(({ expectedCategory }) => expectedCategory))).toEqual(new Set(second));
    for (const { appeal, expectedDivision } of samples) expect(appeal.appellant.creditCode?.slice(2, 8)).toBe(expectedDivision);
  });
});
