import { randomUUID } from 'node:crypto';
import { analysisMailSchema, analysisMailsSchema, analysisSchema, analysisViewSchema, analysisViewsSchema, insightAppealsPageSchema, problemSchema, type Analysis, type AnalysisMail, type Figure, type Reader } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { startMailServer, type MailServer } from '@suqiao/infra/mail-server';
import { parquetReadObjects } from 'hyparquet';
import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import { eventually, startInsight, type StartedInsight } from '../testing/started-insight';
import { storedAppeal } from '../testing/stored-appeals';
import { storedIssue } from '../testing/stored-issues';
import type { MailOrderDocument, MailSendingDocument } from './analysis-mails.store';
import { appealsCollection } from './appeals.model';
import { dayStart } from './domain/analysis-period';
import { issuesCollection } from './issues.model';

const path = '/api/v1/insight/analysis';
const province = { role: 'analyst', level: 'province', divisionCode: '370000' } as const;
const jinan = { role: 'analyst', level: 'city', divisionCode: '370100' } as const;
const taxOffice = { role: 'unitHandler', level: 'county', divisionCode: '370102', unitId: '370102-taxation' } as const;
const places = ['370102', '370103', '370100', '370202', '370000', null];
const classes = ['financing.loan-refused', 'financing.guarantee', 'approvals.registration', 'taxes-and-fees.tax-refund', 'others', null];
const channels = ['hotline-12345', '=own-page', 'visit'];
const states = ['accepted', 'answered', 'closed', 'suspended'] as const;
const issueId = randomUUID();
const levels = ['county', 'city', 'province', null] as const;

const settings = ['SMTP_URL', 'MAIL_FROM', 'SUQIAO_ORIGIN', 'ANALYSIS_MAIL_DOMAINS'] as const;
const before = settings.map((name) => [name, process.env[name]] as const);
/** Covers this year and the next, whenever the test runs. */
const calendar = { ...directory.calendar, version: 'of-this-spec', years: [-1, 0, 1].map((at) => ({ year: new Date().getUTCFullYear() + at, holidays: [], makeUpWorkdays: [], source: 'spec' })) };

let mailServer: MailServer;
let insight: StartedInsight;
// In a year of which no other spec tells on the shared broker.
beforeAll(async () => {
  mailServer = await startMailServer();
  Object.assign(process.env, { SMTP_URL: `smtp://127.0.0.1:${String(mailServer.port)}`, MAIL_FROM: 'no-reply@suqiao.example', SUQIAO_ORIGIN: 'https://suqiao.example', ANALYSIS_MAIL_DOMAINS: 'gsl.example' });
  insight = await startInsight();
  await insight.calendar.keep({ revision: 2, year: new Date().getUTCFullYear(), calendar });
  const from = dayStart('2021-01-01').getTime();
  await issuesCollection(insight.connection).insertOne(storedIssue(issueId, '贷款难', { groupId: 'group-of-analysis', divisionCode: '370100', countedBy: calendar.version, concerns: ['370102', '370103', '370100', '370000'] }));
  await appealsCollection(insight.connection).insertMany(Array.from({ length: 240 }, (_, at) => {
    const level = levels[at % 4] ?? null;
    const divisionCode = places[at % 6] ?? null;
    return storedAppeal({
      divisionCode, divisionPath: divisionCode === null ? ['370000'] : directory.divisionPath(divisionCode), categoryCode: classes[at % 5] ?? null, channel: channels[at % 3] ?? '', enterprise: `e${String(at % 50)}`, level, state: level === null ? null : states[at % 3] ?? null, groupId: at % 5 === 0 ? 'group-of-analysis' : null,
      // The last instant of a day and the first of the next belong to two days.
      receivedAt: new Date(from + Math.floor(at / 3) * 86_400_000 - (at % 3 === 0 ? 1 : 0)), outcome: level === null ? null : (['answered', 'withdrawn', null] as const)[at % 3] ?? null,
      handledBy: at % 4 === 0 ? ['370102-taxation'] : [], confidential: at % 40 === 39,
    });
  }));
});
afterAll(async () => {
  await insight.close();
  await mailServer.close();
  for (const [name, value] of before) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
});

