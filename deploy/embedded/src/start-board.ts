import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { formatProgress, type StackProgress } from '@suqiao/infra/local';
import { Listr, type ListrTaskWrapper, type DefaultRenderer, type SimpleRenderer } from 'listr2';

/** The steps of a start in the order in which they are shown. */
export const startSteps = {
  tools: '程序 Tools',
  mongod: 'MongoDB',
  kafka: 'Kafka',
  temporal: 'Temporal',
  services: '服务 Services',
  worker: '工作流 Worker',
} as const;
export type StartStep = keyof typeof startSteps;

/** Shows the steps of a start as they go on, and keeps their times in `logs/start.log`. */
export interface StartBoard {
  update(step: StartStep, progress: StackProgress): void;
  done(step: StartStep, note?: string): void;
  /** Ends the display; steps that are not done are shown as failed with the reason. */
  close(failure?: string): Promise<void>;
}

type Task = ListrTaskWrapper<unknown, typeof DefaultRenderer, typeof SimpleRenderer>;
interface Running {
  title: string;
  done: PromiseWithResolvers<void>;
  task?: Task;
  startedAt?: number;
  isDone: boolean;
  shownPercent: number;
  shownText: string;
}

/** Lines that are rewritten on a terminal; elsewhere one line for each change and each tenth of a download. */
export function createStartBoard(stateDir: string, isTerminal: boolean): StartBoard {
  const startedAt = performance.now();
  const logFile = join(stateDir, 'logs', 'start.log');
  mkdirSync(join(stateDir, 'logs'), { recursive: true });
  const note = (text: string) => appendFileSync(logFile, `${new Date().toISOString()} ${((performance.now() - startedAt) / 1000).toFixed(2)} s  ${text}\n`);
  const steps = new Map<string, Running>(Object.entries(startSteps).map(([step, title]) =>
    [step, { title, done: Promise.withResolvers<void>(), isDone: false, shownPercent: -1, shownText: '' }]));
  const display = isTerminal ? showTasks([...steps.values()]) : undefined;
  note('start');

  const finish = (step: StartStep, text: string) => {
    const running = steps.get(step);
    if (running === undefined || running.isDone) return;
    running.isDone = true;
    const seconds = running.startedAt === undefined ? '' : ` ${((performance.now() - running.startedAt) / 1000).toFixed(1)} s`;
    note(`${step} done${seconds}${text === '' ? '' : `: ${text}`}`);
    if (running.task === undefined) console.log(`✔ ${running.title}${seconds}${text === '' ? '' : `  ${text}`}`);
    else running.task.title = `${running.title}${seconds}${text === '' ? '' : `  ${text}`}`;
    running.done.resolve();
  };
  return {
    update: (step, progress) => {
      const running = steps.get(step);
      if (running === undefined || running.isDone) return;
      running.startedAt ??= performance.now();
      if (running.task === undefined) printChange(running, progress);
      else running.task.output = formatProgress(progress);
    },
    done: (step, text = '') => finish(step, text),
    close: async (failure) => {
      if (failure !== undefined) note(`failed: ${failure}`);
      for (const { done, isDone } of steps.values()) {
        if (isDone) continue;
        // Without a terminal nothing waits for these promises.
        done.promise.catch(() => undefined);
        done.reject(new Error(failure === undefined ? '已中止 stopped' : '未完成 not done'));
      }
      await display;
    },
  };
}

function showTasks(steps: readonly Running[]): Promise<unknown> {
  const tasks = steps.map((running) => ({
    title: running.title,
    task: (_context: unknown, task: Task) => {
      running.task = task;
      return running.done.promise;
    },
  }));
  const list = new Listr(tasks, {
    concurrent: true, exitOnError: false, registerSignalListeners: false, renderer: 'default',
    rendererOptions: { collapseErrors: false, showErrorMessage: true }, fallbackRenderer: 'simple',
  });
  return list.run();
}

function printChange(running: Running, progress: StackProgress): void {
  const { doneBytes, totalBytes, message = '' } = progress;
  const percent = doneBytes === undefined || totalBytes === undefined ? -1 : Math.floor((doneBytes / totalBytes) * 10) * 10;
  if (percent === running.shownPercent && message === running.shownText) return;
  running.shownPercent = percent;
  running.shownText = message;
  console.log(`  ${running.title}  ${formatProgress(progress)}`);
}
