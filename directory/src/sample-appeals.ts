import { creditCodeCheckCharacter, type NewAppeal } from '@suqiao/contracts';
import { moreSampleTexts } from './data/more-sample-texts';
import { closings, nameParts, openings, trades } from './data/sample-sentences';
import { sampleTexts } from './data/sample-texts';
import { divisionOf, divisions } from './divisions';

/** An invented appeal with what sorting should find in it. Every name, number and code in it is made up. */
export interface SampleAppeal {
  readonly channel: string;
  readonly appeal: Omit<NewAppeal, 'channelReference'>;
  readonly expectedCategory: string;
  readonly expectedDivision: string;
}

const channels = ['hotline-12345', 'hotline-96178', 'digital-federation', 'visit', 'symposium'];
const counties = divisions.filter((division) => division.kind === 'county');
const categories = Object.keys(moreSampleTexts);
/** Half of the channels know the division; the others leave it to sorting. */
const shareWithDivision = 0.5;

/**
 * Makes one invented appeal.
 * @param random uniform in [0, 1): a seeded one gives the same appeals for ever
 */
export function generateAppeal(random: () => number): SampleAppeal {
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new RangeError('random() must lie in [0, 1) and the list must not be empty');
    return item;
  };
  const county = pick(counties);
  const city = divisionOf(county.parentCode ?? '');
  const place = `${city?.name.zh ?? ''}${county.name.zh}`;
  const enterprise = `${city?.name.zh.replace(/市$/, '') ?? ''}${pick(nameParts)}${pick(trades)}有限公司`;
  const expectedCategory = pick(categories);
  const [title, content] = pick([...(sampleTexts[expectedCategory] ?? []), ...(moreSampleTexts[expectedCategory] ?? [])]);
  const fill = (text: string) => text.replaceAll('{c}', enterprise).replaceAll('{d}', place);
  return {
    channel: pick(channels),
    expectedCategory,
    expectedDivision: county.code,
    appeal: {
      title: fill(title),
      content: `${pick(openings)}${fill(content)}${pick(closings)}`,
      appellant: { name: enterprise, creditCode: inventCreditCode(county.code, random), contact: '联系人', phone: `1990000${String(Math.floor(random() * 10_000)).padStart(4, '0')}` },
      ...(random() < shareWithDivision && { divisionCode: county.code }),
    },
  };
}

function inventCreditCode(divisionCode: string, random: () => number): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const organisation = Array.from({ length: 9 }, () => alphabet[Math.floor(random() * alphabet.length)] ?? '0').join('');
  const first17 = `91${divisionCode}${organisation}`;
  return `${first17}${creditCodeCheckCharacter(first17) ?? ''}`;
}
