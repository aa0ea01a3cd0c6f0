import type { CaseSnapshot } from '@suqiao/contracts';
import { defineSearchAttributeKey, type SearchAttributeUpdatePair } from '@temporalio/common';

/**
 * Search attributes by which Temporal's own pages find a case: number, unit, level, state, all of type Keyword. They stand
 * there in plain text, so that nothing personal is among them.
 */
const keys = {
  number: defineSearchAttributeKey('SuqiaoNumber', 'KEYWORD'),
  unit: defineSearchAttributeKey('SuqiaoUnit', 'KEYWORD'),
  level: defineSearchAttributeKey('SuqiaoLevel', 'KEYWORD'),
  state: defineSearchAttributeKey('SuqiaoState', 'KEYWORD'),
} as const;
export const searchAttributeNames: readonly string[] = Object.values(keys).map(({ name }) => name);

/** The search attributes of a case. */
export function caseSearchAttributes({ trackingNumber, unit, level, state }: CaseSnapshot): (SearchAttributeUpdatePair & { value: string })[] {
  return [
    { key: keys.number, value: trackingNumber }, { key: keys.unit, value: unit.unitId },
    { key: keys.level, value: level }, { key: keys.state, value: state },
  ];
}
