import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { bulkAppealAnswerSchema, bulkAppealsAnswerSchema, bulkAppealSummarySchema, mostBulkAppeals, type BulkAppealAnswer, type BulkAppealSummary } from '@suqiao/contracts';
import { eventually, startIntake, type StartedIntake } from '../testing/started-intake';
import type { AppealDocument } from './intake.store';

let intake: StartedIntake;
let hotline: string;
beforeAll(async () => {
  intake = await startIntake({ deaf: true });
  hotline = await intake.addChannel('hotline');
});
afterAll(() => intake.close());

const lineOf = (channelReference: string, over: Readonly<Record<string, unknown>> = {}) => ({ channelReference, title: '题', content: '容', appellant: { name: '企' }, ...over });
const linesOf = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => lineOf(`${prefix}-${String(index)}`));
const ndjsonOf = (lines: readonly unknown[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');
const countOf = (prefix: string) => intake.connection.collection<AppealDocument>('appeals').countDocuments({ channelReference: { $regex: `^${prefix}-` } });
const bulk = (body: string | Buffer<ArrayBuffer>, type = 'application/x-ndjson', headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${intake.url}/api/v1/appeals/bulk`, { method: 'POST', body, headers: { 'content-type': type, authorization: `Bearer ${hotline}`, ...headers } });

interface Answered {
  readonly answers: BulkAppealAnswer[];
  readonly summary: BulkAppealSummary['summary'];
}
async function answered(response: Response): Promise<Answered> {
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/x-ndjson; charset=utf-8']);
  const lines = (await response.text()).trimEnd().split('\n').map((line) => JSON.parse(line) as unknown);
  return { answers: lines.slice(0, -1).map((line) => bulkAppealAnswerSchema.parse(line)), ...bulkAppealSummarySchema.parse(lines.at(-1)) };
}
const told = ({ answers }: Answered) => answers.map((answer) => (answer.status === 'refused' ? answer.problem.type.replace('urn:suqiao:problem:', '') : answer.status));

it('answers each line in its order, and doubles nothing when the whole comes again', async () => {
  const prefix = randomUUID();
  const lines = [...linesOf(prefix, 700), lineOf(`${prefix}-0`), lineOf(`${prefix}-own`, { idempotencyKey: randomUUID() })];
  const first = await answered(await bulk(ndjsonOf(lines)));
  expect(first.answers.map(({ index }) => index)).toEqual(lines.map((_, index) => index));
  expect(first.summary).toEqual({ lines: 702, accepted: 701, replayed: 1, refused: 0, complete: true });
  expect(told(first)[700]).toBe('replayed');
  expect(await countOf(prefix)).toBe(701);
  const again = await answered(await bulk(ndjsonOf(lines)));
  expect(again.summary).toEqual({ lines: 702, accepted: 0, replayed: 702, refused: 0, complete: true });
  const numbers = ({ answers }: Answered) => answers.map((answer) => (answer.status === 'refused' ? null : answer.trackingNumber));
  expect(numbers(again)).toEqual(numbers(first));
  expect(await countOf(prefix)).toBe(701);
});

it('takes a JSON array, too, and answers with JSON', async () => {
  const prefix = randomUUID();
  const response = await bulk(JSON.stringify([...linesOf(prefix, 70), { channelReference: 7 }], null, 2), 'application/json');
  expect([response.status, response.headers.get('content-type'), response.headers.get('ratelimit-policy')]).toEqual([200, 'application/json; charset=utf-8', '"channel";q=300000;w=60']);
  const { results, summary } = bulkAppealsAnswerSchema.parse(await response.json());
  expect(results.map(({ index }) => index)).toEqual(Array.from({ length: 71 }, (_, index) => index));
  expect(summary).toEqual({ lines: 71, accepted: 70, replayed: 0, refused: 1, complete: true });
  expect(bulkAppealsAnswerSchema.parse(await (await bulk('[]', 'application/json')).json())).toEqual({ results: [], summary: { lines: 0, accepted: 0, replayed: 0, refused: 0, complete: true } });
});

it('refuses a bad line by name, with its fields, and takes those around it', async () => {
  const prefix = randomUUID();
  const key = randomUUID();
  const lines = [
    JSON.stringify(lineOf(`${prefix}-0`)), '{"channelReference": ', '"text"', JSON.stringify(lineOf(`${prefix}-1`, { divisionCode: '999999', colour: 'red' })), '', '  ', `{"__proto__": {"x": 1}, ${JSON.stringify(lineOf(`${prefix}-2`)).slice(1)}`,
    JSON.stringify(lineOf(`${prefix}-3`, { idempotencyKey: 'two words' })), JSON.stringify(lineOf(`${prefix}-4`, { content: 'x'.repeat(300_000) })),
    JSON.stringify(lineOf(`${prefix}-5`, { idempotencyKey: key })), JSON.stringify(lineOf(`${prefix}-6`, { idempotencyKey: key })), JSON.stringify(lineOf(`${prefix}-0`, { title: '改过' })), JSON.stringify(lineOf(`${prefix}-7`)),
  ];
  const result = await answered(await bulk(lines.join('\n'), 'application/x-ndjson', { 'accept-language': 'en' }));
  expect(told(result)).toEqual([
    'accepted', 'invalid-json', 'invalid-request', 'invalid-request', 'invalid-request', 'invalid-request', 'too-large', 'accepted', 'idempotency-key-mismatch', 'idempotency-key-mismatch', 'accepted',
  ]);
  const pointersAt = (place: number) => {
    const answer = result.answers[place];
    return answer?.status === 'refused' ? answer.problem.errors?.map(({ pointer, detail }) => [pointer, /[\u4e00-\u9fff]/.test(detail)]) : undefined;
  };
  expect(pointersAt(3)).toEqual([['/colour', false], ['/divisionCode', false]]);
  expect(pointersAt(5)).toEqual([['/idempotencyKey', false]]);
  expect(await countOf(prefix)).toBe(3);
  const latin = await answered(await bulk(Buffer.concat([Buffer.from(ndjsonOf([lineOf(`${prefix}-8`)])), Buffer.from([0xd6, 0xd0, 0x0a])])));
  expect(told(latin)).toEqual(['accepted', 'invalid-json']);
});

it('names at most ten faults of a line, and says that there are more', async () => {
  const { answers: [answer] } = await answered(await bulk(ndjsonOf([Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`k${String(index)}`, 1]))])));
  if (answer?.status !== 'refused') throw new Error('not refused');
  expect(answer.problem.errors).toHaveLength(10);
  expect(answer.problem.detail).toContain('列出前 10 处');
});

it('keeps whole lines of a call that is cut, and completes them when it comes again', async () => {
  const prefix = randomUUID();
  const lines = linesOf(prefix, 300);
  const text = ndjsonOf(lines);
  const half = text.slice(0, text.indexOf(`${prefix}-150`) + 40);
  const sent = request(`${intake.url}/api/v1/appeals/bulk`, { method: 'POST', headers: { 'content-type': 'application/x-ndjson', 'content-length': String(Buffer.byteLength(text)), authorization: `Bearer ${hotline}` } });
  sent.on('error', () => undefined);
  sent.write(half);
  await eventually(async () => (await countOf(prefix)) === 150);
  sent.destroy();
  const again = await answered(await bulk(text));
  expect(again.summary).toEqual({ lines: 300, accepted: 150, replayed: 150, refused: 0, complete: true });
  expect(await countOf(prefix)).toBe(300);
});

it('answers while a call is still being sent, and reads on when nobody fetches the answer', async () => {
  const prefix = randomUUID();
  const sent = request(`${intake.url}/api/v1/appeals/bulk`, { method: 'POST', headers: { 'content-type': 'application/x-ndjson', authorization: `Bearer ${hotline}` } });
  const first = new Promise<string>((resolve, reject) => {
    sent.on('error', reject).on('response', (response) => {
      response.once('data', (chunk: Buffer) => {
        resolve(chunk.toString());
        response.pause();
      });
    });
  });
  sent.write(ndjsonOf([lineOf(`${prefix}-0`)]));
  expect(await first).toContain('"index":0,"status":"accepted"');
  sent.end(ndjsonOf(linesOf(prefix, 3000)));
  await eventually(async () => (await countOf(prefix)) === 3000);
  sent.destroy();
});

it('says by name that a call is over the limit, after everything before it was taken', async () => {
  const bad = (count: number) => '{}\n'.repeat(count);
  const result = await answered(await bulk(bad(mostBulkAppeals + 50)));
  expect(result.summary).toEqual({ lines: mostBulkAppeals, accepted: 0, replayed: 0, refused: mostBulkAppeals + 1, complete: false });
  expect(result.answers.at(-1)).toMatchObject({ index: mostBulkAppeals, status: 'refused', problem: { type: 'urn:suqiao:problem:too-large', detail: expect.stringContaining('至多 10000 件') as string } });
  expect((await answered(await bulk(bad(mostBulkAppeals).trimEnd()))).summary).toMatchObject({ lines: mostBulkAppeals, complete: true });
});

it.each([['[{"channelReference":1}', 'not closed'], ['{"channelReference":1}', 'no list'], ['', 'nothing']])('says that %s is no whole list', async (body) => {
  const { results, summary } = bulkAppealsAnswerSchema.parse(await (await bulk(body, 'application/json')).json());
  expect([results.at(-1)?.status, summary.complete]).toEqual(['refused', false]);
});

it.each([['text/plain', 415], ['application/x-ndjson; charset=gb18030', 415], ['application/vnd.suqiao.streamed', 415]])('%s → %i', async (type, status) => {
  expect((await bulk('{}', type)).status).toBe(status);
  expect((await intake.post(hotline, randomUUID(), '{}', { 'content-type': type })).status).toBe(415);
});

it('lets the first of lines that mean the same appeal make it, however many there are', async () => {
  const prefix = randomUUID();
  const lines = Array.from({ length: 300 }, (_, index) => lineOf(`${prefix}-${String(index % 3)}`, { title: `第 ${String(index)} 行` }));
  const result = await answered(await bulk(ndjsonOf(lines)));
  expect(told(result).slice(0, 3)).toEqual(['accepted', 'accepted', 'accepted']);
  expect(new Set(told(result).slice(3))).toEqual(new Set(['idempotency-key-mismatch']));
  const titles = await intake.connection.collection<AppealDocument>('appeals').find({ channelReference: { $regex: `^${prefix}-` } }).sort({ channelReference: 1 }).map(({ title }) => title).toArray();
  expect(titles).toEqual(['第 0 行', '第 1 行', '第 2 行']);
});
