import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { AppealClassified, CaseSnapshot } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { testServerPath } from '@suqiao/infra/local';
import { caseTaskQueue, caseLifeWorkflow, commandUpdateName, isWorkingDay, refusalOf, snapshotQueryName, evolve, type CaseOrder, type Happening } from '@suqiao/workflows';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { planningFacts } from './dispatch.activities';
import { openCase, planChange } from './domain/plan';

const toolsDir = process.env['SUQIAO_TOOLS_DIR'] ?? resolve(__dirname, '../../../.suqiao/tools');
const policy = 'shandong-enterprise-2020';

function classified(): AppealClassified['data'] {
  const caseId = randomUUID();
  const decision = <Value>(value: Value) => ({ value, certainty: 1, method: 'channel' as const, reason: { zh: '测试', en: 'test' } });
  return {
    appeal: {
      appealId: caseId, trackingNumber: 'SQ20260302-00000000-0', channel: 'test', channelReference: caseId, title: '变更登记', content: '变更登记', occurredAt: null,
      receivedAt: '2026-03-02T01:00:00.000Z', appellantName: '某公司', creditCode: null, divisionCode: '370102', categoryCode: 'approvals.registration',
    },
    sorting: { category: decision('approvals.registration'), jurisdiction: decision('370102'), urgency: decision('ordinary' as const), unsure: [], modelVersion: 'test' },
  };
}

const order = (command: CaseOrder['command'], changes: Partial<CaseOrder> = {}): CaseOrder => ({ command, by: { kind: 'system' }, reason: null, unit: null, categoryCode: null, answer: null, ...changes });

