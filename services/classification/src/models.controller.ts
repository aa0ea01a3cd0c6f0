import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { chosenModelSchema, type ModelList, type ModelRetraining, type Name, type Reader, type RetrainingOutcome, type SortingModel } from '@suqiao/contracts';
import { AuditTrail } from '@suqiao/infra/audit';
import { AllowReaders, CurrentReader, NeedsLevel } from '@suqiao/infra/auth';
import { parseRequest, ProblemError } from '@suqiao/infra/http';
import { withinLimit } from '@suqiao/infra/temporal';
import { modelRetrainingWorkflow, modelTaskQueue, type RetrainingOrder } from '@suqiao/workflows';
import { Client } from '@temporalio/client';
import { uuidv7 } from 'uuidv7';
import { CorrectionsStore } from './corrections.store';
import { leastHeldBack } from './domain/retraining';
import { ModelInService } from './model-in-service';
import { ModelsStore, type RetrainingDocument } from './models.store';

const mostShown = 50;
/** One that runs for longer has lost its worker: it must not stand in the way of another. */
const longestRunInMs = 2 * 3_600_000;

/** 分类模型: which model sorts, which have been tried in its place, and another attempt. */
@Controller('api/v1/classification/models')
@AllowReaders('administrator', 'analyst')
export class ModelsController {
  constructor(
    @Inject(ModelsStore) private readonly models: ModelsStore,
    @Inject(CorrectionsStore) private readonly corrections: CorrectionsStore,
    @Inject(ModelInService) private readonly inService: ModelInService,
    @Inject(Client) private readonly client: Client,
    @Inject(AuditTrail) private readonly trail: AuditTrail,
  ) {}

  @Get()
  async list(): Promise<ModelList> {
    const [{ items, total }, serving, corrections] = await Promise.all([this.models.newest(mostShown), this.models.inService(), this.corrections.count()]);
    const { shippedVersion } = this.inService;
    const trained = items.flatMap((one) => (one.candidate === null ? [] : [modelOf(one, one.candidate, serving)]));
    // Several attempts on the same texts make the same model: the one that is in service, or else the newest, tells of it.
    const once = trained.filter((model, at) => trained.findIndex(({ version }) => version === model.version) === at);
    const shipped: SortingModel[] = shippedVersion === null ? [] : [{
      version: shippedVersion, origin: 'shipped', inService: serving === null, inServiceSince: null, retrainingId: null, baseTexts: null, corrections: null, comparison: null,
    }];
    return { items: [...once, ...shipped], retrainings: items.map(retrainingOf), totalRetrainings: total, corrections };
  }

  /** Begins one now; the model is the whole province's. Two at once would be compared with the same model, and one of them be for nothing. */
  @Post('retrainings')
  @HttpCode(202)
  async retrain(@CurrentReader() reader: Reader): Promise<ModelRetraining> {
    if (reader.level !== 'province') throw new ProblemError('forbidden');
    if (this.inService.shippedVersion === null) throw refused('off', { 'zh-CN': '本部署未启用分类模型（CATEGORY_MODEL=none）', en: 'This deployment sorts without a model (CATEGORY_MODEL=none)' });
    const now = new Date();
    if ((await this.models.running(new Date(now.getTime() - longestRunInMs))) !== null) throw refused('running', { 'zh-CN': '已有再训练正在进行', en: 'A retraining is running already' });
    const retrainingId = `model-retraining-${uuidv7()}`;
    const order: RetrainingOrder = { startedByName: reader.name };
    await withinLimit(this.client, () => this.client.workflow.start(modelRetrainingWorkflow, { workflowId: retrainingId, taskQueue: modelTaskQueue, args: [order] }));
    await this.models.begin(retrainingId, reader.name, now);
    const begun = await this.models.find(retrainingId);
    return retrainingOf(begun ?? { _id: retrainingId, startedAt: now, startedByName: reader.name, endedAt: null, outcome: 'running', candidate: null });
  }

