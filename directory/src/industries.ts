import type { Industry } from '@suqiao/contracts';
import { industrySections } from './data/industries';

/** Sections 门类 (`C`) and divisions 大类 (`C34`) of GB/T 4754-2017, each section before its divisions. */
export const industries: readonly Industry[] = Object.entries(industrySections).flatMap(([section, [zh, en, divisions]]): Industry[] => [
  { code: section, name: { zh, en }, sectionCode: section },
  ...divisions.map((line): Industry => {
    const [, digits = '', divisionZh = '', divisionEn = ''] = /^(\d{2}) ([^|]+)\|(.+)$/.exec(line) ?? [];
    return { code: `${section}${digits}`, name: { zh: divisionZh, en: divisionEn }, sectionCode: section };
  }),
]);

const byCode = new Map(industries.map((industry) => [industry.code, industry]));

/** The section or division with this code, or `undefined`. */
export function industryOf(code: string): Industry | undefined {
  return byCode.get(code);
}
