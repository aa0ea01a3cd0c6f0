import { draftOf } from '../../testing/orders';
import { escaped, maskedName, orderPage, shanghaiTime } from './order-print';
import { carryOut, issued } from './supervision-order';

const attack = '<script>alert("1")</script>\'&';
const handler = { kind: 'person', subject: 'h', name: '孙叶', role: 'unitHandler', unitId: '370102-federation' } as const;

describe('the printed order', () => {
  const first = issued(draftOf({ title: attack, demand: `${attack} 电话13812345678`, caseTitle: attack, appellantMasked: maskedName('济南样例机械有限公司'), because: { zh: attack, en: attack }, provisional: true }), handler);
  const received = carryOut(first.order, { command: 'receive', by: handler, reason: null, text: null }, new Date('2026-11-24T01:00:00.000Z'));
  if (!received.ok) throw new Error('refused');
  const answered = carryOut(received.order, { command: 'feedback', by: handler, reason: null, text: attack }, new Date('2026-11-25T01:00:00.000Z'));
  if (!answered.ok) throw new Error('refused');
  const timeline = [...first.steps, ...received.steps, ...answered.steps].map(({ transition }) => transition);

  it.each(['zh-CN', 'en'] as const)('escapes every text, and has no script, no link and no style attribute (%s)', (language) => {
    const page = orderPage(answered.order, timeline, language);
    expect(page).not.toMatch(/<script|<link|<img|style="|href=|src=|onload/i);
    expect(page.split('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;')).toHaveLength(6);
    expect(page).toContain(`<html lang="${language}">`);
  });

  it('says what a supervision order says, in the reader\'s language', () => {
    const chinese = orderPage(answered.order, timeline, 'zh-CN');
    for (const text of ['督办单', '济南工商联督〔2026〕1号', '济南市', '历下区', 'SQ20261123-00000000-0', '济南****', '2026年11月30日 17:30（暂定', '签发人', '承办单位负责人', '138****5678', '已反馈']) expect(chinese).toContain(text);
    expect(chinese).not.toContain('13812345678');
    expect(chinese).not.toContain('样例机械');
    const english = orderPage(answered.order, timeline, 'en');
    for (const text of ['Supervision order', '30 November 2026, 17:30 (Shanghai)', 'Jinan', 'answered']) expect(english).toContain(text);
    expect(orderPage(first.order, [], 'en')).toContain('(none yet)');
  });

  it('is for A4', () => {
    expect(orderPage(first.order, [], 'zh-CN')).toContain('@page { size: A4;');
  });
});

it.each([['济南样例机械有限公司', '济南****'], ['王二', '王****'], ['A', 'A****'], ['', '****'], ['𠮷野家酒店', '𠮷野****']])('masks the name %s as %s', (name, masked) => {
  expect(maskedName(name)).toBe(masked);
});

it('escapes within quotes too', () => {
  expect(escaped('"<&>\'')).toBe('&quot;&lt;&amp;&gt;&#39;');
});

it('tells the day of Shanghai, not of UTC', () => {
  expect(shanghaiTime('2026-12-31T16:05:00.000Z', 'zh-CN')).toBe('2027年1月1日 00:05');
});
