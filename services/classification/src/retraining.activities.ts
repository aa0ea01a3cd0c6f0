import { Worker as Thread } from 'node:worker_threads';
import { Inject, Injectable } from '@nestjs/common';
import { loggerFor } from '@suqiao/infra/telemetry';
import type { RetrainingActivities as Asked } from '@suqiao/workflows';
import { Context } from '@temporalio/activity';
import { ClassificationStore } from './classification.store';
import { CorrectionsStore } from './corrections.store';
import { isBetter, leastHeldBack, splitCorrections } from './domain/retraining';
import { ModelsStore } from './models.store';
import type { TrainingResult, TrainingTask } from './training-task';

/** A retraining learns from the newest of so many: some 100 MB of texts at the most. */
const mostCorrections = 20_000;
const heartbeatEveryMs = 5000;
/** An appeal that nobody has corrected in so long is not corrected any more. */
const textsKeptInMs = 400 * 86_400_000;
const logger = loggerFor('classification');

/** What the workflow of a retraining asks of classification. */
@Injectable()
export class RetrainingActivities implements Asked {
  constructor(
    @Inject(CorrectionsStore) private readonly corrections: Pick<CorrectionsStore, 'newest'>,
    @Inject(ModelsStore) private readonly models: Pick<ModelsStore, 'begin' | 'inService' | 'stored' | 'keep' | 'judged' | 'find' | 'takeOver' | 'end'>,
    @Inject(ClassificationStore) private readonly decisions: Pick<ClassificationStore, 'forgetTexts'>,
  ) {}

  async beginRetraining(retrainingId: string, startedByName: string | null, at: string): Promise<void> {
    const startedAt = new Date(at);
    await this.models.begin(retrainingId, startedByName, startedAt);
    await this.decisions.forgetTexts(new Date(startedAt.getTime() - textsKeptInMs));
  }

  async trainCandidate(retrainingId: string): Promise<boolean> {
    const corrections = await this.corrections.newest(mostCorrections);
    if (splitCorrections(corrections).heldBack.length < leastHeldBack) return false;
    const serving = await this.models.inService();
    const { candidate, ...figures } = await onThread({ corrections, inService: serving === null ? null : await this.models.stored(serving.version) });
    await this.models.keep(candidate);
    await this.models.judged(retrainingId, { version: candidate.version, ...figures });
    return true;
  }

  async concludeRetraining(retrainingId: string, trained: 'trained' | 'tooFew' | 'failed'): Promise<string> {
    const candidate = trained === 'trained' ? ((await this.models.find(retrainingId))?.candidate ?? null) : null;
    if (candidate === null) return this.#end(retrainingId, trained === 'tooFew' ? 'tooFew' : 'failed');
    if (candidate.version === candidate.comparison.inServiceVersion || !isBetter(candidate.comparison)) return this.#end(retrainingId, 'refused');
    const isOver = await this.models.takeOver(retrainingId, candidate, new Date());
    return this.#end(retrainingId, isOver ? 'tookOver' : 'overtaken');
  }

  async #end(retrainingId: string, outcome: 'tookOver' | 'refused' | 'tooFew' | 'overtaken' | 'failed'): Promise<string> {
    const ended = await this.models.end(retrainingId, outcome, new Date());
    logger.info({ retrainingId, outcome: ended?.outcome, comparison: ended?.candidate?.comparison }, 'a retraining of the sorting model ended');
    return ended?.outcome ?? outcome;
  }
}

/** Trains on a thread of its own, with heartbeats; a cancelled activity, or a worker that shuts down, ends it. */
async function onThread(task: TrainingTask): Promise<TrainingResult> {
  const context = Context.current();
  const thread = new Thread(require.resolve('@suqiao/classification/training-thread'), { workerData: task, env: process.env });
  const beat = setInterval(() => {
    context.heartbeat();
  }, heartbeatEveryMs);
  const cancelled = context.cancelled.catch((error: unknown) => {
    throw error instanceof Error ? error : new Error('cancelled');
  });
  try {
    return await Promise.race([cancelled, new Promise<TrainingResult>((resolve, reject) => {
      thread.once('message', resolve).once('error', reject).once('exit', (code) => {
        reject(new Error(`the training thread ended with ${String(code)}`));
      });
    })]);
  } finally {
    clearInterval(beat);
    await thread.terminate();
  }
}
