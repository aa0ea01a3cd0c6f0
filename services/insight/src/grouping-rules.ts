import type { GroupingRules } from './domain/grouping';

/** The pair model in service, fitted by `npm run group -- --fit GROUPS.csv MESSAGES.csv`; the threshold was chosen over halves of the groups. */
export const groupingRules: GroupingRules = {
  model: { bias: -6.47, weights: [10.11, -4.78, 4.62, 6.75, -0.55, -0.06] },
  threshold: 0.2,
};
