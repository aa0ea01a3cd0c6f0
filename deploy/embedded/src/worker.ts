import 'reflect-metadata';
import { classificationWorker } from '@suqiao/classification/classification.worker';
import { dispatchWorker } from '@suqiao/dispatch';
import { runWorkers } from '@suqiao/infra/temporal-worker';
import { insightWorker } from '@suqiao/insight/insight.worker';

/** All workflows in one process, as `app.ts` has all services. */
runWorkers([dispatchWorker, insightWorker, classificationWorker], require.resolve('@suqiao/workflows/workflow-bundle'));