const asked = async (reader: Partial<Reader>, query: string): Promise<Analysis> => analysisSchema.parse(await (await insight.ask(reader, `${path}?${query}`)).json());
const lengthOf = async (reader: Partial<Reader>, list: string) => insightAppealsPageSchema.parse(await (await insight.ask(reader, `${list}&limit=1`)).json()).total;
const sum = (figures: readonly Figure[]) => figures.reduce((total, { count }) => total + count, 0);
const figuresOf = ({ total, enterprises, trend, days, places: rows, categories, channels: ways, arrivals, endings }: Analysis): Figure[] => [total, enterprises, ...trend, ...days, ...rows, ...categories, ...categories.flatMap(({ below }) => below), ...ways, ...arrivals, ...endings];

describe('figures of an analysis', () => {
  it.each([
    ['a province over a quarter', province, 'from=2021-01-01&to=2021-03-31'], ['a city, whatever it asks for', jinan, 'from=2020-12-01&to=2021-12-31&division=370000'], ['a unit', taxOffice, 'from=2021-01-01&to=2021-01-31'],
    ['a class through one channel, still open', province, 'from=2021-01-01&to=2021-06-30&category=financing&channel=visit&open=true'], ['a kind within a class', province, 'from=2021-01-01&to=2021-06-30&category=financing.loan-refused'], ['one level and outcome', province, 'from=2020-12-31&to=2021-02-28&level=city&outcome=withdrawn&division=370100'],
    ['cases that are being handled', province, 'from=2020-12-31&to=2021-03-31&state=accepted'], ['closed cases of a class', jinan, 'from=2020-12-31&to=2021-03-31&state=closed&category=approvals'],
    ['a common issue', province, `from=2020-12-31&to=2021-03-31&issue=${issueId}`], ['what a city sees of a common issue, through one channel', jinan, `from=2020-12-31&to=2021-03-31&issue=${issueId}&channel=visit`],
  ])('of %s have each a list of exactly as many appeals, and add up', async (_, reader, query) => {
    const analysis = await asked(reader, query);
    expect(analysis.total.count).toBeGreaterThan(0);
    for (const parts of [analysis.trend, analysis.days, analysis.places, analysis.categories, analysis.channels, analysis.arrivals, analysis.endings]) expect(sum(parts)).toBe(analysis.total.count);
    for (const { count, list } of figuresOf(analysis)) expect([list, await lengthOf(reader, list)]).toEqual([list, count]);
  });

  it('count no confidential appeal, nothing outside the period, and nothing outside the reader\'s place', async () => {
    const year = await asked(province, 'from=2020-12-01&to=2021-12-31');
    expect(year.total.count).toBe(234);
    expect((await asked(province, 'from=2021-01-01&to=2021-12-31')).total.count).toBe(233);
    expect((await asked(jinan, 'from=2020-12-01&to=2021-12-31')).places.map(({ divisionCode }) => divisionCode).sort()).toEqual(['370100', '370102', '370103']);
    expect(year.places.map(({ divisionCode, directly }) => `${String(divisionCode)} ${String(directly)}`).sort()).toEqual(['370000 true', '370100 false', '370200 false', 'null false']);
    expect((await asked({ ...jinan, divisionCode: '370200' }, 'division=370100')).total.count).toBe(0);
  });

  it('of a common issue are of its appeals only, and of one that a reader may not see there are none', async () => {
    const whole = await asked(province, `from=2020-12-31&to=2021-12-31&issue=${issueId}`);
    expect(whole).toMatchObject({ issue: { issueId, name: '贷款难' }, total: { count: 48 } });
    expect((await asked(province, 'from=2020-12-31&to=2021-12-31')).issue).toBeNull();
    const elsewhere = { ...jinan, divisionCode: '370200' };
    expect((await insight.ask(elsewhere, `${path}?issue=${issueId}`)).status).toBe(400);
    expect(await lengthOf(elsewhere, whole.total.list)).toBe(0);
  });

  it('are refused by name where the question is wrong', async () => {
    const faultsOf = async (query: string) => problemSchema.parse(await (await insight.ask(province, `${path}?${query}`)).json()).errors?.map(({ parameter, rule }) => `${String(parameter)} ${rule}`);
    expect(await faultsOf('from=2021-02-01&to=2021-01-01')).toEqual(['from period.reversed']);
    expect(await faultsOf('from=2011-02-01&to=2021-01-01')).toEqual(['from period.tooLong']);
    expect(await faultsOf('division=990000')).toEqual(['division divisionCode.unknown']);
    expect(await faultsOf('category=no-such')).toEqual(['category categoryCode.unknown']);
    expect(await faultsOf(`issue=${randomUUID()}`)).toEqual(['issue commonIssue.unknown']);
    expect(await faultsOf('state=lost')).toEqual(['state invalid_value']);
    expect(await faultsOf('level=town&colour=red')).toEqual(['level invalid_value', 'colour field.unknown']);
    expect((await insight.ask(province, `${path}/exports/pdf`)).status).toBe(404);
  });
});

