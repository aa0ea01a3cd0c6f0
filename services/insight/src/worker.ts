import 'reflect-metadata';
import { runWorkers } from '@suqiao/infra/temporal-worker';
import { insightWorker } from './insight.worker';

runWorkers([insightWorker], require.resolve('@suqiao/workflows/workflow-bundle'));
