import fc from 'fast-check';
import { seededRandom } from '../seeded-random';
import { featuresOf } from './features';
import { linearClassifier, predict, trainLinearModel, type Example } from './linear-model';
import { restoreModel, storeModel, storedModelSchema } from './stored-model';

const words: Readonly<Record<string, readonly string[]>> = {
  money: ['贷款', '银行', '利息', '抵押', '放款'],
  power: ['停电', '供电', '变压器', '电价', '增容'],
  roads: ['道路', '公交', '路灯', '积水', '坑洼'],
};
const shared = ['公司', '希望', '解决', '问题', '今年'];

function exampleOf(label: string, random: () => number): Example {
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? '';
  const titleWords = [pick(words[label] ?? []), pick(shared)];
  const contentWords = [pick(shared), pick(words[label] ?? []), pick(shared), pick(words[label] ?? [])];
  return { label, text: { title: titleWords.join(''), content: contentWords.join(''), titleWords, words: [...titleWords, ...contentWords] } };
}

function examples(count: number, seed: number): Example[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, at) => exampleOf(Object.keys(words)[at % 3] ?? '', random));
}

describe('trainLinearModel', () => {
  const model = trainLinearModel(examples(120, 1), 'test', seededRandom(1));

  it('tells classes of texts it has not seen, and is sure of them', () => {
    const judged = examples(60, 2).map(({ text, label }) => ({ label, best: predict(model, text)[0] }));
    expect(judged.filter(({ label, best }) => best?.code === label).length).toBeGreaterThanOrEqual(58);
    expect(judged.reduce((sum, { best }) => sum + (best?.certainty ?? 0), 0) / judged.length).toBeGreaterThan(0.8);
  });

  it('is the same for the same examples and seed', () => {
    expect(storeModel(trainLinearModel(examples(120, 1), 'test', seededRandom(1)))).toEqual(storeModel(model));
  });

  it('finds a class that has six examples against ninety', () => {
    const random = seededRandom(5);
    const uneven = [...Array.from({ length: 90 }, () => exampleOf('money', random)), ...Array.from({ length: 6 }, () => exampleOf('power', random))];
    const trained = trainLinearModel(uneven, 'test', seededRandom(1));
    const rare = Array.from({ length: 20 }, () => exampleOf('power', random));
    expect(rare.filter(({ text }) => predict(trained, text)[0]?.code === 'power').length).toBeGreaterThanOrEqual(17);
  });

  it('refuses to learn one class', () => {
    expect(() => trainLinearModel([exampleOf('money', seededRandom(1))], 'test', seededRandom(1))).toThrow(RangeError);
  });

  it('believes itself less of a text whose words it has not seen', () => {
    const known = examples(1, 3)[0]?.text ?? { title: '', content: '', words: [], titleWords: [] };
    const strange = { ...known, words: [...known.words, '海参', '养殖', '证书', '补苗', '滩涂', '赤潮'] };
    const certainty = (text: typeof known) => linearClassifier(model).classify(text)[0]?.certainty ?? 0;
    expect(certainty(strange)).toBeLessThan(certainty(known) * 0.7);
    expect(linearClassifier(model).classify({ title: 'PLC', content: '123', words: ['PLC'], titleWords: ['PLC'] })).toEqual([]);
  });

  it('says which words spoke for a guess', () => {
    const text = { title: '停电', content: '公司变压器', titleWords: ['停电'], words: ['停电', '公司', '变压器'] };
    expect(predict(model, text)[0]).toMatchObject({ code: 'power', words: expect.arrayContaining(['停电', '变压器']) });
  });
});

describe('storeModel', () => {
  const model = trainLinearModel(examples(90, 4), 'test', seededRandom(4));

  it('keeps what the model says, through JSON', () => {
    const restored = restoreModel(storedModelSchema.parse(JSON.parse(JSON.stringify(storeModel(model)))));
    for (const { text } of examples(30, 6)) {
      const [before, after] = [predict(model, text)[0], predict(restored, text)[0]];
      expect(after?.code).toBe(before?.code);
      expect(Math.abs((after?.certainty ?? 0) - (before?.certainty ?? 0))).toBeLessThan(0.05);
    }
  });

  it('refuses weights that do not fit the features', () => {
    const stored = storeModel(model);
    expect(() => restoreModel({ ...stored, features: stored.features.slice(1) })).toThrow(RangeError);
  });
});

describe('featuresOf', () => {
  it('leaves out digits, letters and masks, whatever they are', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9* ,.-]{0,30}$/), (noise) => {
        const [inWords, inCharacters] = featuresOf({ title: noise, content: noise, words: [noise], titleWords: [noise] });
        expect(inWords.size + inCharacters.size).toBe(0);
      }),
    );
  });
});
