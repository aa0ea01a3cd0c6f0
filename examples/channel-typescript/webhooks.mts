// 接收回传（TypeScript）：登记回传地址，验签，按诉求保留最新的一条。
// Receives webhooks: makes a webhook, verifies what comes, keeps the newest of each appeal.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { createSuqiaoChannel } from '@suqiao/client';

const { SUQIAO_URL: baseUrl = 'http://127.0.0.1:8080', SUQIAO_KEY: givenKey, SUQIAO_CHANNEL: name = 'digital-federation', SUQIAO_STATE_DIR: stateDir, SUQIAO_WEBHOOK_PORT: port = '9000' } = process.env;
const toleranceInSeconds = 300;

/** The channel's key: from SUQIAO_KEY, else the sample one that `npm start` wrote. */
function channelKey(): string {
  if (givenKey !== undefined) return givenKey;
  const file = stateDir === undefined ? new URL('../../.suqiao/credentials.json', import.meta.url) : `${stateDir}/credentials.json`;
  const credentials: { channels?: Record<string, string> } = JSON.parse(readFileSync(file, 'utf8'));
  const key = credentials.channels?.[name];
  if (key === undefined) throw new Error(`没有渠道 ${name} 的密钥 no key of channel ${name}: npm start, or SUQIAO_KEY`);
  return key;
}

/** Whether Suqiao sent it, just now; https://www.standardwebhooks.com has a library that does the same. */
function isGenuine(secret: string, headers: IncomingHttpHeaders, body: string): boolean {
  const [id, sentAt, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((field) => String(headers[field] ?? ''));
  if (!(Math.abs(Date.now() / 1000 - Number(sentAt)) <= toleranceInSeconds)) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const wanted = Buffer.from(`v1,${createHmac('sha256', key).update(`${id ?? ''}.${sentAt ?? ''}.${body}`).digest('base64')}`);
  return (signatures ?? '').split(' ').some((given) => given.length === wanted.length && timingSafeEqual(Buffer.from(given), wanted));
}

interface Message {
  readonly type: string;
  readonly data: { readonly appealId: string; readonly trackingNumber: string; readonly sequence: number } | null;
}

// 诉求 → 已处理的最大 sequence appeal → highest sequence that was taken
const newest = new Map<string, number>();
let secret = '';
const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk)).on('end', () => {
    if (!isGenuine(secret, request.headers, body)) {
      response.writeHead(401).end();
      return;
    }
    const { type, data }: Message = JSON.parse(body);
    // 消息可能重复、可能后到：只取更新的 Messages may come again, or late: only what is newer counts.
    if (data !== null && data.sequence > (newest.get(data.appealId) ?? 0)) {
      newest.set(data.appealId, data.sequence);
      console.log(`回传 message ${type} ${data.trackingNumber}`);
    }
    response.writeHead(204).end();
  });
});
server.listen(Number(port), '127.0.0.1');

const url = `http://127.0.0.1:${port}/suqiao`;
const { data: made, error } = await createSuqiaoChannel({ baseUrl, key: channelKey() }).api.POST('/api/v1/webhooks', { body: { url, types: null, description: '示例 example' } });
if (made === undefined) throw new Error(JSON.stringify(error));
// 密钥只显示这一次，请妥善保存 The secret is shown this once: keep it where you keep passwords.
secret = made.secret;
console.log(`已登记 made ${url}`);
