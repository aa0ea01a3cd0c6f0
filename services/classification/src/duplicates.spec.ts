import type { AppealClassified } from '@suqiao/contracts';
import { rewordedPairs } from '../testing/reworded-pairs';
import { classifiedOf } from '../testing/classified';
import { judgePair } from './domain/near-duplicate';
import { candidateOf } from './duplicates.candidates';

const said = (title: string, content: string, appeal: Partial<AppealClassified['data']['appeal']>) => {
  const fill = (text: string) => text.replaceAll('{c}', appeal.appellantName ?? '');
  return candidateOf(classifiedOf({ title: fill(title), content: fill(content), ...appeal }));
};

/** The matters of one enterprise, each twice: what is one matter is known, everything else is two. */
describe('proposals on matters that are told twice, in other words', () => {
  const names = ['济南市恒信机械有限责任公司', '济南恒信机械有限公司'] as const;
  const all = rewordedPairs.flatMap(([title, content, otherTitle, otherContent], matter) => [
    { matter, candidate: said(title, content, { appellantName: names[0], creditCode: '91370102MA3C7XYY1A' }) }, { matter, candidate: said(otherTitle, otherContent, { appellantName: names[1] }) },
  ]);
  const pairs = all.flatMap((one, index) => all.slice(index + 1).map((other) => ({ isOne: one.matter === other.matter, isProposed: judgePair(one.candidate, other.candidate) !== null })));

  it('find nineteen in twenty, and none that is not one', () => {
    const proposed = pairs.filter(({ isProposed }) => isProposed);
    const right = proposed.filter(({ isOne }) => isOne).length;
    expect(pairs.filter(({ isOne }) => isOne)).toHaveLength(20);
    expect({ recall: right / 20, precision: right / proposed.length }).toEqual({ recall: 0.95, precision: 1 });
  });

  it('are not made between enterprises that are known to differ, however alike they write', () => {
    const [title, content] = rewordedPairs[0] ?? ['', ''];
    const two = ['91370102MA3C7XYY1A', '91370102MA3C7XYY2B'].map((creditCode) => said(title, content, { appellantName: names[0], creditCode }));
    expect(two[0] === undefined || two[1] === undefined ? null : judgePair(two[0], two[1])).toBeNull();
  });
});
