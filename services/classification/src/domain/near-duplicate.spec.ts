import fc from 'fast-check';
import { explanationOf } from './near-explanation';
import { judgePair, mostProposals, surest, type NearAppeal } from './near-duplicate';
import { keywordLikeness, normalized } from './near-keywords';
import { sketchOf } from './near-text';

const text = '到期的三百万流动资金贷款已按要求归还，银行原先承诺续贷，现在不再发放';
const appeal = (over: Partial<NearAppeal> & { readonly text?: string } = {}): NearAppeal => ({
  appealId: 'a', channel: 'hotline', channelReference: '1', receivedAt: new Date('2026-11-23T01:00:00Z'), creditCode: null, nameKey: '恒信机械', exactHash: over.text ?? text,
  sketch: sketchOf(over.text ?? text), keywords: normalized([{ word: '续贷', weight: 3 }, { word: '流动资金', weight: 2 }]), ...over,
});
const other = (over: Partial<NearAppeal> & { readonly text?: string } = {}) => appeal({ appealId: 'b', channel: 'platform', channelReference: '2', ...over });
const daysLater = (days: number) => new Date(Date.parse('2026-11-23T01:00:00Z') + days * 86_400_000);

describe('two appeals', () => {
  it.each([
    ['the same text of one enterprise', other({ creditCode: 'X' }), appeal({ creditCode: 'X' }), 'exact', 1],
    ['the same text under one name', other(), appeal(), 'exact', 1],
    ['the same text of a stranger', other({ nameKey: '某企业' }), appeal(), 'exact', 0.92],
    ['other words for what matters, by one enterprise', other({ creditCode: 'X', text: '企业反映还款后不予续贷' }), appeal({ creditCode: 'X' }), 'near', 1],
  ] as const)('%s', (_, one, two, kind, score) => {
    expect(judgePair(one, two)).toMatchObject({ kind, score });
  });

  it.each<[string, NearAppeal, NearAppeal]>([
    ['of two enterprises that are known to differ', other({ creditCode: 'X' }), appeal({ creditCode: 'Y' })],
    ['of two enterprises by their names', other({ nameKey: '恒信机械有限公司' }), appeal({ nameKey: '恒达机械有限公司' })],
    ['of one enterprise about something else', other({ creditCode: 'X', text: '园区夏天频繁停电', keywords: normalized([{ word: '停电', weight: 3 }]) }), appeal({ creditCode: 'X' })],
    ['of one enterprise a season apart', other({ creditCode: 'X', receivedAt: daysLater(91) }), appeal({ creditCode: 'X' })],
    ['of strangers a month apart', other({ nameKey: '某企业', receivedAt: daysLater(31) }), appeal()],
    ['of strangers with what matters in common and other words', other({ nameKey: '某企业', text: '企业反映还款后不予续贷' }), appeal()],
    ['of strangers who say next to nothing', other({ nameKey: '某企业', text: '贷款难' }), appeal({ text: '贷款难' })],
    ['of the nameless', other({ nameKey: '', text: '企业反映还款后不予续贷' }), appeal({ nameKey: '' })],
  ])('are two: %s', (_, one, two) => {
    expect(judgePair(one, two)).toBeNull();
  });

  it('say why: who, how alike, which words, how far apart, through which door', () => {
    const judgement = judgePair(other({ creditCode: 'X', receivedAt: daysLater(3.5), text: '企业反映还款后不予续贷', channelReference: '1' }), appeal({ creditCode: 'X' }));
    expect(judgement?.reason).toMatchObject({ sameCreditCode: true, sharedWords: ['续贷', '流动资金'], daysApart: 3, sameChannel: false, sameReference: true });
    const said = judgement === null ? { zh: '', en: '' } : explanationOf(judgement.reason, '恒信机械');
    expect(said.zh).toMatch(/^同一企业（恒信机械，统一社会信用代码相同）；文字相同 \d+%、要点相近 100%，共有词语：续贷、流动资金；相隔 3 天；两个渠道、编号相同$/);
    expect(said.en).toContain('3 day(s) apart; two channels, one number');
  });

  it('are judged alike from either side', () => {
    const one = fc.record({ code: fc.constantFrom(null, 'X', 'Y'), name: fc.constantFrom('', '甲', '乙'), text: fc.constantFrom(text, '园区夏天频繁停电，炉内产品报废', `${text}，请协调`), days: fc.nat(100) });
    fc.assert(fc.property(one, one, (left, right) => {
      const [a, b] = [left, right].map(({ code, name, text: said, days }) => appeal({ creditCode: code, nameKey: name, text: said, receivedAt: daysLater(days) }));
      if (a !== undefined && b !== undefined) expect(judgePair(a, b)).toEqual(judgePair(b, a));
    }));
  });

  it('are proposed the surest first, three at the most', () => {
    const reason = judgePair(other(), appeal())?.reason;
    if (reason === undefined) throw new Error('the same text is no duplicate');
    const judged = [0.5, 0.9, 0.7, 0.8].map((score) => ({ found: score, judgement: { kind: 'near' as const, score, reason } }));
    expect(surest(judged).map(({ found }) => found)).toEqual([0.9, 0.8, 0.7]);
    expect(mostProposals).toBe(3);
  });
});

it('keywords are alike by what they weigh', () => {
  const one = normalized([{ word: '加快', weight: 1 }, { word: '汉王陵', weight: 9 }]);
  expect(keywordLikeness(one, one).likeness).toBeCloseTo(1, 3);
  expect(keywordLikeness(one, normalized([{ word: '加快', weight: 1 }, { word: '地铁', weight: 8 }])).likeness).toBeLessThan(0.05);
  expect(keywordLikeness(one, []).likeness).toBe(0);
});
