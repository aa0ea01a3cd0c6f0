import type { GroupingRules } from './domain/pair-sameness';

/** The models in service, fitted by `npm run group -- --fit GROUPS.csv MESSAGES.csv`; the threshold lies in the middle of a plateau over folds of groups (docs/adr/0023). */
export const groupingRules: GroupingRules = {
  alike: { bias: -6.966, weights: [11.49, 4.768, 5.354, -2.875, 10.82, -9.456] },
  same: { bias: 1.448, weights: [1.134, -6.227, 4.505, -0.7201] },
  threshold: 0.2,
};
