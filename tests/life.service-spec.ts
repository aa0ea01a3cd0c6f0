import { calendarViewSchema, casePageSchema, caseViewSchema, type CaseView } from '@suqiao/contracts';
import { Client, Connection } from '@temporalio/client';
import { appealOf, problemIn, RunningSuqiao, until } from './running-suqiao';

const market = 'handler-lixia-market';
const federation = 'handler-lixia-federation';
const city = 'supervisor-jinan';
const county = 'supervisor-lixia';

/** What may happen to a case between acceptance and closure, on real parts, in minutes that nobody waits for. */
describe('the whole life of a case', () => {
  let suqiao: RunningSuqiao;
  beforeAll(async () => {
    suqiao = await RunningSuqiao.start('demonstration');
  });
  afterAll(() => suqiao.stop());

  const dispatched = async (changes: Parameters<typeof appealOf>[0] = {}) => {
    const appeal = await suqiao.pushed('hotline-12345', appealOf(changes));
    await until('the appeal is dispatched', async () => (await suqiao.view('hotline-12345', appeal.trackingNumber)).status === 'dispatched');
    return appeal;
  };
  const give = async (user: string, caseId: string, command: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<CaseView> => {
    const answer = await suqiao.command(user, caseId, command, body, headers);
    if (answer.status !== 200) throw new Error(`${command}: ${JSON.stringify(answer.body)}`);
    return caseViewSchema.parse(answer.body);
  };
  const refused = async (user: string, caseId: string, command: string, body: unknown = {}) => {
    const answer = await suqiao.command(user, caseId, command, body);
    return { status: answer.status, detail: problemIn(answer).detail };
  };
  const types = (view: CaseView) => view.timeline.map(({ type }) => type);

  it('is handled jointly: each joint unit its own part and date, and the lead answers when they have', async () => {
    const { id } = await dispatched();
    await give(market, id, 'accept');
    const asked = await give(market, id, 'askJoint', { unitIds: ['370102-taxation', '370102-federation'], demand: '核实登记与税务状态' });
    expect(asked.joint.map((part) => [part.unit.unitId, part.endedAt, Date.parse(part.dueAt) > Date.now()])).toEqual([['370102-taxation', null, true], ['370102-federation', null, true]]);
    expect(await refused(market, id, 'answer', { content: '先答复' })).toMatchObject({ status: 409, detail: expect.stringContaining('协办单位尚未全部答复') as string });
    const part = await give(federation, id, 'answerJoint', { content: '已联系企业' });
    expect(part.unit.unitId).toBe('370102-market-regulation');
    expect((await refused(federation, id, 'answerJoint', { content: '再答' })).status).toBe(403);
    expect((await refused(federation, id, 'answer', { content: '代答' })).status).toBe(403);
    await give(market, id, 'releaseJoint', { unitId: '370102-taxation', reason: '已自行核实' });
    const answered = await give(market, id, 'answer', { content: '汇总答复', solution: 'solved' });
    expect(answered).toMatchObject({ state: 'answered', answer: '汇总答复', solution: 'solved' });
    expect(types(answered)).toEqual(['dispatched', 'accepted', 'jointAsked', 'jointAnswered', 'jointReleased', 'answered']);
  });

  it('is extended and suspended by the level above only, within the policy, and resumes with its due date moved', async () => {
    const { id } = await dispatched();
    const accepted = await give(market, id, 'accept');
    expect((await refused(market, id, 'requestExtension', { extendBy: { unit: 'minutes', amount: 60 }, reason: '复杂' })).detail).toContain('最多再延 12 分钟');
    await give(market, id, 'requestExtension', { extendBy: { unit: 'minutes', amount: 5 }, reason: '情况复杂' });
    const waiting = async (user: string) => casePageSchema.parse((await suqiao.call('GET', '/api/v1/cases?waiting=approval', suqiao.user(user).token)).body).items.some(({ caseId }) => caseId === id);
    expect([await waiting(city), await waiting(county), await waiting(market)]).toEqual([true, false, false]);
    expect(await refused(county, id, 'approve')).toMatchObject({ status: 403, detail: '须由上一级办理' });
    const extended = await give(city, id, 'approve', { note: '同意' });
    expect(Date.parse(extended.clocks.dueAt) - Date.parse(accepted.clocks.dueAt)).toBe(5 * 60_000);
    await give(market, id, 'requestSuspension', { until: new Date(Date.now() + 5 * 60_000).toISOString(), reason: '等待判决' });
    expect((await refused(market, id, 'requestRise', { reason: '同时提级' })).status).toBe(409);
    expect(await give(city, id, 'approve')).toMatchObject({ state: 'suspended', light: 'off' });
    expect((await refused(market, id, 'answer', { content: '挂起中答复' })).status).toBe(409);
    const resumed = await give(market, id, 'resume', { reason: '判决已下' });
    expect(resumed).toMatchObject({ state: 'accepted', suspendedUntil: null });
    expect(resumed.clocks.dueAt >= extended.clocks.dueAt).toBe(true);
  });

  it('rises by a reasoned request that the level above grants, and stays when it is refused', async () => {
    const { id } = await dispatched();
    await give(market, id, 'requestRise', { reason: '涉及多个区' });
    expect(await give(city, id, 'refuse', { reason: '本级可以办理' })).toMatchObject({ level: 'county', request: null });
    await give(market, id, 'requestRise', { reason: '确需市级协调' });
    expect(await give(city, id, 'approve')).toMatchObject({ level: 'city', state: 'dispatched', unit: { unitId: '370100-market-regulation' } });
  });

  it('rises when its dispatcher gives it back twice to who returned it', async () => {
    const { id } = await dispatched();
    for (const level of ['county', 'city']) {
      await give(market, id, 'return', { reason: '不属于本单位职责' });
      expect((await give(federation, id, 'transfer', { unitId: '370102-market-regulation', reason: '属于该单位职责' })).level).toBe(level);
    }
  });

  it('is called back on by a supervisor, redone when the appellant is dissatisfied, closed, and reopened after that, each once', async () => {
    const { id, trackingNumber } = await dispatched();
    await give(market, id, 'accept');
    await give(market, id, 'answer', { content: '已转窗口' });
    expect((await refused(market, id, 'followUp', { satisfaction: 'satisfied' })).status).toBe(403);
    expect(await give(county, id, 'followUp', { satisfaction: 'dissatisfied' })).toMatchObject({ state: 'accepted', redos: 1 });
    await give(market, id, 'answer', { content: '已办结登记' });
    await give(county, id, 'passAnswer');
    await give(county, id, 'followUp', { satisfaction: 'satisfied', solution: 'solved' });
    await give(market, id, 'close');
    await until('the channel sees the closure', async () => (await suqiao.view('hotline-12345', trackingNumber)).status === 'closed');
    expect(await suqiao.view('hotline-12345', trackingNumber)).toMatchObject({ outcome: 'answered', satisfaction: 'satisfied', answer: '已办结登记' });
    const key = { 'idempotency-key': 'late-remark' };
    await Promise.all([1, 2, 3].map(() => give(county, id, 'comment', { text: '企业来电致谢' }, key)));
    await give(county, id, 'comment', { text: '企业来电致谢' }, key);
    const reopened = await give(county, id, 'reopen', { reason: '问题重现' });
    expect(reopened).toMatchObject({ state: 'dispatched', reopenings: 1, outcome: null });
    expect(types(reopened).slice(-3)).toEqual(['closed', 'commented', 'reopened']);
    expect(await give(market, id, 'accept')).toMatchObject({ state: 'accepted' });
  });

  it('gives interim answers that the channel sees and that stop no clock but that of the first reply', async () => {
    const { id, trackingNumber } = await dispatched();
    const before = await give(market, id, 'accept');
    const after = await give(market, id, 'answer', { content: '已联系企业，正在核实', final: false });
    const { replyBy, ...others } = before.clocks;
    expect([replyBy === undefined, after.clocks.replyBy]).toEqual([false, undefined]);
    expect(after).toMatchObject({ state: 'accepted', answer: null, clocks: others });
    await until('the channel sees the interim answer', async () => (await suqiao.view('hotline-12345', trackingNumber)).interimAnswers[0]?.text === '已联系企业，正在核实');
  });

  it('is merged into another, whose answer reaches both channels', async () => {
    const [kept, doubled] = [await dispatched(), await suqiao.pushed('digital-federation', appealOf())];
    await until('the second is dispatched', async () => (await suqiao.view('digital-federation', doubled.trackingNumber)).status === 'dispatched');
    expect((await refused(market, doubled.id, 'merge', { into: doubled.trackingNumber, reason: '并入自身' })).detail).toContain('不能并入自身');
    expect(await give(market, doubled.id, 'merge', { into: kept.trackingNumber, reason: '同一企业同一事项' })).toMatchObject({ state: 'closed', outcome: 'merged' });
    await give(market, kept.id, 'accept');
    await give(market, kept.id, 'answer', { content: '一并答复' });
    await until('both channels have the answer', async () => (await suqiao.view('digital-federation', doubled.trackingNumber)).answer === '一并答复');
    expect(await suqiao.view('digital-federation', doubled.trackingNumber)).toMatchObject({ status: 'answered', mergedInto: kept.trackingNumber });
    expect((await refused(county, doubled.id, 'reopen', { reason: '重办' })).detail).toContain('并案');
    expect(await give(county, doubled.id, 'unmerge', { reason: '核实为两件事' })).toMatchObject({ state: 'dispatched', mergedInto: null, outcome: null });
    await until('the channel has its own appeal back', async () => (await suqiao.view('digital-federation', doubled.trackingNumber)).status === 'dispatched');
    await until('the other channel sees that it goes on alone', async () => (await suqiao.view('hotline-12345', kept.trackingNumber)).timeline.at(-1)?.type === 'duplicateUnmerged');
    expect(await suqiao.view('digital-federation', doubled.trackingNumber)).toMatchObject({ answer: null, mergedInto: null });
    expect((await refused(county, doubled.id, 'unmerge', { reason: '再次撤销' })).detail).toContain('不能撤销并案');
  });

  it('is kept from analysts when confidential, and withdrawn by the appellant\'s word', async () => {
    const { id, trackingNumber } = await dispatched({ confidential: true });
    expect((await suqiao.call('GET', `/api/v1/appeals/${trackingNumber}`, suqiao.user('analyst').token)).status).toBe(404);
    expect((await suqiao.call('GET', `/api/v1/cases/${id}`, suqiao.user('analyst').token)).status).toBe(404);
    await give(county, id, 'setConfidential', { confidential: false, reason: '企业同意公开' });
    await until('the analyst sees it', async () => (await suqiao.call('GET', `/api/v1/appeals/${trackingNumber}`, suqiao.user('analyst').token)).status === 200);
    expect(await give(market, id, 'withdraw', { reason: '企业撤回' })).toMatchObject({ state: 'closed', outcome: 'withdrawn' });
  });

  it('is found in Temporal by number, unit, level and state', async () => {
    const { id, trackingNumber } = await dispatched();
    await give(market, id, 'accept');
    const client = new Client({ connection: await Connection.connect({ address: suqiao.stack.temporalAddress }) });
    const query = `SuqiaoNumber = "${trackingNumber}" AND SuqiaoUnit = "370102-market-regulation" AND SuqiaoLevel = "county" AND SuqiaoState = "accepted" AND ExecutionStatus = "Running"`;
    await until('Temporal lists the case', async () => {
      for await (const found of client.workflow.list({ query })) return found.workflowId === id;
      return false;
    });
    await client.connection.close();
  });

  it('takes a year of the calendar from an administrator, and refuses a wrong one day by day', async () => {
    const load = (body: unknown, user = 'admin') => suqiao.call('POST', '/api/v1/directory/calendar-years', suqiao.user(user).token, body);
    const holidays = Array.from({ length: 13 }, (_, day) => `2027-02-${String(day + 1).padStart(2, '0')}`);
    const wrong = await load({ year: 2027, holidays: [...holidays, '2026-02-01', '2027-02-01'], makeUpWorkdays: ['2027-02-24'], source: '测试' });
    expect(problemIn(wrong).errors?.map(({ pointer, rule }) => `${String(pointer)} ${rule}`)).toEqual(['/holidays/13 calendar.otherYear', '/holidays/14 calendar.twice', '/makeUpWorkdays/0 calendar.noWeekend']);
    expect((await load({ year: 2027, holidays, makeUpWorkdays: [], source: '测试' }, city)).status).toBe(403);
    expect((await load({ year: 2027, holidays, makeUpWorkdays: ['2027-02-20'], source: '测试通知' })).status).toBe(202);
    const view = async () => calendarViewSchema.parse((await suqiao.call('GET', '/api/v1/directory/calendar', suqiao.user(city).token)).body);
    expect((await view()).years.at(-1)).toMatchObject({ year: 2027, source: '测试通知' });
    await until('every open case has counted anew', async () => (await view()).loads[0]?.recountedAt !== null);
  });
});
