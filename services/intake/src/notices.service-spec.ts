import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { appealAcknowledgementSchema, noticePageSchema, topics, type CaseSnapshot, type Transition } from '@suqiao/contracts';
import { startMailServer, type MailServer } from '@suqiao/infra/mail-server';
import { caseEventOf, snapshotOf } from '../testing/case-events';
import { eventually, startIntake, tokenOf, type StartedIntake } from '../testing/started-intake';
import type { NoticeDocument } from './notices.store';

jest.setTimeout(90_000);

const administrator = tokenOf({ role: 'administrator' });
const texts: { phone: string; say: { text: string }; id: string }[] = [];
/** What the gateway answers next. */
let gatewayStatus = 200;
const gateway = createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
    if (gatewayStatus === 200) texts.push(JSON.parse(Buffer.concat(pieces).toString('utf8')) as (typeof texts)[number]);
    response.writeHead(gatewayStatus).end('number 13812345678 is barred');
  });
});
const settings = ['SMTP_URL', 'MAIL_FROM', 'SMS_GATEWAY_URL', 'SMS_GATEWAY_BODY', 'NOTICE_CHANNELS_OFF', 'SUQIAO_ORIGIN'] as const;
const before = settings.map((name) => [name, process.env[name]] as const);

let mail: MailServer;
let intake: StartedIntake;
let visit: string;
beforeAll(async () => {
  mail = await startMailServer();
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, {
    SMTP_URL: `smtp://127.0.0.1:${String(mail.port)}`, MAIL_FROM: '"诉桥" <no-reply@suqiao.example>', SMS_GATEWAY_URL: `http://127.0.0.1:${String((gateway.address() as AddressInfo).port)}`,
    SMS_GATEWAY_BODY: '{"phone":"{phone}","say":{"text":"{text}"},"id":"{id}"}', NOTICE_CHANNELS_OFF: 'hotline', SUQIAO_ORIGIN: 'https://suqiao.example',
  });
  intake = await startIntake();
  visit = await intake.addChannel('visit');
});
afterAll(async () => {
  await intake.close();
  await mail.close();
  gateway.close();
  for (const [name, value] of before) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
});

const stored = () => intake.connection.collection<NoticeDocument>('notices');
async function push(appellant: object, key = visit) {
  const response = await intake.post(key, randomUUID(), { channelReference: randomUUID(), title: '秘密的题目', content: '秘密的内容', appellant: { name: '企业', ...appellant } });
  expect(response.status).toBe(202);
  return appealAcknowledgementSchema.parse(await response.json());
}
const happened = (id: string, trackingNumber: string, sequence: number, type: Transition['type'], over: Partial<CaseSnapshot> = {}) => {
  const event = { ...caseEventOf(snapshotOf(id, trackingNumber, sequence, over), { type }), time: new Date().toISOString() };
  return intake.bus.publish([event, event].map((again) => ({ topic: topics.case, event: again })));
};
const stateOf = async (appealId: string, state: NoticeDocument['state']) => (await stored().findOne({ appealId, state }));
const mailTo = (address: string) => mail.received.filter(({ to }) => to.includes(address));
const listed = async (query: string) => noticePageSchema.parse(await (await fetch(`${intake.url}/api/v1/notices?${query}`, { headers: { authorization: `Bearer ${administrator}` } })).json());

