import fc from 'fast-check';
import { maskPersonalNumbers } from './masking';

describe('maskPersonalNumbers', () => {
  it.each([
    ['电话13812345678，望回复', '电话138****5678，望回复'],
    ['+86 138-1234-5678', '+86 138****5678'],
    ['86 13812345678', '86 138****5678'],
    ['"电话\\n13812345678"', '"电话\\n138****5678"'],
    ['座机 0531-86012345', '座机 0531-*******'],
    ['座机053186012345', '座机0531*******'],
    ['身份证370102199001011234', '身份证370102************'],
    ['37010219900101123X。', '370102************。'],
  ])('%s → %s', (text, masked) => {
    expect(maskPersonalNumbers(text)).toBe(masked);
  });

  it.each(['91370102MA3C7XYZ1K', '0193c1a2-7b3d-7e5f-8a9b-138123456789', '2026-11-23T01:00:00.000Z', 'SQ20261123-7K3F9Q2M-C', '"offset":"13812345678901"'])('leaves %s alone', (text) => {
    expect(maskPersonalNumbers(text)).toBe(text);
  });

  it('leaves no mobile number readable, wherever it stands between other words', () => {
    fc.assert(fc.property(fc.stringMatching(/^1[3-9]\d{9}$/), fc.constantFrom('', '，', '"', ' ', '：', '\n'), (number, border) => {
      expect(maskPersonalNumbers(`联系${border}${number}${border}。`)).not.toContain(number);
    }));
  });
});
