import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { problemSchema, reminderPageSchema, reminderRowSchema, supervisedCaseSchema, topics } from '@suqiao/contracts';
import type { CaseSnapshot, Reader, ReminderSent, ReminderRow, Transition } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { caseEventOf, caseOf, federationOf, transitionOf } from '../testing/cases';
import { hear } from '../testing/heard';
import { eventually, startSupervision, type StartedSupervision } from '../testing/started-supervision';

jest.setTimeout(90_000);

/** Monday, 22:00 in Shanghai, and the next morning's opening. */
const night = new Date('2026-11-23T14:00:00.000Z');
const morning = new Date('2026-11-24T00:30:00.000Z');
const clock = { at: night, calendar: directory.calendar, now: () => Promise.resolve(clock.at) };

const late = { dueAt: '2026-11-20T09:30:00.000Z', dueSoonAt: '2026-11-19T09:30:00.000Z', stepDueAt: '2026-11-20T09:30:00.000Z', acceptBy: '2026-11-18T09:30:00.000Z', closeBy: null, provisional: false };
const jinan = { subject: 'jinan', role: 'supervisor', level: 'city', divisionCode: '370100' } as const;
const handler = { subject: 'handler', role: 'unitHandler', level: 'county', divisionCode: '370102', unitId: '370102-federation' } as const;

let supervision: StartedSupervision;
let second: StartedSupervision;
let heard: ReminderSent[];
beforeAll(async () => {
  supervision = await startSupervision(undefined, clock);
  second = await startSupervision(supervision.connection.name, clock);
  const hearing = hear(supervision.bus, topics.reminder, (event) => event.type === 'reminder.sent');
  heard = hearing.heard;
  await eventually(() => Promise.resolve(hearing.subscription.isJoined()));
});
afterAll(async () => {
  await second.close();
  await supervision.close();
});

const publish = (snapshot: CaseSnapshot, transition: Transition) => supervision.bus.publish([{ topic: topics.case, event: caseEventOf(snapshot, transition) }]);

