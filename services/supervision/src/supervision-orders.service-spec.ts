import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { orderPageSchema, orderViewSchema, problemSchema, topics } from '@suqiao/contracts';
import type { CaseSnapshot, OrderEvent, OrderView, Reader, Transition } from '@suqiao/contracts';
import { caseEventOf, caseOf, federationOf, inHours, transitionOf } from '../testing/cases';
import { hear } from '../testing/heard';
import { eventually, startSupervision, type StartedSupervision } from '../testing/started-supervision';

const path = '/supervision/orders';
const jinan = { subject: 'jinan', role: 'supervisor', level: 'city', divisionCode: '370100' } as const;
const province = { subject: 'province', role: 'supervisor', level: 'province', divisionCode: '370000' } as const;
const handler = { subject: 'handler', role: 'unitHandler', level: 'county', divisionCode: '370102', unitId: '370102-federation' } as const;

let supervision: StartedSupervision;
let heard: OrderEvent[];
beforeAll(async () => {
  supervision = await startSupervision();
  ({ heard } = hear(supervision.bus, topics.supervisionOrder, (event): event is OrderEvent => event.source === '/suqiao/supervision'));
});
afterAll(() => supervision.close());

const publish = (snapshot: CaseSnapshot, transition: Transition) => supervision.bus.publish([{ topic: topics.case, event: caseEventOf(snapshot, transition) }]);

/** A case on the board. */
async function onBoard(over: Partial<CaseSnapshot> = {}): Promise<CaseSnapshot> {
  const snapshot = caseOf(randomUUID(), over);
  await publish(snapshot, transitionOf('dispatched', 1));
  await eventually(async () => (await supervision.ask({}, `/supervision/cases/${snapshot.caseId}`)).status === 200);
  return snapshot;
}
const post = (reader: Partial<Reader>, to: string, body: unknown, headers: Record<string, string> = {}) =>
  supervision.ask(reader, to, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
const issue = (reader: Partial<Reader>, caseId: string, over: object = {}, headers: Record<string, string> = {}) => post(reader, path, { caseId, demand: '请立即办理。', within: { unit: 'workingDays', amount: 5 }, ...over }, headers);
const give = (reader: Partial<Reader>, id: string, command: string, body: object = {}, headers: Record<string, string> = {}) => post(reader, `${path}/${id}/commands/${command}`, body, headers);
const viewIn = async (response: Response): Promise<OrderView> => orderViewSchema.parse(await response.json());
const issued = async (reader: Partial<Reader>, caseId: string, over: object = {}) => {
  const response = await issue(reader, caseId, over);
  expect(response.status).toBe(201);
  return viewIn(response);
};
const problemIn = async (response: Response) => problemSchema.parse(await response.json());
const listed = async (reader: Partial<Reader>, query: string) => orderPageSchema.parse(await (await supervision.ask(reader, `${path}?limit=200&${query}`)).json());

describe('numbers', () => {
  it('are 1 to 50 of 50 orders at once from two processes, without gap or double', async () => {
    const found = await onBoard({ divisionCode: '370302' });
    const zibo = { ...jinan, divisionCode: '370300' };
    const other = await startSupervision(supervision.connection.name);
    try {
      const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => (index % 2 === 0
        ? issue(zibo, found.caseId)
        : other.ask(zibo, path, { method: 'POST', body: JSON.stringify({ caseId: found.caseId, demand: '请立即办理。' }), headers: { 'content-type': 'application/json' } }))));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
      const orders = await Promise.all(answers.map(viewIn));
      expect(orders.map(({ serial }) => serial).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
      for (const order of orders) expect(order.number).toBe(`淄博工商联督〔${String(order.year)}〕${String(order.serial)}号`);
    } finally {
      await other.close();
    }
  });

  it('are a row of each issuing division', async () => {
    const found = await onBoard({ divisionCode: '370303' });
    const [city, top] = [await issued({ ...jinan, divisionCode: '370300' }, found.caseId), await issued(province, found.caseId)];
    expect(city.number).toMatch(/^淄博工商联督〔\d{4}〕\d+号$/);
    expect(top.number).toMatch(/^鲁工商联督〔\d{4}〕\d+号$/);
    expect([top.issuedBy.unitId, top.unit.unitId]).toEqual(['370000-federation', '370303-federation']);
  });
});

