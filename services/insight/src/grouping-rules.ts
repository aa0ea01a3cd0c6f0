import type { GroupingRules } from './domain/pair-sameness';

/** The models in service, fitted by `npm run group -- --fit GROUPS.csv MESSAGES.csv`; the threshold lies in the middle of a plateau over folds of groups (docs/adr/0023). */
export const groupingRules: GroupingRules = {
  alike: { bias: -6.19, weights: [10.69, 3.711, 5.071, -2.967, 10.31, -6.511] },
  same: { bias: 0.3191, weights: [0.867, -3.349, 3.917, -0.8937] },
  threshold: 0.15,
};
