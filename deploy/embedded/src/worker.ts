import 'reflect-metadata';
import { dispatchWorker } from '@suqiao/dispatch';
import { runWorkers } from '@suqiao/infra/temporal-worker';
import { insightWorker } from '@suqiao/insight/insight.worker';

/** All workflows in one process, as `app.ts` has all services. */
runWorkers([dispatchWorker, insightWorker], require.resolve('@suqiao/workflows/workflow-bundle'));
