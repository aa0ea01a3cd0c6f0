import { randomUUID } from 'node:crypto';
import { handOverPeopleSchema, handOverSchema, handOversSchema, problemSchema, reminderPageSchema, reminderRowSchema, topics, watchedCasePageSchema, watchListSchema, watchListsSchema } from '@suqiao/contracts';
import type { CaseSnapshot, Reader } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { caseEventOf, caseOf, transitionOf } from '../testing/cases';
import { eventually, startSupervision, type StartedSupervision } from '../testing/started-supervision';

const clock = { at: new Date('2026-11-24T01:00:00.000Z'), calendar: directory.calendar, now: () => Promise.resolve(clock.at) };
const path = '/supervision/hand-overs';
const days = { from: '2026-11-24', until: '2026-11-26' };

let supervision: StartedSupervision;
beforeAll(async () => {
  supervision = await startSupervision(undefined, clock);
});
afterAll(() => supervision.close());

const post = (reader: Partial<Reader>, to: string, body: object | null = null) => supervision.ask(reader, to, { method: 'POST', ...(body !== null && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }) });
const faults = async (response: Response) => [response.status, problemSchema.parse(await response.json()).errors?.map(({ pointer, rule }) => `${pointer ?? ''} ${rule}`.trim())];

/** A supervisor of 济南 who has opened Suqiao, unless told otherwise. */
async function person(over: Partial<Reader> = {}): Promise<Reader> {
  const reader: Reader = { subject: randomUUID(), name: '督办员', role: 'supervisor', level: 'city', divisionCode: '370100', unitId: null, ...over };
  expect((await supervision.ask(reader, '/reminders')).status).toBe(200);
  return reader;
}
const handOver = (maker: Reader, to: Reader, over: object = {}) => post(maker, path, { to: to.subject, toName: to.name, ...days, reason: '出差', ...over });
async function onBoard(over: Partial<CaseSnapshot> = {}): Promise<CaseSnapshot> {
  const snapshot = caseOf(randomUUID(), over);
  await supervision.bus.publish([{ topic: topics.case, event: caseEventOf(snapshot, transitionOf('dispatched', 1)) }]);
  await eventually(async () => (await supervision.ask({}, `/supervision/cases/${snapshot.caseId}`)).status === 200);
  return snapshot;
}
const listsOf = async (reader: Reader) => watchListsSchema.parse(await (await supervision.ask(reader, '/supervision/watch-lists')).json()).items;
const unread = async (reader: Reader) => reminderPageSchema.parse(await (await supervision.ask(reader, '/reminders?unread=true&limit=200')).json()).items.map(({ id }) => id);

describe('while a hand-over runs', () => {
  it('the deputy sees the absent person\'s lists, and what they do is recorded as on behalf of', async () => {
    const [absent, deputy] = [await person({ name: '张三' }), await person({ name: '李四' })];
    const list = watchListSchema.parse(await (await post(absent, '/supervision/watch-lists', { name: '重点' })).json());
    expect(await listsOf(deputy)).toEqual([]);
    const made = await handOver(absent, deputy);
    expect([made.status, handOverSchema.parse(await made.json())]).toMatchObject([201, { running: true, absent: { subject: absent.subject }, deputy: { subject: deputy.subject }, madeBy: { name: '张三' } }]);
    expect((await listsOf(deputy)).map(({ id, owner }) => [id, owner.name])).toEqual([[list.id, '张三']]);
    const { caseId } = await onBoard();
    expect((await post(deputy, `/supervision/watch-lists/${list.id}/cases`, { caseId })).status).toBe(200);
    const [row] = watchedCasePageSchema.parse(await (await supervision.ask(absent, `/supervision/watch-lists/${list.id}/cases`)).json()).items;
    expect(row?.addedBy).toEqual({ subject: deputy.subject, name: '李四', onBehalfOf: { subject: absent.subject, name: '张三' } });
    const reminded = await post(deputy, `/supervision/cases/${caseId}/reminders`, { onBehalfOf: absent.subject });
    expect(reminderRowSchema.parse(await reminded.json())).toMatchObject({ by: { subject: deputy.subject }, onBehalfOf: { subject: absent.subject, name: '张三' } });
    expect((await post(absent, `/supervision/cases/${caseId}/reminders`, { onBehalfOf: deputy.subject })).status).toBe(403);
    clock.at = new Date('2026-11-26T16:00:00.000Z');
    expect(await listsOf(deputy)).toEqual([]);
    clock.at = new Date('2026-11-24T01:00:00.000Z');
  });

  it('the deputy sees and reads the absent person\'s unread reminders', async () => {
    const absent = await person({ role: 'unitHead', level: 'county', divisionCode: '370102', unitId: '370102-federation' });
    const colleague = await person({ role: 'unitHandler', level: 'county', divisionCode: '370102', unitId: '370102-federation' });
    const deputy = await person();
    const { caseId } = await onBoard();
    const { id } = reminderRowSchema.parse(await (await post(await person(), `/supervision/cases/${caseId}/reminders`)).json());
    await eventually(async () => (await unread(absent)).includes(id));
    expect(await unread(deputy)).not.toContain(id);
    expect((await handOver(absent, deputy)).status).toBe(201);
    expect(await unread(deputy)).toContain(id);
    const read = reminderRowSchema.parse(await (await post(deputy, `/reminders/${id}/read`)).json());
    expect(read.reads).toMatchObject([{ subject: deputy.subject, onBehalfOf: { subject: absent.subject } }]);
    expect([(await unread(deputy)).includes(id), (await unread(absent)).includes(id), (await unread(colleague)).includes(id)]).toEqual([false, false, true]);
  });

  it('may end early, and then shows nothing more', async () => {
    const [absent, deputy] = [await person(), await person()];
    await post(absent, '/supervision/watch-lists', { name: '重点' });
    const { id } = handOverSchema.parse(await (await handOver(absent, deputy)).json());
    expect((await post(deputy, `${path}/${id}/end`)).status).toBe(404);
    expect(handOverSchema.parse(await (await post(absent, `${path}/${id}/end`)).json()).running).toBe(false);
    expect(await listsOf(deputy)).toEqual([]);
    expect(handOversSchema.parse(await (await supervision.ask(deputy, path)).json()).items.map((one) => [one.id, one.running])).toEqual([[id, false]]);
    expect((await handOver(absent, deputy)).status).toBe(201);
    const trail = await supervision.connection.collection('audit_entries').find({ 'by.subject': absent.subject }).sort({ _id: 1 }).toArray();
    expect(trail.map(({ action, reason, divisionPath }) => [action, reason, divisionPath])).toEqual(['handOverMade', 'handOverEnded', 'handOverMade'].map((action) => [action, '出差', ['370100', '370000']]));
  });
});

