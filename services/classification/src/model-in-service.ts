import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { loggerFor } from '@suqiao/infra/telemetry';
import type { Classifier } from './domain/classifier';
import { linearClassifier } from './domain/linear-model';
import { ModelsStore } from './models.store';
import { shippedModel } from './sample-model';

/** How long a process may go on with the model of before. */
const lookEveryMs = 5000;
const logger = loggerFor('classification');

/** The model that sorts, in every process the same: each looks for another one every few seconds. */
@Injectable()
export class ModelInService implements OnModuleInit, OnModuleDestroy {
  readonly #shipped: Classifier | null;
  #classifier: Promise<Classifier | null> | null = null;
  #version: string | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(@Inject(ModelsStore) private readonly models: Pick<ModelsStore, 'inService' | 'model'>) {
    const model = shippedModel(process.env);
    this.#shipped = model === null ? null : linearClassifier(model);
  }

  onModuleInit(): void {
    this.#timer = setInterval(() => {
      this.look().catch((error: unknown) => {
        logger.warn({ err: error }, 'the model in service could not be looked up; the one of before goes on');
      });
    }, lookEveryMs);
    this.#timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  /** Version of the model that a deployment begins with; `null` where CATEGORY_MODEL is `none`: then no model ever sorts. */
  get shippedVersion(): string | null {
    return this.#shipped?.version ?? null;
  }

  /** The classifier to sort with now. A store that is away when it is first asked fails the asking, which is tried again. */
  classifier(): Promise<Classifier | null> {
    this.#classifier ??= this.#load().catch((error: unknown) => {
      this.#classifier = null;
      throw error;
    });
    return this.#classifier;
  }

  /** Takes another model that has taken over meanwhile. */
  async look(): Promise<void> {
    if (this.#classifier === null || this.#shipped === null) return;
    const found = await this.models.inService();
    if ((found?.version ?? null) === this.#version) return;
    const loaded = await this.#load();
    this.#classifier = Promise.resolve(loaded);
    logger.info({ version: loaded?.version }, 'another model sorts from now on');
  }

  async #load(): Promise<Classifier | null> {
    if (this.#shipped === null) return null;
    const found = await this.models.inService();
    const loaded = found === null ? this.#shipped : linearClassifier(await this.models.model(found.version));
    this.#version = found?.version ?? null;
    return loaded;
  }
}