it('writes the same figures as CSV, XLSX and Parquet, with their lists, and no formula for a spreadsheet', async () => {
  const query = 'from=2021-01-01&to=2021-02-28';
  const analysis = await asked(province, query);
  const bytes = async (format: string) => Buffer.from(await (await insight.ask(province, `${path}/exports/${format}?${query}`)).arrayBuffer());
  const csv: Record<string, string>[] = parse(await bytes('csv'), { columns: true, bom: true });
  const rows = csv.map(({ figure = '', count, list = '' }) => [figure, Number(count), list]);
  expect(rows).toHaveLength(figuresOf(analysis).length);
  expect(new Set(rows.map(([, count, list]) => `${String(count)} ${String(list)}`))).toEqual(new Set(figuresOf(analysis).map(({ count, list }) => `${String(count)} ${list}`)));
  expect(csv.find(({ figure, key }) => figure === 'channel' && key?.includes('own-page') === true)?.['key']).toBe('\'=own-page');
  const [sheet] = await readXlsxFile(await bytes('xlsx'));
  expect(sheet?.data.slice(1).map(([figure, , , count, list]) => [figure, count, list])).toEqual(rows);
  expect(JSON.stringify(sheet?.data)).toContain('\'=own-page');
  const parquet = await bytes('parquet');
  const read = await parquetReadObjects({ file: parquet.buffer.slice(parquet.byteOffset, parquet.byteOffset + parquet.byteLength) });
  expect(read.map(({ figure, count, list }) => [figure, count, list])).toEqual(rows);
});

it('keeps questions under a name: a person\'s own, and those that the office shares', async () => {
  const views = '/api/v1/insight/analysis-views';
  const save = (reader: Partial<Reader>, body: object) => insight.post(reader, views, body);
  const named = async (reader: Partial<Reader>) => analysisViewsSchema.parse(await (await insight.ask(reader, views)).json()).items.map(({ name, mine }) => `${name} ${String(mine)}`);
  const [one, other] = [{ ...province, subject: 'one' }, { ...province, subject: 'other' }];
  const saved = analysisViewSchema.parse(await (await save(one, { name: '融资', query: 'category=financing' })).json());
  expect((await save(one, { name: '济南在办', query: 'division=370100&open=true', shared: true })).status).toBe(201);
  expect([await named(one), await named(other), await named({ ...jinan, subject: 'city' })]).toEqual([['济南在办 true', '融资 true'], ['济南在办 false'], []]);
  const rulesOf = async (response: Response) => problemSchema.parse(await response.json()).errors?.map(({ pointer, rule }) => `${String(pointer)} ${rule}`);
  expect(await rulesOf(await save(one, { name: '融资', query: '' }))).toEqual(['/name analysisView.nameTaken']);
  expect(await rulesOf(await save(one, { name: '别的', query: 'colour=red' }))).toEqual(['/query analysisView.query']);
  const remove = async (reader: Partial<Reader>) => (await insight.ask(reader, `${views}/${saved.viewId}`, { method: 'DELETE' })).status;
  expect([await remove(other), await remove(one), await remove(one)]).toEqual([404, 204, 404]);
});

