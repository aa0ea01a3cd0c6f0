/** When a group of appeals becomes a candidate for a common issue. */
export interface FormationRules {
  /** So many appeals at the least, confidential ones not counted … */
  readonly leastAppeals: number;
  /** … from so many enterprises … */
  readonly leastEnterprises: number;
  /** … of which the latest came within so many days. */
  readonly withinDays: number;
  /** Appeals older than this many days take no part in groups that form anew; 0: all do. */
  readonly horizonInDays: number;
}

/** The deployment's rules; SUQIAO_ISSUE_FORMATION may change them. */
export const formationRules: FormationRules = { leastAppeals: 5, leastEnterprises: 3, withinDays: 180, horizonInDays: 730 };

/** What the rules ask of a group. */
export interface GroupFacts {
  readonly appeals: number;
  readonly enterprises: number;
  readonly lastAt: Date | null;
}

const dayInMs = 86_400_000;

/** Whether a group is large, broad and recent enough. */
export function isCandidate({ appeals, enterprises, lastAt }: GroupFacts, rules: FormationRules, now: Date): boolean {
  if (appeals < rules.leastAppeals || enterprises < rules.leastEnterprises || lastAt === null) return false;
  return now.getTime() - lastAt.getTime() <= rules.withinDays * dayInMs;
}
