import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CommonIssue, IssueTransition } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { installedPath } from '@suqiao/infra/local';
import { commandRefused, commandUpdateName, commonIssueLifeWorkflow, issueRefusalOf, issueTaskQueue, type IssueActivities, type IssueHappening, type IssueOrder } from '@suqiao/workflows';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { uuidv7 } from 'uuidv7';
import { planIssueChange } from './domain/issue-change';
import { issuePresetOf } from './domain/issue-presets';
import { candidateOf, type GroupPlace } from './domain/issue-step';

const toolsDir = process.env['SUQIAO_TOOLS_DIR'] ?? resolve(__dirname, '../../../.suqiao/tools');
const facts = { preset: issuePresetOf('working-days'), calendar: directory.calendar };
const place: GroupPlace = { level: 'county', divisionCode: '370102', appeals: 6 };

/** A store that is a list, so that what a life writes can be read whole. */
class WrittenIssues implements IssueActivities {
  readonly steps: { readonly transition: IssueTransition; readonly after: CommonIssue }[] = [];

  recordIssueTransition(before: CommonIssue, happening: IssueHappening): Promise<CommonIssue> {
    const current = this.of(before.issueId).at(-1)?.after ?? before;
    const planned = planIssueChange(current, happening, place, facts);
    if (!planned.ok) throw commandRefused(planned.refusal);
    if (planned.change === null) return Promise.resolve(current);
    this.steps.push({ transition: planned.change.transition, after: planned.change.issue });
    return Promise.resolve(planned.change.issue);
  }

  of(issueId: string) {
    return this.steps.filter(({ after }) => after.issueId === issueId);
  }
}

/** Real Temporal with a clock that skips. */
describe('a common issue under working-day clocks', () => {
  let environment: TestWorkflowEnvironment;
  let worker: Worker;
  let running: Promise<void>;
  const written = new WrittenIssues();

  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    const path = installedPath(toolsDir, 'temporalTestServer');
    if (path === undefined) throw new Error(`the time-skipping server is not in ${toolsDir}: npm test installs it`);
    environment = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } });
    const code = readFileSync(resolve(__dirname, '../../../workflows/dist/workflow-bundle.js'), 'utf8');
    worker = await Worker.create({ connection: environment.nativeConnection, taskQueue: issueTaskQueue, workflowBundle: { code }, activities: { recordIssueTransition: written.recordIssueTransition.bind(written) } });
    running = worker.run();
  });

  afterAll(async () => {
    worker.shutdown();
    await running;
    await environment.teardown();
  });

  const start = async () => {
    const issue = candidateOf(uuidv7(), '拖欠工程款', place, facts, new Date(await environment.currentTimeMs()));
    const handle = await environment.client.workflow.start(commonIssueLifeWorkflow, { workflowId: issue.issueId, taskQueue: issueTaskQueue, args: [issue] });
    const give = (order: Partial<IssueOrder> & Pick<IssueOrder, 'command'>) => handle.executeUpdate<CommonIssue, [IssueOrder]>(commandUpdateName, { args: [{ orderId: uuidv7(), by: { kind: 'person', subject: 'a', name: '甲', role: 'analyst', unitId: null }, ...order }] });
    return { issue, handle, give, types: () => written.of(issue.issueId).map(({ transition }) => transition.type), untilTypes: async (count: number) => {
      for (let day = 0; day < 60 && written.of(issue.issueId).length < count; day++) await environment.sleep('1 day');
    } };
  };

  it('is late once a step and tells the level above once, and begins anew with the next step', async () => {
    const { issue, give, types, untilTypes } = await start();
    await untilTypes(2);
    expect(types()).toEqual(['overdue', 'escalated']);
    const [overdue, escalated] = written.of(issue.issueId);
    // A timer of the engine fires some milliseconds late.
    const lateInMs = Date.parse(overdue?.transition.at ?? '') - Date.parse(issue.clock.dueAt ?? '');
    expect([lateInMs >= 0 && lateInMs < 60_000, escalated?.after.clock.escalatedTo]).toEqual([true, 'city']);
    expect((await give({ command: 'confirm' })).clock).toMatchObject({ overdue: false, escalatedTo: null });
    await untilTypes(5);
    expect(types()).toEqual(['overdue', 'escalated', 'confirmed', 'overdue', 'escalated']);
  });

  it('watches a measure from the day that it takes effect, and ends with its closing', async () => {
    const { handle, give, types, untilTypes } = await start();
    await give({ command: 'confirm' });
    await give({ command: 'nameLead', joint: [] });
    await give({ command: 'propose', study: '研究', proposals: ['建议'] });
    const effectiveAt = new Date((await environment.currentTimeMs()) + 5 * 86_400_000).toISOString();
    const measured = await give({ command: 'adoptMeasure', measure: { kind: 'fix', title: '整改', text: '内容', document: null, effectiveAt } });
    expect(measured.clock.dueAt).toBeNull();
    expect(await give({ command: 'close', outcome: 'solved', reply: '已解决' }).then(() => null, issueRefusalOf)).toMatchObject({ command: 'close', state: 'measured', rule: 'state' });
    await untilTypes(5);
    expect(types()).toEqual(['confirmed', 'leadNamed', 'proposed', 'measureAdopted', 'watchStarted']);
    await give({ command: 'close', outcome: 'solved', reply: '已解决' });
    expect(await handle.result() as CommonIssue).toMatchObject({ state: 'closed', outcome: 'solved' });
  });

  it('decides orders that arrive together one after the other', async () => {
    const { give, types } = await start();
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => give({ command: 'confirm' }).then(() => 'done', (error: unknown) => issueRefusalOf(error)?.rule)));
    expect(outcomes.sort()).toEqual(['done', 'state', 'state', 'state']);
    expect(types()).toEqual(['confirmed']);
  });
});
