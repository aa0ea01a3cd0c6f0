/** Every workflow that a worker runs. */
export { caseLife } from './case-life';
export { commonIssueLife } from './common-issue-life';
export { specialReportLife } from './special-report-life';
export { modelRetraining } from './model-retraining';
