import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newChannelKey, type SampleUser } from '@suqiao/infra/auth';
import { storedCredentials } from './stored-credentials';

/** Sample channels and what they are called. */
export const sampleChannels: Readonly<Record<string, string>> = {
  'hotline-12345': '12345 政务服务便民热线', 'hotline-96178': '96178 企业诉求热线', 'digital-federation': '数字工商联', visit: '走访调研', symposium: '座谈交流',
  questionnaire: '问卷调查', 'opinion-brief': '社情民意信息', replay: '历史数据回放',
};

const people: readonly Omit<SampleUser, 'password'>[] = [
  { username: 'supervisor-province', name: '省级督办 林岚', role: 'supervisor', level: 'province', divisionCode: '370000', unitId: null },
  { username: 'supervisor-jinan', name: '济南督办 周桥', role: 'supervisor', level: 'city', divisionCode: '370100', unitId: null },
  { username: 'supervisor-lixia', name: '历下督办 何川', role: 'supervisor', level: 'county', divisionCode: '370102', unitId: null },
  { username: 'handler-shandong', name: '全省承办演示 高远', role: 'unitHandler', level: 'province', divisionCode: '370000', unitId: null },
  { username: 'handler-lixia-market', name: '历下市场监管 孙禾', role: 'unitHandler', level: 'county', divisionCode: '370102', unitId: '370102-market-regulation' },
  { username: 'handler-lixia-federation', name: '历下工商联 郑舟', role: 'unitHandler', level: 'county', divisionCode: '370102', unitId: '370102-federation' },
  { username: 'head-jinan-federation', name: '济南工商联 魏然', role: 'unitHead', level: 'city', divisionCode: '370100', unitId: '370100-federation' },
  { username: 'analyst', name: '分析员 陶今', role: 'analyst', level: 'province', divisionCode: '370000', unitId: null },
  { username: 'admin', name: '系统管理员', role: 'administrator', level: 'province', divisionCode: '370000', unitId: null },
];

/** Channel keys by name, and people. */
export interface SampleCredentials {
  readonly channels: Readonly<Record<string, string>>;
  readonly users: readonly SampleUser[];
}

/** Sample credentials of this installation: made at its first start, kept after that, readable by their owner only. */
export function sampleCredentials(stateDir: string): SampleCredentials {
  mkdirSync(stateDir, { recursive: true });
  const stored = storedCredentials(stateDir);
  const channels = Object.fromEntries(Object.keys(sampleChannels).map((name) => [name, stored.channels[name] ?? newChannelKey()]));
  const users = people.map((person) => ({ ...person, password: stored.users.find(({ username }) => username === person.username)?.password ?? randomBytes(9).toString('base64url') }));
  return { channels, users };
}

/** Writes them whole or not at all, with a token for each person, so that a first call needs no browser. */
export function writeCredentials(stateDir: string, credentials: SampleCredentials, tokens: ReadonlyMap<string, string>): void {
  const users = credentials.users.map((user) => ({ ...user, token: tokens.get(user.username) ?? null }));
  const draft = join(stateDir, `credentials.json.${String(process.pid)}`);
  writeFileSync(draft, `${JSON.stringify({ channels: credentials.channels, users }, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, join(stateDir, 'credentials.json'));
}
