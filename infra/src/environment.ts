import { readFileSync } from 'node:fs';

/** A variable's value; `undefined` when it is not set or empty, as composed environments leave what nobody filled in. */
export function settingIn(environment: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = environment[name]?.trim();
  return value === '' ? undefined : value;
}

/** The address under which people reach Suqiao, without a slash at its end: SUQIAO_ORIGIN, or this machine's at SUQIAO_PORT. */
export function originIn(environment: NodeJS.ProcessEnv): string {
  return (settingIn(environment, 'SUQIAO_ORIGIN') ?? `http://127.0.0.1:${settingIn(environment, 'SUQIAO_PORT') ?? '8080'}`).replace(/\/$/, '');
}

/**
 * Whether a switch is on; `undefined` when it is not set.
 * @throws Error naming the variable for any other word: a misread switch would send credentials in clear
 */
export function switchIn(environment: NodeJS.ProcessEnv, name: string): boolean | undefined {
  const value = settingIn(environment, name)?.toLowerCase();
  if (value === undefined) return undefined;
  if (value === 'true' || value === '1') return true;
  if (value === 'false' || value === '0') return false;
  throw new Error(`${name} is neither true nor false`);
}

/** The content of the file that a variable names. @throws Error naming the variable when it cannot be read */
export function fileIn(environment: NodeJS.ProcessEnv, name: string): Buffer | undefined {
  const path = settingIn(environment, name);
  if (path === undefined) return undefined;
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Error(`${name} names a file that cannot be read: ${path}`, { cause: error });
  }
}
