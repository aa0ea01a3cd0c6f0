import { randomUUID } from 'node:crypto';
import { problemSchema } from '@suqiao/contracts';
import { postUntilTaken, startIntake, type StartedIntake } from '../testing/started-intake';
import { openLink, type SeverableLink } from '../testing/severable-link';

let link: SeverableLink;
let intake: StartedIntake;
let key: string;

beforeAll(async () => {
  const { hostname, port } = new URL((process.env['MONGODB_URI'] ?? '').replace(/^mongodb:/, 'http:'));
  link = await openLink(hostname, Number(port));
  // Without directConnection the driver would follow the set's own addresses, past the link.
  intake = await startIntake({ mongodbUri: `mongodb://127.0.0.1:${String(link.port)}/?directConnection=true`, deaf: true });
  key = await intake.addChannel('visit');
});
afterAll(async () => {
  await link.mend();
  await intake.close();
  await link.close();
});

const appeal = () => ({ channelReference: randomUUID(), title: '断库时的诉求', content: '内容', appellant: { name: '企业' } });
const countOf = (channelReference: string) => intake.connection.collection('appeals').countDocuments({ channelReference });

describe.each([
  ['refuses connections', () => link.sever()],
  ['answers nothing', () => Promise.resolve(link.stall())],
])('a store that %s', (_how, breakStore) => {
  it('makes intake answer 503 with Retry-After within four seconds, and one appeal of the same key afterwards', async () => {
    expect((await intake.post(key, randomUUID(), appeal())).status).toBe(202);
    const pushes = Array.from({ length: 5 }, () => ({ body: appeal(), idempotencyKey: randomUUID() }));
    await breakStore();
    try {
      await Promise.all(pushes.map(async ({ body, idempotencyKey }) => {
        const startedAt = Date.now();
        const response = await intake.post(key, idempotencyKey, body);
        expect(response.status).toBe(503);
        expect(response.headers.get('retry-after')).toBe('5');
        expect(problemSchema.parse(await response.json()).type).toBe('urn:suqiao:problem:unavailable');
        expect(Date.now() - startedAt).toBeLessThan(4000);
      }));
    } finally {
      await link.mend();
    }
    for (const { body, idempotencyKey } of pushes) {
      const answer = await postUntilTaken(intake, key, idempotencyKey, body);
      expect(answer.status).toBe(202);
      expect(await countOf(body.channelReference)).toBe(1);
    }
  });
});

it('answers or refuses every push of a stream that the store\'s death interrupts, and loses none that it answered', async () => {
  const answered: string[] = [];
  const statuses = new Set<number>();
  const stop = Date.now() + 1500;
  const pushing = Array.from({ length: 8 }, async () => {
    while (Date.now() < stop) {
      const body = appeal();
      const response = await intake.post(key, randomUUID(), body);
      statuses.add(response.status);
      if (response.status === 202) answered.push(body.channelReference);
    }
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  await link.sever();
  await new Promise((resolve) => setTimeout(resolve, 500));
  await link.mend();
  await Promise.all(pushing);
  expect([...statuses].every((status) => status === 202 || status === 503)).toBe(true);
  expect(answered.length).toBeGreaterThan(10);
  expect(await intake.connection.collection('appeals').countDocuments({ channelReference: { $in: answered } })).toBe(answered.length);
});
