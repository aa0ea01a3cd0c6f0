import { randomUUID } from 'node:crypto';
import { buildAsyncApiDocument, deadLetterSchema, ingestAnswerSchema, ingestTopics, topics } from '@suqiao/contracts';
import type { DeadLetter, IngestAnswer } from '@suqiao/contracts';
import { EventBus, kafkaSettings, type RawRecord } from '@suqiao/infra/kafka';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import pino from 'pino';
import { z } from 'zod';
import { caseEventOf, snapshotOf } from '../testing/case-events';
import { openLink, type SeverableLink } from '../testing/severable-link';
import { eventually, startIntake, type StartedIntake } from '../testing/started-intake';
import { IntakeService } from './intake.service';
import type { AppealDocument } from './intake.store';

const channel = `platform-${randomUUID().slice(0, 8)}`;
const other = `${channel}-b`;
let link: SeverableLink;
let intake: StartedIntake;
/** A channel's own client: it knows topics and nothing of Suqiao. */
let client: EventBus;
const records: RawRecord[] = [];
const letters: DeadLetter[] = [];

beforeAll(async () => {
  process.env['SUQIAO_INGEST_CHANNELS'] = `${channel}, ${other}`;
  const { hostname, port } = new URL((process.env['MONGODB_URI'] ?? '').replace(/^mongodb:/, 'http:'));
  link = await openLink(hostname, Number(port));
  intake = await startIntake({ mongodbUri: `mongodb://127.0.0.1:${String(link.port)}/?directConnection=true` });
  client = new EventBus(kafkaSettings(process.env, 'channel-client'), pino({ level: 'silent' }));
  client.subscribeRecords({
    consumer: `client-${randomUUID()}`, topics: [ingestTopics(channel).answer, ingestTopics(other).answer],
    handle: (record) => {
      records.push(record);
      return Promise.resolve();
    },
  });
  client.subscribeRecords({
    consumer: `letters-${randomUUID()}`, topics: [topics.deadLetter],
    handle: ({ value }) => {
      const letter = deadLetterSchema.parse(JSON.parse(value.toString('utf8')));
      if (letter.topic === ingestTopics(channel).submitted) letters.push(letter);
      return Promise.resolve();
    },
  });
});
afterAll(async () => {
  await link.mend();
  await client.close();
  await intake.close();
  await link.close();
  delete process.env['SUQIAO_INGEST_CHANNELS'];
});

const appealOf = (over: Readonly<Record<string, unknown>> = {}) => ({ channelReference: `p-${randomUUID()}`, title: '贷款被银行抽回', content: '续贷被拒', appellant: { name: '济南某机械有限公司' }, divisionCode: '370102', ...over });
const requestOf = <Data>(data: Data, over: Readonly<Record<string, unknown>> = {}) => ({ specversion: '1.0', id: randomUUID(), source: 'https://platform.example/appeals', type: 'appeal.submitted', data, ...over });
const submit = (request: object | Buffer, key: string | null = 'k', to = channel) => client.publishRaw(ingestTopics(to).submitted, key, Buffer.isBuffer(request) ? request : Buffer.from(JSON.stringify(request)));
const answersTo = (id: string, to = channel) => records.filter(({ topic }) => topic === ingestTopics(to).answer).map((record) => ({ key: record.key, answer: ingestAnswerSchema.parse(JSON.parse(record.value.toString('utf8'))) })).filter(({ answer }) => 'causationid' in answer && answer.causationid === id);
const answerTo = (id: string, to = channel) => eventually(() => Promise.resolve(answersTo(id, to)[0]), 60_000);
const appeals = () => intake.connection.collection<AppealDocument>('appeals');
const dataOf = ({ data }: IngestAnswer): unknown => data;

