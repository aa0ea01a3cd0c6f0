import type { Reader } from '@suqiao/contracts';
import { readableIssues, readableMembers, type StoredFilter } from './domain/issue-permission';
import type { IssuesStore } from './issues.store';

/** An issue as a reader finds it, with the condition that its appeals meet and the reader may see. */
export interface FoundMembers {
  readonly name: string;
  readonly members: StoredFilter;
}

/** The appeals of an issue; `null` where the reader may not see it, or there is none, or it has no group any more. */
export async function membersOf(issues: Pick<IssuesStore, 'find'>, reader: Reader, issueId: string): Promise<FoundMembers | null> {
  const found = await issues.find(issueId, [readableIssues(reader)]);
  return found?.groupId == null ? null : { name: found.issue.name, members: { $and: [{ groupId: found.groupId }, readableMembers(reader, found.issue)] } };
}
