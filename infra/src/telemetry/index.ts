export { loggerFor, masked, nestLogger } from './logger';
export { currentTraceparent, newTraceparent, runWithTraceparent, traceparentOf } from './trace';