describe('a client written from the AsyncAPI document alone', () => {
  const operationSchema = z.looseObject({
    operations: z.looseObject({ 'receive-appeal': z.looseObject({ action: z.literal('receive'), channel: z.looseObject({ $ref: z.string() }), messages: z.array(z.looseObject({ $ref: z.string() })), reply: z.looseObject({ channel: z.looseObject({ $ref: z.string() }), messages: z.array(z.looseObject({ $ref: z.string() })) }) }) }),
  });
  const messageSchema = z.looseObject({ payload: z.record(z.string(), z.unknown()), correlationId: z.looseObject({ location: z.string() }), contentType: z.string() });
  const document: unknown = JSON.parse(JSON.stringify(buildAsyncApiDocument('test')));

  function at(reference: string): unknown {
    const found = reference.slice(2).split('/').reduce<unknown>((node, step) => z.record(z.string(), z.unknown()).parse(node)[step], document);
    const next = z.looseObject({ $ref: z.string() }).safeParse(found);
    return next.success ? at(next.data.$ref) : found;
  }
  const addressOf = (reference: string) => z.looseObject({ address: z.string() }).parse(at(reference)).address.replace('{channel}', channel);
  const ajv = addFormats(new Ajv({ strict: false, logger: false }));
  const validatorOf = (reference: string): ValidateFunction => ajv.compile(messageSchema.parse(at(reference)).payload);
  const correlationIn = (reference: string, payload: unknown) => messageSchema.parse(at(reference)).correlationId.location.replace('$message.payload#/', '').split('/').reduce<unknown>((node, step) => z.record(z.string(), z.unknown()).parse(node)[step], payload);

  it('submits, and understands both answers', async () => {
    const { 'receive-appeal': operation } = operationSchema.parse(document).operations;
    const [submitted = ''] = operation.messages.map(({ $ref }) => $ref);
    const [acknowledgement = '', refusal = ''] = operation.reply.messages.map(({ $ref }) => $ref);
    const replyAddress = addressOf(operation.reply.channel.$ref);
    const good = requestOf(appealOf());
    const bad = requestOf({ ...appealOf(), title: '', colour: 'red', appellant: { name: '企业', creditCode: 'nonsense' } }, { language: 'en' });
    const [isSubmitted, isAcknowledgement, isRefusal] = [validatorOf(submitted), validatorOf(acknowledgement), validatorOf(refusal)];
    expect(isSubmitted(good)).toBe(true);
    expect(isSubmitted(bad)).toBe(false);
    for (const request of [good, bad]) await client.publishRaw(addressOf(operation.channel.$ref), 'order-7', Buffer.from(JSON.stringify(request)));
    const answers = await eventually(() => {
      const found = records.filter(({ topic }) => topic === replyAddress).map(({ key, value }) => ({ key, payload: JSON.parse(value.toString('utf8')) as unknown }));
      const to = ({ id }: { readonly id: string }, isValid: ValidateFunction, reference: string) => found.find(({ payload }) => isValid(payload) && correlationIn(reference, payload) === id);
      const [yes, no] = [to(good, isAcknowledgement, acknowledgement), to(bad, isRefusal, refusal)];
      return Promise.resolve(yes !== undefined && no !== undefined && [yes, no]);
    });
    expect(answers.map(({ key }) => key)).toEqual(['order-7', 'order-7']);
    expect(answers[0]?.payload).toMatchObject({ type: 'appeal.acknowledged', data: { channelReference: good.data.channelReference, replayed: false } });
    expect(answers[1]?.payload).toMatchObject({
      type: 'appeal.refused', data: { problem: { type: 'urn:suqiao:problem:invalid-request', status: 400, title: 'The request has mistakes', errors: expect.arrayContaining([
        expect.objectContaining({ pointer: '/data/title', detail: 'Must not be empty' }), expect.objectContaining({ pointer: '/data/colour', rule: 'field.unknown' }), expect.objectContaining({ pointer: '/data/appellant/creditCode', rule: 'creditCode.invalid' }),
      ]) as unknown } },
    });
    expect(await appeals().countDocuments({ channel, channelReference: good.data.channelReference })).toBe(1);
  });
});

