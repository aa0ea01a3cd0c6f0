import { randomUUID } from 'node:crypto';
import { deadLetterPageSchema, deadLetterRowSchema, ingestRetentionInMs, ingestTopics, problemSchema, topics, type DeadLetter } from '@suqiao/contracts';
import { caseEventOf, caseOf, transitionOf } from '../testing/cases';
import { eventually, startSupervision, type StartedSupervision } from '../testing/started-supervision';

const administrator = { role: 'administrator', subject: 'admin' } as const;
let supervision: StartedSupervision;
beforeAll(async () => {
  supervision = await startSupervision();
});
afterAll(() => supervision.close());

const letterOf = (value: string, over: Partial<DeadLetter> = {}): DeadLetter => ({
  id: `spec:${topics.case}:0:${randomUUID()}`, consumer: 'spec', topic: topics.case, partition: 0, offset: '7', key: 'k', valueBase64: Buffer.from(value).toString('base64'),
  reason: 'spec', attempts: 1, at: new Date().toISOString(), ...over,
});
const pathOf = (letter: DeadLetter) => `/dead-letters/${encodeURIComponent(letter.id)}/replay`;
const replay = (letter: DeadLetter, reader: object = administrator) => supervision.ask(reader, pathOf(letter), { method: 'POST' });
const page = async (query = 'limit=200') => deadLetterPageSchema.parse(await (await supervision.ask(administrator, `/dead-letters?${query}`)).json());
const rowOf = (id: string) => eventually(async () => (await page()).items.find((row) => row.id === id));

async function kept(letter: DeadLetter): Promise<DeadLetter> {
  await supervision.bus.publishRaw(topics.deadLetter, letter.id, Buffer.from(JSON.stringify(letter)));
  await rowOf(letter.id);
  return letter;
}

