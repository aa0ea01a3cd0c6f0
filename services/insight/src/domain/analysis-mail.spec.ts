import type { Analysis, Reader } from '@suqiao/contracts';
import { isOfDomain, knownForInDays, nextMailTryAt, stopReasonOf } from './analysis-mail';
import { mailTextOf } from './analysis-mail-text';

const now = new Date('2026-06-01T01:00:00Z');
const reader: Reader = { subject: 'one', name: '陶今', role: 'analyst', level: 'city', divisionCode: '370100', unitId: null };
const figure = (count: number, more = '') => ({ count, list: `/api/v1/insight/appeals?division=370100${more}` });
const analysis: Analysis = {
  from: '2026-05-01', to: '2026-05-31', at: now.toISOString(), division: { code: '370100', name: { zh: '济南市', en: 'Jinan' } }, issue: null, total: figure(9), enterprises: figure(7, '&each=enterprise'), step: 'day', trend: [], days: [],
  places: Array.from({ length: 12 }, (_, at) => ({ ...figure(1, `&at=${String(at)}`), divisionCode: '370102', name: { zh: `区${String(at)}`, en: `<District ${String(at)}>` }, directly: at === 0 })),
  categories: [], channels: [{ ...figure(9), channel: 'visit' }], arrivals: [], endings: [{ ...figure(4), level: 'county', outcome: null }, { ...figure(2), level: 'city', outcome: null }, { ...figure(3), level: 'county', outcome: 'answered' }],
};

describe('an order of a person', () => {
  it('is carried out while the person is known to sit where they sat, in the same role', () => {
    const seen = (over: Partial<Reader>, daysAgo = 1) => stopReasonOf(reader, { reader: { ...reader, ...over }, seenAt: new Date(now.getTime() - daysAgo * 86_400_000) }, now);
    expect([seen({ name: '陶今（新）' }), seen({}, knownForInDays), seen({}, knownForInDays + 1), stopReasonOf(reader, null, now)]).toEqual([null, null, 'unseen', 'unseen']);
    expect([seen({ role: 'supervisor' }), seen({ divisionCode: '370200' }), seen({ level: 'county', divisionCode: '370102' }), seen({ unitId: '370100-taxation' })]).toEqual(['moved', 'moved', 'moved', 'moved']);
  });

  it('goes to allowed domains only: not to one below, nor one that merely ends alike', () => {
    expect(['a@gsl.example', 'a@GSL.example', 'a@mail.gsl.example', 'a@notgsl.example', 'a@gsl.example@other.example'].map((address) => isOfDomain(address, ['gsl.example']))).toEqual([true, true, false, false, false]);
    expect(isOfDomain('a@gsl.example', [])).toBe(false);
  });

  it('is tried again for some hours, and then given up', () => {
    expect([1, 5, 6].map((failures) => nextMailTryAt(failures, now)?.toISOString() ?? null)).toEqual(['2026-06-01T01:01:00.000Z', '2026-06-01T04:00:00.000Z', null]);
  });
});

describe('its mail', () => {
  const source = { viewName: '"在办" <一>', query: 'open=true', analysis, origin: 'https://suqiao.example', test: false };

  it('has the figures in the recipient\'s language, with the page of just these days and each figure\'s list', () => {
    const { subject, text, html } = mailTextOf(source, 'zh-CN');
    expect(subject).toBe('分析: "在办" <一> 2026-05-01 – 2026-05-31');
    expect(text).toContain('https://suqiao.example/analysis?open=true&from=2026-05-01&to=2026-05-31');
    expect(text).toMatch(/诉求\t9\n企业\t7[^]*区0（本级）\t1[^]*另有 2 行[^]*在办\t6\n答复办结\t3/);
    expect(html).toContain('<h1 style="font-size:18px">&quot;在办&quot; &lt;一&gt;</h1>');
    expect(html).toContain('<a href="https://suqiao.example/insight/appeals?division=370100&amp;open=true">6</a>');
    expect(mailTextOf({ ...source, test: true }, 'en').subject).toMatch(/^\[Test\] Analysis: /);
    const english = mailTextOf({ ...source, viewName: 'Open' }, 'en');
    expect(`${english.text}${english.html}`).not.toMatch(/\p{Script=Han}/u);
    expect(english.html).toContain('&lt;District 1&gt;');
  });
});
