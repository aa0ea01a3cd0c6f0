import { caseViewSchema, boardSummarySchema, duplicatePageSchema, supervisionPageSchema, supervisedCaseSchema } from '@suqiao/contracts';
import { appealOf, problemIn, RunningSuqiao, until } from './running-suqiao';

/** The whole path on real parts, under the policy preset whose clocks run in seconds. */
describe('the path of an appeal', () => {
  let suqiao: RunningSuqiao;
  beforeAll(async () => {
    suqiao = await RunningSuqiao.start('seconds');
  });
  afterAll(() => suqiao.stop());

  const dispatched = async (changes: Parameters<typeof appealOf>[0] = {}) => {
    const appeal = await suqiao.pushed('hotline-12345', appealOf(changes));
    await until('the appeal is dispatched', async () => (await suqiao.view('hotline-12345', appeal.trackingNumber)).status === 'dispatched');
    return appeal;
  };

  it('goes from the channel to closure, and the channel sees each step', async () => {
    const appeal = await dispatched();
    const first = await suqiao.view('hotline-12345', appeal.trackingNumber);
    expect(first).toMatchObject({ level: 'county', divisionCode: '370102', currentUnit: { unitId: '370102-market-regulation' }, appellant: { contact: '张**', phone: '138****5678' } });
    expect((await suqiao.command('handler-lixia-market', appeal.id, 'accept')).status).toBe(200);
    const answered = await suqiao.command('handler-lixia-market', appeal.id, 'answer', { content: '已为企业办结登记' });
    expect(caseViewSchema.parse(answered.body)).toMatchObject({ state: 'answered', answer: '已为企业办结登记' });
    expect((await suqiao.command('handler-lixia-market', appeal.id, 'close')).status).toBe(200);
    await until('the channel sees the closure', async () => (await suqiao.view('hotline-12345', appeal.trackingNumber)).status === 'closed');
    const last = await suqiao.view('hotline-12345', appeal.trackingNumber);
    expect(last.timeline.map((step) => step.type)).toEqual(['dispatched', 'accepted', 'answered', 'closed']);
    expect(last.answer).toBe('已为企业办结登记');
    expect(last.timeline.every((step) => step.byName === null && step.reason === null)).toBe(true);
  });

  it('refuses every illegal command by name, with the state it met and what is allowed', async () => {
    const appeal = await dispatched();
    const refusals = async (commands: readonly (readonly [string, unknown])[], state: string, allowed: readonly string[]) => {
      for (const [command, body] of commands) {
        const answer = await suqiao.command('handler-shandong', appeal.id, command, body, { 'accept-language': 'en' });
        expect(answer.status).toBe(409);
        expect(problemIn(answer)).toMatchObject({ type: 'urn:suqiao:problem:command-refused', state, allowed });
        expect(problemIn(answer).detail).toContain(command);
      }
    };
    const always = ['comment', 'setConfidential', 'withdraw', 'merge'];
    await refusals([['answer', { content: '未签收先答复' }], ['close', {}]], 'dispatched', ['accept', 'return', 'transfer', 'requestRise', ...always]);
    expect((await suqiao.command('handler-shandong', appeal.id, 'accept')).status).toBe(200);
    await refusals([['accept', {}], ['return', { reason: '不属于本单位' }], ['close', {}]], 'accepted', ['answer', 'transfer', 'askJoint', 'requestExtension', 'requestSuspension', 'requestRise', ...always]);
    await suqiao.command('handler-shandong', appeal.id, 'answer', { content: '已答复' });
    await refusals([['accept', {}], ['answer', { content: '再次答复' }]], 'answered', ['close', 'followUp', 'passAnswer', 'sendBack', 'comment', 'setConfidential']);
    await suqiao.command('handler-shandong', appeal.id, 'close');
    await refusals([['close', {}], ['accept', {}]], 'closed', ['reopen', 'followUp', 'comment', 'setConfidential']);
  });

  it('returns a wrong case to the federation, which transfers it', async () => {
    const appeal = await dispatched();
    expect((await suqiao.command('handler-lixia-market', appeal.id, 'return', {})).status).toBe(400);
    const returned = await suqiao.command('handler-lixia-market', appeal.id, 'return', { reason: '属于审批服务局职责' });
    expect(caseViewSchema.parse(returned.body)).toMatchObject({ state: 'returned', unit: { unitId: '370102-federation' } });
    expect((await suqiao.command('handler-lixia-market', appeal.id, 'accept')).status).toBe(403);
    expect((await suqiao.command('handler-lixia-federation', appeal.id, 'transfer', { unitId: '370102-no-such-unit', reason: '转办' })).status).toBe(400);
    const transferred = await suqiao.command('handler-lixia-federation', appeal.id, 'transfer', { unitId: '370102-administrative-approval', reason: '审批事项' });
    expect(caseViewSchema.parse(transferred.body)).toMatchObject({ state: 'dispatched', unit: { unitId: '370102-administrative-approval' } });
  });

  it('carries out a command once, however often it is sent under one key', async () => {
    const appeal = await dispatched();
    const key = { 'idempotency-key': `accept-${appeal.id}` };
    const answers = await Promise.all(Array.from({ length: 5 }, () => suqiao.command('handler-shandong', appeal.id, 'accept', {}, key)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const view = caseViewSchema.parse((await suqiao.call('GET', `/api/v1/cases/${appeal.id}`, suqiao.user('handler-shandong').token)).body);
    expect(view.timeline.filter((step) => step.type === 'accepted')).toHaveLength(1);
  });

  it('merges the same text of one enterprise through two channels by rule, on both records, and it can be taken back', async () => {
    const same = { title: '园区用电增容迟迟不批', content: '申请变压器增容已三个月，供电部门一直没有答复，影响投产。', appellant: { name: '济南演示机械有限公司', creditCode: '91370102MA3DEM0015' } };
    const first = await dispatched(same);
    const second = await suqiao.pushed('digital-federation', appealOf(same));
    const third = await suqiao.pushed('digital-federation', appealOf({ ...same, appellant: { name: '济南另一家机械有限公司' } }));
    await until('the later one is merged', async () => (await suqiao.view('digital-federation', second.trackingNumber)).mergedInto === first.trackingNumber);
    const supervisor = suqiao.user('supervisor-province').token;
    const caseOf = async (id: string) => caseViewSchema.parse((await suqiao.call('GET', `/api/v1/cases/${id}`, supervisor)).body);
    await until('the one that goes on knows of it', async () => (await caseOf(first.id)).duplicates.length > 0);
    const [kept, merged] = await Promise.all([first, second].map(({ id }) => caseOf(id)));
    expect(merged?.timeline.find(({ type }) => type === 'merged')).toMatchObject({ by: { kind: 'system' }, reason: expect.stringMatching(/^按规则并案（exact）：同一企业/) as string });
    expect(kept?.duplicates.map(({ caseId }) => caseId)).toEqual([second.id]);
    await until('the first channel is told of what was merged into its appeal', async () => (await suqiao.view('hotline-12345', first.trackingNumber)).timeline.some(({ type }) => type === 'duplicateMerged'));
    expect((await suqiao.command('supervisor-province', second.id, 'unmerge', { reason: '两处厂房，各办各的' })).status).toBe(200);
    const proposal = async () => duplicatePageSchema.parse((await suqiao.call('GET', `/api/v1/duplicates?caseId=${second.id}&state=undone`, supervisor)).body);
    await until('the proposal is undone', async () => (await proposal()).total === 1);
    await until('its channel sees that it goes on alone', async () => (await suqiao.view('digital-federation', second.trackingNumber)).mergedInto === null);
    expect((await suqiao.view('digital-federation', third.trackingNumber)).mergedInto).toBeNull();
  });

  it('escalates county, city, province, exactly once a level, though nobody ever accepted; who was late stays on the record', async () => {
    const appeal = await dispatched();
    await until('the case is at the province and late there', async () => {
      const seen = await suqiao.view('hotline-12345', appeal.trackingNumber);
      return seen.level === 'province' && seen.timeline.filter((step) => step.type === 'overdue').length === 3;
    }, 60_000);
    const found = supervisedCaseSchema.parse((await suqiao.call('GET', `/api/v1/supervision/cases/${appeal.id}`, suqiao.user('supervisor-province').token)).body);
    const count = (type: string) => found.timeline.filter((step) => step.type === type).length;
    expect([count('escalated'), count('overdue'), count('acceptanceOverdue')]).toEqual([2, 3, 3]);
    expect(found.late.filter(({ clock }) => clock === 'step').map(({ unitId }) => unitId)).toEqual(['370102-market-regulation', '370100-market-regulation', '370000-market-regulation']);
    expect(found.light).toBe('red');
    expect(found.divisionCode).toBe('370102');
  });

  it('closes an answered case by silence', async () => {
    const appeal = await dispatched();
    await suqiao.command('handler-shandong', appeal.id, 'accept');
    await suqiao.command('handler-shandong', appeal.id, 'answer', { content: '已答复' });
    await until('the clock closes it', async () => (await suqiao.view('hotline-12345', appeal.trackingNumber)).status === 'closed', 20_000);
  });

  it('gives what sorting is unsure of to the federation, with an owner and a clock', async () => {
    const appeal = await suqiao.pushed('visit', { channelReference: `unsure-${String(Date.now())}`, title: '你好', content: '请回电', appellant: { name: '某公司' } });
    await until('the appeal is dispatched', async () => (await suqiao.view('visit', appeal.trackingNumber)).status === 'dispatched');
    const view = caseViewSchema.parse((await suqiao.call('GET', `/api/v1/cases/${appeal.id}`, suqiao.user('handler-shandong').token)).body);
    expect(view).toMatchObject({ unit: { unitId: '370000-federation' }, unsure: ['category', 'jurisdiction'], level: 'province' });
    const sorted = await suqiao.command('handler-shandong', appeal.id, 'transfer', { unitId: '370202-taxation', reason: '电话核实为税务问题', categoryCode: 'taxes-and-fees.tax-refund' });
    expect(caseViewSchema.parse(sorted.body)).toMatchObject({ level: 'county', divisionCode: '370202', unsure: [], categoryCode: 'taxes-and-fees.tax-refund' });
  });

  it('shows each reader their own jurisdiction, and nothing of another', async () => {
    const appeal = await dispatched({ divisionCode: '370202', channelReference: `qingdao-${String(Date.now())}` });
    expect((await suqiao.call('GET', `/api/v1/cases/${appeal.id}`, suqiao.user('supervisor-jinan').token)).status).toBe(404);
    expect((await suqiao.call('GET', `/api/v1/supervision/cases/${appeal.id}`, suqiao.user('supervisor-lixia').token)).status).toBe(404);
    expect((await suqiao.call('GET', `/api/v1/appeals/${appeal.trackingNumber}`, suqiao.user('supervisor-jinan').token)).status).toBe(404);
    expect((await suqiao.call('GET', `/api/v1/appeals/${appeal.trackingNumber}`, suqiao.channelKey('visit'))).status).toBe(404);
    expect((await suqiao.command('handler-lixia-market', appeal.id, 'accept')).status).toBe(404);
    expect((await suqiao.command('supervisor-province', appeal.id, 'accept')).status).toBe(403);
    expect((await suqiao.call('GET', '/api/v1/cases')).status).toBe(401);
  });

  it('shows on the board what its lists hold', async () => {
    const token = suqiao.user('supervisor-province').token;
    const total = async (query: string) => supervisionPageSchema.parse((await suqiao.call('GET', `/api/v1/supervision/cases?${query}`, token)).body).total;
    await until('figures and lists agree', async () => {
      const { total: board } = boardSummarySchema.parse((await suqiao.call('GET', '/api/v1/supervision/summary', token)).body);
      const lists = await Promise.all(['open', 'overdue', 'dueSoon', 'notAccepted', 'unsure', 'answered', 'closed'].map((state) => total(`state=${state}`)));
      return JSON.stringify(lists) === JSON.stringify([board.open, board.overdue, board.dueSoon, board.notAccepted, board.unsure, board.answered, board.closed]);
    });
    expect((await suqiao.call('GET', '/api/v1/supervision/cases?division=999999', token)).status).toBe(400);
    expect((await suqiao.call('GET', '/api/v1/supervision/cases?cursor=garbage', token)).status).toBe(400);
  });
});
