export { createSuqiaoChannel } from './channel';
export type { AppealAcknowledgement, AppealView, Attachment, Change, ChangeBatch, ChannelOptions, FollowOptions, NewAppeal, Pushed, SuqiaoChannel } from './channel';
export type { BulkAppeal, BulkAppealAnswer, BulkOutcome } from './bulk';
export { SuqiaoProblem, type Problem } from './problem';
export type { RetryOptions } from './retrying';
export type { components, operations, paths } from './schema';
