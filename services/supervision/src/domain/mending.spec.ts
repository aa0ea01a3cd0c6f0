import fc from 'fast-check';
import { maskPersonalNumbers } from './masking';
import { mended } from './mending';

const original = { id: '7', data: { title: '续贷被拒', appellant: { phone: '13812345678', name: '某公司' }, content: '电话\n13812345678，盼复', list: ['0531-86012345', 1, null] } };
const shown = maskPersonalNumbers(JSON.stringify(original));
const edited = (change: (text: string) => string) => mended(JSON.stringify(original), change(shown));

describe('a mended record', () => {
  it('hides its numbers while it is shown', () => {
    expect(shown).not.toMatch(/13812345678|86012345/);
  });

  it('is the original again where it comes back as it was shown, and what was written elsewhere', () => {
    expect(edited((text) => text)).toEqual({ ok: true, value: original });
    expect(edited((text) => text.replace('续贷被拒', '续贷'))).toEqual({ ok: true, value: { ...original, data: { ...original.data, title: '续贷' } } });
    expect(edited((text) => text.replace('"138****5678"', '"13900000000"'))).toMatchObject({ ok: true, value: { data: { appellant: { phone: '13900000000' }, content: original.data.content } } });
  });

  it('is refused where a mask would take the place of a number: changed around it, or moved elsewhere', () => {
    expect(edited((text) => text.replace('盼复', '请回电'))).toEqual({ ok: false, fault: { pointer: '/data/content', rule: 'letter.masked' } });
    expect(edited((text) => text.replace('"phone"', '"mobile"'))).toEqual({ ok: false, fault: { pointer: '/data/appellant/mobile', rule: 'letter.masked' } });
    expect(edited((text) => text.replace('[', '["new",'))).toEqual({ ok: false, fault: { pointer: '/data/list/1', rule: 'letter.masked' } });
  });

  it('is JSON', () => {
    expect(edited((text) => text.slice(1))).toEqual({ ok: false, fault: { pointer: '', rule: 'letter.notJson' } });
    expect(mended('not JSON at all', '{"id":"7"}')).toEqual({ ok: true, value: { id: '7' } });
    expect(mended('电话13812345678', '"电话138****5678"')).toEqual({ ok: false, fault: { pointer: '', rule: 'letter.masked' } });
  });

  it('never loses what a mask hides, whatever the record', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('13812345678', '请打 13812345678 或 0531-86012345', '身份证370102199001011234'));
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.oneof(text, fc.array(text))), (record) => {
      const json = JSON.stringify(record);
      const result = mended(json, maskPersonalNumbers(json));
      // A number among the keys is shown masked as well, and then stands for nothing.
      fc.pre(!maskPersonalNumbers(JSON.stringify(Object.keys(record))).includes('****') && !JSON.stringify(record).includes('****'));
      expect(result).toEqual({ ok: true, value: JSON.parse(json) as unknown });
    }));
  });
});
