/**
 * Kafka topics. One topic a stream; the key of every record is the appeal's id, so that one appeal's facts stay in order:
 * also of its supervision orders and reminders, which have ids of their own. The calendar's records have one key, a common
 * issue's, a consultation's and a special report's have its id.
 */
export const topics = {
  appealReceived: 'suqiao.appeal.received',
  appealClassified: 'suqiao.appeal.classified',
  case: 'suqiao.case',
  supervisionOrder: 'suqiao.supervision-order',
  reminder: 'suqiao.reminder',
  commonIssue: 'suqiao.common-issue',
  specialReport: 'suqiao.special-report',
  consultation: 'suqiao.consultation',
  calendar: 'suqiao.calendar',
  deadLetter: 'suqiao.dead-letter',
} as const;
export type Topic = (typeof topics)[keyof typeof topics];

/** Partitions of each topic where Suqiao creates it itself; a cluster's own topics may have more. */
export const partitionsPerTopic = 6;

/**
 * Retention of each topic: facts stay readable for two weeks, poison for ninety days, so that a holiday is not a loss. The
 * few records of the calendar stay for ever (-1): a service that joins later starts from the newest.
 */
export const retentionInMs: Readonly<Record<Topic, number>> = {
  'suqiao.appeal.received': 14 * 24 * 3600 * 1000,
  'suqiao.appeal.classified': 14 * 24 * 3600 * 1000,
  'suqiao.case': 14 * 24 * 3600 * 1000,
  'suqiao.supervision-order': 14 * 24 * 3600 * 1000,
  'suqiao.reminder': 14 * 24 * 3600 * 1000,
  'suqiao.common-issue': 14 * 24 * 3600 * 1000,
  'suqiao.special-report': 14 * 24 * 3600 * 1000,
  'suqiao.consultation': 14 * 24 * 3600 * 1000,
  'suqiao.calendar': -1,
  'suqiao.dead-letter': 90 * 24 * 3600 * 1000,
};
