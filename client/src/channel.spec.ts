import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSuqiaoChannel, SuqiaoProblem, type SuqiaoChannel } from './index';

type Handler = (request: IncomingMessage, body: string, reply: ServerResponse) => void;

let server: Server;
let handle: Handler;
let channel: SuqiaoChannel;

beforeAll(async () => {
  server = createServer((request, reply) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      handle(request, Buffer.concat(pieces).toString(), reply);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  channel = createSuqiaoChannel({ baseUrl: `http://127.0.0.1:${String(port)}/`, key: 'sqk_x', wait: () => Promise.resolve() });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const json = (reply: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) => reply.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const appealOf = (channelReference: string) => ({ channelReference, title: '题', content: '容', appellant: { name: '企' } });
const acceptedLine = (index: number) => `${JSON.stringify({ index, status: 'accepted', id: `id${String(index)}`, trackingNumber: `SQ${String(index)}` })}\n`;

describe('push', () => {
  it('sends key, number and the same Idempotency-Key for the same number, also a Chinese one', async () => {
    const keys: (string | undefined)[] = [];
    handle = ({ headers }, body, reply) => {
      keys.push(headers['idempotency-key']?.toString());
      expect(headers.authorization).toBe('Bearer sqk_x');
      json(reply, 202, { id: 'a', trackingNumber: JSON.parse(body).channelReference, status: 'received' }, keys.length > 1 ? { 'idempotent-replayed': 'true' } : {});
    };
    expect(await channel.push(appealOf('编号一'))).toEqual({ id: 'a', trackingNumber: '编号一', status: 'received', replayed: false });
    expect((await channel.push(appealOf('编号一'))).replayed).toBe(true);
    await channel.push(appealOf('编号二'));
    expect(keys[0]).toMatch(/^[\x21-\x7e]{1,255}$/);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it('throws a refusal with its problem, and says so of what is none', async () => {
    handle = (_request, _body, reply) => json(reply, 400, { type: 'urn:suqiao:problem:invalid-request', title: '请求内容有误', status: 400, errors: [{ pointer: '/title', rule: 'too_small', detail: '不能为空' }] });
    await expect(channel.push(appealOf('1'))).rejects.toMatchObject({ status: 400, problem: { errors: [{ pointer: '/title' }] } });
    handle = (_request, _body, reply) => reply.writeHead(502, { 'content-type': 'text/html' }).end('<html>');
    await expect(channel.appeal('SQ')).rejects.toBeInstanceOf(SuqiaoProblem);
  });
});

describe('pushAll', () => {
  const outcomes = async (count: number, perCall: number) => {
    const references: string[] = [];
    for await (const { appeal, answer } of channel.pushAll(Array.from({ length: count }, (_, index) => appealOf(String(index))), { perCall })) references.push(`${appeal.channelReference} ${answer.status}`);
    return references;
  };
  const linesIn = (body: string) => body.trim().split('\n').map((line): string => JSON.parse(line).channelReference);

  it('goes in calls of a bounded size, each line answered, in order', async () => {
    const calls: number[] = [];
    handle = (_request, body, reply) => {
      calls.push(linesIn(body).length);
      reply.writeHead(200).end(`${linesIn(body).map((_line, index) => acceptedLine(index)).join('')}{"summary":{}}\n`);
    };
    expect(await outcomes(25, 10)).toEqual(Array.from({ length: 25 }, (_, index) => `${String(index)} accepted`));
    expect(calls).toEqual([10, 10, 5]);
  });

  it('goes on behind the last answered line when the answer is cut, the store is away for a line, or nobody answers', async () => {
    const calls: string[][] = [];
    const away = `${JSON.stringify({ index: 1, status: 'refused', problem: { type: 'urn:suqiao:problem:unavailable', title: '', status: 503 } })}\n`;
    handle = (_request, body, reply) => {
      calls.push(linesIn(body));
      const attempt = calls.length;
      if (attempt === 1) return void reply.writeHead(503, { 'retry-after': '1' }).end();
      reply.writeHead(200);
      if (attempt === 2) return void reply.write(`${acceptedLine(0)}${acceptedLine(1)}{"ind`, () => reply.destroy());
      if (attempt === 3) return void reply.end(`${acceptedLine(0)}${away}{"summary":{}}\n`);
      reply.end(linesIn(body).map((_line, index) => acceptedLine(index)).join(''));
    };
    expect(await outcomes(5, 5)).toEqual(['0 accepted', '1 accepted', '2 accepted', '3 accepted', '4 accepted']);
    expect(calls).toEqual([['0', '1', '2', '3', '4'], ['0', '1', '2', '3', '4'], ['2', '3', '4'], ['3', '4']]);
  });

  it('gives up when no line is ever answered, and throws when the call is refused', async () => {
    handle = (_request, _body, reply) => reply.writeHead(200).end('');
    await expect(outcomes(2, 2)).rejects.toThrow('20 times in a row');
    handle = (_request, _body, reply) => json(reply, 401, { type: 'urn:suqiao:problem:unauthenticated', title: '未登录', status: 401 });
    await expect(outcomes(2, 2)).rejects.toMatchObject({ status: 401 });
  });
});

it('follows changes from a cursor, page by page, until told to stop', async () => {
  const asked: (string | null)[] = [];
  handle = ({ url }, _body, reply) => {
    const after = new URL(url ?? '', 'http://x').searchParams.get('after');
    asked.push(after);
    const at = Number(after ?? 0);
    json(reply, 200, { items: at < 4 ? [{ id: String(at) }] : [], nextCursor: String(at + 1), more: at < 2 });
  };
  const stop = new AbortController();
  const seen: string[] = [];
  for await (const { changes, cursor } of channel.follow({ after: '1', signal: stop.signal })) {
    seen.push(`${changes[0]?.id ?? ''} ${cursor}`);
    if (seen.length === 3) stop.abort();
  }
  expect(seen).toEqual(['1 2', '2 3', '3 4']);
  expect(asked).toEqual(['1', '2', '3']);
});

it('ends without a word when it is told to stop while it asks', async () => {
  const stop = new AbortController();
  handle = () => {
    stop.abort();
  };
  const seen = [];
  for await (const batch of channel.follow({ signal: stop.signal })) seen.push(batch);
  expect(seen).toEqual([]);
});
