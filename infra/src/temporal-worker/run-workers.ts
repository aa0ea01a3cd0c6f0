import { readFileSync } from 'node:fs';
import { Module, type DynamicModule, type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { KafkaModule } from '../kafka';
import { MongoModule } from '../mongo';
import { loggerFor, nestLogger } from '../telemetry';
import { temporalSettings, temporalUnreachable } from '../temporal';

/** The worker of one service's workflows. */
export interface WorkerDescription {
  readonly taskQueue: string;
  /** What its activities need, besides the store and the event bus. */
  readonly module: Type;
  readonly activities: (application: INestApplicationContext) => object;
  /** Some 340 kB each: what is not cached is replayed from its history when something happens to it. */
  readonly maxCachedWorkflows: number;
}

@Module({})
class WorkerProcess {}

/**
 * A process in which workflows live: one Temporal worker a task queue, on one connection to each engine. It ends with a
 * reason in its log when it can't go on, so that whoever watches it starts it again.
 * @param bundle path of the prebuilt bundle of all workflows
 */
export function runWorkers(descriptions: readonly WorkerDescription[], bundle: string): void {
  run(descriptions, bundle).catch((error: unknown) => {
    loggerFor('worker').fatal({ err: error }, 'the worker ended with an error');
    // The store's and the broker's connections would keep a process alive that does nothing, and nobody would start it again.
    process.exit(1);
  });
}

async function run(descriptions: readonly WorkerDescription[], bundle: string): Promise<void> {
  const logger = loggerFor('worker');
  Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: ['SIGTERM', 'SIGINT'] });
  const composition: DynamicModule = {
    module: WorkerProcess, imports: [MongoModule.forRoot(process.env, 'suqiao-worker'), KafkaModule.forRoot(process.env, 'suqiao-worker'), ...descriptions.map(({ module }) => module)],
  };
  const application = await NestFactory.createApplicationContext(composition, { logger: nestLogger('worker') });
  const { connectionOptions, namespace } = temporalSettings(process.env);
  const connection = await NativeConnection.connect(connectionOptions).catch((error: unknown) => {
    throw temporalUnreachable(process.env, error);
  });
  const workflowBundle = { code: readFileSync(bundle, 'utf8') };
  const workers = await Promise.all(descriptions.map(({ taskQueue, activities, maxCachedWorkflows }) => Worker.create({
    connection, namespace, taskQueue, workflowBundle, activities: activities(application), maxCachedWorkflows,
    // When a worker dies, the next signal waits this long for it before another worker gets it.
    stickyQueueScheduleToStartTimeout: '2s',
    shutdownGraceTime: '5s',
  })));
  logger.info({ taskQueues: descriptions.map(({ taskQueue }) => taskQueue) }, 'worker ready');
  try {
    await Promise.all(workers.map((worker) => worker.run()));
  } finally {
    await connection.close();
    await application.close();
  }
}
