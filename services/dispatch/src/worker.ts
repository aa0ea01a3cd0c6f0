import 'reflect-metadata';
import { runWorkers } from '@suqiao/infra/temporal-worker';
import { dispatchWorker } from './dispatch.worker';

runWorkers([dispatchWorker], require.resolve('@suqiao/workflows/workflow-bundle'));
