import type { RateFormula } from './rate-formulas';

const chosen = {
  zh: '诉桥自选的起始口径，没有官方公式可依；请部署单位按本地办法改定（RATE_FORMULAS）',
  en: 'Chosen by Suqiao to start with; no official formula is known. A deployment sets its own (RATE_FORMULAS)',
};

/** What is counted unless a deployment says otherwise. None of the three is authoritative, and each says so. */
export const shippedFormulas: readonly RateFormula[] = [
  {
    name: 'response', version: 1, title: { zh: '响应率', en: 'Response rate' }, source: chosen, validFrom: '2020-01-01', countedOn: 'dispatched',
    numerator: { all: ['acceptedInTime'] },
    denominator: { all: ['dispatched'] },
    exclusions: ['withdrawn', 'merged', 'awaitingAcceptance'],
  },
  {
    // An answer without a recorded solution stays in the denominator: a gap in the record must not raise the rate.
    name: 'solution', version: 1, title: { zh: '解决率', en: 'Solution rate' }, source: chosen, validFrom: '2020-01-01', countedOn: 'closed',
    numerator: { all: ['solved'] },
    denominator: { all: ['closedAsAnswered'] },
    exclusions: [],
  },
  {
    name: 'satisfaction', version: 1, title: { zh: '满意率', en: 'Satisfaction rate' }, source: chosen, validFrom: '2020-01-01', countedOn: 'closed',
    numerator: { any: ['satisfied', 'fairlySatisfied'] },
    denominator: { all: ['closedAsAnswered', 'followedUp'] },
    exclusions: ['unreachable'],
  },
];
