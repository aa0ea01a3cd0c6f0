import { commandBodySchemas, newAppealSchema, supervisionQuerySchema } from '@suqiao/contracts';
import fc from 'fast-check';
import { ownRules } from './issue-texts';
import { languageOf, ProblemError } from './problem';
import { faultsOf, fieldFault, parseRequest } from './validation';

const good = {
  channelReference: '12345-1', title: '贷款被拒', content: '银行拒贷，求帮助', occurredAt: '2026-11-20T09:00:00+08:00',
  appellant: { name: '济南某某有限公司', creditCode: '91350100M000100Y43', contact: '王五', phone: '0531-86000000' }, divisionCode: '370102', categoryCode: 'financing.loan-refused',
};

describe('a new appeal with a mistake', () => {
  it('has none when it is right', () => {
    expect(faultsOf(newAppealSchema, good, 'body')).toEqual([]);
    expect(parseRequest(newAppealSchema, good)).toMatchObject({ title: '贷款被拒' });
  });

  it.each<[string, object, string, string, string, string]>([
    ['a missing field', { title: undefined }, '/title', 'invalid_type', '缺少此项，应为文本', 'Missing; expected a text'],
    ['a wrong type', { title: 5 }, '/title', 'invalid_type', '应为文本，收到的是数字', 'Expected a text, got a number'],
    ['null', { content: null }, '/content', 'invalid_type', '应为文本，收到的是空值 null', 'Expected a text, got null'],
    ['a list for an object', { appellant: [] }, '/appellant', 'invalid_type', '应为对象，收到的是数组', 'Expected an object, got a list'],
    ['an empty text', { title: '  ' }, '/title', 'too_small', '不能为空', 'Must not be empty'],
    ['a text too long', { title: 'x'.repeat(201) }, '/title', 'too_big', '至多 200 个字符，现为 201 个字符', 'Must have at most 200 characters; it has 201'],
    ['an unknown field', { urgent: true }, '/urgent', 'field.unknown', '没有这个字段', 'There is no such field'],
    ['an unknown field inside', { appellant: { ...good.appellant, '微信': 'x' } }, '/appellant/微信', 'field.unknown', '没有这个字段', 'There is no such field'],
    ['30 February', { occurredAt: '2026-02-30T09:00:00+08:00' }, '/occurredAt', 'occurredAt.format', '2026-11-23T09:30:00+08:00', 'real date'],
    ['no offset', { occurredAt: '2026-02-03T09:00:00' }, '/occurredAt', 'occurredAt.format', '并带时区', 'with an offset'],
    ['a wrong check digit', { appellant: { ...good.appellant, creditCode: '91350100M000100Y44' } }, '/appellant/creditCode', 'creditCode.invalid', '校验码', 'check character'],
    ['a division code of five', { divisionCode: '37010' }, '/divisionCode', 'divisionCode.format', '6 位数字', '6 digits'],
    ['a category code in capitals', { categoryCode: 'Financing' }, '/categoryCode', 'categoryCode.format', 'financing.loan-refused', 'financing.loan-refused'],
    ['a phone in words', { appellant: { ...good.appellant, phone: '打我电话' } }, '/appellant/phone', 'phone.format', '电话号码格式有误', 'Not a telephone number'],
    ['a control character', { content: 'a\u0000b' }, '/content', 'text.controlCharacter', '控制字符', 'control characters'],
    ['half an emoji', { content: 'a\ud83d' }, '/content', 'text.brokenCharacter', '残缺', 'surrogate'],
  ])('%s', (_name, mistake, pointer, rule, zh, en) => {
    const faults = faultsOf(newAppealSchema, { ...good, ...mistake }, 'body');
    expect(faults).toEqual([{ pointer, rule, detail: { 'zh-CN': expect.stringContaining(zh), en: expect.stringContaining(en) } }]);
  });

  it('says all at once', () => {
    const faults = faultsOf(newAppealSchema, { title: 1, extra: 1, divisionCode: 'x', appellant: { phone: '?' } }, 'body');
    expect(faults.map(({ pointer }) => pointer).sort()).toEqual(['/appellant/name', '/appellant/phone', '/channelReference', '/content', '/divisionCode', '/extra', '/title']);
  });

  it('does not repeat what the person wrote', () => {
    const mistake = { ...good, appellant: { ...good.appellant, phone: '绝密号码' }, title: { nested: '绝密内容' } };
    expect(JSON.stringify(faultsOf(newAppealSchema, mistake, 'body'))).not.toContain('绝密');
  });
});

it('names the words that a closed set allows', () => {
  expect(faultsOf(supervisionQuerySchema, { level: 'village' }, 'parameters')).toEqual([
    { parameter: 'level', rule: 'invalid_value', detail: { 'zh-CN': '应为以下之一：county、city、province', en: 'Expected one of: county, city, province' } },
  ]);
});

it('points by RFC 6901 whatever a key is made of', () => {
  fc.assert(
    fc.property(fc.string().filter((key) => key !== '__proto__'), (key) => {
      const [fault] = faultsOf(commandBodySchemas.accept, { [key]: 1 }, 'body');
      expect(fault?.rule).toBe('field.unknown');
      expect((fault?.pointer ?? '').slice(1).replaceAll('~1', '/').replaceAll('~0', '~')).toBe(key);
    }),
  );
});

it('says each of its own rules in both languages', () => {
  for (const rule of Object.keys(ownRules)) {
    const { detail } = fieldFault('/x', rule);
    expect(detail['zh-CN']).toMatch(/\p{Script=Han}/u);
    expect(detail.en).not.toMatch(/\p{Script=Han}/u);
  }
});

it('throws what the filter can tell', () => {
  expect(() => parseRequest(commandBodySchemas.return, {})).toThrow(ProblemError);
});

describe('the language', () => {
  it.each<[string | undefined, 'zh-CN' | 'en']>([
    [undefined, 'zh-CN'], ['', 'zh-CN'], ['*', 'zh-CN'], ['fr', 'zh-CN'], ['en', 'en'], ['EN-us', 'en'], ['zh-TW', 'zh-CN'], ['en;q=0', 'zh-CN'],
    ['zh;q=0.3, en;q=0.7', 'en'], ['en;q=0.3,zh-CN', 'zh-CN'], ['fr;q=1, en;q=0.1', 'en'], ['en, zh', 'en'], ['english', 'zh-CN'], ['en;q=abc', 'en'],
  ])('of %s is %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });

  it('is found in any header', () => {
    fc.assert(fc.property(fc.string(), (header) => ['zh-CN', 'en'].includes(languageOf(header))));
  });
});
