import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import { durable } from '@suqiao/infra/mongo';
import type { Client } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { Connection } from 'mongoose';
import { ApiClient } from './channel';
import { inTurns, ratePerSecond, type Figure } from './figures';

/** What the figures are measured on; whoever composes the system starts it. */
export interface BenchTarget {
  readonly mongo: Connection;
  readonly temporal: Client;
  readonly temporalAddress: string;
  readonly intakePort: number;
  readonly appPort: number;
  readonly channelKey: string;
  readonly handlerToken: string;
}

const rounds = 3;
const bareQueue = 'bare';

/** Durable acknowledgements against bare inserts of the same documents, with intake alone on its engines. */
export async function benchAcknowledgements(target: BenchTarget): Promise<Figure> {
  const count = 2000;
  const callers = 16;
  const client = new ApiClient(target.intakePort, callers);
  const database = target.mongo.getClient().db('suqiao');
  await ratePerSecond(400, callers, () => client.push(target.channelKey, randomUUID()));
  const documents = await database.collection('appeals').find().limit(400).toArray();
  const bare = database.collection<{ _id: string }>('bare_appeals');
  return inTurns('durable acknowledgements, 16 connections', '/s', 0.7, rounds,
    () => ratePerSecond(count, callers, (index) => bare.insertOne({ ...documents[index % documents.length], _id: randomUUID() }, { writeConcern: durable })),
    () => ratePerSecond(count, callers, () => client.push(target.channelKey, randomUUID())),
  );
}

/** Accepted appeals to waiting workflows against bare starts of a workflow that waits. */
export async function benchStarts(target: BenchTarget): Promise<Figure> {
  const count = 200;
  const client = new ApiClient(target.appPort, 16);
  const cases = target.mongo.getClient().db('suqiao').collection('supervised_cases');
  return inTurns('accepted to waiting workflow', '/s', 0.8, rounds,
    () => ratePerSecond(count, 16, async () => {
      const handle = await target.temporal.workflow.start('bareWait', { workflowId: randomUUID(), taskQueue: bareQueue });
      await firstTaskDone(handle);
    }),
    async () => {
      const started = performance.now();
      const before = await cases.countDocuments();
      const ids: string[] = [];
      await ratePerSecond(count, 16, async () => ids.push(await client.push(target.channelKey, randomUUID())));
      while ((await cases.countDocuments()) < before + count) await delay(20);
      await Promise.all(ids.map((id) => firstTaskDone(target.temporal.workflow.getHandle(id))));
      return (1000 * count) / (performance.now() - started);
    },
  );
}

async function firstTaskDone(handle: { describe(): Promise<{ historyLength: number }> }): Promise<void> {
  for (;;) {
    // Started, task scheduled, started, completed: a fourth event says that the workflow waits.
    const length = await handle.describe().then((described) => described.historyLength, () => 0);
    if (length >= 4) return;
    await delay(10);
  }
}

/** Whole lives through the API against a bare workflow of the same shape. */
export async function benchLives(target: BenchTarget): Promise<Figure> {
  const count = 48;
  const callers = 8;
  const client = new ApiClient(target.appPort, callers);
  return inTurns('whole lives', '/s', 0.9, rounds,
    () => ratePerSecond(count, callers, async () => {
      const id = randomUUID();
      const handle = await target.temporal.workflow.start('bareLife', { workflowId: id, taskQueue: bareQueue, args: [id] });
      for (let step = 0; step < 3; step++) await handle.executeUpdate('step');
    }),
    () => ratePerSecond(count, callers, () => live(client, target)),
  );
}

async function live(client: ApiClient, { channelKey, handlerToken }: BenchTarget): Promise<void> {
  const id = await client.push(channelKey, randomUUID());
  for (const [command, body] of [['accept', {}], ['answer', { content: '已办理' }], ['close', {}]] as const) {
    for (;;) {
      const { status, text } = await client.call('POST', `/api/v1/cases/${id}/commands/${command}`, handlerToken, body);
      if (status === 200) break;
      // The case follows its acknowledgement; until it is there the API says so.
      if (status !== 404 && status !== 503) throw new Error(`${command} answered ${String(status)}: ${text}`);
      await delay(10);
    }
  }
}

/** Milliseconds of single pushes at a steady rate. */
export async function benchLatency(target: BenchTarget, perSecond: number, seconds: number): Promise<{ readonly p50: number; readonly p99: number }> {
  const client = new ApiClient(target.appPort, 64);
  const times: number[] = [];
  const started = performance.now();
  await Promise.all(Array.from({ length: perSecond * seconds }, async (_, index) => {
    await delay(started + (1000 * index) / perSecond - performance.now());
    const sent = performance.now();
    await client.push(target.channelKey, randomUUID());
    times.push(performance.now() - sent);
  }));
  times.sort((a, b) => a - b);
  return { p50: times[Math.floor(times.length * 0.5)] ?? 0, p99: times[Math.floor(times.length * 0.99)] ?? 0 };
}

/** Runs `use` beside a worker of the bare workflows, in this process, with the settings of the cases' worker. */
export async function withBareWorker<Result>(target: BenchTarget, use: () => Promise<Result>): Promise<Result> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const bundle = await bundleWorkflowCode({ workflowsPath: require.resolve('./bare-workflows'), logger: new DefaultLogger('ERROR') });
  const connection = await NativeConnection.connect({ address: target.temporalAddress });
  const steps = target.mongo.getClient().db('suqiao').collection<{ _id: string }>('bare_steps');
  const worker = await Worker.create({
    connection, taskQueue: bareQueue, workflowBundle: bundle, maxCachedWorkflows: 400,
    activities: { insertOne: async (id: string) => void (await steps.insertOne({ _id: id }, { writeConcern: durable })) },
  });
  const result = await worker.runUntil(use());
  await connection.close();
  return result;
}

