export * from './domain';
export { commandRefused, issueRefusalOf, refusalOf, reportRefusalOf } from './refusal';
export type { CaseActivities, CaseOrder, Happening } from './happening';
export type { IssueActivities, IssueHappening, IssueOrder } from './issue-happening';
export { reportQuestionOf, type ReportActivities, type ReportHappening, type ReportOrder } from './report-happening';
export { caseSearchAttributes, searchAttributeNames } from './search-attributes';

/** Name of the workflow type, its update and its query, for clients: importing the workflow itself belongs to the worker. */
export const caseLifeWorkflow = 'caseLife';
export const commandUpdateName = 'command';
export const snapshotQueryName = 'snapshot';
export const calendarSignalName = 'calendar';
export const duplicateUnmergedSignalName = 'duplicateUnmerged';
/** Temporal task queue on which a case's workflow and its local activities run. */
export const caseTaskQueue = 'suqiao-cases';

/** The workflow type of a common issue's life; its update and its query are called as a case's. */
export const commonIssueLifeWorkflow = 'commonIssueLife';
/** Temporal task queue on which common issues' workflows and their local activities run. */
export const issueTaskQueue = 'suqiao-common-issues';

/** The workflow type of a special report's life; it runs beside the common issues that it tells of, its update and query are called as theirs. */
export const specialReportLifeWorkflow = 'specialReportLife';

export type { RetrainingActivities, RetrainingOrder } from './retraining';
/** The workflow type of a retraining of the sorting model, and the Temporal task queue of its activities. */
export const modelRetrainingWorkflow = 'modelRetraining';
export const modelTaskQueue = 'suqiao-models';
