import { directory } from '@suqiao/directory';
import { candidateOf } from '../src/domain/issue-step';
import { issuePresetOf } from '../src/domain/issue-presets';
import type { IssueDocument } from '../src/issues.model';

/** A confirmed common issue of a group as stored, of a county unless told otherwise, that nobody has to do anything about. */
export function storedIssue(issueId: string, name: string, over: Partial<IssueDocument> = {}): IssueDocument {
  const { divisionCode = '370202', appeals = 6 } = over;
  const facts = { preset: issuePresetOf('working-days'), calendar: directory.calendar };
  const issue = { ...candidateOf(issueId, name, { level: 'county', divisionCode, appeals }, facts, new Date()), state: 'confirmed' as const };
  return {
    _id: issueId, issue, timeline: [], groupId: null, concerns: directory.divisionPath(divisionCode), categories: [], heatRank: 700, firstAt: null, lastAt: null, level: 'county', divisionCode, appeals,
    nameGiven: true, confirmedMembers: null, startOwed: false, owed: [], orderIds: [], answering: null, countedBy: issue.calendarVersion, outbox: [], outboxSince: null, ...over,
  };
}
