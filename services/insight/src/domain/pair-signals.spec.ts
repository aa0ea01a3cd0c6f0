import { messageOf } from '../message-file';
import { Lexicon } from './lexicon';
import { nameDifferentThings, signalNames, signalsOf } from './pair-signals';
import { placesOf, profileOf } from './profile';

const lexicon = new Lexicon();
const read = (title: string, detail = '', user = '') => {
  const profile = profileOf(messageOf({ id: title, user, title, detail, atMs: 0 }), lexicon);
  lexicon.count(placesOf(profile));
  return profile;
};
for (let at = 0; at < 50; at++) read(`第${String(at)}件别的事`, '反映小区门口道路破损，请处理');

describe('nameDifferentThings', () => {
  it('tells the same complaint at two estates apart, but not where one text names the other estate too', () => {
    const [a, b] = [read('反映云栖小区物业乱收费', '物业乱收停车费'), read('反映锦绣小区物业乱收费', '物业乱收停车费')];
    expect(nameDifferentThings(a, b, lexicon)).toBe(true);
    expect(nameDifferentThings(b, a, lexicon)).toBe(true);
    expect(nameDifferentThings(a, read('反映锦绣小区物业乱收费', '旁边的云栖小区也一样'), lexicon)).toBe(false);
    expect(nameDifferentThings(a, read('物业乱收费何时能管'), lexicon)).toBe(false);
  });

  it('hears one writer who spells a name in two ways', () => {
    const [a, b] = [read('中茂广场拖欠货款', '', 'u1'), read('钟茂广场拖欠货款', '', 'u1')];
    expect(nameDifferentThings(a, b, lexicon)).toBe(false);
    expect(nameDifferentThings(a, { ...b, user: -1 }, lexicon)).toBe(true);
  });
});

describe('signalsOf', () => {
  it('is symmetric, 0 to 1, and greater for what is more alike', () => {
    const [a, b, c] = [read('云栖园区污水外溢', '厂房门前污水管道外溢，臭味很大', 'u2'), read('园区污水管道外溢', '厂房门前污水外溢一周没有人维修', 'u2'), read('出口退税到账慢', '申报两个月没有到账')];
    expect(signalsOf(a, b, lexicon)).toEqual(signalsOf(b, a, lexicon));
    const [near, far, same] = [signalsOf(a, b, lexicon), signalsOf(a, c, lexicon), signalsOf(a, a, lexicon)];
    for (const [at, name] of signalNames.entries()) {
      expect(near[at]).toBeGreaterThanOrEqual(0);
      expect(same[at]).toBeLessThanOrEqual(1.000001);
      if (name !== 'sameUser') expect(near[at]).toBeGreaterThan(far[at] ?? 1);
    }
    expect(same[signalNames.indexOf('wording')]).toBe(1);
  });
});
