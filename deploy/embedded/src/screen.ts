import { formatBytes } from '@suqiao/infra/local';

/** What the closing screen of `npm start` tells. */
export interface ReadyInfo {
  /** `http://127.0.0.1:8080`, without a slash at the end. */
  origin: string;
  stateDir: string;
  startedInMs: number;
  channels: Readonly<Record<string, string>>;
  users: readonly { username: string; password: string; name: string }[];
  /** Temporal's own page, when it has a port. */
  temporalUiPort?: number | undefined;
  /** Engines that run elsewhere, by their variable. */
  external: readonly string[];
  /** Resident memory of all processes, where it could be read. */
  memoryInBytes?: number | undefined;
}

const rule = '─'.repeat(78);

/** The one screen with which `npm start` ends: addresses, sample accounts and keys, what to try. */
export function renderReadyScreen(info: ReadyInfo): string {
  const { origin, users } = info;
  const [channel, key] = Object.entries(info.channels)[0] ?? ['-', '-'];
  const nameWidth = Math.max(8, ...users.map(({ username }) => username.length));
  const accounts = users.map(({ username, password, name }) => `    ${username.padEnd(nameWidth)}  ${password}  ${name}`);
  const seconds = (info.startedInMs / 1000).toFixed(1);
  const memory = info.memoryInBytes === undefined ? '' : `，内存 memory ${formatBytes(info.memoryInBytes)}`;
  return [
    '', rule,
    `  诉桥已就绪  Suqiao is ready  （${seconds} s${memory}）`, rule,
    `  控制台 Console      ${origin}/`,
    `  接口文档 API docs   ${origin}/api/docs`,
    `  健康检查 Health     ${origin}/healthz   ${origin}/readyz`,
    ...(info.temporalUiPort === undefined ? [] : [`  Temporal            http://127.0.0.1:${String(info.temporalUiPort)}/`]),
    ...(info.external.length === 0 ? [] : [`  外部引擎 External   ${info.external.join(', ')}`]),
    '',
    '  样例账号（用户名 密码 身份）  Sample accounts (user, password, who)', ...accounts,
    '',
    `  样例渠道密钥  Sample channel key   ${channel}: ${key}`,
    `  全部账号与密钥  All of them         ${info.stateDir}/credentials.json`,
    '',
    '  可以试试  Try',
    '    1. 打开控制台，以 supervisor-province 登录，看实时督办看板。  Open the console and watch the board.',
    '    2. 以 handler-* 登录，签收、退回或答复一件诉求。  Sign in as a handler: accept, return, answer.',
    '    3. 以 analyst 登录，看共性问题，起草专题报告。  Sign in as analyst: common issues, the special report.',
    '    4. 提交一件诉求  Submit an appeal:',
    `       curl -X POST ${origin}/api/v1/appeals -H 'Authorization: Bearer ${key}' \\`,
    "         -H 'Idempotency-Key: demo-1' -H 'Content-Type: application/json' \\",
    '         -d \'{"channelReference":"demo-1","title":"贷款续贷被拒","content":"银行不予续贷，资金链紧张","appellant":{"name":"示例企业"}}\'',
    '    5. 另开终端  In another terminal:  npm run replay -- FILE.csv',
    '',
    '  按 Ctrl-C 停止；npm run reset 清空数据。  Ctrl-C stops; npm run reset empties the data.', rule, '',
  ].join('\n');
}
