import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CaseSnapshot } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { installedPath } from '@suqiao/infra/local';
import { registerKeywords } from '@suqiao/infra/temporal';
import { caseLifeWorkflow, caseSearchAttributes, caseTaskQueue, commandUpdateName, isWorkingDay, refusalOf, searchAttributeNames, snapshotQueryName, type CaseOrder } from '@suqiao/workflows';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { uuidv7 } from 'uuidv7';
import { classified, factsOf, orderOf as order } from '../testing/cases';
import { WrittenLives } from '../testing/written-lives';
import { CaseOrders } from './case-orders';
import { openCase } from './domain/plan';

const toolsDir = process.env['SUQIAO_TOOLS_DIR'] ?? resolve(__dirname, '../../../.suqiao/tools');
const facts = factsOf('shandong-enterprise-2020');

/** Real Temporal with a clock that skips. */
describe('a case under working-day clocks', () => {
  let environment: TestWorkflowEnvironment;
  let worker: Worker;
  let running: Promise<void>;
  const lives = new WrittenLives(facts);

  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    const path = installedPath(toolsDir, 'temporalTestServer');
    if (path === undefined) throw new Error(`the time-skipping server is not in ${toolsDir}: npm test installs it`);
    environment = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } });
    await registerKeywords(environment.client, searchAttributeNames);
    const code = readFileSync(join(resolve(__dirname, '../../../workflows/dist'), 'workflow-bundle.js'), 'utf8');
    worker = await Worker.create({
      connection: environment.nativeConnection, taskQueue: caseTaskQueue, workflowBundle: { code },
      activities: {
        recordTransition: lives.recordTransition.bind(lives),
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
    const { snapshot } = openCase(classified({ caseId: uuidv7() }), facts.opening(), now);
    const handle = await environment.client.workflow.start(caseLifeWorkflow, {
      workflowId: snapshot.caseId, taskQueue: caseTaskQueue, args: [snapshot], typedSearchAttributes: caseSearchAttributes(snapshot),
    });
    return { snapshot, handle, steps: () => lives.steps(snapshot.caseId) };
  };

  /** The day of an instant in Shanghai, as the epoch's milliseconds of its midnight in UTC. */
  const dayOf = (instant: string) => Math.floor((Date.parse(instant) + 8 * 3_600_000) / 86_400_000) * 86_400_000;
  const workingDaysBetween = (from: string, to: string) => {
    let count = 0;
    for (let day = dayOf(from) + 86_400_000; day <= dayOf(to); day += 86_400_000) {
      if (isWorkingDay(directory.calendar, new Date(day).toISOString().slice(0, 10)).working) count++;
    }
    return count;
  };

  it('lives 45 working days that nobody uses: three levels, each late once, each with its own fifteen days', async () => {
    const { snapshot, steps } = await start();
    for (let day = 0; day < 100 && steps().filter(({ type }) => type === 'overdue').length < 3; day++) await environment.sleep('1 day');
    expect(steps().map(({ type }) => type)).toEqual([
      'acceptanceOverdue', 'replyOverdue', 'dueSoon', 'overdue', 'escalated',
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
    expect(refusal).toEqual({ command: 'answer', state: 'dispatched', allowed: ['accept', 'return', 'transfer', 'requestRise', 'comment', 'setConfidential', 'withdraw', 'merge'], rule: 'state' });
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

  it('stands still while suspended, resumes by itself, and is due that much later', async () => {
    const { snapshot, handle, steps } = await start();
    const give = (given: CaseOrder) => handle.executeUpdate<CaseSnapshot, [CaseOrder]>(commandUpdateName, { args: [given] });
    await give(order('accept'));
    const until = new Date((await environment.currentTimeMs()) + 6 * 24 * 3_600_000).toISOString();
    await give(order('requestSuspension', { until, reason: '等待判决' }));
    expect(await give(order('approve'))).toMatchObject({ state: 'suspended', suspendedUntil: until });
    await environment.sleep('7 days');
    expect(steps().map(({ type }) => type)).toEqual(['accepted', 'suspensionRequested', 'suspended', 'resumed']);
    const after = await handle.query<CaseSnapshot>(snapshotQueryName);
    expect(after.state).toBe('accepted');
    expect(workingDaysBetween(snapshot.clocks.dueAt, after.clocks.dueAt)).toBe(workingDaysBetween(steps()[2]?.at ?? '', until));
  });

  it('rises at once by an approved request, and at most once for it', async () => {
    const { handle, steps } = await start();
    const give = (given: CaseOrder) => handle.executeUpdate<CaseSnapshot, [CaseOrder]>(commandUpdateName, { args: [given] });
    await give(order('requestRise', { reason: '需市级协调' }));
    const answers = await Promise.all([1, 2].map(() => give(order('approve')).then((after) => after.level, (error: unknown) => refusalOf(error)?.rule)));
    expect(answers.sort()).toEqual(['city', 'noRequest']);
    expect(steps().map(({ type }) => type)).toEqual(['riseRequested', 'escalated']);
  });

  it('ends in another case that is told of it, and is refused when that one is over', async () => {
    const [other, one, third] = [await start(), await start(), await start()];
    const into = { caseId: other.snapshot.caseId, trackingNumber: other.snapshot.trackingNumber };
    const merge = order('merge', { reason: '同一事项', into, intoCaseId: into.caseId });
    const merged = await one.handle.executeUpdate<CaseSnapshot, [CaseOrder]>(commandUpdateName, { args: [merge] });
    expect(merged).toMatchObject({ state: 'closed', outcome: 'merged', mergedInto: into });
    expect((await other.handle.query<CaseSnapshot>(snapshotQueryName)).duplicates).toEqual([{ caseId: one.snapshot.caseId, trackingNumber: one.snapshot.trackingNumber }]);
    await other.handle.executeUpdate(commandUpdateName, { args: [order('withdraw', { reason: '企业撤诉' })] });
    await other.handle.result();
    const refusal = await third.handle.executeUpdate(commandUpdateName, { args: [merge] }).then(() => null, refusalOf);
    expect(refusal).toMatchObject({ rule: 'targetClosed', command: 'merge', state: 'dispatched' });
    expect(third.steps().map(({ type }) => type)).not.toContain('merged');
  });

  it('lives on by itself when the merge is undone, and the other one learns of it, also when it is over', async () => {
    const orders = new CaseOrders(environment.client);
    const [first, second] = [await start(), await start()];
    const into = { caseId: first.snapshot.caseId, trackingNumber: first.snapshot.trackingNumber };
    const duplicate = { caseId: second.snapshot.caseId, trackingNumber: second.snapshot.trackingNumber };
    const last = () => second.steps().at(-1)?.after ?? second.snapshot;
    const give = (given: CaseOrder) => orders.give(last(), given, uuidv7());
    expect(await give(order('unmerge', { reason: '另一事项' }))).toMatchObject({ kind: 'refused', refusal: { rule: 'state', state: 'dispatched' } });
    const heardOf = async (type: string) => {
      for (let wait = 0; wait < 200 && first.steps().filter((step) => step.type.startsWith('duplicate')).at(-1)?.type !== type; wait++) await environment.sleep('1 second');
    };
    for (const isOver of [false, true]) {
      if (isOver) {
        await first.handle.executeUpdate(commandUpdateName, { args: [order('accept')] });
        await first.handle.executeUpdate(commandUpdateName, { args: [order('answer', { answer: '已办理' })] });
      }
      if (!isOver) expect(await give(order('merge', { reason: '同一事项', into, intoCaseId: into.caseId }))).toMatchObject({ kind: 'done', snapshot: { state: 'closed', mergedInto: into } });
      await heardOf('duplicateMerged');
      if (isOver) await first.handle.executeUpdate(commandUpdateName, { args: [order('close')] });
      if (isOver) await first.handle.result();
      const lead = first.steps().at(-1)?.after ?? first.snapshot;
      expect(lead.duplicates).toEqual([duplicate]);
      expect(await give(order('unmerge', { reason: '另一事项' }))).toMatchObject({ kind: 'done', snapshot: { state: 'dispatched', mergedInto: null } });
      await orders.tellUnmerged(lead, duplicate);
      await orders.tellUnmerged(lead, duplicate);
      await heardOf('duplicateUnmerged');
      expect(first.steps().at(-1)).toMatchObject({ type: 'duplicateUnmerged', after: { duplicates: [], state: isOver ? 'closed' : 'dispatched' } });
      if (!isOver) expect(await give(order('merge', { reason: '确为同一事项', into, intoCaseId: into.caseId }))).toMatchObject({ kind: 'done' });
    }
    expect(second.steps().map(({ type }) => type)).toEqual(['merged', 'unmerged', 'merged', 'unmerged']);
    expect(first.steps().filter(({ type }) => type === 'duplicateUnmerged')).toHaveLength(2);
  });
});
