import { isIP } from 'node:net';

/** Injection token of the largest file's size in bytes. */
export const ATTACHMENT_LIMIT = Symbol('largest attachment in bytes');

const usualMebibytes = 20;
const mostMebibytes = 1024;

/**
 * The largest file that may be attached, in bytes: SUQIAO_ATTACHMENT_MIB mebibytes, 20 without it.
 * @throws Error naming the variable when it is not a whole number from 1 to 1024
 */
export function attachmentLimit(environment: NodeJS.ProcessEnv): number {
  const given = environment['SUQIAO_ATTACHMENT_MIB']?.trim() ?? '';
  const mebibytes = given === '' ? usualMebibytes : Number(given);
  if (Number.isInteger(mebibytes) && mebibytes >= 1 && mebibytes <= mostMebibytes) return mebibytes * 1024 * 1024;
  throw new Error(`SUQIAO_ATTACHMENT_MIB is not a whole number from 1 to ${String(mostMebibytes)}`);
}

/** Where a clamd listens. */
export interface ClamdAddress {
  readonly host: string;
  readonly port: number;
}

/**
 * SUQIAO_CLAMD_ADDRESS, `host:port` or `[v6]:port`; `null` without it.
 * @throws Error naming the variable for anything else: a misread address would leave files unexamined
 */
export function clamdAddress(environment: NodeJS.ProcessEnv): ClamdAddress | null {
  const given = environment['SUQIAO_CLAMD_ADDRESS']?.trim() ?? '';
  if (given === '') return null;
  const [, v6, name, digits] = /^(?:\[([\da-f:.]+)\]|([\w.-]+)):(\d{1,5})$/i.exec(given) ?? [];
  const host = v6 ?? name;
  const port = Number(digits);
  if (host === undefined || !(port >= 1 && port <= 65_535) || (v6 !== undefined && isIP(v6) !== 6)) throw new Error('SUQIAO_CLAMD_ADDRESS is not host:port');
  return { host, port };
}
