import { createReadStream } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';
import type { NewAppeal } from '@suqiao/contracts';
import { parse } from 'csv-parse';
import { z } from 'zod';
import { pushAppeal, type PushOutcome } from './channel-client';
import { storedCredentials } from './stored-credentials';

const usage = 'npm run replay -- FILE.csv [--rate 50] [--connections 16] [--url http://127.0.0.1:8080] [--channel replay]';

/** A row of the file: its number, who wrote, what, and when (`2019/2/14 20:00:00`, Shanghai, or RFC 3339). */
const rowSchema = z.object({ id: z.string().min(1), user: z.string().default(''), title: z.string().default(''), time: z.string().default(''), detail: z.string().default('') });
type Row = z.infer<typeof rowSchema>;

// Exactly what intake refuses: files of other systems hold such characters, and a message must not be lost for them.
const controlCharacters = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/gu;

function appealOf(row: Row): NewAppeal {
  const clean = (text: string, longest: number) => text.toWellFormed().replaceAll(controlCharacters, ' ').trim().slice(0, longest).toWellFormed();
  const content = clean(row.detail, 20_000) || clean(row.title, 20_000) || '（无内容）';
  const occurredAt = instantOf(row.time);
  return {
    channelReference: clean(row.id, 128), title: clean(row.title, 200) || clean(content, 40), content,
    appellant: { name: clean(row.user, 200) || '未署名' }, ...(occurredAt !== null && { occurredAt }),
  };
}

function instantOf(time: string): string | null {
  const match = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?/.exec(time);
  if (match === null) return null;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '00'] = match;
  const two = (part: string) => part.padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${two(second)}+08:00`;
}

/** Pushes a file through intake at a steady rate and says what became of it. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rate: { type: 'string', default: '50' }, connections: { type: 'string', default: '16' }, url: { type: 'string', default: process.env['SUQIAO_ORIGIN'] ?? `http://127.0.0.1:${process.env['SUQIAO_PORT'] ?? '8080'}` }, channel: { type: 'string', default: 'replay' } },
  });
  const file = positionals[0];
  if (file === undefined) throw new Error(usage);
  const key = storedCredentials(resolve(process.env['SUQIAO_STATE_DIR'] ?? join(process.cwd(), '.suqiao'))).channels[values.channel];
  if (key === undefined) throw new Error(`没有渠道 ${values.channel}。No such channel.`);
  const rows: Row[] = [];
  for await (const row of createReadStream(file).pipe(parse({ columns: true, bom: true, relax_quotes: true }))) rows.push(rowSchema.parse(row));
  const started = performance.now();
  const outcomes = await pushAll(rows, Number(values.rate), Number(values.connections), (appeal) => pushAppeal(values.url, key, appeal));
  report(outcomes, (performance.now() - started) / 1000);
}

async function pushAll(rows: readonly Row[], ratePerSecond: number, connections: number, push: (appeal: NewAppeal) => Promise<PushOutcome>): Promise<PushOutcome[]> {
  const outcomes: PushOutcome[] = [];
  const started = performance.now();
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < rows.length; index = next++) {
      const row = rows[index];
      if (row === undefined) return;
      const early = started + (1000 * index) / ratePerSecond - performance.now();
      if (early > 0) await delay(early);
      outcomes.push(await push(appealOf(row)));
      if (outcomes.length % 100 === 0 || outcomes.length === rows.length) process.stderr.write(`\r${String(outcomes.length)} / ${String(rows.length)}`);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  process.stderr.write('\n');
  return outcomes;
}

function report(outcomes: readonly PushOutcome[], seconds: number): void {
  const count = (kind: PushOutcome['kind']) => outcomes.filter((outcome) => outcome.kind === kind).length;
  const times = outcomes.map(({ tookInMs }) => tookInMs).sort((a, b) => a - b);
  const percentile = (share: number) => (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1);
  console.log(`已受理 accepted ${String(count('accepted'))}  重复 doubled ${String(count('doubled'))}  拒绝 refused ${String(count('refused'))}`);
  console.log(`p50 ${percentile(0.5)} ms  p99 ${percentile(0.99)} ms  ${(outcomes.length / seconds).toFixed(1)} /s`);
  for (const outcome of outcomes.filter((entry) => entry.kind === 'refused').slice(0, 5)) console.log(JSON.stringify(outcome.problem.errors ?? outcome.problem.title));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
