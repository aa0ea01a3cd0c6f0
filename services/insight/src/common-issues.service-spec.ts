import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { caseEventSchema, formatSequence, insightAppealsPageSchema, issueCommands, issuePageSchema, issueViewSchema, problemSchema, topics, type CaseEvent, type Figure, type IssueAppealAnswered, type IssueView, type Reader, type SuqiaoEvent } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { announce, classifiedOf, otherMatters, powerCuts } from '../testing/appeals';
import { eventually, startInsight, type StartedInsight } from '../testing/started-insight';

const list = '/api/v1/insight/common-issues';
const province = { subject: 'province', role: 'analyst', level: 'province', divisionCode: '370000' } as const;
const jinan = { subject: 'jinan', role: 'analyst', level: 'city', divisionCode: '370100' } as const;
const lixia = { subject: 'lixia', role: 'supervisor', level: 'county', divisionCode: '370102' } as const;
const qingdao = { subject: 'qingdao', role: 'analyst', level: 'city', divisionCode: '370200' } as const;
const places = ['370102', '370103', '370302'];
const minuteInMs = 60_000;
const silent = '机密：银杏产业园停电与某领导有关';

let insight: StartedInsight;
let issueId: string;
const answers: IssueAppealAnswered[] = [];
const isAnswer = (event: SuqiaoEvent): event is IssueAppealAnswered => event.type === 'commonIssue.appealAnswered';

beforeAll(async () => {
  insight = await startInsight();
  insight.bus.subscribe({
    consumer: `heard-${randomUUID()}`, topics: [topics.commonIssue],
    handle: (event) => {
      if (isAnswer(event) && event.data.issueId === issueId && !answers.some(({ id }) => id === event.id)) answers.push(event);
      return Promise.resolve();
    },
  });
  await announce(insight.bus, otherMatters(80));
  await announce(insight.bus, [
    ...powerCuts(9, places, { receivedAt: new Date(Date.now() - 90 * minuteInMs) }), classifiedOf({ title: silent, content: '我单位位于银杏产业园，一周之内停了四次电', divisionCode: '370102', confidential: true }),
    classifiedOf({ title: '咨询研发费用加计扣除申报材料', content: '年度汇算时研发费用辅助账如何填写', divisionCode: '370103' }), classifiedOf({ title: '出口报关单被退回', content: '海关要求更正商品编码', divisionCode: '370302' }),
  ]);
  issueId = await eventually(async () => (await listed(province)).items.find(({ total, appeals }) => total.count === 9 && appeals === 9)?.issueId);
});
afterAll(() => insight.close());

const listed = async (reader: Partial<Reader>, query = '') => issuePageSchema.parse(await (await insight.ask(reader, `${list}?limit=100&${query}`)).json());
const seen = async (reader: Partial<Reader>, id = issueId) => issueViewSchema.parse(await (await insight.ask(reader, `${list}/${id}`)).json());
const appealsOf = async (path: string, reader: Partial<Reader> = province) => insightAppealsPageSchema.parse(await (await insight.ask(reader, path)).json());
const give = (reader: Partial<Reader>, command: string, body: object = {}, id = issueId, headers: Record<string, string> = {}) => insight.post(reader, `${list}/${id}/commands/${command}`, body, headers);
const done = async (reader: Partial<Reader>, command: string, body: object = {}, id = issueId): Promise<IssueView> => {
  const response = await give(reader, command, body, id);
  if (response.status !== 200) throw new Error(`${command}: ${String(response.status)} ${await response.text()}`);
  return issueViewSchema.parse(await response.json());
};
const problemOf = async (response: Response) => problemSchema.parse(await response.json());
const membersOf = async (id: string) => (await appealsOf(`/api/v1/insight/appeals?issue=${id}&limit=100`)).items;
const figuresIn = (view: IssueView): Figure[] => [view.total, view.enterprises, ...view.divisions, ...view.weeks, ...view.channels, ...view.categories, ...(view.effect === null ? [] : [view.effect.before, view.effect.after])];
const lead = directory.unit('370000-federation');

