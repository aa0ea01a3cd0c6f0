export { loggerFor, masked, nestLogger } from './logger';
export { currentTraceparent, newTraceparent, runWithTraceparent, traceparentOf } from './trace';
export { giveWay, requestArrived } from './requests';