describe('a hand-over', () => {
  it('is refused by name: overlapping, to somebody absent, in a chain, outside the deputy\'s jurisdiction', async () => {
    const [a, b, c] = [await person(), await person(), await person()];
    expect((await handOver(a, b)).status).toBe(201);
    expect(await faults(await handOver(a, c, { from: '2026-11-26', until: '2026-11-30' }))).toEqual([409, ['handOver.overlaps']]);
    expect(await faults(await handOver(c, a))).toEqual([409, ['handOver.deputyAbsent']]);
    expect(await faults(await handOver(b, c))).toEqual([409, ['handOver.chain']]);
    expect((await handOver(a, c, { from: '2026-11-27', until: '2026-11-30' })).status).toBe(201);
    const county = await person({ level: 'county', divisionCode: '370102' });
    expect(await faults(await handOver(c, county))).toEqual([409, ['handOver.jurisdiction']]);
  });

  it('is made once of many at once', async () => {
    const [absent, ...deputies] = await Promise.all(Array.from({ length: 7 }, () => person()));
    if (absent === undefined) throw new Error('there are people');
    const answers = await Promise.all(deputies.map((deputy) => handOver(absent, deputy)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    const [one, other] = [await person(), await person()];
    const crossed = await Promise.all([handOver(one, other), handOver(other, one)]);
    expect(crossed.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('is the person\'s to make, or a head\'s or administrator\'s of the same unit or division', async () => {
    const [absent, deputy] = [await person(), await person()];
    const administrator = await person({ role: 'administrator' });
    const elsewhere = await person({ role: 'administrator', divisionCode: '370200' });
    expect((await handOver(deputy, deputy, { absent: absent.subject, to: administrator.subject })).status).toBe(403);
    expect((await handOver(elsewhere, deputy, { absent: absent.subject })).status).toBe(403);
    expect(handOverSchema.parse(await (await handOver(administrator, deputy, { absent: absent.subject })).json())).toMatchObject({ absent: { subject: absent.subject }, madeBy: { subject: administrator.subject } });
  });

  it.each<[object, string]>([
    [{ from: '2026-11-27' }, '/until period.reversed'], [{ from: '2026-11-20', until: '2026-11-23' }, '/until handOver.past'], [{ to: 'nobody' }, '/to person.unknown'], [{ absent: 'nobody' }, '/absent person.unknown'],
    [{ until: '2026-11-31' }, '/until invalid_format'], [{ reason: '' }, '/reason too_small'], [{ toName: undefined }, '/toName invalid_type'], [{ colour: 'red' }, '/colour field.unknown'],
  ])('is not made of %j', async (over, fault) => {
    const [absent, deputy] = [await person(), await person()];
    expect(await faults(await handOver(absent, deputy, over))).toEqual([400, [fault]]);
  });

  it('is arranged from people who have been here: who may be absent by the reader\'s word, and whose jurisdiction contains theirs', async () => {
    const place = { divisionCode: '371700' };
    const [absent, peer, county] = [await person(place), await person({ ...place, name: '同事' }), await person({ ...place, divisionCode: '371702', level: 'county' })];
    const head = await person({ ...place, role: 'administrator' });
    const people = async (reader: Reader, query = '') => {
      const response = await supervision.ask(reader, `${path}/people${query}`);
      return response.status === 200 ? handOverPeopleSchema.parse(await response.json()) : response.status;
    };
    const subjects = (found: Awaited<ReturnType<typeof people>>) => (typeof found === 'number' ? found : { absent: found.absent.map(({ subject }) => subject), deputies: found.deputies.map(({ subject }) => subject) });
    const own = subjects(await people(absent));
    expect(own).toMatchObject({ absent: [absent.subject], deputies: expect.arrayContaining([peer.subject, head.subject]) as unknown });
    expect(own).not.toMatchObject({ deputies: expect.arrayContaining([county.subject]) as unknown });
    expect(subjects(await people(head, `?absent=${county.subject}`))).toMatchObject({ absent: expect.arrayContaining([county.subject, absent.subject]) as unknown, deputies: expect.arrayContaining([absent.subject, peer.subject]) as unknown });
    expect(subjects(await people(peer, `?absent=${absent.subject}`))).toBe(404);
  });

  it('is not to oneself', async () => {
    const absent = await person();
    expect(await faults(await handOver(absent, absent))).toEqual([400, ['/to handOver.samePerson']]);
  });
});