describe('a candidate', () => {
  it('forms once from appeals of several cities, with a name of its own words and a heat whose formula is printed', async () => {
    const page = await listed(province, 'open=true');
    expect(page.items.map(({ issueId: id }) => id)).toEqual([issueId]);
    const [row] = page.items;
    expect(row).toMatchObject({ state: 'candidate', level: 'province', divisionCode: '370000', appeals: 9, total: { count: 9 }, enterprises: { count: 9 } });
    expect(row?.name).toMatch(/银杏|停电/);
    expect(row?.heat.value).toBeGreaterThan(0);
    expect(row?.heat.formula).not.toBe('');
    expect(row?.clock.dueAt).not.toBeNull();
  });

  it.each([['the province', province, 9], ['a city', jinan, 6], ['a county', lixia, 3]] as const)('shows %s its own part, and each figure has as many appeals in its list as it says', async (_, reader, count) => {
    const view = await seen(reader);
    expect(view.total.count).toBe(count);
    const lengths = await Promise.all(figuresIn(view).map(async ({ list: path }) => (await appealsOf(path, reader)).total));
    expect(lengths).toEqual(figuresIn(view).map((figure) => figure.count));
    expect(view.divisions.reduce((sum, figure) => sum + figure.count, 0)).toBe(count);
  });

  it('is not there for whom it does not concern, and nobody sees what is confidential in it', async () => {
    expect((await listed(qingdao)).total).toBe(0);
    expect((await insight.ask(qingdao, `${list}/${issueId}`)).status).toBe(404);
    expect((await appealsOf(`/api/v1/insight/appeals?issue=${issueId}`, qingdao)).total).toBe(0);
    const everything = JSON.stringify([await seen(province), await membersOf(issueId), await appealsOf('/api/v1/insight/appeals?limit=200')]);
    expect(everything).not.toContain(silent);
    expect(everything).not.toContain('恒通机械0有限公司');
  });

  it('says of each appeal why it is in the group', async () => {
    const reasons = (await membersOf(issueId)).flatMap((appeal) => appeal.reasons);
    expect(reasons.length).toBeGreaterThan(0);
    for (const { probability, words, trackingNumber } of reasons) expect([probability > 0 && probability <= 1, words.length > 0, trackingNumber !== '']).toEqual([true, true, true]);
  });
});

describe('commands', () => {
  it('are refused by name with the state that they met, before anything is written', async () => {
    expect(await problemOf(await give(province, 'close', { outcome: 'solved', reply: '已解决' }))).toMatchObject({ status: 409, state: 'candidate', allowed: ['confirm', 'dismiss', 'rename', 'join', 'split', 'move', 'undo', 'comment', 'extend'] });
    expect((await problemOf(await give(province, 'nothing'))).status).toBe(404);
    expect((await problemOf(await give(province, 'dismiss'))).errors?.[0]?.pointer).toBe('/reason');
    expect((await seen(province)).timeline).toHaveLength(1);
  });

  it('are for whose division has all of the issue', async () => {
    expect((await problemOf(await give(jinan, 'confirm'))).status).toBe(403);
    const offers = (await seen(jinan)).commands;
    expect(offers.map(({ command }) => command)).toEqual([...issueCommands]);
    expect(offers.filter(({ allowed }) => allowed).map(({ command }) => command)).toEqual(['comment']);
    expect(offers.find(({ command }) => command === 'confirm')?.reason?.zh).toContain('上一级');
  });
});