it('mails and texts an appellant when their appeal is taken, answered and closed, once each, with nothing of the matter', async () => {
  const address = `li-${randomUUID()}@qiye.example`;
  const { id, trackingNumber } = await push({ phone: '138 1234 5678', email: address });
  await eventually(() => Promise.resolve(mailTo(address).length === 1));
  await happened(id, trackingNumber, 3, 'answered', { state: 'answered', answer: '秘密的答复' });
  await happened(id, trackingNumber, 4, 'closed', { state: 'closed', answer: '秘密的答复', outcome: 'answered' });
  await eventually(async () => (await stored().countDocuments({ appealId: id, state: 'sent' })) === 6);
  expect(mailTo(address).map(({ subject }) => subject).sort()).toEqual([`您的诉求已办结 ${trackingNumber}`, `您的诉求已受理 ${trackingNumber}`, `您的诉求已有答复 ${trackingNumber}`]);
  expect(new Set(mailTo(address).map(({ messageId }) => messageId)).size).toBe(3);
  expect(mailTo(address)[0]).toMatchObject({ from: 'no-reply@suqiao.example', text: expect.stringContaining(`https://suqiao.example/track#${trackingNumber}`) as string });
  const own = texts.filter(({ id: notice }) => notice.startsWith(id));
  expect(own.map(({ phone }) => phone)).toEqual(['13812345678', '13812345678', '13812345678']);
  expect(own[0]?.say.text).toContain(trackingNumber);
  expect(JSON.stringify([mailTo(address).map(({ text, source }) => text + source), own])).not.toContain('秘密');
});

it('keeps word for a server that is away, and tells it once that it is back', async () => {
  const { port } = mail;
  await mail.close();
  const address = `wang-${randomUUID()}@qiye.example`;
  const { id } = await push({ email: address });
  const waiting = await eventually(async () => stored().findOne({ appealId: id, attempts: { $gte: 1 } }));
  expect(waiting).toMatchObject({ state: 'waiting', outlet: 'mail', reason: expect.stringContaining('ECONNREFUSED') as string });
  mail = await startMailServer(port);
  await stored().updateOne({ _id: waiting._id }, { $set: { nextAt: new Date() } });
  await eventually(() => stateOf(id, 'sent'));
  expect(mailTo(address)).toHaveLength(1);
});

it('gives up what is refused for good, with its reason and no address, and sends it again when asked', async () => {
  const { id, trackingNumber } = await push({ email: 'refused@qiye.example' });
  await eventually(() => stateOf(id, 'dead'));
  const [dead] = (await listed(`state=dead&trackingNumber=${trackingNumber}`)).items;
  expect(dead).toMatchObject({ outlet: 'mail', moment: 'received', attempts: 1, reason: expect.stringContaining('550') as string });
  expect(JSON.stringify(dead)).not.toContain('refused@');
  const again = await fetch(`${intake.url}/api/v1/notices/${dead?.id ?? ''}/retry`, { method: 'POST', headers: { authorization: `Bearer ${administrator}` } });
  expect(again.status).toBe(202);
  await eventually(() => stateOf(id, 'dead'));
  for (const role of ['supervisor', 'analyst'] as const) expect((await fetch(`${intake.url}/api/v1/notices`, { headers: { authorization: `Bearer ${tokenOf({ role })}` } })).status).toBe(403);
});

it('waits for a mailbox or a gateway that is busy, and gives up a number that the gateway bars', async () => {
  const busy = await push({ email: 'busy@qiye.example' });
  await eventually(async () => stored().findOne({ appealId: busy.id, state: 'waiting', attempts: 1 }));
  gatewayStatus = 503;
  const late = await push({ phone: '13812345678' });
  await eventually(async () => stored().findOne({ appealId: late.id, state: 'waiting', attempts: 1 }));
  gatewayStatus = 422;
  const barred = await push({ phone: '13812345678' });
  expect((await eventually(() => stateOf(barred.id, 'dead'))).reason).toBe('422 number [masked] is barred');
  gatewayStatus = 200;
});

it('tells nobody for a channel that tells them itself, nor whom it can not reach', async () => {
  const hotline = await intake.addChannel('hotline');
  const silent = [await push({ phone: '13812345678', email: 'zhao@qiye.example' }, hotline), await push({ phone: '0531-86012345' })];
  const last = await push({ email: `chen-${randomUUID()}@qiye.example` });
  await eventually(() => stateOf(last.id, 'sent'));
  for (const { id } of silent) expect(await stored().countDocuments({ appealId: id })).toBe(0);
});
