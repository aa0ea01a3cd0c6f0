export { measureBulk, type BulkResult } from './bulk';
export { boardReport, measureBoard, type BoardResult } from './board';
export { measure, type BenchResult, type Machine } from './measure';
export { markdownReport, targets } from './report';
export { measureReport, type ReportResult } from './special-report';
export type { Places } from './running';
export { measureSteady, type SteadyResult } from './steady';
export { measureGrouping, type GroupingResult } from './grouping';
export { measureStorm, type StormResult } from './storm';
