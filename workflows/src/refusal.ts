import { ApplicationFailure } from '@temporalio/common';
import type { IssueRefusal, Refusal, ReportRefusal } from './domain';

const refusalType = 'CommandRefused';

/** A refusal as Temporal carries it from the workflow to whoever gave the order. */
export function commandRefused(refusal: Refusal | IssueRefusal | ReportRefusal): ApplicationFailure {
  return ApplicationFailure.create({ type: refusalType, nonRetryable: true, message: `${refusal.command} is refused in state ${refusal.state}`, details: [refusal] });
}

/** The refusal inside an error of `executeUpdate` on a case, or `null` when the error is another. */
export function refusalOf(error: unknown): Refusal | null {
  const refusal = refusalIn(error);
  return isRefusal<Refusal>(refusal) ? refusal : null;
}

/** The same of an order to a common issue. */
export function issueRefusalOf(error: unknown): IssueRefusal | null {
  const refusal = refusalIn(error);
  return isRefusal<IssueRefusal>(refusal) ? refusal : null;
}

/** The same of an order to a special report. */
export function reportRefusalOf(error: unknown): ReportRefusal | null {
  const refusal = refusalIn(error);
  return isRefusal<ReportRefusal>(refusal) ? refusal : null;
}

function refusalIn(error: unknown): unknown {
  const failure = error instanceof Error && !(error instanceof ApplicationFailure) ? error.cause : error;
  return failure instanceof ApplicationFailure && failure.type === refusalType ? failure.details?.[0] : null;
}

/** Whoever is asked knows whose order it was. */
function isRefusal<Kind extends Refusal | IssueRefusal | ReportRefusal>(value: unknown): value is Kind {
  return typeof value === 'object' && value !== null && 'command' in value && 'state' in value && 'allowed' in value && 'rule' in value;
}
