import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { readerSchema, type Reader } from '@suqiao/contracts';
import { AccessGuard, CHANNEL_DIRECTORY, READER_TOKENS, type ChannelDirectory, type ReaderTokens } from '@suqiao/infra/auth';
import { createHttpApplication, ProblemError } from '@suqiao/infra/http';
import { EventBus, KafkaModule } from '@suqiao/infra/kafka';
import { MONGO, MongoModule } from '@suqiao/infra/mongo';
import { nestLogger } from '@suqiao/infra/telemetry';
import { temporalSettings, TemporalModule } from '@suqiao/infra/temporal';
import { issueTaskQueue } from '@suqiao/workflows';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { Connection } from 'mongoose';
import { AnalysisMailsSweep } from '../src/analysis-mails.sweep';
import { InsightActivities } from '../src/insight.activities';
import { CommonIssueCalendar } from '../src/insight.calendar';
import { InsightModule } from '../src/insight.module';
import { IssuesStore } from '../src/issues.store';
import { ReportActivities } from '../src/report-activities';
import { ReportDrawing } from '../src/reports.drawing';
import { ReportRows } from '../src/reports.rows';
import { ReportsStore } from '../src/reports.store';

/** An insight on a real mongod, broker and Temporal server, listening on a free port, with a database of its own. */
export interface StartedInsight {
  readonly connection: Connection;
  readonly bus: EventBus;
  readonly calendar: CommonIssueCalendar;
  readonly mails: AnalysisMailsSweep;
  /** Asks a path of this origin as a reader. */
  ask(reader: Partial<Reader>, path: string, options?: RequestInit): Promise<Response>;
  /** POSTs JSON. */
  post(reader: Partial<Reader>, path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

/** Tokens that are the reader in JSON: who signs tokens is another part's test. */
const plainTokens: ReaderTokens = {
  readerOf(token) {
    const reader = readerSchema.safeParse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')));
    return reader.success ? Promise.resolve(reader.data) : Promise.reject(new ProblemError('unauthenticated'));
  },
};
const noChannels: ChannelDirectory = { findByKeyHash: () => Promise.resolve(null) };

/** `uri` with another database. */
function withDatabase(uri: string, database: string): string {
  return uri.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/, `$1/${database}`);
}

/**
 * Starts insight against the environment's engines, with the worker of its workflows.
 * @param sharedDatabase the database of another, whose owner drops it: a second process on the same data
 */
export async function startInsight(sharedDatabase?: string): Promise<StartedInsight> {
  const environment = { ...process.env, MONGODB_URI: withDatabase(process.env['MONGODB_URI'] ?? '', sharedDatabase ?? `insight-${randomUUID()}`) };
  @Module({
    imports: [MongoModule.forRoot(environment, 'insight-test'), KafkaModule.forRoot(environment, 'insight-test'), TemporalModule.forRoot(environment), InsightModule],
    providers: [{ provide: READER_TOKENS, useValue: plainTokens }, { provide: CHANNEL_DIRECTORY, useValue: noChannels }, { provide: APP_GUARD, useClass: AccessGuard }],
  })
  class InsightUnderTest {}
  const application = await createHttpApplication(InsightUnderTest, nestLogger('insight-test'));
  await application.listen(0, '127.0.0.1');
  const url = await application.getUrl();
  const connection = application.get<Connection>(MONGO);
  const endWorker = await runWorker(new InsightActivities(application.get(IssuesStore), application.get(CommonIssueCalendar)), reportActivitiesIn(application), environment);
  const ask: StartedInsight['ask'] = (reader, path, options = {}) => {
    const whole: Reader = { subject: 'reader', name: '读者', role: 'analyst', level: 'province', divisionCode: '370000', unitId: null, ...reader };
    return fetch(`${url}${path}`, { ...options, headers: { ...Object.fromEntries(new Headers(options.headers)), authorization: `Bearer ${Buffer.from(JSON.stringify(whole)).toString('base64url')}` } });
  };
  return {
    connection, bus: application.get(EventBus), calendar: application.get(CommonIssueCalendar), mails: application.get(AnalysisMailsSweep), ask,
    post: (reader, path, body, headers = {}) => ask(reader, path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } }),
    async close() {
      await endWorker();
      if (sharedDatabase === undefined) await connection.dropDatabase();
      await application.close();
    },
  };
}

function reportActivitiesIn(application: { get<Part>(token: new (...parts: never[]) => Part): Part }): ReportActivities {
  return new ReportActivities(application.get(ReportsStore), application.get(ReportDrawing), application.get(ReportRows), application.get(IssuesStore));
}

async function runWorker(activities: InsightActivities, reports: ReportActivities, environment: NodeJS.ProcessEnv): Promise<() => Promise<void>> {
  const { connectionOptions, namespace } = temporalSettings(environment);
  const connection = await NativeConnection.connect(connectionOptions);
  const code = readFileSync(resolve(__dirname, '../../../workflows/dist/workflow-bundle.js'), 'utf8');
  const worker = await Worker.create({ connection, namespace, taskQueue: issueTaskQueue, workflowBundle: { code }, activities: {
    recordIssueTransition: activities.recordIssueTransition.bind(activities), recordReportTransition: reports.recordReportTransition.bind(reports), drawReport: reports.drawReport.bind(reports),
  } });
  const running = worker.run();
  return async () => {
    worker.shutdown();
    await running;
    await connection.close();
  };
}

/** Waits until `condition` gives something, and gives that. */
export async function eventually<Result>(condition: () => Promise<Result | null | undefined | false>, limitInMs = 45_000): Promise<Result> {
  const end = Date.now() + limitInMs;
  for (;;) {
    const result = await condition();
    if (result !== null && result !== undefined && result !== false) return result;
    if (Date.now() > end) throw new Error('what the test waits for did not come in time');
    await delay(50);
  }
}
