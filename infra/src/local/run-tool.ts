import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { StackError, systemErrorCode } from './stack-error';

/** A command that ends by itself, such as pip or Maven. */
export interface ToolRun {
  command: string;
  args: readonly string[];
  workingDir?: string;
  environment?: NodeJS.ProcessEnv;
  onLine?: (line: string) => void;
  signal?: AbortSignal | undefined;
}

/** A command that ended with another code than 0. */
export class ToolFailure extends Error {
  override readonly name = 'ToolFailure';

  /** @param output the last lines that it wrote */
  constructor(readonly command: string, readonly code: number | null, readonly output: string) {
    super(`${command} ended with ${String(code)}: ${output}`);
  }
}

/**
 * Runs a command to its end and gives its output (stdout and stderr as they came, at most the last 200 lines).
 * @throws ToolFailure when it ends with another code than 0, StackError when there is no such command
 */
export function runTool({ command, args, workingDir, environment, onLine, signal }: ToolRun): Promise<string> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const child = spawn('setpriv', ['--pdeathsig', 'TERM', command, ...args], {
      // Out of the terminal's process group: whether Ctrl-C ends it is decided here, by the signal.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
      ...(workingDir !== undefined && { cwd: workingDir }),
      ...(signal !== undefined && { signal }),
    });
    const lines: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (lines.length > 200) lines.shift();
        onLine?.(line);
      });
    }
    child.once('error', (error) => {
      reject(systemErrorCode(error) === 'ENOENT' ? new StackError('找不到 setpriv：请安装 util-linux。', 'setpriv is missing: install util-linux.') : error);
    });
    child.once('close', (code) => {
      if (code === 0) resolve(lines.join('\n'));
      else reject(new ToolFailure([command, ...args.slice(0, 3)].join(' '), code, lines.slice(-15).join('\n')));
    });
  });
}
