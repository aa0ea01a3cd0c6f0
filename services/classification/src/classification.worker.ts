import { Module } from '@nestjs/common';
import type { WorkerDescription } from '@suqiao/infra/temporal-worker';
import { modelTaskQueue } from '@suqiao/workflows';
import { ClassificationStore } from './classification.store';
import { CorrectionsStore } from './corrections.store';
import { ModelsStore } from './models.store';
import { RetrainingActivities } from './retraining.activities';

/** Only what a retraining needs. */
@Module({ providers: [ClassificationStore, CorrectionsStore, ModelsStore, RetrainingActivities] })
class WorkerModule {}

/** The worker in which the sorting model is retrained. */
export const classificationWorker: WorkerDescription = {
  taskQueue: modelTaskQueue, module: WorkerModule, maxCachedWorkflows: 5,
  activities: (application) => {
    const activities = application.get(RetrainingActivities);
    return {
      beginRetraining: activities.beginRetraining.bind(activities), trainCandidate: activities.trainCandidate.bind(activities), concludeRetraining: activities.concludeRetraining.bind(activities),
    };
  },
};