  /**
   * Lets a model sort again that did before, such as when the newest disappoints. On the audit trail first; every process has
   * it within seconds. Decisions keep the version that made them.
   */
  @Post('service')
  @HttpCode(200)
  @NeedsLevel('province')
  async takeAgain(@CurrentReader() reader: Reader, @Body() body: unknown): Promise<ModelList> {
    const { version, reason } = parseRequest(chosenModelSchema, body);
    const { shippedVersion } = this.inService;
    if (shippedVersion === null) throw refused('off', { 'zh-CN': '本部署未启用分类模型（CATEGORY_MODEL=none）', en: 'This deployment sorts without a model (CATEGORY_MODEL=none)' });
    const serving = (await this.models.inService())?.version ?? null;
    const made = version === shippedVersion ? null : await this.models.tookOverWith(version);
    if (version !== shippedVersion && made === null) throw new ProblemError('not-found');
    if (isInService(version, serving, shippedVersion)) throw refused('inService', { 'zh-CN': '该模型正在使用', en: 'This model is in service' });
    await this.trail.append({ by: reader, action: 'modelChosen', object: { kind: 'model', id: version, name: version }, reason, details: { before: serving ?? shippedVersion }, divisionPath: [] });
    await this.models.takeAgain(made?._id ?? null, version, new Date());
    await this.inService.look();
    return this.list();
  }
}

/** @param serving version of the trained model in service; null: the shipped one is */
function isInService(version: string, serving: string | null, shippedVersion: string): boolean {
  return version === (serving ?? shippedVersion);
}

function refused(state: string, detail: { readonly 'zh-CN': string; readonly en: string }): ProblemError {
  return new ProblemError('command-refused', { state, allowed: [], detail });
}

function modelOf({ _id }: RetrainingDocument, { version, baseTexts, corrections, comparison }: NonNullable<RetrainingDocument['candidate']>, serving: { readonly version: string; readonly since: Date } | null): SortingModel {
  const isServing = serving?.version === version;
  return { version, origin: 'trained', inService: isServing, inServiceSince: isServing ? serving.since.toISOString() : null, retrainingId: _id, baseTexts, corrections, comparison };
}

function retrainingOf({ _id, startedAt, startedByName, endedAt, outcome, candidate }: RetrainingDocument): ModelRetraining {
  return {
    retrainingId: _id, startedAt: startedAt.toISOString(), startedByName, endedAt: endedAt?.toISOString() ?? null, outcome, reason: reasonOf(outcome, candidate),
    candidateVersion: candidate?.version ?? null, comparison: candidate?.comparison ?? null,
  };
}

function reasonOf(outcome: RetrainingOutcome, candidate: RetrainingDocument['candidate']): Name | null {
  if (candidate !== null && (outcome === 'tookOver' || outcome === 'refused')) {
    const { heldBack, candidateRight, inServiceRight, marginTexts } = candidate.comparison;
    const [all, its, theirs, margin] = [heldBack, candidateRight, inServiceRight, marginTexts].map(String);
    return { zh: `留出的 ${all ?? ''} 条更正中，候选对 ${its ?? ''} 条，在用对 ${theirs ?? ''} 条；须多对 ${margin ?? ''} 条`, en: `Of ${all ?? ''} held-back corrections the candidate is right on ${its ?? ''}, the one in service on ${theirs ?? ''}; it takes ${margin ?? ''} more` };
  }
  if (outcome === 'tooFew') return { zh: `留出的更正不足 ${String(leastHeldBack)} 条`, en: `Fewer than ${String(leastHeldBack)} corrections to judge by` };
  if (outcome === 'overtaken') return { zh: '期间另一模型已启用', en: 'Another model took over meanwhile' };
  return outcome === 'failed' ? { zh: '训练失败，详见日志', en: 'Training failed; the log says why' } : null;
}
