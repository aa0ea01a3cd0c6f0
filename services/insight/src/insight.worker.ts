import { Module } from '@nestjs/common';
import type { WorkerDescription } from '@suqiao/infra/temporal-worker';
import { issueTaskQueue } from '@suqiao/workflows';
import { InsightActivities } from './insight.activities';
import { CommonIssueCalendar } from './insight.calendar';
import { IssuesStore } from './issues.store';
import { ReportActivities } from './report-activities';
import { ReportDrawing } from './reports.drawing';
import { ReportRows } from './reports.rows';
import { ReportsStore } from './reports.store';

/** Only what a transition needs: the stores with their outboxes, and who draws a report's figures. */
@Module({ providers: [IssuesStore, CommonIssueCalendar, InsightActivities, ReportsStore, ReportRows, ReportDrawing, ReportActivities] })
class WorkerModule {}

/** The worker in which common issues and special reports live. */
export const insightWorker: WorkerDescription = {
  taskQueue: issueTaskQueue, module: WorkerModule, maxCachedWorkflows: 50,
  activities: (application) => {
    const activities = application.get(InsightActivities);
    const reports = application.get(ReportActivities);
    return {
      recordIssueTransition: activities.recordIssueTransition.bind(activities), recordReportTransition: reports.recordReportTransition.bind(reports), drawReport: reports.drawReport.bind(reports),
    };
  },
};