describe('mail of a saved view', () => {
  const mails = '/api/v1/insight/analysis-mails';
  const owner = { ...province, subject: 'mail-owner' };
  const query = 'from=2021-01-01&to=2021-03-31&state=accepted';
  const to = (name: string, language: 'zh-CN' | 'en' = 'zh-CN') => ({ address: `${name}@gsl.example`, language });
  const mailTo = (name: string) => mailServer.received.filter((mail) => mail.to.includes(`${name}@gsl.example`));
  const rulesOf = async (response: Response) => problemSchema.parse(await response.json()).errors?.map(({ pointer, rule }) => `${String(pointer)} ${rule}`);
  const command = (reader: Partial<Reader>, mailId: string, name: string, body: object = {}) => insight.post(reader, `${mails}/${mailId}/commands/${name}`, body);
  const shown = async (reader: Partial<Reader>, mailId: string): Promise<AnalysisMail | undefined> => analysisMailsSchema.parse(await (await insight.ask(reader, mails)).json()).items.find((mail) => mail.mailId === mailId);
  const orders = () => insight.connection.collection<MailOrderDocument>('insight_analysis_mails');
  const sendings = () => insight.connection.collection<MailSendingDocument>('insight_analysis_mail_sendings');
  const dueAt = new Date(Date.now() - 60_000);
  const makeDue = (mailId: string) => orders().updateOne({ _id: mailId }, { $set: { nextAt: dueAt } });
  const swept = <Result>(condition: () => Promise<Result | null | undefined | false>) => eventually(() => {
    insight.mails.wake();
    return condition();
  });
  const settled = (mailId: string) => swept(() => sendings().findOne({ mailId, test: false, state: { $ne: 'waiting' } }));
  let viewId: string;
  beforeAll(async () => {
    ({ viewId } = analysisViewSchema.parse(await (await insight.post(owner, '/api/v1/insight/analysis-views', { name: '一季度在办', query })).json()));
  });
  const ordered = async (recipients: readonly object[], reader: Partial<Reader> = owner, view = viewId) => analysisMailSchema.parse(await (await insight.post(reader, mails, { viewId: view, rhythm: { every: 'week', on: 1 }, recipients })).json());

  it('is ordered of one\'s own view, for allowed domains', async () => {
    expect(await rulesOf(await insight.post({ ...province, subject: 'other' }, mails, { viewId, rhythm: { every: 'quarter' }, recipients: [to('a'), { address: 'a@elsewhere.example', language: 'en' }] }))).toEqual(['/viewId analysisMail.view', '/recipients/1/address analysisMail.domain']);
    expect(await rulesOf(await insight.post(owner, mails, { viewId, rhythm: { every: 'month', on: 29 }, recipients: [to('a'), to('A')] }))).toEqual(['/rhythm/on too_big', '/recipients analysisMail.twice']);
    const mail = await ordered([to('never')]);
    expect(new Date(mail.nextAt ?? 0).toISOString()).toMatch(/T00:30:00\.000Z$/);
    expect(await shown({ ...province, subject: 'other' }, mail.mailId)).toBeUndefined();
    for (const [reader, status] of [[{ ...province, subject: 'other' }, 404], [owner, 204], [owner, 404]] as const) expect((await insight.ask(reader, `${mails}/${mail.mailId}`, { method: 'DELETE' })).status).toBe(status);
  });

  it('is tried at once on oneself: the figures in the language asked for, with a table, a file and the page', async () => {
    const { mailId } = await ordered([to('later')]);
    const tried = analysisMailSchema.parse(await (await command(owner, mailId, 'test', to('self', 'en'))).json());
    expect(tried.sendings).toMatchObject([{ test: true, state: 'sent', deliveries: [{ address: 'self@gsl.example', state: 'sent', reason: null }] }]);
    const [mail] = mailTo('self');
    const analysis = await asked(province, query);
    expect([mail?.subject, mail?.from]).toEqual(['[Test] Analysis: 一季度在办 2021-01-01 – 2021-03-31', 'no-reply@suqiao.example']);
    expect(mail?.text).toContain(`Appeals\t${String(analysis.total.count)}\nEnterprises\t${String(analysis.enterprises.count)}`);
    expect(mail?.text).toContain('https://suqiao.example/analysis?from=2021-01-01&to=2021-03-31&state=accepted');
    const [, html, file] = mail?.parts ?? [];
    expect([html?.type, html?.content.toString('utf8').includes('<td'), file?.filename]).toEqual(['text/html', true, 'analysis-2021-01-01-2021-03-31.xlsx']);
    const [sheet] = await readXlsxFile(file?.content ?? Buffer.alloc(0));
    expect(sheet?.sheet).toBe('Analysis');
    expect(sheet?.data[1]).toEqual(['total', '2021-01-01 2021-03-31', 'Appeals', analysis.total.count, analysis.total.list]);
    const refused = analysisMailSchema.parse(await (await command(owner, mailId, 'test', to('refused'))).json()).sendings[0];
    expect(refused).toMatchObject({ state: 'failed', attempts: 1, deliveries: [{ state: 'failed', reason: expect.stringContaining('550') as string }] });
    expect(await rulesOf(await command(owner, mailId, 'test', { address: 'self@elsewhere.example', language: 'en' }))).toEqual(['/address analysisMail.domain']);
    await sendings().insertMany(Array.from({ length: 8 }, (): MailSendingDocument => ({ _id: randomUUID(), mailId, test: true, dueAt: new Date(), state: 'sent', attempts: 1, nextTryAt: null, settledAt: null, reason: null, deliveries: [] })));
    expect((await command(owner, mailId, 'test', to('self'))).status).toBe(429);
  });

  it('leaves once for a due time, however often it is made due, and again only to whom the server was busy for', async () => {
    const { mailId } = await ordered([to('one'), to('busy'), to('refused'), to('two', 'en')]);
    await makeDue(mailId);
    const first = await swept(() => sendings().findOne({ mailId, attempts: 1 }));
    expect([first.state, ...first.deliveries.map(({ state }) => state)]).toEqual(['waiting', 'sent', 'waiting', 'failed', 'sent']);
    expect([mailTo('one').map(({ subject }) => subject), mailTo('two').map(({ subject }) => subject)]).toEqual([['分析: 一季度在办 2021-01-01 – 2021-03-31'], ['Analysis: 一季度在办 2021-01-01 – 2021-03-31']]);
    // As if another process had not seen that the order moved on, and as after the last of many tries.
    await makeDue(mailId);
    await swept(() => orders().findOne({ _id: mailId, nextAt: { $gt: new Date() } }));
    await sendings().updateOne({ mailId }, { $set: { nextTryAt: new Date(), attempts: 5 } });
    const last = await settled(mailId);
    expect([last.state, last.attempts, ...last.deliveries.map(({ state }) => state)]).toEqual(['failed', 6, 'sent', 'failed', 'failed', 'sent']);
    expect([await sendings().countDocuments({ mailId }), mailTo('one').length, mailTo('two').length]).toEqual([1, 1, 1]);
    expect((await shown(owner, mailId))?.sendings[0]?.deliveries[1]?.reason).toContain('452');
  });

  it('is not sent again to whom it was being handed over when a process died', async () => {
    const { mailId } = await ordered([to('half'), to('rest')]);
    await makeDue(mailId);
    await settled(mailId);
    await sendings().updateOne({ mailId }, { $set: { state: 'waiting', nextTryAt: dueAt, settledAt: null, 'deliveries.0.state': 'sending', 'deliveries.1.state': 'waiting' } });
    const last = await settled(mailId);
    expect([last.state, ...last.deliveries.map(({ state }) => state), mailTo('half').length, mailTo('rest').length]).toEqual(['failed', 'uncertain', 'sent', 1, 2]);
  });

  it('stops when its owner has come to another place, and is theirs anew, with what they see there, when they resume it', async () => {
    const [mover, moved] = [{ ...province, subject: 'mover' }, { ...jinan, subject: 'mover' }];
    const view = analysisViewSchema.parse(await (await insight.post(mover, '/api/v1/insight/analysis-views', { name: '在办', query })).json());
    const { mailId } = await ordered([to('moved')], mover, view.viewId);
    expect((await command(mover, mailId, 'resume')).status).toBe(409);
    await shown(moved, mailId);
    await makeDue(mailId);
    const last = await settled(mailId);
    expect([last.state, last.reason, mailTo('moved').length]).toEqual(['failed', 'moved', 0]);
    await swept(async () => (await shown(moved, mailId))?.stopReason === 'moved');
    expect(analysisMailSchema.parse(await (await command(moved, mailId, 'resume')).json())).toMatchObject({ state: 'running', stopReason: null });
    await command(moved, mailId, 'test', to('moved'));
    expect(mailTo('moved')[0]?.text).toContain('范围: 济南市');
    expect(analysisMailSchema.parse(await (await command(moved, mailId, 'pause')).json())).toMatchObject({ state: 'paused', nextAt: null });
    await insight.ask(moved, `/api/v1/insight/analysis-views/${view.viewId}`, { method: 'DELETE' });
    expect((await command(moved, mailId, 'resume')).status).toBe(200);
    await orders().updateOne({ _id: mailId }, { $set: { nextAt: new Date(dueAt.getTime() + 1000) } });
    await swept(async () => (await shown(moved, mailId))?.stopReason === 'viewGone');
    expect(mailTo('moved')).toHaveLength(1);
  });
});
