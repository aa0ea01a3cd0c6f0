import type { AppealSummary, Name, Sorting } from '@suqiao/contracts';
import { certaintyThreshold, type Classifier, type SegmentedText } from './classifier';
import { judgeJurisdiction, type JurisdictionFacts } from './jurisdiction';
import { decide, pool } from './pool';
import { judgeUrgency, type UrgencyRule } from './urgency';

/** What sorting looks up outside of itself. */
export interface SortingFacts {
  readonly rules: Classifier;
  /** `null` where a deployment runs on rules alone. */
  readonly model: Classifier | null;
  /** `undefined` when there is no such category. */
  readonly categoryName: (code: string) => Name | undefined;
  readonly jurisdiction: JurisdictionFacts;
  readonly urgency: readonly UrgencyRule[];
}

const wordsShown = 5;

/** 收集梳理: category, jurisdiction and urgency of one appeal, each with its reason, and what a person must decide. */
export function sortAppeal(appeal: AppealSummary, text: SegmentedText, facts: SortingFacts): Sorting {
  const category = decideCategory(appeal, text, facts);
  const jurisdiction = judgeJurisdiction({ ...appeal, text: `${text.title}\n${text.content}` }, facts.jurisdiction);
  const unsure: Sorting['unsure'] = [];
  if (category.value === null || category.certainty < certaintyThreshold) unsure.push('category');
  if (jurisdiction.value === null || jurisdiction.certainty < certaintyThreshold) unsure.push('jurisdiction');
  const modelVersion = [facts.rules.version, facts.model?.version].filter((version) => version !== undefined).join('+');
  return { category, jurisdiction, urgency: judgeUrgency(`${text.title}\n${text.content}`, facts.urgency), unsure, modelVersion };
}

function decideCategory(appeal: AppealSummary, text: SegmentedText, facts: SortingFacts): Sorting['category'] {
  if (appeal.categoryCode !== null && facts.categoryName(appeal.categoryCode) !== undefined) {
    return { value: appeal.categoryCode, certainty: 1, method: 'channel', reason: { zh: '渠道已给出分类', en: 'The channel gave the category' } };
  }
  const known = ({ code }: { readonly code: string }) => facts.categoryName(code) !== undefined;
  const answer = decide(pool(facts.rules.classify(text).filter(known), (facts.model?.classify(text) ?? []).filter(known)), certaintyThreshold);
  if (answer === null) return { value: null, certainty: 0, method: 'none', reason: { zh: '没有可依据的词语', en: 'No words to go by' } };
  const name = facts.categoryName(answer.code);
  const words = answer.words.slice(0, wordsShown);
  return {
    value: answer.code, certainty: Math.round(answer.certainty * 1000) / 1000, method: answer.method,
    reason: { zh: `“${name?.zh ?? answer.code}”：${words.join('、') || '—'}`, en: `“${name?.en ?? answer.code}”: ${words.join(', ') || '—'}` },
  };
}
