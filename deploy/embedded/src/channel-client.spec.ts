import { createServer, type Server } from 'node:http';
import { pushAppeal } from './channel-client';

let server: Server | undefined;
afterEach(() => {
  server?.close();
});

const appeal = { channelReference: 'p-1', title: '贷款', content: '续贷被拒', appellant: { name: '济南某机械有限公司' } };
const problemOf = (name: string, status: number) => ({ status, body: { type: `urn:suqiao:problem:${name}`, title: name, status } });
const taken = { status: 202, body: { id: '019ab000-0000-7000-8000-000000000001', trackingNumber: 'SQ20261123-0000000A', status: 'received' } };

/** An intake that gives these answers, one after the other; `null` breaks the connection. */
async function answering(answers: readonly ({ readonly status: number; readonly body: unknown } | null)[]): Promise<{ url: string; keys: unknown[] }> {
  const keys: unknown[] = [];
  const listening = createServer((request, response) => {
    const answer = answers[keys.push(request.headers['idempotency-key']) - 1] ?? null;
    if (answer === null) request.socket.destroy();
    else response.writeHead(answer.status, { 'content-type': 'application/json', 'retry-after': '0.01' }).end(JSON.stringify(answer.body));
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${String(address.port)}`, keys };
}

describe('a push', () => {
  it('comes again under its key while its own earlier try is worked on, and while intake is away or busy', async () => {
    const { url, keys } = await answering([null, problemOf('idempotency-key-in-flight', 409), problemOf('unavailable', 503), problemOf('too-many-requests', 429), taken]);
    expect(await pushAppeal(url, 'key', appeal)).toMatchObject({ kind: 'accepted', trackingNumber: taken.body.trackingNumber });
    expect(keys).toHaveLength(5);
    expect(new Set(keys).size).toBe(1);
  });

  it.each([['idempotency-key-mismatch', 422], ['invalid-request', 400], ['command-refused', 409]])('that is refused as %s is not tried again', async (name, status) => {
    const { url, keys } = await answering([problemOf(name, status)]);
    expect(await pushAppeal(url, 'key', appeal)).toMatchObject({ kind: 'refused', problem: { status } });
    expect(keys).toHaveLength(1);
  });
});
