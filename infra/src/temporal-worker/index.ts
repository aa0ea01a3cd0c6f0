export { runWorkers, type WorkerDescription } from './run-workers';
