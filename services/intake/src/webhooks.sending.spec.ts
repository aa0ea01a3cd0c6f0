import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { allowedInside } from './domain/webhook-address';
import { WebhookSending, type Resolve } from './webhooks.sending';

let server: Server;
let port: number;
const heard: string[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    heard.push(request.url ?? '');
    if (request.url === '/moved') response.writeHead(302, { location: '/landed' }).end();
    else response.writeHead(200).end('好'.repeat(100_000));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => heard.splice(0));

async function sent(url: string, allow: string, resolve?: Resolve) {
  const sending = new WebhookSending({ allowed: allowedInside(allow), box: null }, resolve);
  const result = await sending.send(url, {}, '{}');
  await sending.onModuleDestroy();
  return result;
}

it('reads a little of an answer, however much comes', async () => {
  const { status, said } = await sent(`http://127.0.0.1:${String(port)}/`, `127.0.0.1:${String(port)}`);
  expect([status, said]).toEqual([200, '好'.repeat(300)]);
});

it('follows no redirect', async () => {
  expect((await sent(`http://127.0.0.1:${String(port)}/moved`, `127.0.0.1:${String(port)}`)).status).toBe(302);
  expect(heard).toEqual(['/moved']);
});

it('connects to no name that leads inside, whatever it led to when it was checked, and if only one of its addresses does', async () => {
  const leadsTo = (...addresses: string[]): Resolve => (_hostname, done) => {
    done(null, addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  };
  for (const addresses of [['127.0.0.1'], ['8.8.8.8', '127.0.0.1'], ['::ffff:127.0.0.1'], ['169.254.169.254'], []]) {
    const { status, said } = await sent(`https://hooks.example.cn:${String(port)}/`, '', leadsTo(...addresses));
    expect([status, said]).toEqual([null, expect.stringContaining('webhook.inside')]);
  }
  expect(heard).toEqual([]);
});

it('sends to no address that the deployment does not allow any more', async () => {
  expect((await sent(`http://127.0.0.1:${String(port)}/`, '')).said).toBe('webhook.https');
  expect((await sent(`https://127.0.0.1:${String(port)}/`, '')).said).toBe('webhook.inside');
  expect(heard).toEqual([]);
});

it('says what failed where no answer came', async () => {
  expect(await sent('http://127.0.0.1:1/', '127.0.0.1:1')).toMatchObject({ status: null, said: expect.stringContaining('ECONNREFUSED') as string });
});
