// 渠道接入示例（TypeScript）：提交、重复提交、批量提交、跟踪变化、读取答复。
// A channel in TypeScript: push, push again, push many, follow the changes, read the answer.
import { readFileSync } from 'node:fs';
import { createSuqiaoChannel, SuqiaoProblem, type NewAppeal } from '@suqiao/client';

const { SUQIAO_URL: baseUrl = 'http://127.0.0.1:8080', SUQIAO_KEY: givenKey, SUQIAO_CHANNEL: name = 'digital-federation', SUQIAO_STATE_DIR: stateDir, SUQIAO_FOLLOW_SECONDS: seconds = '20' } = process.env;

/** The channel's key: from SUQIAO_KEY, else the sample one that `npm start` wrote. */
function channelKey(): string {
  if (givenKey !== undefined) return givenKey;
  const file = stateDir === undefined ? new URL('../../.suqiao/credentials.json', import.meta.url) : `${stateDir}/credentials.json`;
  const credentials: { channels?: Record<string, string> } = JSON.parse(readFileSync(file, 'utf8'));
  const key = credentials.channels?.[name];
  if (key === undefined) throw new Error(`没有渠道 ${name} 的密钥 no key of channel ${name}: npm start, or SUQIAO_KEY`);
  return key;
}

const channel = createSuqiaoChannel({ baseUrl, key: channelKey() });
const run = `demo-ts-${String(Date.now())}`;
const appeal = (number: number): NewAppeal => ({
  channelReference: `${run}-${String(number)}`, title: `项目竣工两年，工程款仍未支付（${String(number)}）`, content: '我公司承建的厂房改造已通过验收，建设单位以资金紧张为由一直未付尾款 86 万元，请予协调。',
  appellant: { name: '济南示例建筑有限公司', contact: '王示例', phone: '13800000000' }, divisionCode: '370102', categoryCode: 'arrears-by-public-bodies.project-settlement',
});

try {
  // 从此刻起跟踪变化 Changes from now on.
  const { data: start } = await channel.api.GET('/api/v1/changes', { params: { query: { after: 'latest' } } });

  const first = await channel.push(appeal(1));
  console.log(`已提交 pushed ${first.trackingNumber}`);

  // 没收到回答时照样再发一次：仍是同一件 When no answer came, push again: it is the same appeal.
  const again = await channel.push(appeal(1));
  console.log(`重复提交 pushed again ${again.trackingNumber} replayed=${String(again.replayed)}`);

  const numbers = new Set([first.trackingNumber]);
  for await (const { answer } of channel.pushAll([2, 3, 4].map(appeal))) {
    if (answer.status === 'refused') console.log(`拒绝 refused ${answer.problem.title}`);
    else {
      numbers.add(answer.trackingNumber);
      console.log(`批量 bulk ${answer.trackingNumber} ${answer.status}`);
    }
  }

  // 实际使用时请保存 cursor，重启后从那里继续 In earnest, keep the cursor and go on from it after a restart.
  const stop = AbortSignal.timeout(Number(seconds) * 1000);
  const waiting = new Set(numbers);
  following: for await (const { changes } of channel.follow({ ...(start && { after: start.nextCursor }), pollInMs: 500, signal: stop })) {
    for (const change of changes) {
      if (!numbers.has(change.trackingNumber)) continue;
      console.log(`变化 change ${change.trackingNumber} ${change.type} ${change.unitName?.zh ?? ''}`);
      if (change.type === 'answered' || change.type === 'closed') waiting.delete(change.trackingNumber);
      if (waiting.size === 0) break following;
    }
  }
  for (const trackingNumber of numbers) {
    const { status, answer } = await channel.appeal(trackingNumber);
    console.log(`答复 answer ${trackingNumber} ${status}: ${answer ?? '尚未答复 not answered yet'}`);
  }
} catch (error) {
  console.error(error instanceof SuqiaoProblem ? `${error.message} ${JSON.stringify(error.problem.errors ?? [])}` : error);
  process.exitCode = 1;
}
