import { ActivityFailure, isCancellation, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { RetrainingActivities, RetrainingOrder } from './retraining';

const { beginRetraining, concludeRetraining } = proxyActivities<Pick<RetrainingActivities, 'beginRetraining' | 'concludeRetraining'>>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '200ms', maximumInterval: '30s' },
});
const { trainCandidate } = proxyActivities<Pick<RetrainingActivities, 'trainCandidate'>>({
  startToCloseTimeout: '1h',
  heartbeatTimeout: '1m',
  retry: { initialInterval: '1s', maximumInterval: '1m', maximumAttempts: 5 },
});

/** One attempt at a better sorting model from people's corrections: train, compare, take over or not; the outcome is on record either way. */
export async function modelRetraining({ startedByName }: RetrainingOrder): Promise<string> {
  const { workflowId } = workflowInfo();
  await beginRetraining(workflowId, startedByName, new Date().toISOString());
  try {
    const isTrained = await trainCandidate(workflowId);
    return await concludeRetraining(workflowId, isTrained ? 'trained' : 'tooFew');
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    return concludeRetraining(workflowId, 'failed');
  }
}
