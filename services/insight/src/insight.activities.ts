import { Inject, Injectable } from '@nestjs/common';
import type { CommonIssue } from '@suqiao/contracts';
import { commandRefused, type IssueActivities, type IssueHappening } from '@suqiao/workflows';
import { planIssueChange } from './domain/issue-change';
import { issuePresetOf } from './domain/issue-presets';
import { CommonIssueCalendar } from './insight.calendar';
import { IssuesStore } from './issues.store';

/** What the workflows of common issues ask of insight. */
@Injectable()
export class InsightActivities implements IssueActivities {
  constructor(
    @Inject(IssuesStore) private readonly issues: Pick<IssuesStore, 'find' | 'advance'>,
    @Inject(CommonIssueCalendar) private readonly calendar: Pick<CommonIssueCalendar, 'current' | 'refresh'>,
  ) {}

  async recordIssueTransition({ issueId }: CommonIssue, happening: IssueHappening): Promise<CommonIssue> {
    const order = happening.kind === 'order' ? happening.order : null;
    // Who loaded a year is another process.
    if (order?.command === 'recount') await this.calendar.refresh();
    for (;;) {
      const stored = await this.issues.find(issueId, []);
      if (stored === null) throw new Error(`common issue ${issueId} is not in the store`);
      if (order !== null && stored.orderIds.includes(order.orderId)) return stored.issue;
      const { level, divisionCode, appeals } = stored;
      const facts = { preset: issuePresetOf(stored.issue.preset.split('@')[0] ?? ''), calendar: this.calendar.current };
      const planned = planIssueChange(stored.issue, happening, { level, divisionCode, appeals }, facts);
      if (!planned.ok) throw commandRefused(planned.refusal);
      if (planned.change === null) return stored.issue;
      if (await this.issues.advance(stored, planned.change, order)) return planned.change.issue;
    }
  }
}