describe('Idempotency-Key', () => {
  it('gives one order for the same key and body, 20 times at once, and 422 for another body', async () => {
    const found = await onBoard();
    const headers = { 'idempotency-key': `"${randomUUID()}"` };
    const before = (await listed(province, 'division=370000')).total;
    const answers = await Promise.all(Array.from({ length: 20 }, () => issue(province, found.caseId, {}, headers)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const orders = await Promise.all(answers.map(viewIn));
    expect(new Set(orders.map(({ orderId }) => orderId)).size).toBe(1);
    expect(answers[0]?.headers.get('location')).toBe(`/api/v1/supervision/orders/${orders[0]?.orderId ?? ''}`);
    expect((await listed(province, 'division=370000')).total).toBe(before + 1);
    const next = await issued(province, found.caseId);
    expect(next.serial).toBe((orders[0]?.serial ?? 0) + 1);
    const mismatch = await issue(province, found.caseId, { demand: '另一要求' }, headers);
    expect([mismatch.status, (await problemIn(mismatch)).type]).toEqual([422, 'urn:suqiao:problem:idempotency-key-mismatch']);
    expect((await viewIn(await issue(jinan, found.caseId, {}, headers))).orderId).not.toBe(orders[0]?.orderId);
    expect((await issue(province, found.caseId, {}, { 'idempotency-key': 'two words' })).status).toBe(400);
  });
});

describe('the life of an order', () => {
  it('goes from issuing over returned feedback to closing, each step on the record and announced once', async () => {
    const found = await onBoard({ appellantName: '济南样例机械有限公司' });
    const order = await issued(jinan, found.caseId, { title: '专项督办' });
    expect(order).toMatchObject({ state: 'issued', cause: 'person', title: '专项督办', appellantMasked: '济南****', overdue: false, provisional: false, unit: { unitId: '370102-federation' } });
    expect(order.commands.filter(({ allowed }) => allowed).map(({ command }) => command)).toEqual(['revoke']);
    for (const [reader, command, body] of [
      [handler, 'receive', {}], [handler, 'feedback', { text: '已办理' }], [jinan, 'returnFeedback', { reason: '未说明原因' }],
      [{ ...handler, role: 'unitHead' }, 'feedback', { text: '原因如下' }], [province, 'close', { note: '已核实' }],
    ] as const) expect((await give(reader, order.orderId, command, body)).status).toBe(200);
    const shown = await viewIn(await supervision.ask(handler, `${path}/${order.orderId}`));
    expect(shown.timeline.map(({ type }) => type)).toEqual(['issued', 'received', 'feedbackGiven', 'feedbackReturned', 'feedbackGiven', 'closed']);
    expect(shown.timeline.map(({ by }) => (by.kind === 'person' ? by.subject : by.kind))).toEqual(['jinan', 'handler', 'handler', 'jinan', 'handler', 'province']);
    expect(shown).toMatchObject({ state: 'closed', sequence: 6, feedback: { text: '原因如下' } });
    const mine = () => heard.filter((event) => event.data.order.orderId === order.orderId);
    await eventually(() => Promise.resolve(mine().length >= 6));
    expect(mine().map((event) => [event.type, event.data.order.sequence, event.subject, event.partitionkey])).toEqual(
      shown.timeline.map(({ type }, index) => [`order.${type}`, index + 1, found.caseId, found.caseId]),
    );
  });

  it('takes one of two commands at once', async () => {
    const order = await issued(jinan, (await onBoard()).caseId);
    const answers = await Promise.all(Array.from({ length: 8 }, () => give(handler, order.orderId, 'receive')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 409)]);
  });

  it('refuses an illegal step with the state and what it allows, in both languages', async () => {
    const order = await issued(jinan, (await onBoard()).caseId);
    const refused = await give(jinan, order.orderId, 'close', {}, { 'accept-language': 'en' });
    expect(refused.status).toBe(409);
    expect(await problemIn(refused)).toMatchObject({ type: 'urn:suqiao:problem:command-refused', state: 'issued', allowed: ['receive', 'revoke'], detail: 'The order is issued: "close" is refused; possible now: receive, revoke' });
    expect((await problemIn(await give(jinan, order.orderId, 'close'))).detail).toBe('督办单已下发，不能办结；现在可以：签收、撤销');
    expect((await give(jinan, order.orderId, 'revoke', { reason: '诉求已撤诉' })).status).toBe(200);
    expect(await problemIn(await give(handler, order.orderId, 'receive'))).toMatchObject({ status: 409, state: 'revoked', allowed: [] });
  });

  it.each([['feedback', {}, '/text'], ['feedback', { text: ' ' }, '/text'], ['feedback', { text: '好的', colour: 1 }, '/colour'], ['returnFeedback', {}, '/reason'], ['revoke', { reason: 'x' }, '/reason'], ['close', { note: 7 }, '/note'], ['receive', { text: 'x' }, '/text']])('refuses %s with %j', async (command, body, pointer) => {
    const order = await issued(jinan, (await onBoard()).caseId);
    const response = await give(command === 'feedback' || command === 'receive' ? handler : jinan, order.orderId, command, body);
    expect([response.status, (await problemIn(response)).errors?.map((error) => error.pointer)]).toEqual([400, [pointer]]);
  });
});

describe('jurisdiction', () => {
  it('hides cases and orders of another city, and refuses a level that is not above the case\'s', async () => {
    const found = await onBoard();
    for (const reader of [{ ...jinan, divisionCode: '370200' }, { ...jinan, level: 'county', divisionCode: '370103' } as const]) expect((await issue(reader, found.caseId)).status).toBe(404);
    const equal = await issue({ ...jinan, level: 'county', divisionCode: '370102' }, found.caseId, {}, { 'accept-language': 'en' });
    expect([equal.status, (await problemIn(equal)).detail]).toEqual([403, 'A supervisor above the case\'s present level issues the order']);
    for (const role of ['unitHandler', 'unitHead', 'analyst', 'administrator'] as const) expect((await issue({ ...jinan, role }, found.caseId)).status).toBe(403);
    const risen = await onBoard({ level: 'city', unit: federationOf('370100') });
    expect((await issue(jinan, risen.caseId)).status).toBe(403);
    const provincial = await onBoard({ divisionCode: '370000', level: 'province', unit: federationOf('370000') });
    expect((await issued(province, provincial.caseId)).unit.unitId).toBe('370000-federation');
    const order = await issued(jinan, found.caseId);
    const outside = [{ ...jinan, divisionCode: '370200' }, { ...handler, unitId: '370102-market-regulation' }, { ...handler, divisionCode: '370202', unitId: '370202-federation' }];
    for (const reader of outside) {
      for (const to of ['', '/print']) expect((await supervision.ask(reader, `${path}/${order.orderId}${to}`)).status).toBe(404);
      expect((await give(reader, order.orderId, 'receive')).status).toBe(404);
      expect((await listed(reader, `caseId=${found.caseId}`)).total).toBe(0);
    }
  });

  it('lets only the ordered unit answer, and only supervisors from the issuing level on decide', async () => {
    const order = await issued(province, (await onBoard()).caseId);
    for (const reader of [province, { ...jinan, role: 'unitHead' }] as const) expect((await give(reader, order.orderId, 'receive')).status).toBe(403);
    for (const reader of [jinan, { ...handler, role: 'unitHead' }, { ...province, role: 'analyst' }] as const) expect((await give(reader, order.orderId, 'revoke', { reason: '理由理由' })).status).toBe(403);
  });

  it('shows orders on a confidential case to their unit and to supervisors only, from the moment it is', async () => {
    const found = await onBoard();
    const order = await issued(jinan, found.caseId);
    const analyst = { ...jinan, role: 'analyst' } as const;
    const status = async (reader: Partial<Reader>) => (await supervision.ask(reader, `${path}/${order.orderId}`)).status;
    expect(await status(analyst)).toBe(200);
    await publish({ ...found, sequence: 2, confidential: true }, transitionOf('confidentialSet', 2));
    await eventually(async () => (await status(analyst)) === 404);
    expect((await listed(analyst, `caseId=${found.caseId}`)).total).toBe(0);
    expect(await Promise.all([status(jinan), status(handler), status({ ...jinan, role: 'administrator' })])).toEqual([200, 200, 404]);
    expect((await give(handler, order.orderId, 'receive')).status).toBe(200);
    expect((await viewIn(await supervision.ask(jinan, `${path}/${order.orderId}`))).confidential).toBe(true);
    const later = await issued(jinan, found.caseId);
    expect((await supervision.ask(analyst, `${path}/${later.orderId}`)).status).toBe(404);
  });
});

describe('what can not be ordered', () => {
  it.each(['withdrawn', 'merged'] as const)('ends with a case that was %s, on the record', async (outcome) => {
    const found = await onBoard();
    const [open, answered] = [await issued(jinan, found.caseId), await issued(province, found.caseId)];
    await give(handler, answered.orderId, 'receive');
    await give(handler, answered.orderId, 'feedback', { text: '正在办理。' });
    await publish({ ...found, sequence: 2, state: 'closed', outcome }, transitionOf(outcome, 2));
    for (const { orderId } of [open, answered]) {
      await eventually(async () => (await viewIn(await supervision.ask(province, `${path}/${orderId}`))).state === 'revoked');
      const { timeline, commands } = await viewIn(await supervision.ask(province, `${path}/${orderId}`));
      expect(timeline.at(-1)).toMatchObject({ type: 'revoked', by: { kind: 'system' }, reason: expect.stringContaining('随案撤销') as unknown });
      expect(commands.some(({ allowed }) => allowed)).toBe(false);
    }
  });

  it('is a closed case (409), and one that nobody knows (404)', async () => {
    const found = await onBoard({ state: 'closed' });
    const refused = await issue(province, found.caseId);
    expect(await problemIn(refused)).toMatchObject({ status: 409, state: 'closed', allowed: [] });
    expect((await issue(province, randomUUID())).status).toBe(404);
  });

  it.each([
    [{ demand: ' ' }, '/demand'], [{ demand: undefined }, '/demand'], [{ colour: 'red' }, '/colour'], [{ caseId: 'x' }, '/caseId'], [{ within: undefined, dueAt: '2026-01-01' }, '/dueAt'],
    [{ within: undefined, dueAt: inHours(-1) }, '/dueAt'], [{ within: undefined, dueAt: inHours(24 * 400) }, '/dueAt'], [{ dueAt: inHours(5) }, '/within'],
    [{ within: { unit: 'seconds', amount: 0 } }, '/within'], [{ within: { unit: 'workingDays', amount: 1e9 } }, '/within'],
  ])('is %j', async (over, pointer) => {
    const { caseId } = await onBoard();
    const response = await issue(province, caseId, over);
    expect([response.status, (await problemIn(response)).errors?.map((error) => error.pointer)]).toEqual([400, [pointer]]);
  });

  it.each(['state=late', 'level=village', 'division=999999', 'division=37', 'caseId=x', 'overdue=perhaps', 'limit=0', 'cursor=garbage', `cursor=${Buffer.from('["9 x","y"]').toString('base64url')}`, 'colour=red'])('is no query: %s', async (query) => {
    expect((await supervision.ask(province, `${path}?${query}`)).status).toBe(400);
  });

  it.each(['nonsense', '%00', encodeURIComponent('{"$ne":null}')])('order %s is not found', async (id) => {
    for (const to of ['', '/print']) expect((await supervision.ask(province, `${path}/${id}${to}`)).status).toBe(404);
    expect((await give(province, id, 'revoke', { reason: '理由理由' })).status).toBe(404);
    expect((await give(province, id, 'explode')).status).toBe(404);
  });
});

describe('the list', () => {
  it('has the most urgent first, pages without gap or double, and filters', async () => {
    const mine = { ...jinan, divisionCode: '370400', subject: 'zaozhuang' };
    const { caseId } = await onBoard({ divisionCode: '370402' });
    const unit = { ...handler, divisionCode: '370402', unitId: '370402-federation' };
    const due = [30, 10, 20, 10, 40].map((hours) => inHours(hours));
    const orders: OrderView[] = [];
    for (const dueAt of due) orders.push(await issued(mine, caseId, { within: undefined, dueAt }));
    const [answered, revoked] = [orders[1], orders[2]];
    await give(unit, answered?.orderId ?? '', 'receive');
    await give(unit, answered?.orderId ?? '', 'feedback', { text: '已办理' });
    await give(mine, revoked?.orderId ?? '', 'revoke', { reason: '理由理由' });
    const late = await issued(mine, caseId, { within: { unit: 'seconds', amount: 1 } });
    await delay(1200);
    const serials: number[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = orderPageSchema.parse(await (await supervision.ask(mine, `${path}?division=370400&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)).json());
      expect(page.total).toBe(6);
      serials.push(...page.items.map(({ serial }) => serial));
      cursor = page.nextCursor;
    }
    expect(serials).toEqual([late.serial, ...[3, 0, 4, 1, 2].map((index) => orders[index]?.serial)]);
    expect((await listed(mine, 'overdue=true')).items.map(({ serial }) => serial)).toEqual([late.serial]);
    expect([(await listed(mine, 'overdue=false')).total, (await listed(mine, 'state=revoked')).total, (await listed(mine, 'level=province')).total, (await listed(unit, `caseId=${caseId}&level=city`)).total]).toEqual([5, 1, 0, 6]);
  });
});

describe('the printed order', () => {
  it('is a whole page in the reader\'s language, with every text escaped and a policy that lets only its own styles through', async () => {
    const found = await onBoard({ title: '<script>alert(1)</script>', appellantName: '<b>企业有限公司' });
    const order = await issued(jinan, found.caseId, { demand: '<img src=x onerror=alert(1)> 电话13812345678' });
    const response = await supervision.ask(handler, `${path}/${order.orderId}/print`);
    expect([response.status, response.headers.get('content-type'), response.headers.get('content-language'), response.headers.get('cache-control')]).toEqual([200, 'text/html; charset=utf-8', 'zh-CN', 'no-store']);
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]{43}='; frame-ancestors 'none'/);
    const page = await response.text();
    expect(page).not.toMatch(/<script|<img|<b>|13812345678/);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain(order.number);
    const english = await supervision.ask(handler, `${path}/${order.orderId}/print`, { headers: { 'accept-language': 'en' } });
    expect(await english.text()).toContain('<html lang="en">');
  });
});
