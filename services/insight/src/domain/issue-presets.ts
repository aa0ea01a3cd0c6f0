import type { Duration, IssueState, Name } from '@suqiao/contracts';

/** States whose step has a due date. `measured` waits for the day of its measure. */
export type TimedIssueState = Extract<IssueState, 'candidate' | 'confirmed' | 'studying' | 'proposed' | 'consulting' | 'watching'>;

/** How long each step of a common issue may take: a named set with its source, as data. None is the truth. */
export interface IssuePreset {
  readonly name: string;
  readonly version: number;
  readonly title: Name;
  readonly source: Name;
  readonly steps: Readonly<Record<TimedIssueState, Duration>>;
  /** How long a step may be late before the level above is told. */
  readonly escalateAfter: Duration;
  /** A closed issue is taken up again by itself once so many new appeals came within so many days of its closing. */
  readonly reopen: { readonly appeals: number; readonly withinDays: number };
}

const days = (amount: number): Duration => ({ unit: 'workingDays', amount });
const minutes = (amount: number): Duration => ({ unit: 'minutes', amount });

/** The presets that a deployment chooses from by SUQIAO_ISSUE_PRESET; edit them here and give them another version. */
export const issuePresets: readonly IssuePreset[] = [
  {
    name: 'working-days', version: 1,
    title: { zh: '共性问题研究期限（部署自定）', en: 'Times for common issues (the deployment\'s choice)' },
    source: { zh: '《若干措施》要求对共性问题开展研究，未规定各步期限；此处期限由部署单位选择', en: 'The measures ask that common problems be studied and give no times; these are the deployment\'s choice' },
    steps: { candidate: days(10), confirmed: days(5), studying: days(30), proposed: days(10), consulting: days(15), watching: days(60) },
    escalateAfter: days(5), reopen: { appeals: 3, withinDays: 180 },
  },
  {
    name: 'demonstration', version: 1,
    title: { zh: '演示期限（分钟）', en: 'Times for a demonstration (minutes)' },
    source: { zh: '仅供演示', en: 'For demonstrations only' },
    steps: { candidate: minutes(20), confirmed: minutes(10), studying: minutes(30), proposed: minutes(15), consulting: minutes(15), watching: minutes(60) },
    escalateAfter: minutes(5), reopen: { appeals: 3, withinDays: 180 },
  },
];

/** The preset of a name. @throws RangeError for a name that is none, listing those that are */
export function issuePresetOf(name: string): IssuePreset {
  const found = issuePresets.find((preset) => preset.name === name);
  if (found === undefined) throw new RangeError(`no times for common issues are called ${name}: ${issuePresets.map((preset) => preset.name).join(', ')}`);
  return found;
}
