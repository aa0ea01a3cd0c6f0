import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { Reader, SuqiaoEvent } from '@suqiao/contracts';
import { topics } from '@suqiao/contracts';
import { AuditModule } from '@suqiao/infra/audit';
import { AccessGuard, CHANNEL_DIRECTORY, READER_TOKENS } from '@suqiao/infra/auth';
import { createHttpApplication } from '@suqiao/infra/http';
import { EventBus, KafkaModule } from '@suqiao/infra/kafka';
import { MONGO, MongoModule } from '@suqiao/infra/mongo';
import { nestLogger } from '@suqiao/infra/telemetry';
import { temporalSettings, TemporalModule } from '@suqiao/infra/temporal';
import { Client } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { Connection } from 'mongoose';
import { ClassificationStore } from '../src/classification.store';
import { classificationWorker } from '../src/classification.worker';
import { CorrectionsStore } from '../src/corrections.store';
import { ModelInService } from '../src/model-in-service';
import { ModelsController } from '../src/models.controller';
import { ModelsStore } from '../src/models.store';
import { RetrainingActivities } from '../src/retraining.activities';
import { noChannels, plainTokens } from './started-classification';

/** The part of classification that learns, with the worker of its workflow, on real engines and a database of its own. */
export interface StartedRetraining {
  readonly connection: Connection;
  readonly decisions: ClassificationStore;
  readonly corrections: CorrectionsStore;
  readonly model: ModelInService;
  readonly client: Client;
  /** What was announced of this test's appeals, each once. */
  readonly heard: ReadonlyMap<string, SuqiaoEvent>;
  ask(reader: Partial<Reader>, method: 'GET' | 'POST', path: string, body?: unknown): Promise<Response>;
  close(): Promise<void>;
}

/** Starts it against the environment's engines. The consumers are left out: others on this broker would be heard. */
export async function startRetraining(): Promise<StartedRetraining> {
  const environment = { ...process.env, MONGODB_URI: (process.env['MONGODB_URI'] ?? '').replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/, `$1/retraining-${randomUUID()}`) };
  @Module({
    imports: [AuditModule, MongoModule.forRoot(environment, 'retraining-test'), KafkaModule.forRoot(environment, 'retraining-test'), TemporalModule.forRoot(environment)],
    controllers: [ModelsController],
    providers: [
      ClassificationStore, CorrectionsStore, ModelsStore, ModelInService, RetrainingActivities,
      { provide: READER_TOKENS, useValue: plainTokens }, { provide: CHANNEL_DIRECTORY, useValue: noChannels }, { provide: APP_GUARD, useClass: AccessGuard },
    ],
  })
  class RetrainingUnderTest {}
  const application = await createHttpApplication(RetrainingUnderTest, nestLogger('retraining-test'));
  await application.listen(0, '127.0.0.1');
  const url = await application.getUrl();
  const heard = new Map<string, SuqiaoEvent>();
  application.get(EventBus).subscribe({
    consumer: `retraining-test-${randomUUID()}`, topics: [topics.appealClassified],
    handle: (event) => {
      heard.set(event.id, event);
      return Promise.resolve();
    },
  });
  const { connectionOptions, namespace } = temporalSettings(environment);
  const connection = await NativeConnection.connect(connectionOptions);
  const code = readFileSync(resolve(__dirname, '../../../workflows/dist/workflow-bundle.js'), 'utf8');
  const worker = await Worker.create({ connection, namespace, taskQueue: classificationWorker.taskQueue, workflowBundle: { code }, activities: classificationWorker.activities(application) });
  const running = worker.run();
  const mongo = application.get<Connection>(MONGO);
  return {
    connection: mongo, decisions: application.get(ClassificationStore), corrections: application.get(CorrectionsStore), model: application.get(ModelInService), client: application.get(Client), heard,
    ask: (reader, method, path, body) => {
      const whole: Reader = { subject: 'reader', name: '读者', role: 'analyst', level: 'province', divisionCode: '370000', unitId: null, ...reader };
      return fetch(`${url}/api/v1${path}`, { method, headers: { authorization: `Bearer ${Buffer.from(JSON.stringify(whole)).toString('base64url')}`, ...(body !== undefined && { 'content-type': 'application/json' }) }, ...(body !== undefined && { body: JSON.stringify(body) }) });
    },
    async close() {
      worker.shutdown();
      await running;
      await connection.close();
      await mongo.dropDatabase();
      await application.close();
    },
  };
}
