import { pictureOf, wordBreak, type Telling } from './group-picture';
import { Lexicon } from './lexicon';
import { wordToken } from './profile';

const day = 86_400_000;
const telling = (words: readonly string[], atMs: number, rest: Partial<Telling> = {}): Telling => ({ title: words.join(wordBreak), atMs, writer: -1, ...rest });
const lexiconOf = (titles: readonly (readonly string[])[]) => {
  const lexicon = new Lexicon();
  for (const words of titles) lexicon.count(new Set(words.map((word) => lexicon.placeOf(wordToken(word)))));
  return lexicon;
};
const others = Array.from({ length: 30 }, (_, at) => ['反映', '关于', '问题', `别的${String(at)}`]);

describe('pictureOf', () => {
  it('names a group by what its titles share and others do not, as it stands in one of them', () => {
    const titles = [['反映', '云栖', '园区', '污水', '外溢', '问题'], ['请', '维修', '云栖', '园区', '污水', '管道'], ['关于', '云栖', '园区', '污水', '外溢', '昨天', '又', '发生']];
    const { name } = pictureOf(titles.map((words, at) => telling(words, at * day)), lexiconOf([...titles, ...others]), 3 * day);
    expect(name).toBe('云栖园区污水外溢');
    expect(pictureOf([telling(['出口', '退税', '到账', '慢'], 0)], lexiconOf(others), 0).name).toBe('出口退税到账慢');
  });

  it('tells span, writers, divisions and enterprises', () => {
    const tellings = [telling(['a'], day, { writer: 1, division: '370100', enterprise: 'x' }), telling(['b'], 5 * day, { writer: 1, division: '370200' }), telling(['c'], 3 * day, { division: '370200' })];
    expect(pictureOf(tellings, lexiconOf(others), 9 * day)).toMatchObject({
      messages: 3, writers: 2, firstAtMs: day, lastAtMs: 5 * day,
      divisions: [{ value: '370200', messages: 2 }, { value: '370100', messages: 1 }], enterprises: [{ value: 'x', messages: 1 }],
    });
  });

  it('counts heat as its formula says: halved in 30 days, writers before repetitions, more where divisions are more', () => {
    const heat = (tellings: readonly Telling[], now: number) => pictureOf(tellings, lexiconOf(others), now).heat.value;
    expect(heat([telling(['a'], 0, { writer: 1 })], 0)).toBeCloseTo(1);
    expect(heat([telling(['a'], 0, { writer: 1 })], 30 * day)).toBeCloseTo(0.5);
    expect(heat([telling(['a'], 0, { writer: 1 }), telling(['b'], 0, { writer: 1 })], 0)).toBeCloseTo(1 + Math.log(2));
    expect(heat([telling(['a'], 0, { writer: 1 }), telling(['b'], 0, { writer: 2 })], 0)).toBeCloseTo(2);
    expect(heat([telling(['a'], 0, { division: 'x' }), telling(['b'], 0, { division: 'y' })], 0)).toBeCloseTo(2 * (1 + Math.log(2)));
  });

  it('sees a trend in windows of 30 days', () => {
    const trend = (days: readonly number[]) => pictureOf(days.map((at) => telling(['a'], at * day)), lexiconOf(others), 100 * day).trend;
    expect(trend([99, 98, 97, 60])).toMatchObject({ recent: 3, before: 1, direction: 'rising', windows: [{ back: 0, messages: 3 }, { back: 1, messages: 1 }] });
    expect(trend([99, 60])).toMatchObject({ direction: 'steady' });
    expect(trend([60, 61, 10])).toMatchObject({ recent: 0, direction: 'falling' });
  });
});
