import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import type { CaseSnapshot } from '@suqiao/contracts';
import { installedPath } from '@suqiao/infra/local';
import { registerKeywords } from '@suqiao/infra/temporal';
import { caseLifeWorkflow, caseSearchAttributes, commandUpdateName, searchAttributeNames, snapshotQueryName, type CaseOrder } from '@suqiao/workflows';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { uuidv7 } from 'uuidv7';
import { factsOf, opened, orderOf } from '../testing/cases';
import { WrittenLives } from '../testing/written-lives';

const toolsDir = process.env['SUQIAO_TOOLS_DIR'] ?? resolve(__dirname, '../../../.suqiao/tools');
const workflows = resolve(__dirname, '../../../workflows');
const present = readFileSync(join(workflows, 'dist/workflow-bundle.js'), 'utf8');
const minutes = factsOf('demonstration');
const seconds = factsOf('seconds');
/** The server suggests a new run after so many events here: it would be thousands, and so many orders take a minute. */
const suggestedAfterEvents = 200;

/** A real Temporal, and workers of several versions of the workflows, one after the other. */
describe('cases that outlive a version or a history', () => {
  let environment: TestWorkflowEnvironment;

  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    const path = installedPath(toolsDir, 'temporal');
    if (path === undefined) throw new Error(`the Temporal server is not in ${toolsDir}: npm test installs it`);
    environment = await TestWorkflowEnvironment.createLocal({
      server: { executable: { type: 'existing-path', path }, ip: '127.0.0.1', extraArgs: ['--dynamic-config-value', `limit.historyCount.suggestContinueAsNew=${String(suggestedAfterEvents)}`] },
    });
    await registerKeywords(environment.client, searchAttributeNames);
  });
  afterAll(() => environment.teardown());

  /** A worker on a queue of its own, until `stop`. */
  const work = async (taskQueue: string, code: string, lives: WrittenLives) => {
    const worker = await Worker.create({
      connection: environment.nativeConnection, taskQueue, workflowBundle: { code }, stickyQueueScheduleToStartTimeout: '1s',
      activities: { recordTransition: lives.recordTransition.bind(lives) },
    });
    const running = worker.run();
    return {
      stop: async () => {
        worker.shutdown();
        await running;
      },
    };
  };
  const start = async (taskQueue: string, facts = minutes) => {
    const snapshot = opened(facts, new Date(), { caseId: uuidv7() });
    const handle = await environment.client.workflow.start(caseLifeWorkflow, { workflowId: snapshot.caseId, taskQueue, args: [snapshot], typedSearchAttributes: caseSearchAttributes(snapshot) });
    const give = (order: CaseOrder) => handle.executeUpdate<CaseSnapshot, [CaseOrder]>(commandUpdateName, { args: [order], updateId: order.orderId ?? uuidv7() });
    return { caseId: snapshot.caseId, handle, give };
  };
  const until = async (condition: () => boolean) => {
    for (const end = Date.now() + 60_000; !condition(); ) {
      if (Date.now() > end) throw new Error('the condition did not come true in time');
      await delay(50);
    }
  };

  it.each(readdirSync(join(workflows, 'releases')))('a worker of today takes over what one of %s has begun', async (file) => {
    const lives = new WrittenLives(minutes);
    const old = await work(file, gunzipSync(readFileSync(join(workflows, 'releases', file))).toString('utf8'), lives);
    const [untouched, accepted, suspended, answered] = [await start(file), await start(file), await start(file), await start(file)];
    for (const { give } of [accepted, suspended, answered]) await give(orderOf('accept'));
    await suspended.give(orderOf('requestSuspension', { until: new Date(Date.now() + 5000).toISOString(), reason: '等待鉴定' }));
    await suspended.give(orderOf('approve'));
    await answered.give(orderOf('answer', { answer: '已办理', final: true }));
    await old.stop();
    const begun = [untouched, accepted, suspended, answered].map(({ caseId }) => lives.steps(caseId).map(({ type }) => type));
    expect(begun.slice(1)).toEqual([['accepted'], ['accepted', 'suspensionRequested', 'suspended'], ['accepted', 'answered']]);

    const today = await work(file, present, lives);
    expect(await untouched.give(orderOf('accept'))).toMatchObject({ state: 'accepted' });
    expect(await accepted.give(orderOf('comment', { text: '新版本' }))).toMatchObject({ state: 'accepted', sequence: 3 });
    await answered.give(orderOf('close', { solution: 'solved' }));
    expect(await answered.handle.result()).toMatchObject({ state: 'closed', outcome: 'answered' });
    await until(() => lives.steps(suspended.caseId).some(({ type }) => type === 'resumed'));
    for (const { caseId, give, handle } of [untouched, accepted, suspended]) {
      await give(orderOf('withdraw', { reason: '撤诉' }));
      expect(await handle.result()).toMatchObject({ state: 'closed', outcome: 'withdrawn' });
      expect(lives.steps(caseId).map(({ after }) => after.sequence)).toEqual(lives.steps(caseId).map((_step, index) => index + 2));
    }
    await today.stop();
  });

  it('begins a new run long before a history grows too long, and loses or doubles no order by it', async () => {
    const lives = new WrittenLives(seconds);
    const worker = await work('long-life', present, lives);
    const { caseId, handle, give } = await start('long-life', seconds);
    const first = (await handle.describe()).runId;
    await give(orderOf('accept', { orderId: 'accept' }));
    const orderIds = Array.from({ length: 240 }, (_, index) => `remark-${String(index)}`);
    for (let from = 0; from < orderIds.length; from += 8) {
      await Promise.all(orderIds.slice(from, from + 8).map((orderId) => give(orderOf('comment', { orderId, text: orderId }))));
    }
    const { runId, historyLength } = await handle.describe();
    expect(runId).not.toBe(first);
    expect(historyLength).toBeLessThan(2 * suggestedAfterEvents);
    expect([...lives.orderIds(caseId)].sort()).toEqual(['accept', ...orderIds].sort());
    const snapshot = await handle.query<CaseSnapshot>(snapshotQueryName);
    expect(snapshot.sequence).toBe(1 + lives.steps(caseId).length);
    // The clocks go on from run to run: each level is late once.
    const late = () => lives.steps(caseId).filter(({ type }) => type === 'overdue');
    await until(() => late().length >= 3);
    expect(late().map(({ after }) => after.level)).toEqual(['county', 'city', 'province']);
    await give(orderOf('withdraw', { reason: '撤诉' }));
    await handle.result();
    await worker.stop();
  });
});