describe('corrections', () => {
  it('split, move and undo, each on the record, and the undone ones leave nothing', async () => {
    const [first, second, third] = await membersOf(issueId);
    const split = await done(province, 'split', { appealIds: [first?.appealId, second?.appealId], name: '银杏产业园增容' });
    expect(split.total.count).toBe(7);
    const other = (await eventually(async () => (await listed(province)).items.find(({ name }) => name === '银杏产业园增容'))).issueId;
    expect((await eventually(async () => ((await seen(province, other)).total.count === 2 ? seen(province, other) : null))).state).toBe('candidate');
    await done(province, 'move', { appealIds: [third?.appealId], to: other });
    expect((await seen(province, other)).total.count).toBe(3);
    const [move, splitting] = (await seen(province)).corrections;
    expect((await problemOf(await give(province, 'undo', { correctionId: splitting?.correctionId }))).detail).toContain('较新的更正');
    await done(province, 'undo', { correctionId: move?.correctionId });
    const whole = await done(province, 'undo', { correctionId: splitting?.correctionId });
    expect(whole.total.count).toBe(9);
    expect(whole.corrections.every(({ undone }) => undone)).toBe(true);
    await eventually(async () => (await seen(province, other)).state === 'joined');
    expect((await seen(province)).timeline.map(({ type }) => type)).toEqual(['formed', 'split', 'moved', 'undone', 'undone']);
  });

  it('have one effect under one key, and 422 for another body under it', async () => {
    const [first] = await membersOf(issueId);
    const headers = { 'idempotency-key': randomUUID() };
    const results = await Promise.all(Array.from({ length: 5 }, () => give(province, 'rename', { name: '银杏产业园停电' }, issueId, headers)));
    expect(results.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect((await seen(province)).timeline.filter(({ type }) => type === 'renamed')).toHaveLength(1);
    expect((await give(province, 'rename', { name: '别的名字' }, issueId, headers)).status).toBe(422);
    expect((await give(province, 'split', { appealIds: [first?.appealId, randomUUID()] })).status).toBe(409);
  });
});

describe('its life', () => {
  it('goes from a candidate to a measure, by its lead unit and its analysts, and starts its watch by itself', async () => {
    await done(province, 'confirm');
    expect((await done(province, 'nameLead', { unitId: lead?.unitId, demand: '请研究停电原因' })).lead?.unitId).toBe('370000-federation');
    const handler = { subject: 'handler', role: 'unitHandler', level: 'province', divisionCode: '370000', unitId: '370000-federation' } as const;
    expect((await problemOf(await give({ ...handler, unitId: '370000-taxation' }, 'propose', { study: '研', proposals: ['一'] }))).status).toBe(404);
    await done(handler, 'propose', { study: '变压器容量不足', proposals: ['增容', '提前通知停电'] });
    await done(province, 'callConsultation', { at: new Date(Date.now() + 3_600_000).toISOString(), participants: '供电公司、发改委', agenda: '增容安排' });
    await done(province, 'adoptMeasure', { kind: 'policy', title: '园区供电保障办法', text: '内容', effectiveAt: new Date(Date.now() - 60 * minuteInMs).toISOString() });
    const watched = await eventually(async () => ((await seen(province)).state === 'watching' ? seen(province) : null));
    expect(watched.effect).toMatchObject({ before: { count: 9 }, after: { count: 0 } });
    expect(watched.timeline.map(({ type }) => type).slice(-6)).toEqual(['confirmed', 'leadNamed', 'proposed', 'consultationCalled', 'measureAdopted', 'watchStarted']);
  });

  it('answers each of its appeals once when it closes', async () => {
    await done(province, 'close', { outcome: 'solved', reply: '园区已完成增容。' });
    const members = await membersOf(issueId);
    await eventually(async () => (await membersOf(issueId)).every(({ answeredAt }) => answeredAt !== null));
    await eventually(() => Promise.resolve(answers.length >= members.length));
    expect(answers.map(({ subject }) => subject).sort()).toEqual(members.map(({ appealId }) => appealId).sort());
    expect(new Set(answers.map(({ data }) => data.reply))).toEqual(new Set(['园区已完成增容。']));
  });

  it('is taken up again by itself when its appeals come back, also with two processes', async () => {
    const second = await startInsight(insight.connection.name);
    try {
      await announce(insight.bus, powerCuts(3, places));
      const again = await eventually(async () => ((await seen(province)).state === 'studying' ? seen(province) : null));
      expect(again).toMatchObject({ reopenings: 1, outcome: null, reply: null });
      expect(again.timeline.at(-1)).toMatchObject({ type: 'reopened', by: { kind: 'system' } });
      expect((await listed(province, 'open=true')).items.map(({ issueId: id }) => id)).toEqual([issueId]);
    } finally {
      await second.close();
    }
  });
});

it('is listed by every filter, and a wrong one is named', async () => {
  for (const query of ['state=studying', 'division=370103', 'category=energy-and-environment', 'unitId=370000-federation', 'q=停电', 'order=due', 'order=newest', 'level=province', 'overdue=false']) {
    expect((await listed(province, query)).items.map(({ issueId: id }) => id)).toContain(issueId);
  }
  for (const query of ['state=closed', 'division=370702', 'category=financing', 'q=税', 'overdue=true']) expect((await listed(province, query)).total).toBe(0);
  expect((await problemOf(await insight.ask(province, `${list}?division=990000`))).errors?.[0]).toMatchObject({ parameter: 'division', rule: 'divisionCode.unknown' });
});

it('goes by the case once there is one, whichever comes first', async () => {
  const sorted = classifiedOf({ title: '先有案件', divisionCode: '370102' });
  const sample = caseEventSchema.parse(JSON.parse(readFileSync(resolve(__dirname, '../../../contracts/src/samples/case.answered.v2.json'), 'utf8')));
  const { appealId, trackingNumber } = sorted.data.appeal;
  const snapshot = { ...sample.data.case, caseId: appealId, trackingNumber, title: '先有案件', divisionCode: '370703', sequence: 4, confidential: false };
  const event = { ...sample, id: `${appealId}:4`, subject: appealId, partitionkey: appealId, sequence: formatSequence(4), data: { ...sample.data, case: snapshot } } as CaseEvent;
  const ofWeifang = async () => (await appealsOf('/api/v1/insight/appeals?division=370700')).items.find((appeal) => appeal.appealId === appealId);
  await insight.bus.publish([{ topic: topics.case, event }]);
  expect((await eventually(ofWeifang)).state).toBe('answered');
  await announce(insight.bus, [sorted]);
  await eventually(async () => (await ofWeifang())?.issueId === null && (await insight.connection.collection('insight_appeals').countDocuments({ trackingNumber, content: { $type: 'string' } })) === 1);
  expect((await ofWeifang())?.divisionCode).toBe('370703');
});
