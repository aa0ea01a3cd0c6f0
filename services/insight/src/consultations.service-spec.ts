import { randomUUID } from 'node:crypto';
import { consultationPageSchema, consultationScheduleViewSchema, consultationViewSchema, problemSchema, topics, type ConsultationEvent, type ConsultationView, type Reader, type SuqiaoEvent } from '@suqiao/contracts';
import { eventually, startInsight, type StartedInsight } from '../testing/started-insight';

const path = '/api/v1/insight/consultations';
const province = { subject: 'province', role: 'analyst', level: 'province', divisionCode: '370000' } as const;
const jinan = { subject: 'jinan', role: 'supervisor', level: 'city', divisionCode: '370100' } as const;
const owner = { subject: 'owner', role: 'unitHandler', level: 'province', divisionCode: '370000', unitId: '370000-taxation' } as const;
const stranger = { ...owner, subject: 'stranger', unitId: '370000-commerce' } as const;
const plan = { title: '园区供电会商', at: new Date(Date.now() + 86_400_000).toISOString(), place: '三楼会议室', unitIds: ['370000-federation', '370000-taxation'], others: ['某商会'], topics: ['用电收费公示'] };

let insight: StartedInsight;
const heard: ConsultationEvent[] = [];
const isOurs = (event: SuqiaoEvent): event is ConsultationEvent => event.type.startsWith('consultation.');
beforeAll(async () => {
  insight = await startInsight();
  insight.bus.subscribe({
    consumer: `heard-${randomUUID()}`, topics: [topics.consultation],
    handle: (event) => {
      if (isOurs(event) && !heard.some(({ id }) => id === event.id)) heard.push(event);
      return Promise.resolve();
    },
  });
});
afterAll(() => insight.close());

const give = (reader: Partial<Reader>, id: string, command: string, body: object = {}, headers: Record<string, string> = {}) => insight.post(reader, `${path}/${id}/commands/${command}`, body, headers);
const viewIn = async (response: Response): Promise<ConsultationView> => {
  if (response.status >= 300) throw new Error(`${String(response.status)} ${await response.text()}`);
  return consultationViewSchema.parse(await response.json());
};
const problemIn = async (response: Response) => problemSchema.parse(await response.json());
const seen = async (reader: Partial<Reader>, id: string) => viewIn(await insight.ask(reader, `${path}/${id}`));
const called = async (over: object = {}) => viewIn(await insight.post(province, path, { ...plan, ...over }));
const listed = async (reader: Partial<Reader>, query = '') => consultationPageSchema.parse(await (await insight.ask(reader, `${path}?limit=100&${query}`)).json());

it('is called once under one key, and names what is not there', async () => {
  const headers = { 'idempotency-key': randomUUID() };
  const answers = await Promise.all(Array.from({ length: 5 }, () => insight.post(province, path, plan, headers)));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
  const views = await Promise.all(answers.map(viewIn));
  expect(new Set(views.map(({ consultationId }) => consultationId)).size).toBe(1);
  expect(views[0]).toMatchObject({ state: 'called', level: 'province', agenda: [{ issueId: null, title: '用电收费公示' }], units: [{ unitId: '370000-federation' }, { unitId: '370000-taxation' }] });
  const wrong = await problemIn(await insight.post(province, path, { ...plan, at: '2031-01-01T00:00:00.000Z', unitIds: ['370000-nobody'], issueIds: [randomUUID()] }));
  expect(wrong.errors?.map(({ pointer, rule }) => [pointer, rule])).toEqual([['/at', 'instant.far'], ['/unitIds/0', 'unitId.unknown'], ['/issueIds/0', 'commonIssue.unknown']]);
});

