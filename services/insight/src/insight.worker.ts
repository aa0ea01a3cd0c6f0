import { Module } from '@nestjs/common';
import type { WorkerDescription } from '@suqiao/infra/temporal-worker';
import { issueTaskQueue } from '@suqiao/workflows';
import { InsightActivities } from './insight.activities';
import { CommonIssueCalendar } from './insight.calendar';
import { IssuesStore } from './issues.store';

/** Only what a transition needs: the store with its outbox. */
@Module({ providers: [IssuesStore, CommonIssueCalendar, InsightActivities] })
class WorkerModule {}

/** The worker in which common issues live. */
export const insightWorker: WorkerDescription = {
  taskQueue: issueTaskQueue, module: WorkerModule, maxCachedWorkflows: 50,
  activities: (application) => {
    const activities = application.get(InsightActivities);
    return { recordIssueTransition: activities.recordIssueTransition.bind(activities) };
  },
};