/** A case on the board, late unless told otherwise. */
async function onBoard(over: Partial<CaseSnapshot> = {}): Promise<CaseSnapshot> {
  const snapshot = caseOf(randomUUID(), { clocks: late, ...over });
  await publish(snapshot, transitionOf('dispatched', 1));
  await eventually(async () => (await supervision.ask({}, `/supervision/cases/${snapshot.caseId}`)).status === 200);
  return snapshot;
}
const remind = (reader: Partial<Reader>, caseId: string, body: object = {}, headers: Record<string, string> = {}) =>
  supervision.ask(reader, `/supervision/cases/${caseId}/reminders`, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
async function remindersOf(caseId: string, reader: Partial<Reader> = {}): Promise<ReminderRow[]> {
  return reminderPageSchema.parse(await (await supervision.ask(reader, `/supervision/cases/${caseId}/reminders`)).json()).items;
}
const unread = async (reader: Partial<Reader>) => reminderPageSchema.parse(await (await supervision.ask(reader, '/reminders?unread=true&limit=200')).json()).items.map(({ id }) => id);
const problemIn = async (response: Response) => problemSchema.parse(await response.json());
const rowIn = async (response: Response) => reminderRowSchema.parse(await response.json());
const told = (caseId: string) => heard.filter(({ subject }) => subject === caseId);

describe('a clock', () => {
  it('reminds once a step, whatever is told twice, and waits for offices to open', async () => {
    clock.at = night;
    const found = await onBoard();
    const overdue = { ...found, sequence: 2, fired: { ...found.fired, overdue: true } };
    for (let turn = 0; turn < 3; turn++) await publish(overdue, transitionOf('overdue', 2, { by: { kind: 'clock' } }));
    const [waiting] = await eventually(async () => { const rows = await remindersOf(found.caseId); return rows.length > 0 && rows; });
    expect(waiting).toMatchObject({ cause: 'overdue', unitId: '370102-federation', by: { kind: 'clock' }, askedAt: night.toISOString(), sendAt: morning.toISOString(), sentAt: null, dropped: null });
    await delay(700);
    expect(told(found.caseId)).toEqual([]);
    clock.at = morning;
    await eventually(() => Promise.resolve(told(found.caseId).length > 0));
    await publish(overdue, transitionOf('overdue', 2, { by: { kind: 'clock' } }));
    await delay(700);
    expect([(await remindersOf(found.caseId)).map(({ sentAt }) => sentAt), told(found.caseId).map(({ data }) => data.reminder.sentAt)]).toEqual([[morning.toISOString()], [morning.toISOString()]]);
  });

  it('does not remind of what was done overnight: it is dropped, with the reason on record', async () => {
    clock.at = night;
    const found = await onBoard({ state: 'dispatched' });
    const joint = [{ unit: federationOf('370103'), demand: '协办', askedAt: late.acceptBy, dueAt: late.dueAt, basis: { from: late.acceptBy, within: { unit: 'workingDays' as const, amount: 1 }, pauses: [] }, late: true, endedAt: null, answer: null }];
    await publish({ ...found, sequence: 2 }, transitionOf('acceptanceOverdue', 2));
    await publish({ ...found, sequence: 3, joint }, transitionOf('jointOverdue', 3, { toUnitId: '370103-federation' }));
    await publish({ ...found, sequence: 4, state: 'accepted', joint }, transitionOf('accepted', 4));
    await eventually(async () => (await remindersOf(found.caseId)).length === 2);
    await eventually(async () => supervisedCaseSchema.parse(await (await supervision.ask({}, `/supervision/cases/${found.caseId}`)).json()).sequence === 4);
    clock.at = morning;
    const rows = await eventually(async () => { const all = await remindersOf(found.caseId); return all.every(({ sentAt, dropped }) => sentAt !== null || dropped !== null) && all; });
    expect(new Map(rows.map(({ cause, unitId, sentAt, dropped }) => [cause, [unitId, sentAt, dropped?.reason]]))).toEqual(new Map([
      ['acceptanceOverdue', ['370102-federation', null, 'accepted']], ['jointOverdue', ['370103-federation', morning.toISOString(), undefined]],
    ]));
    await eventually(() => Promise.resolve(told(found.caseId).length > 0));
    expect(told(found.caseId).map(({ data }) => data.reminder.cause)).toEqual(['jointOverdue']);
  });

  it('sends all that is due, however much there is, and each once', async () => {
    clock.at = night;
    const cases = Array.from({ length: 230 }, () => caseOf(randomUUID(), { clocks: late, divisionCode: '370403', unit: federationOf('370403') }));
    await supervision.bus.publish(cases.map((snapshot) => ({ topic: topics.case, event: caseEventOf({ ...snapshot, sequence: 2 }, transitionOf('dueSoon', 2)) })));
    const stored = supervision.connection.collection('reminders');
    await eventually(async () => (await stored.countDocuments({ unitId: '370403-federation' })) === 230, 60_000);
    clock.at = morning;
    // Facts are told at least once: the same event may come again, another one for the same case must not.
    const caseIds = new Set(cases.map(({ caseId }) => caseId));
    const theirs = (part: 'id' | 'subject') => new Set(heard.filter(({ subject }) => caseIds.has(subject)).map((event) => event[part])).size;
    await eventually(() => Promise.resolve(theirs('subject') === 230), 60_000);
    await delay(500);
    expect([theirs('id'), theirs('subject')]).toEqual([230, 230]);
  });
});

describe('a person', () => {
  it('reminds now within office hours, and not the same unit of the same case again within four of them', async () => {
    clock.at = new Date('2026-11-24T01:00:00.000Z');
    const found = await onBoard();
    const first = await remind(jinan, found.caseId, { text: '请尽快办理。' });
    expect([first.status, await rowIn(first)]).toMatchObject([201, { cause: 'person', by: { kind: 'person', subject: 'jinan' }, text: '请尽快办理。', sendAt: clock.at.toISOString() }]);
    await eventually(() => Promise.resolve(told(found.caseId).length === 1));
    const again = await remind(jinan, found.caseId);
    const problem = await problemIn(again);
    // Three hours until noon, one more after the break.
    expect([again.status, again.headers.get('retry-after'), problem.errors?.map(({ rule }) => rule)]).toEqual([409, String(5.5 * 3600), ['reminder.paused']]);
    expect(problem.detail).toContain('2026-11-24 14:30');
    expect((await remind({ ...jinan, subject: 'another' }, found.caseId)).status).toBe(201);
    clock.at = new Date('2026-11-24T06:30:00.000Z');
    expect((await remind(jinan, found.caseId)).status).toBe(201);
    expect((await remindersOf(found.caseId)).map(({ by }) => (by.kind === 'person' ? by.subject : '')).sort()).toEqual(['another', 'jinan', 'jinan']);
  });

  it('may press twice at once, or send the same request again: one reminder', async () => {
    const found = await onBoard();
    const statuses = await Promise.all(Array.from({ length: 12 }, async (_, index) => (await (index % 2 === 0 ? remind(jinan, found.caseId) : second.ask(jinan, `/supervision/cases/${found.caseId}/reminders`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }))).status));
    expect(statuses.sort()).toEqual([201, ...Array.from({ length: 11 }, () => 409)]);
    const other = await onBoard();
    const key = { 'idempotency-key': `"${randomUUID()}"` };
    const answers = await Promise.all(Array.from({ length: 6 }, () => remind(jinan, other.caseId, { text: '请办理' }, key)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 201));
    expect(new Set(await Promise.all(answers.map(async (answer) => (await rowIn(answer)).id))).size).toBe(1);
    expect((await remind(jinan, other.caseId, { text: '别的话' }, key)).status).toBe(422);
    expect([(await remindersOf(found.caseId)).length, (await remindersOf(other.caseId)).length]).toEqual([1, 1]);
  });

  it.each(['answered', 'suspended', 'closed'] as const)('can not remind of a case that is %s', async (state) => {
    const found = await onBoard({ state });
    const refused = await remind(jinan, found.caseId);
    expect(await problemIn(refused)).toMatchObject({ status: 409, state, errors: [{ rule: 'reminder.notWaiting' }] });
  });

  it('reminds and reads within their jurisdiction and role only; an analyst sees nothing confidential', async () => {
    const found = await onBoard({ confidential: true });
    expect((await remind({ ...jinan, divisionCode: '370200' }, found.caseId)).status).toBe(404);
    expect((await remind({ ...jinan, role: 'analyst' }, found.caseId)).status).toBe(403);
    expect((await remind(handler, found.caseId)).status).toBe(403);
    expect((await remind(jinan, found.caseId)).status).toBe(201);
    const status = async (reader: Partial<Reader>) => (await supervision.ask(reader, `/supervision/cases/${found.caseId}/reminders`)).status;
    expect(await Promise.all([status(jinan), status({ ...jinan, role: 'analyst' }), status({ ...jinan, divisionCode: '370200' }), status(handler)])).toEqual([200, 404, 404, 403]);
  });

  it.each([[{ text: '' }, '/text'], [{ text: 5 }, '/text'], [{ text: 'x'.repeat(1001) }, '/text'], [{ colour: 'red' }, '/colour']])('can not write %j', async (body, pointer) => {
    const { caseId } = await onBoard();
    const refused = await remind(jinan, caseId, body);
    expect([refused.status, (await problemIn(refused)).errors?.map((error) => error.pointer)]).toEqual([400, [pointer]]);
    expect((await remind(jinan, caseId, {}, { 'idempotency-key': 'x'.repeat(256) })).status).toBe(400);
  });
});