it('is held, gives tasks to units, which finish them, and closes when all are done; each step is announced once', async () => {
  const { consultationId: id } = await called();
  expect(await problemIn(await give(province, id, 'close'))).toMatchObject({ status: 409, state: 'called', allowed: ['change', 'hold', 'cancel'] });
  const [first] = (await viewIn(await give(province, id, 'hold', { minutes: '会议听取了情况。', decisions: ['纳入计划'], tasks: [{ text: '拿出方案', unitId: '370000-taxation', within: { unit: 'workingDays', amount: 5 } }, { text: '公示收费', unitId: '370000-federation', within: { unit: 'workingDays', amount: 5 } }] }))).tasks;
  const [, second] = (await seen(province, id)).tasks;
  expect((await insight.ask(stranger, `${path}/${id}`)).status).toBe(404);
  expect((await problemIn(await give(owner, id, 'finishTask', { taskId: second?.taskId, feedback: '代办' }))).status).toBe(403);
  expect((await give(owner, id, 'close')).status).toBe(403);
  const headers = { 'idempotency-key': randomUUID() };
  await Promise.all(Array.from({ length: 4 }, () => give(owner, id, 'finishTask', { taskId: first?.taskId, feedback: '方案已报送' }, headers)));
  expect((await problemIn(await give(province, id, 'close'))).detail).toContain('还有任务');
  await viewIn(await give(province, id, 'returnTask', { taskId: first?.taskId, reason: '缺少时间表' }));
  for (const taskId of [first?.taskId, second?.taskId]) await viewIn(await give(province, id, 'finishTask', { taskId, feedback: '已补齐' }));
  const closed = await viewIn(await give(province, id, 'close'));
  const steps = ['called', 'held', 'taskDone', 'taskReturned', 'taskDone', 'taskDone', 'closed'];
  expect([closed.state, closed.timeline.map(({ type }) => type)]).toEqual(['closed', steps]);
  await eventually(() => Promise.resolve(heard.filter(({ subject }) => subject === id).length === steps.length));
  expect(heard.filter(({ subject }) => subject === id).map(({ type }) => type)).toEqual(steps.map((step) => `consultation.${step}`));
});

it('has a late task on its record once, with two processes, and in the list of late ones', async () => {
  const { consultationId: id } = await called();
  const second = await startInsight(insight.connection.name);
  try {
    await viewIn(await give(province, id, 'hold', { minutes: '会议纪要', tasks: [{ text: '马上办', unitId: '370000-taxation', within: { unit: 'seconds', amount: 1 } }] }));
    const late = await eventually(async () => ((await seen(owner, id)).tasks[0]?.overdue === true ? seen(owner, id) : null));
    expect(late.timeline.map(({ type, by }) => [type, by.kind])).toEqual([['called', 'person'], ['held', 'person'], ['taskOverdue', 'clock']]);
    expect((await listed(owner, 'overdue=true')).items.map(({ consultationId }) => consultationId)).toEqual([id]);
    await viewIn(await give(owner, id, 'finishTask', { taskId: late.tasks[0]?.taskId, feedback: '已办' }));
    expect((await listed(owner, 'overdue=true')).total).toBe(0);
    expect((await seen(owner, id)).tasks[0]?.overdue).toBe(true);
  } finally {
    await second.close();
  }
});

it('calls itself by a division\'s schedule, once an occurrence, also with two processes', async () => {
  const schedule = { every: 'month', on: 15, time: '09:30', daysBefore: 60, title: '月度会商', place: '会议室', unitIds: ['370100-federation'], mostIssues: 5 };
  expect((await problemIn(await insight.ask(jinan, '/api/v1/insight/consultation-schedule', { method: 'PUT', body: JSON.stringify({ ...schedule, time: '9点' }), headers: { 'content-type': 'application/json' } }))).errors?.[0]).toMatchObject({ pointer: '/time' });
  const second = await startInsight(insight.connection.name);
  try {
    const put = consultationScheduleViewSchema.parse(await (await insight.ask(jinan, '/api/v1/insight/consultation-schedule', { method: 'PUT', body: JSON.stringify(schedule), headers: { 'content-type': 'application/json' } })).json());
    const [meeting] = await eventually(async () => (((await listed(jinan)).total > 0) ? (await listed(jinan)).items : null));
    expect(meeting).toMatchObject({ title: '月度会商', divisionCode: '370100', at: put.next?.at, units: [{ unitId: '370100-federation' }] });
    // The sweep looks again: nothing is called twice.
    await insight.ask(jinan, '/api/v1/insight/consultation-schedule', { method: 'PUT', body: JSON.stringify(schedule), headers: { 'content-type': 'application/json' } });
    const last = await called();
    await eventually(async () => (await seen(province, last.consultationId)).state === 'called');
    expect((await listed(jinan)).total).toBe(1);
    // The province sees it, another city does not.
    expect((await listed(province)).items.map(({ consultationId }) => consultationId)).toContain(meeting?.consultationId);
    expect((await listed({ ...jinan, divisionCode: '370200' })).total).toBe(0);
  } finally {
    await second.close();
  }
});