/** Real Temporal with a clock that skips; the store is a list, so that what a life writes can be read whole. */
describe('a case under working-day clocks', () => {
  let environment: TestWorkflowEnvironment;
  let worker: Worker;
  let running: Promise<void>;
  const written = new Map<string, { readonly type: string; readonly at: string; readonly after: CaseSnapshot }[]>();

  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    const path = testServerPath(toolsDir);
    if (path === undefined) throw new Error(`the time-skipping server is not in ${toolsDir}: npm test installs it`);
    environment = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } });
    const code = readFileSync(join(resolve(__dirname, '../../../workflows/dist'), 'workflow-bundle.js'), 'utf8');
    worker = await Worker.create({
      connection: environment.nativeConnection, taskQueue: caseTaskQueue, workflowBundle: { code },
      activities: {
        recordTransition: (before: CaseSnapshot, happening: Happening): CaseSnapshot => {
          const { after, transition } = evolve(before, planChange(before, happening, planningFacts(policy)));
          written.set(before.caseId, [...(written.get(before.caseId) ?? []), { type: transition.type, at: transition.at, after }]);
          return after;
        },
      },
    });
    running = worker.run();
  });

  afterAll(async () => {
    worker.shutdown();
    await running;
    await environment.teardown();
  });

  const start = async () => {
    const now = new Date(await environment.currentTimeMs());
    const { snapshot } = openCase(classified(), planningFacts(policy), now);
    const handle = await environment.client.workflow.start(caseLifeWorkflow, { workflowId: snapshot.caseId, taskQueue: caseTaskQueue, args: [snapshot] });
    return { snapshot, handle, steps: () => written.get(snapshot.caseId) ?? [] };
  };

  const workingDaysBetween = (from: string, to: string) => {
    let count = 0;
    for (let day = Date.parse(from.slice(0, 10)) + 86_400_000; day <= Date.parse(to.slice(0, 10)); day += 86_400_000) {
      if (isWorkingDay(directory.calendar, new Date(day).toISOString().slice(0, 10)).working) count++;
    }
    return count;
  };

  it('lives 45 working days that nobody uses: three levels, each late once, each with its own fifteen days', async () => {
    const { snapshot, steps } = await start();
    for (let day = 0; day < 100 && steps().filter(({ type }) => type === 'overdue').length < 3; day++) await environment.sleep('1 day');
    expect(steps().map(({ type }) => type)).toEqual([
      'acceptanceOverdue', 'dueSoon', 'overdue', 'escalated',
      'acceptanceOverdue', 'dueSoon', 'overdue', 'escalated',
      'acceptanceOverdue', 'dueSoon', 'overdue',
    ]);
    const overdue = steps().filter(({ type }) => type === 'overdue');
    expect(overdue.map(({ after }) => after.level)).toEqual(['county', 'city', 'province']);
    const last = overdue.at(-1);
    expect(workingDaysBetween(snapshot.dispatchedAt, last?.at ?? '')).toBe(45);
    expect(last?.after.clocks.dueAt).toBe(snapshot.clocks.dueAt);
    expect(last?.after.late.filter(({ clock }) => clock === 'step')).toHaveLength(3);
  });

  it('falls due at the close of offices, never at midnight, and only on working days', async () => {
    const { steps } = await start();
    for (let day = 0; day < 40 && !steps().some(({ type }) => type === 'overdue'); day++) await environment.sleep('1 day');
    for (const { at } of steps()) {
      const shanghai = new Date(Date.parse(at) + 8 * 3_600_000).toISOString();
      expect(shanghai.slice(11, 16)).toBe('17:30');
      expect(isWorkingDay(directory.calendar, shanghai.slice(0, 10)).working).toBe(true);
    }
  });

  it('does not restart the business clock on return, transfer or acceptance', async () => {
    const { snapshot, handle } = await start();
    const give = (given: CaseOrder) => handle.executeUpdate<CaseSnapshot, [CaseOrder]>(commandUpdateName, { args: [given] });
    const federation = directory.unit('370102-federation');
    const taxation = directory.unit('370102-taxation');
    if (federation === undefined || taxation === undefined) throw new Error('the directory lacks a unit');
    await environment.sleep('2 days');
    const returned = await give(order('return', { reason: '不属于本单位' }));
    await environment.sleep('2 days');
    const { name, kind, level, divisionCode, unitId } = taxation;
    const transferred = await give(order('transfer', { unit: { name, kind, level, divisionCode, unitId }, reason: '税务事项' }));
    const accepted = await give(order('accept'));
    for (const after of [returned, transferred, accepted]) {
      expect(after.clocks.dueAt).toBe(snapshot.clocks.dueAt);
      expect(after.clocks.stepDueAt).toBe(snapshot.clocks.stepDueAt);
    }
    expect(returned.unit.unitId).toBe(federation.unitId);
    expect(Date.parse(transferred.clocks.acceptBy ?? '')).toBeGreaterThan(Date.parse(snapshot.clocks.acceptBy ?? ''));
  });

  it('refuses an illegal command by name with its state, and goes on', async () => {
    const { handle } = await start();
    const refusal = await handle.executeUpdate(commandUpdateName, { args: [order('answer', { answer: '还没签收' })] }).then(() => null, refusalOf);
    expect(refusal).toEqual({ command: 'answer', state: 'dispatched', allowed: ['accept', 'return', 'transfer'], rule: 'state' });
    expect((await handle.query<CaseSnapshot>(snapshotQueryName)).state).toBe('dispatched');
  });

  it('decides commands that arrive together one after the other', async () => {
    const { handle, steps } = await start();
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => handle.executeUpdate(commandUpdateName, { args: [order('accept')] }).then(() => 'done', (error: unknown) => refusalOf(error)?.rule)));
    expect(outcomes.sort()).toEqual(['done', 'state', 'state', 'state']);
    expect(steps().filter(({ type }) => type === 'accepted')).toHaveLength(1);
  });

  it('closes by silence after an answer, and ends', async () => {
    const { handle, steps } = await start();
    await handle.executeUpdate(commandUpdateName, { args: [order('accept')] });
    await handle.executeUpdate(commandUpdateName, { args: [order('answer', { answer: '已办理' })] });
    const last: CaseSnapshot = await handle.result();
    expect(last).toMatchObject({ state: 'closed', answer: '已办理' });
    expect(steps().at(-1)?.type).toBe('closed');
  });
});
