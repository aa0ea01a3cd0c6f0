import { ApplicationFailure } from '@temporalio/common';
import type { Refusal } from './domain';

const refusalType = 'CommandRefused';

/** A refusal as Temporal carries it from the workflow to whoever gave the order. */
export function commandRefused(refusal: Refusal): ApplicationFailure {
  return ApplicationFailure.create({ type: refusalType, nonRetryable: true, message: `${refusal.command} is refused in state ${refusal.state}`, details: [refusal] });
}

/** The refusal inside an error of `executeUpdate`, or `null` when the error is another. */
export function refusalOf(error: unknown): Refusal | null {
  const failure = error instanceof Error && !(error instanceof ApplicationFailure) ? error.cause : error;
  if (!(failure instanceof ApplicationFailure) || failure.type !== refusalType) return null;
  const refusal: unknown = failure.details?.[0];
  return isRefusal(refusal) ? refusal : null;
}

function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'command' in value && 'state' in value && 'allowed' in value && 'rule' in value;
}