describe('a request', () => {
  it('that comes again is one appeal and is answered the same, by its id or by its number', async () => {
    const request = requestOf(appealOf());
    await Promise.all([submit(request, null), submit(request, 'x'), submit(request, null)]);
    await submit(request, 'x');
    await eventually(() => Promise.resolve(answersTo(request.id).length >= 4));
    const answers = answersTo(request.id).map(({ answer }) => answer);
    expect(new Set(answers.map(({ id, data }) => JSON.stringify([id, data]))).size).toBe(1);
    expect(dataOf((await answerTo(request.id)).answer)).toMatchObject({ replayed: false });
    const again = requestOf(request.data);
    await submit(again);
    expect(dataOf((await answerTo(again.id)).answer)).toMatchObject({ replayed: true, channelReference: request.data.channelReference });
    expect(await appeals().countDocuments({ channelReference: request.data.channelReference })).toBe(1);
  });

  it('under an id that was used for something else is refused', async () => {
    const request = requestOf(appealOf());
    await submit(request);
    await answerTo(request.id);
    await submit({ ...request, data: appealOf() });
    const refused = await eventually(() => Promise.resolve(answersTo(request.id).find(({ answer }) => answer.type === 'appeal.refused')));
    expect(dataOf(refused.answer)).toMatchObject({ problem: { type: 'urn:suqiao:problem:idempotency-key-mismatch' } });
  });

  it('has the channel of its topic, whatever it says of itself, and its answer goes nowhere else', async () => {
    const request = requestOf(appealOf(), { channel });
    await submit(request, 'k', other);
    await answerTo(request.id, other);
    expect(await appeals().findOne({ channelReference: request.data.channelReference })).toMatchObject({ channel: other });
    expect(answersTo(request.id)).toEqual([]);
    const forged = requestOf({ ...appealOf(), channel: other });
    await submit(forged);
    expect((await answerTo(forged.id)).answer).toMatchObject({ type: 'appeal.refused', data: { problem: { errors: [{ pointer: '/data/channel' }] } } });
  });

  it('that can not be read is put aside, and answered where it has a name', async () => {
    const [bytes, nameless, misnamed] = [Buffer.from([0xff, 0xfe, 0x7b]), { specversion: '1.0', data: {} }, requestOf(appealOf(), { type: 'appeal.removed', specversion: '0.3' })];
    await submit(bytes, 'poison-1');
    await submit(nameless, 'poison-2');
    await submit(misnamed, 'poison-3');
    const good = requestOf(appealOf());
    await submit(good, 'poison-1');
    expect((await answerTo(good.id)).answer.type).toBe('appeal.acknowledged');
    expect((await answerTo(misnamed.id)).answer).toMatchObject({ type: 'appeal.refused', data: { problem: { errors: expect.arrayContaining([expect.objectContaining({ pointer: '/type' }), expect.objectContaining({ pointer: '/specversion' })]) as unknown } } });
    await eventually(() => Promise.resolve(letters.length >= 3));
    expect(letters.find(({ key }) => key === 'poison-1')).toMatchObject({ consumer: 'intake-ingest', valueBase64: bytes.toString('base64') });
    expect(new Set(letters.map(({ key }) => key))).toEqual(new Set(['poison-1', 'poison-2', 'poison-3']));
  });

  it('that was put aside for a fault of ours is one appeal when its record is put back', async () => {
    const request = requestOf(appealOf());
    const fault = jest.spyOn(IntakeService.prototype, 'receive').mockRejectedValue(new TypeError('a fault of ours'));
    await submit(request, 'order-9');
    const letter = await eventually(() => Promise.resolve(letters.find(({ key, reason }) => key === 'order-9' && reason === 'a fault of ours')), 60_000);
    fault.mockRestore();
    expect(answersTo(request.id)).toEqual([]);
    await intake.bus.publishRaw(letter.topic, letter.key, Buffer.from(letter.valueBase64, 'base64'));
    expect(await answerTo(request.id)).toMatchObject({ key: 'order-9', answer: { type: 'appeal.acknowledged', data: { replayed: false } } });
    expect(await appeals().countDocuments({ channel, channelReference: request.data.channelReference })).toBe(1);
  });

  it('waits while the store is away, and while its answer can not be published; then it is one appeal', async () => {
    const [first, second] = [requestOf(appealOf()), requestOf(appealOf())];
    const tries = jest.spyOn(IntakeService.prototype, 'receive');
    await link.sever();
    await submit(first);
    await eventually(() => Promise.resolve(tries.mock.calls.length >= 2));
    tries.mockRestore();
    const away = jest.spyOn(intake.bus, 'publishRaw').mockRejectedValue(new Error('not authorised'));
    await link.mend();
    await submit(second);
    await eventually(() => Promise.resolve(away.mock.calls.length >= 3), 60_000);
    expect(answersTo(first.id)).toEqual([]);
    away.mockRestore();
    for (const request of [first, second]) {
      expect((await answerTo(request.id)).answer).toMatchObject({ type: 'appeal.acknowledged', data: { replayed: false } });
      expect(await appeals().countDocuments({ channelReference: request.data.channelReference })).toBe(1);
    }
    expect(letters.some(({ valueBase64 }) => Buffer.from(valueBase64, 'base64').toString('utf8').includes(first.id))).toBe(false);
  });
});

it('is told each step of its appeal that a channel may know', async () => {
  const request = requestOf(appealOf());
  await submit(request);
  const { id, trackingNumber } = z.looseObject({ id: z.string(), trackingNumber: z.string() }).parse(dataOf((await answerTo(request.id)).answer));
  const at = (sequence: number, over = {}) => snapshotOf(id, trackingNumber, sequence, { channel, ...over });
  const events = [
    caseEventOf(at(1), { type: 'dispatched' }), caseEventOf(at(2, { state: 'accepted' }), { type: 'accepted' }), caseEventOf(at(3, { state: 'accepted' }), { type: 'commented', text: '内部备注' }),
    caseEventOf(at(4, { state: 'answered', answer: '已协调', check: 'pending' }), { type: 'answered' }),
  ];
  await intake.bus.publish(events.map((event) => ({ topic: topics.case, event })));
  const steps = () => records.filter(({ key }) => key === id).map(({ value }) => ingestAnswerSchema.parse(JSON.parse(value.toString('utf8'))));
  await eventually(() => Promise.resolve(steps().some(({ data }) => 'step' in data && data.step === 'answered')));
  expect(steps().map(dataOf)).toMatchObject([{ step: 'dispatched', status: 'dispatched', trackingNumber }, { step: 'accepted', status: 'accepted' }, { step: 'answered', answer: null }]);
  expect(JSON.stringify(steps())).not.toContain('内部备注');
});
