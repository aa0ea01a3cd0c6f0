import { industries, industryOf } from './industries';
import { enterpriseKey, nameWithoutPlaces } from './enterprise-names';

describe('industries of GB/T 4754-2017', () => {
  it('are 20 sections A to T and 97 divisions, each once, in order', () => {
    const sections = industries.filter(({ code }) => code.length === 1).map(({ code }) => code);
    const divisions = industries.filter(({ code }) => code.length === 3);
    expect(sections.join('')).toBe('ABCDEFGHIJKLMNOPQRST');
    expect(divisions.map(({ code }) => code.slice(1))).toEqual(Array.from({ length: 97 }, (_, index) => String(index + 1).padStart(2, '0')));
    expect(industries.every(({ name }) => name.zh !== '' && name.en !== '')).toBe(true);
  });

  it.each([['C34', '通用设备制造业'], ['C', '制造业'], ['I65', '软件和信息技术服务业'], ['S96', '基层群众自治组织及其他组织'], ['Q85', '社会工作']])('%s is %s', (code, zh) => {
    expect(industryOf(code)?.name.zh).toBe(zh);
  });

  it.each(['U', 'A06', 'C12', '34', 'C3'])('there is no %s', (code) => {
    expect(industryOf(code)).toBeUndefined();
  });
});

describe('names of enterprises', () => {
  it.each([
    ['济南市历下区恒信机械有限责任公司', '济南历下恒信机械有限公司'], ['山东省恒信机械有限公司', '山东恒信机械有限公司'], ['恒信（山东）机械有限公司', '恒信(山东)机械 有限公司'],
    ['ＡＢＣ科技有限公司', 'abc科技有限公司'],
  ])('%s is %s', (one, other) => {
    expect(enterpriseKey(one)).toBe(enterpriseKey(other));
  });

  it.each([['济南恒信机械有限公司', '青岛恒信机械有限公司'], ['恒信机械有限公司', '恒信机电有限公司'], ['恒信机械有限公司', '恒信机械股份有限公司']])('%s is not %s', (one, other) => {
    expect(enterpriseKey(one)).not.toBe(enterpriseKey(other));
  });

  it('are found without their places', () => {
    expect(nameWithoutPlaces('山东省济南市历下区恒信机械有限公司')).toBe('恒信机械有限公司');
    expect(nameWithoutPlaces('恒信（济南）机械')).toBe('恒信济南机械');
  });
});
