import { Module } from '@nestjs/common';
import type { WorkerDescription } from '@suqiao/infra/temporal-worker';
import { caseTaskQueue } from '@suqiao/workflows';
import { CalendarsStore } from './calendars.store';
import { DispatchActivities } from './dispatch.activities';
import { DispatchFacts, policyProvider } from './dispatch.facts';
import { DispatchStore } from './dispatch.store';

/** Only what a transition needs: the store with its outbox. */
@Module({ providers: [DispatchStore, CalendarsStore, policyProvider, DispatchFacts, DispatchActivities] })
class WorkerModule {}

/** The worker in which cases live. */
export const dispatchWorker: WorkerDescription = {
  taskQueue: caseTaskQueue, module: WorkerModule, maxCachedWorkflows: 150,
  activities: (application) => {
    const activities = application.get(DispatchActivities);
    return { recordTransition: activities.recordTransition.bind(activities) };
  },
};
