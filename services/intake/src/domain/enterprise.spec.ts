import fc from 'fast-check';
import { changedFields, etagOf, fieldsOf, provisionalDivision, searchKeysOf, versionFrom, type PlaceFacts } from './enterprise';

const facts: PlaceFacts = {
  key: (name) => name.replaceAll(/市|[^\p{L}\p{N}]/gu, ''), withoutPlaces: (name) => name.replace(/^济南市?/u, ''), isDivision: (code) => ['370102', '370114', '370000'].includes(code),
  currentCode: (code) => (code === '370181' ? '370114' : code),
};
const written = fieldsOf({ name: '济南市恒信机械有限公司', formerNames: [], divisionCode: '370102', chambers: ['机械商会'] });

describe('an enterprise', () => {
  it('is found by all its names, with and without their places', () => {
    expect(searchKeysOf(['济南市恒信', '恒信', '老恒信'], facts)).toEqual(['济南恒信', '恒信', '老恒信']);
    expect(searchKeysOf(['！'], facts)).toEqual(['！']);
  });

  it.each([
    ['91370102MA3C7XYY1A', '370114', '370102'], ['91370181MA3C7XYY1A', null, '370114'], ['91110105MA3C7XYY1A', '370114', '370114'], ['91110105MA3C7XYY1A', null, '370000'], ['91110105MA3C7XYY1A', '999999', '370000'],
  ])('%s, pushed from %s, is looked for in %s', (creditCode, divisionCode, found) => {
    expect(provisionalDivision({ creditCode, divisionCode }, facts)).toBe(found);
  });

  it('keeps a name that it gave up, once, and tells what a change replaced', () => {
    const renamed = changedFields(written, { ...written, name: '济南恒信智能装备有限公司' });
    expect(renamed.fields.formerNames).toEqual(['济南市恒信机械有限公司']);
    expect(renamed.before).toEqual({ name: '济南市恒信机械有限公司', formerNames: [] });
    expect(changedFields(written, { ...written, name: '新名', formerNames: ['济南市恒信机械有限公司'] }).fields.formerNames).toEqual(['济南市恒信机械有限公司']);
    expect(changedFields(written, written)).toEqual({ fields: written, before: {} });
  });

  it('never names its own name a former one, and knows each chamber once', () => {
    const fields = fieldsOf({ name: '甲公司', formerNames: ['甲公司', '乙公司', '乙公司'], divisionCode: '370102', chambers: ['商会', '商会'] });
    expect(fields).toMatchObject({ formerNames: ['乙公司'], chambers: ['商会'], size: null, isPrivate: null, industryCode: null });
  });
});

describe('versions in If-Match', () => {
  it.each([[undefined, null], ['"7"', 7], [' "12" ', 12], ['7', 0], ['W/"7"', 0], ['*', 0], ['"0"', 0], ['', 0], ['"1", "2"', 0]])('%p is %p', (header, version) => {
    expect(versionFrom(header)).toBe(version);
  });

  it('come back as they were given', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 999_999_999 }), (version) => {
      expect(versionFrom(etagOf(version))).toBe(version);
    }));
  });
});
