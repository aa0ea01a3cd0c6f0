/** Why a retraining runs: asked for by somebody, or (`null`) by the schedule. */
export interface RetrainingOrder {
  readonly startedByName: string | null;
}

/** What the workflow of a retraining asks of its service. `retrainingId` is the workflow's id; each may be asked again. */
export interface RetrainingActivities {
  /** Records that it began, and lets go of texts that nobody will correct any more. */
  beginRetraining(retrainingId: string, startedByName: string | null, at: string): Promise<void>;
  /** Trains a candidate, judges it beside the model in service and keeps both word and model; minutes, with heartbeats. @returns whether there were corrections enough */
  trainCandidate(retrainingId: string): Promise<boolean>;
  /** Puts the candidate in service if it is better, and records the outcome, which it answers with. */
  concludeRetraining(retrainingId: string, trained: 'trained' | 'tooFew' | 'failed'): Promise<string>;
}
