/** Suqiao's consumer groups. The cluster may have others: a test's, another system's. */
export const consumers = [
  'classification', 'corrections', 'dispatch', 'dispatch-common-issues', 'dispatch-requests', 'duplicates', 'enterprises', 'insight', 'insight-calendar', 'intake', 'intake-ingest', 'intake-ingest-progress',
  'intake-notices', 'supervision', 'supervision-calendar', 'supervision-dead-letters', 'supervision-rates', 'supervision-reminders',
] as const;
