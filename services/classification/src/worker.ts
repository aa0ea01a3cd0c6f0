import 'reflect-metadata';
import { runWorkers } from '@suqiao/infra/temporal-worker';
import { classificationWorker } from './classification.worker';

runWorkers([classificationWorker], require.resolve('@suqiao/workflows/workflow-bundle'));
