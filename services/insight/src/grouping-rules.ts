import type { GroupingRules } from './domain/pair-sameness';

/** The models in service, fitted by `npm run group -- --fit GROUPS.csv MESSAGES.csv`; the threshold lies in the middle of a plateau over folds of groups (docs/adr/0023). */
export const groupingRules: GroupingRules = {
  alike: { bias: -10.41, weights: [2.893, 2.387, 5.167, -3.193, 10.44, -1.656, 7.84] },
  same: { bias: -1.255, weights: [0.531, 1.718, 1.815, -0.9656] },
  threshold: 0.15,
};
