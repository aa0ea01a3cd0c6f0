import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { Module } from '@nestjs/common';
import { KafkaModule } from '@suqiao/infra/kafka';
import { MongoModule } from '@suqiao/infra/mongo';
import { loggerFor, nestLogger } from '@suqiao/infra/telemetry';
import { temporalSettings, temporalUnreachable } from '@suqiao/infra/temporal';
import { caseTaskQueue } from '@suqiao/workflows';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { DispatchActivities } from './dispatch.activities';
import { CalendarsStore } from './calendars.store';
import { DispatchFacts, policyProvider } from './dispatch.facts';
import { DispatchStore } from './dispatch.store';

/** Only what a transition needs: the store with its outbox. */
@Module({
  imports: [MongoModule.forRoot(process.env, 'suqiao-worker'), KafkaModule.forRoot(process.env, 'suqiao-worker')],
  providers: [DispatchStore, CalendarsStore, policyProvider, DispatchFacts, DispatchActivities],
})
class WorkerModule {}

/** The process in which cases live: one Temporal worker, with the prebuilt bundle of the workflows. */
async function main(): Promise<void> {
  const logger = loggerFor('worker');
  Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: ['SIGTERM', 'SIGINT'] });
  const application = await NestFactory.createApplicationContext(WorkerModule, { logger: nestLogger('worker') });
  const { connectionOptions, namespace } = temporalSettings(process.env);
  const connection = await NativeConnection.connect(connectionOptions).catch((error: unknown) => {
    throw temporalUnreachable(process.env, error);
  });
  const activities = application.get(DispatchActivities);
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: caseTaskQueue,
    workflowBundle: { code: readFileSync(join(dirnameOfWorkflows(), 'workflow-bundle.js'), 'utf8') },
    activities: { recordTransition: activities.recordTransition.bind(activities) },
    // Some 340 kB each: what is not cached is replayed from its history when something happens to it.
    maxCachedWorkflows: 150,
    // When a worker dies, the next signal waits this long for it before another worker gets it.
    stickyQueueScheduleToStartTimeout: '2s',
    shutdownGraceTime: '5s',
  });
  logger.info({ taskQueue: caseTaskQueue }, 'worker ready');
  try {
    await worker.run();
  } finally {
    await connection.close();
    await application.close();
  }
}

function dirnameOfWorkflows(): string {
  return join(require.resolve('@suqiao/workflows/package.json'), '..', 'dist');
}

main().catch((error: unknown) => {
  loggerFor('worker').fatal({ err: error }, 'the worker ended with an error');
  // The store's and the broker's connections would keep a process alive that does nothing, and nobody would start it again.
  process.exit(1);
});
