import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';

const folder = resolve(__dirname, '../histories');
const code = readFileSync(resolve(__dirname, '../dist/workflow-bundle.js'), 'utf8');

/** Lives that released versions have really led. A change that would decide otherwise on one of them breaks running cases. */
describe('stored histories', () => {
  beforeAll(() => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
  });

  it.each(readdirSync(folder))('%s replays as it was lived', async (file) => {
    const history: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    await Worker.runReplayHistory({ workflowBundle: { code } }, history, file);
  });

  it('would tell: a history with a step taken out does not replay', async () => {
    const history = JSON.parse(readFileSync(join(folder, '0.1.0-closed.json'), 'utf8')) as { events: { eventType: string }[] };
    const events = history.events.filter(({ eventType }) => eventType !== 'EVENT_TYPE_MARKER_RECORDED');
    await expect(Worker.runReplayHistory({ workflowBundle: { code } }, { ...history, events })).rejects.toThrow();
  });
});