describe('the inbox', () => {
  it('is the unit\'s, unread for each of its people until they read it', async () => {
    const found = await onBoard();
    const row = await rowIn(await remind(jinan, found.caseId));
    await eventually(async () => (await unread(handler)).includes(row.id));
    const colleague = { ...handler, subject: 'colleague' };
    const read = (reader: Partial<Reader>) => supervision.ask(reader, `/reminders/${row.id}/read`, { method: 'POST' });
    const stranger = { ...handler, unitId: '370103-federation', divisionCode: '370103' };
    expect((await read(stranger)).status).toBe(404);
    expect((await rowIn(await read(handler))).reads.map(({ subject }) => subject)).toEqual(['handler']);
    expect((await rowIn(await read(handler))).reads).toHaveLength(1);
    expect([(await unread(handler)).includes(row.id), (await unread(colleague)).includes(row.id), (await unread(stranger)).includes(row.id)]).toEqual([false, true, false]);
    expect((await supervision.ask({ ...handler, role: 'analyst' }, '/reminders')).status).toBe(403);
  });

  it('pages without gap or double, the newest first', async () => {
    const reader = { ...handler, divisionCode: '370403', unitId: '370403-federation' };
    const ids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = reminderPageSchema.parse(await (await supervision.ask(reader, `/reminders?limit=60${cursor === '' ? '' : `&cursor=${cursor}`}`)).json());
      expect(page.total).toBe(230);
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect([ids.length, new Set(ids).size]).toEqual([230, 230]);
  });

  it.each(['unread=perhaps', 'limit=0', 'cursor=garbage', `cursor=${Buffer.from('["x","y"]').toString('base64url')}`, 'colour=red'])('is not asked by %s', async (query) => {
    expect((await supervision.ask(handler, `/reminders?${query}`)).status).toBe(400);
  });
});
