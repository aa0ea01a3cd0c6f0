import { randomUUID } from 'node:crypto';
import { channelRefusalsPageSchema, type ChannelRefusalsPage, type Reader } from '@suqiao/contracts';
import { asking } from '../testing/officers';
import { eventually, startIntake, type StartedIntake } from '../testing/started-intake';

const administrator: Reader = { subject: 'admin', name: '系统管理员', role: 'administrator', level: 'province', divisionCode: '370000', unitId: null };
let intake: StartedIntake;
beforeAll(async () => {
  intake = await startIntake({ deaf: true });
});
afterAll(() => intake.close());

const appealOf = (channelReference: string, over: Readonly<Record<string, unknown>> = {}) => ({ channelReference, title: '题', content: '只有收件人该看到的内容', appellant: { name: '企' }, ...over });
async function own(key: string, language = 'zh-CN'): Promise<ChannelRefusalsPage> {
  return channelRefusalsPageSchema.parse(await (await fetch(`${intake.url}/api/v1/channel/refusals`, { headers: { authorization: `Bearer ${key}`, 'accept-language': language } })).json());
}

it('tells a channel and its administrators what was refused at each door, not what was in it, and counts it by the day', async () => {
  const [key, another] = [await intake.addChannel('refused'), await intake.addChannel('another')];
  await intake.post(key, randomUUID(), appealOf('one', { divisionCode: '999999' }));
  const used = randomUUID();
  await intake.post(key, used, appealOf('two'));
  await intake.post(key, used, appealOf('two', { title: '别的题' }));
  const lines = [appealOf('three'), appealOf('four', { phone: '13812345678' }), 7].map((line) => `${JSON.stringify(line)}\n`).join('');
  await (await fetch(`${intake.url}/api/v1/appeals/bulk`, { method: 'POST', body: lines, headers: { 'content-type': 'application/x-ndjson', authorization: `Bearer ${key}` } })).text();
  await fetch(`${intake.url}/open311/v2/requests.json`, { method: 'POST', body: new URLSearchParams({ api_key: key, service_code: 'none' }), headers: { authorization: `Bearer ${key}` } });
  // Asking for what is not there is no loss.
  await fetch(`${intake.url}/api/v1/appeals/SQ-none`, { headers: { authorization: `Bearer ${key}` } });
  const page = await eventually(async () => {
    const found = await own(key);
    return found.total === 5 ? found : null;
  });
  expect(page.items.map(({ door, reference, problem }) => [door, reference, problem.type.replace('urn:suqiao:problem:', ''), problem.errors?.map(({ pointer, rule }) => pointer ?? rule)])).toEqual([
    ['POST /open311/v2/requests.json', null, 'invalid-request', expect.arrayContaining(['open311'])],
    ['POST /api/v1/appeals/bulk', null, 'invalid-request', ['']],
    ['POST /api/v1/appeals/bulk', 'four', 'invalid-request', ['/phone']],
    ['POST /api/v1/appeals', 'two', 'idempotency-key-mismatch', undefined],
    ['POST /api/v1/appeals', 'one', 'invalid-request', ['/divisionCode']],
  ]);
  expect(JSON.stringify(page)).not.toMatch(/收件人|13812345678/);
  const english = await own(key, 'en');
  expect([page.items[3]?.problem.title, english.items[3]?.problem.title]).toEqual(['同一 Idempotency-Key 用于不同内容', 'The Idempotency-Key was used with another body']);
  expect(await eventually(async () => {
    const { days } = await own(key);
    return days.length === 2 ? days.map(({ type, count }) => [type, count]) : null;
  })).toEqual([['idempotency-key-mismatch', 1], ['invalid-request', 4]]);
  expect((await own(another)).total).toBe(0);

  const first = await asking(intake)(administrator, 'GET', '/channels/refused/refusals?limit=2');
  const { items, nextCursor, total } = channelRefusalsPageSchema.parse(first.json);
  expect([items.length, total]).toEqual([2, 5]);
  const rest = await asking(intake)(administrator, 'GET', `/channels/refused/refusals?limit=5&cursor=${nextCursor ?? ''}`);
  expect(channelRefusalsPageSchema.parse(rest.json).items.map(({ reference }) => reference)).toEqual(['four', 'two', 'one']);
  expect((await asking(intake)(administrator, 'GET', '/channels/nobody/refusals')).status).toBe(404);
  expect((await asking(intake)({ ...administrator, level: 'county', divisionCode: '370102' }, 'GET', '/channels/refused/refusals')).status).toBe(403);
});