describe('dead letters', () => {
  it('keeps a poison event with its reason while the rest of its partition goes on', async () => {
    const key = randomUUID();
    const poison = `poison ${key} 电话13812345678`;
    await supervision.bus.publishRaw(topics.case, key, Buffer.from(poison));
    const good = caseOf(randomUUID());
    await supervision.bus.publish([{ topic: topics.case, event: { ...caseEventOf(good, transitionOf('dispatched', 1)), partitionkey: key } }]);
    await eventually(async () => (await supervision.ask({}, `/supervision/cases/${good.caseId}`)).status === 200);
    const row = await eventually(async () => (await page()).items.find((found) => found.consumer === 'supervision' && found.valueText.includes(key)));
    expect(row).toMatchObject({ topic: topics.case, key, attempts: 1, replayedAt: null, valueText: `poison ${key} 电话138****5678` });
    expect(row.reason).toMatch(/not an event/);
    expect(JSON.stringify(row)).not.toContain(Buffer.from('13812345678').toString('base64').slice(0, 12));
    expect(Buffer.from(row.valueBase64, 'base64').toString()).toBe(row.valueText);
  });

  it('puts aside an event of a division that nobody knows', async () => {
    const stray = caseOf(randomUUID(), { divisionCode: '370102' });
    await supervision.bus.publish([{ topic: topics.case, event: caseEventOf({ ...stray, divisionCode: '999999' }, transitionOf('dispatched', 1)) }]);
    const row = await eventually(async () => (await page()).items.find((found) => found.key === stray.caseId));
    expect(row.reason).toBe('division 999999 is not in the directory');
  });

  it('replays a record as it was, once, and says who and when', async () => {
    const fixed = caseOf(randomUUID());
    const letter = await kept(letterOf(JSON.stringify(caseEventOf(fixed, transitionOf('dispatched', 1))), { key: fixed.caseId }));
    const answers = await Promise.all(Array.from({ length: 5 }, () => replay(letter)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409, 409]);
    const taken = answers.find((answer) => answer.status === 200);
    expect(deadLetterRowSchema.parse(await taken?.json()).replayedAt).not.toBeNull();
    await eventually(async () => (await supervision.ask({}, `/supervision/cases/${fixed.caseId}`)).status === 200);
    const again = await replay(letter);
    expect(again.status).toBe(409);
    expect(problemSchema.parse(await again.json())).toMatchObject({ type: 'urn:suqiao:problem:command-refused', state: 'replayed', allowed: [] });
    const stored = await supervision.connection.collection('dead_letters').findOne({ offset: '7', key: fixed.caseId });
    expect(stored).toMatchObject({ replayedBy: 'admin' });
    expect((await rowOf(letter.id)).replayedAt).not.toBeNull();
  });

  it('can be replayed again after the broker refused it', async () => {
    const letter = await kept(letterOf('{}'));
    const away = jest.spyOn(supervision.bus, 'publishRaw').mockRejectedValueOnce(Object.assign(new Error('the broker is away'), { code: 'PLT_KFK_NETWORK' }));
    expect((await replay(letter)).status).toBe(503);
    away.mockRestore();
    expect((await rowOf(letter.id)).replayedAt).toBeNull();
    expect((await replay(letter)).status).toBe(200);
  });

  it('puts what a channel submitted back on the channel\'s topic, byte for byte', async () => {
    const topic = ingestTopics(`spec-${randomUUID().slice(0, 8)}`).submitted;
    await supervision.bus.ensureTopics({ [topic]: ingestRetentionInMs });
    const found = new Map<string, unknown>();
    const reading = supervision.bus.subscribeRecords({
      consumer: `letters-${randomUUID()}`, topics: [topic],
      handle: ({ partition, offset, key, value }) => {
        found.set(`${String(partition)}/${String(offset)}`, { key, value: value.toString('base64') });
        return Promise.resolve();
      },
    });
    const letter = await kept(letterOf('{"id":"7","data":{"title":"续贷被拒"}} \n', { topic, consumer: 'intake-ingest', key: 'order-7' }));
    expect((await replay(letter)).status).toBe(200);
    expect(await eventually(() => Promise.resolve(found.size > 0 && [...found.values()]))).toEqual([{ key: 'order-7', value: letter.valueBase64 }]);
    await reading.close();
    expect((await replay(letter)).status).toBe(409);
  });

  it('says that a channel\'s topic is not to be written, and leaves the letter for another try', async () => {
    const letter = await kept(letterOf('{}', { topic: ingestTopics(`gone-${randomUUID().slice(0, 8)}`).submitted, consumer: 'intake-ingest' }));
    const refusals = [await replay(letter), await replay(letter)];
    for (const refusal of refusals) {
      expect(refusal.status).toBe(409);
      expect(problemSchema.parse(await refusal.json()).state).toBe('unwritable');
    }
    expect((await rowOf(letter.id)).replayedAt).toBeNull();
  });

  it.each([topics.deadLetter, ingestTopics('platform').answer, 'suqiao.ingest.', 'another-system'])('refuses to write to %s, which holds neither facts nor appeals', async (topic) => {
    const letter = await kept(letterOf('{}', { topic }));
    const response = await replay(letter);
    expect(response.status).toBe(409);
    expect(problemSchema.parse(await response.json()).state).toBe('foreign');
  });

  it('puts a mended record back: checked by its schema first, the original kept, on the audit trail', async () => {
    const good = caseOf(randomUUID(), { title: '回电13812345678', appellantName: '某公司' });
    const event = caseEventOf(good, transitionOf('dispatched', 1));
    const letter = await kept(letterOf(JSON.stringify({ ...event, specversion: '0.9' }), { key: 'wrong' }));
    const { valueText } = await rowOf(letter.id);
    expect(valueText).toContain('138****5678');
    const reason = '版本号写错，按规范改正';
    const mend = (text: string, by: object = administrator, why = reason) => supervision.ask(by, `/dead-letters/${encodeURIComponent(letter.id)}/mend`, { method: 'POST', body: JSON.stringify({ valueText: text, reason: why }), headers: { 'content-type': 'application/json' } });
    const faults = async (response: Response) => [response.status, problemSchema.parse(await response.json()).errors?.map(({ pointer, rule }) => `${pointer ?? ''} ${rule}`)];
    expect(await faults(await mend(valueText))).toEqual([400, ['/specversion invalid_value']]);
    expect(await faults(await mend(valueText.replace('回电', '请回电')))).toEqual([400, ['/data/case/title letter.masked']]);
    expect(await faults(await mend('{'))).toEqual([400, [' letter.notJson']]);
    const right = valueText.replace('"0.9"', '"1.0"');
    expect(await faults(await mend(right, administrator, '改'))).toEqual([400, ['/reason too_small']]);
    for (const other of [{ role: 'supervisor' }, { role: 'administrator', level: 'city', divisionCode: '370100' }]) expect((await mend(right, other)).status).toBe(403);
    expect((await rowOf(letter.id))).toMatchObject({ replayedAt: null, mendable: true, mendedText: null });
    const answers = await Promise.all([mend(right), mend(right), mend(right)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect((await replay(letter)).status).toBe(409);
    const done = await rowOf(letter.id);
    expect(done).toMatchObject({ mendable: false, valueText });
    expect(done.mendedText).toContain('"specversion":"1.0"');
    const found = await eventually(async () => {
      const response = await supervision.ask({}, `/supervision/cases/${good.caseId}`);
      return response.status === 200 && response.text();
    });
    expect(found).toContain('回电13812345678');
    const stored = await supervision.connection.collection('dead_letters').findOne({ key: 'wrong', mendReason: reason });
    expect(stored).toMatchObject({ valueBase64: letter.valueBase64, replayedBy: 'admin' });
    const [entry, ...more] = await supervision.connection.collection('audit_entries').find({ 'object.id': letter.id, action: 'deadLetterMended' }).toArray();
    expect([entry, more]).toMatchObject([{ reason, by: { subject: 'admin' }, details: { before: expect.stringMatching(/^[0-9a-f]{64}$/) as string } }, []]);
  });

  it('pages the newest first, without a gap or a double', async () => {
    const mine: string[] = [];
    for (let count = 0; count < 5; count++) mine.unshift((await kept(letterOf('{}', { at: new Date(Date.now() + count).toISOString() }))).id);
    const found: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const part = await page(`limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      expect(part.items.length).toBeLessThanOrEqual(2);
      expect(part.total).toBeGreaterThanOrEqual(5);
      found.push(...part.items.map((row) => row.id));
      cursor = part.nextCursor;
    }
    expect(new Set(found).size).toBe(found.length);
    expect(found.filter((id) => mine.includes(id))).toEqual(mine);
  });

  it('is for administrators of the province only', async () => {
    const letter = await kept(letterOf('{}'));
    const others = [{ role: 'supervisor' }, { role: 'analyst' }, { role: 'unitHead' }, { role: 'administrator', level: 'city', divisionCode: '370100' }] as const;
    for (const reader of others) {
      expect((await supervision.ask(reader, '/dead-letters')).status).toBe(403);
      expect((await replay(letter, reader)).status).toBe(403);
    }
    expect((await rowOf(letter.id)).replayedAt).toBeNull();
  });

  it('does not know an id that nobody put aside, and refuses a cursor that nobody gave', async () => {
    expect((await replay(letterOf('{}'))).status).toBe(404);
    expect((await supervision.ask(administrator, '/dead-letters?cursor=garbage')).status).toBe(400);
  });
});
