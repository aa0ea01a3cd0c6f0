import { createHash, randomUUID } from 'node:crypto';
import { canonicalJson, insightAppealsPageSchema, keptAppealsPageSchema, problemSchema, reportPageSchema, reportSnapshotSchema, reportViewSchema, topics, type ReportEvent, type ReportView, type Reader, type SuqiaoEvent } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { pdfCharacters, unzipped } from '../testing/read-back';
import { eventually, startInsight, type StartedInsight } from '../testing/started-insight';
import { storedAppeal } from '../testing/stored-appeals';
import { storedIssue } from '../testing/stored-issues';
import { quarterOf, type ReportPeriod } from './domain/report-quarter';
import { appealsCollection, type StoredAppeal } from './appeals.model';
import { issuesCollection } from './issues.model';

const base = '/api/v1/insight/special-reports';
const analyst = { subject: 'analyst', name: '陶今', role: 'analyst' } as const;
const second = { subject: 'analyst-2', name: '何远', role: 'analyst' } as const;
const head = { subject: 'head', name: '林岚', role: 'supervisor' } as const;
const leader = { subject: 'leader', name: '会领导', role: 'administrator' } as const;
const jinan = { subject: 'jinan', role: 'analyst', level: 'city', divisionCode: '370100' } as const;

/** The quarter before the present one, and the one before that: both are over, whenever the test runs. */
const quarterBack = (count: number) => {
  const month = new Date().getUTCFullYear() * 12 + new Date().getUTCMonth() - 3 * count;
  return `${String(Math.floor(month / 12))}Q${String(Math.floor((month % 12) / 3) + 1)}`;
};
const [quarter, quarterBefore] = [quarterBack(1), quarterBack(2)];
const spans = quarterOf(quarter);
/** What stands in personal fields, in confidential appeals and off the record. */
const markers = { name: '标记鸿运达机械有限公司', code: '91370000MARKER0001', words: '标记张某某13900001111', confidential: '标记机密内容', offRecord: '标记闭门发言' };

let insight: StartedInsight;
const heard: ReportEvent[] = [];
const issueId = randomUUID();
const isReportEvent = (event: SuqiaoEvent): event is ReportEvent => event.type.startsWith('specialReport.');

const counties = ['370102', '370103', '370202', '370302', '370703', null];
const kinds = ['financing.loan-refused', 'financing.guarantee', 'approvals.registration', 'taxes-and-fees.tax-refund', null];
const channels = ['hotline-12345', 'visit', 'own-page'];
const appealsIn = (count: number, { from, to }: ReportPeriod, over: Partial<StoredAppeal> = {}): StoredAppeal[] => Array.from({ length: count }, (_, at) => storedAppeal({
  title: `${markers.words}题`, content: markers.words, appellantName: markers.name, creditCode: markers.code, enterprise: `${markers.code}-${String(at % 7)}`,
  divisionCode: counties[at % counties.length] ?? null, categoryCode: kinds[at % kinds.length] ?? null, channel: channels[at % channels.length] ?? 'visit',
  receivedAt: new Date(from.getTime() + Math.floor(((to.getTime() - from.getTime() - 1) * at) / Math.max(1, count - 1))), state: at % 3 === 0 ? 'closed' : at % 3 === 1 ? 'answered' : 'accepted',
  outcome: at % 3 === 0 ? (at % 2 === 0 ? 'answered' : 'withdrawn') : null, answeredAt: at % 3 === 2 ? null : new Date(), ...over,
}));

beforeAll(async () => {
  insight = await startInsight();
  insight.bus.subscribe({
    consumer: `heard-${randomUUID()}`, topics: [topics.specialReport],
    handle: (event) => {
      if (isReportEvent(event) && !heard.some(({ id }) => id === event.id)) heard.push(event);
      return Promise.resolve();
    },
  });
  await appealsCollection(insight.connection).insertMany([
    ...appealsIn(40, spans.now), ...appealsIn(6, spans.now, { groupId: 'group-1', divisionCode: '370202' }), ...appealsIn(3, spans.now, { confidential: true, title: markers.confidential, groupId: 'group-1' }),
    ...appealsIn(25, spans.previous), ...appealsIn(10, spans.yearBefore),
  ]);
  await issuesCollection(insight.connection).insertOne(storedIssue(issueId, `${markers.name.slice(0, 7)}贷款难`, { groupId: 'group-1', categories: ['financing'], firstAt: spans.now.from, lastAt: spans.now.to }));
  await insight.connection.collection<{ _id: string; text: string }>('off_record_remarks').insertOne({ _id: randomUUID(), text: markers.offRecord });
});
afterAll(() => insight.close());

const viewed = async (id: string, reader: Partial<Reader> = analyst): Promise<ReportView> => reportViewSchema.parse(await (await insight.ask(reader, `${base}/${id}`)).json());
const problemOf = async (response: Response) => problemSchema.parse(await response.json());
const give = (reader: Partial<Reader>, id: string, command: string, body: object = {}, headers: Record<string, string> = {}) => insight.post(reader, `${base}/${id}/commands/${command}`, body, headers);
const done = async (reader: Partial<Reader>, id: string, command: string, body: object = {}): Promise<ReportView> => {
  const response = await give(reader, id, command, body);
  if (response.status !== 200) throw new Error(`${command}: ${String(response.status)} ${await response.text()}`);
  return reportViewSchema.parse(await response.json());
};
const drafted = async (name: string): Promise<ReportView> => {
  const response = await insight.post(analyst, base, { quarter: name });
  expect(response.status).toBe(201);
  const { reportId } = reportViewSchema.parse(await response.json());
  return eventually(async () => ((await viewed(reportId)).state === 'draft' ? viewed(reportId) : null));
};
const write = (reader: Partial<Reader>, view: ReportView, text: object, version = view.textVersion) =>
  insight.ask(reader, `${base}/${view.reportId}/text`, { method: 'PUT', body: JSON.stringify({ title: view.title, blocks: view.blocks, ...text }), headers: { 'content-type': 'application/json', 'if-match': `"${String(version)}"` } });
/** Every figure with the totals of both its lists, a few at a time. */
const totalsOf = async ({ drawing }: ReportView) => {
  const found: [string, number, number, number][] = [];
  const figures = [...(drawing?.figures ?? [])];
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (let figure = figures.pop(); figure !== undefined; figure = figures.pop()) {
      const kept = keptAppealsPageSchema.parse(await (await insight.ask(analyst, `${figure.keptList}&limit=1`)).json()).total;
      const isKept = figure.list === figure.keptList;
      const listed = isKept ? kept : insightAppealsPageSchema.parse(await (await insight.ask(analyst, `${figure.list}&limit=1`)).json()).total;
      found.push([figure.figureId, figure.count, listed, kept]);
    }
  }));
  return found.sort(([one], [other]) => (one < other ? -1 : 1));
};

let report: ReportView;

describe('a draft', () => {
  it('has the quarter\'s figures, and both lists of each have as many appeals as it says', async () => {
    report = await drafted(quarter);
    const counts = new Map(report.drawing?.figures.map(({ figureId, count }) => [figureId, count]));
    expect(['total', 'total.previous', 'total.yearBefore', 'enterprises', 'division.370200', `issue.${issueId}`, `issue.${issueId}.enterprises`].map((id) => counts.get(id))).toEqual([46, 25, 10, 7, 13, 6, 6]);
    const totals = await totalsOf(report);
    expect(totals.length).toBeGreaterThan(100);
    for (const [figureId, count, listed, kept] of totals) expect([figureId, listed, kept]).toEqual([figureId, count, count]);
    const sumOf = (prefix: RegExp) => [...counts].filter(([id]) => prefix.test(id)).reduce((sum, [, count]) => sum + count, 0);
    expect([sumOf(/^channel\.[^.]+$/), sumOf(/^division\.[^.]+$/), sumOf(/^category\.[^.]+$/)]).toEqual([46, 46, 46]);
  });

  it('says each rate with its formula, and its text has the numbers in their places', () => {
    const rates = new Map(report.drawing?.rates.map((rate) => [rate.rateId, rate]));
    expect(rates.get('total.previous')?.value).toBeCloseTo(46 / 25 - 1);
    expect(rates.get('answeredRate')?.formula.zh).toContain('÷');
    const text = report.rendered.map((block) => block.text).join('\n');
    expect(text).toContain('受理民营企业诉求46件，涉及企业7家');
    expect(text).toContain('环比增长84.0%');
    expect(report.rendered.flatMap(({ missing }) => missing)).toEqual([]);
  });

  it('is one a quarter, of the province\'s analysts, and nobody else sees it', async () => {
    expect((await problemOf(await insight.post(analyst, base, { quarter }))).errors?.[0]?.rule).toBe('quarter.taken');
    expect((await insight.post(jinan, base, { quarter })).status).toBe(403);
    expect((await insight.post(head, base, { quarter })).status).toBe(403);
    expect((await problemOf(await insight.post(analyst, base, { quarter: '2026Q5' }))).errors?.[0]?.pointer).toBe('/quarter');
    expect((await insight.ask(jinan, `${base}/${report.reportId}`)).status).toBe(404);
    expect(reportPageSchema.parse(await (await insight.ask(jinan, base)).json()).total).toBe(0);
    expect(reportPageSchema.parse(await (await insight.ask(head, `${base}?state=draft`)).json()).items.map(({ reportId }) => reportId)).toEqual([report.reportId]);
  });
});

describe('its text', () => {
  const paragraph = (text: string) => ({ blockId: 'own', kind: 'paragraph', text });

  it('takes figures by reference only: unknown ones are refused by name, personal data too', async () => {
    const wrong = await problemOf(await write(analyst, report, { blocks: [paragraph('共{{figure:nothing}}件'), { blockId: 't', kind: 'table', text: 'nobody' }] }));
    expect(wrong.errors?.map(({ pointer, rule }) => [pointer, rule])).toEqual([['/blocks/0/text', 'report.figureUnknown'], ['/blocks/1/text', 'report.figureUnknown']]);
    expect(wrong.errors?.[0]?.detail).toContain('figure:nothing');
    expect((await problemOf(await write(analyst, report, { blocks: [paragraph('请联系13900001111')] }))).errors?.[0]?.rule).toBe('text.personalData');
  });

  it('tells a second editor what was changed', async () => {
    const blocks = [...report.blocks, paragraph('另有建议{{figure:total}}。')];
    expect((await write(analyst, report, { blocks })).status).toBe(200);
    const late = await problemOf(await write(second, report, { title: '另一个题目的专题报告' }));
    expect([late.status, late.errors?.[0]?.rule, late.errors?.[0]?.pointer]).toEqual([412, 'report.changed', `/blocks/${String(blocks.length - 1)}`]);
    expect(late.errors?.[0]?.detail).toContain('陶今');
    const after = await viewed(report.reportId, second);
    expect((await write(second, after, {})).status).toBe(200);
    expect(after.rendered.at(-1)?.text).toBe('另有建议46。');
    expect((await insight.ask(analyst, `${base}/${report.reportId}/text`, { method: 'PUT', body: JSON.stringify({ title: report.title, blocks }), headers: { 'content-type': 'application/json' } })).status).toBe(428);
    expect((await write(head, after, {})).status).toBe(403);
  });

  it('stays while figures are drawn anew', async () => {
    await appealsCollection(insight.connection).insertMany(appealsIn(2, spans.now));
    await done(analyst, report.reportId, 'redraft');
    report = await eventually(async () => ((await viewed(report.reportId)).state === 'draft' ? viewed(report.reportId) : null));
    expect([report.drawing?.figures.find(({ figureId }) => figureId === 'total')?.count, report.rendered.at(-1)?.text, report.drawing?.earlier]).toEqual([48, '另有建议48。', []]);
    await eventually(async () => (await insight.connection.collection('insight_report_rows').distinct('batch', { reportId: report.reportId })).length === 1);
  });
});

describe('approval', () => {
  it('refuses by name with the state that it met', async () => {
    expect(await problemOf(await give(head, report.reportId, 'freeze'))).toMatchObject({ status: 409, state: 'draft', allowed: ['submit', 'redraft', 'addProblem', 'changeProblem', 'removeProblem', 'abandon', 'comment'] });
    expect((await give(analyst, report.reportId, 'nothing')).status).toBe(404);
    expect((await give(head, report.reportId, 'submit')).status).toBe(403);
    expect((await problemOf(await give(analyst, report.reportId, 'addProblem', { name: '贷款难', issueId: randomUUID() }))).errors?.[0]?.rule).toBe('commonIssue.unknown');
  });

  it('goes step by step, each by another person, back and again', async () => {
    const yesterday = new Date(Date.now() - 36 * 3_600_000).toISOString().slice(0, 10);
    await done(analyst, report.reportId, 'addProblem', { name: '企业贷款难', issueId, dueOn: yesterday, ownerUnitId: '370000-federation' });
    expect((await give(analyst, report.reportId, 'addProblem', { name: '企业贷款难', issueId })).status).toBe(409);
    await done(analyst, report.reportId, 'submit');
    expect((await write(analyst, await viewed(report.reportId), {})).status).toBe(409);
    await done(head, report.reportId, 'sendBack', { reason: '请核实口径' });
    await done(analyst, report.reportId, 'submit');
    expect((await give(analyst, report.reportId, 'approve')).status).toBe(403);
    expect((await done(head, report.reportId, 'approve', { opinion: '同意' })).state).toBe('submitted');
    expect((await problemOf(await give(head, report.reportId, 'approve'))).detail).toContain('不同的人');
    expect((await done(leader, report.reportId, 'approve')).state).toBe('approved');
  });
});

describe('frozen', () => {
  let other: ReportView;

  it('has a number without gaps, also of two at once, and one order has one effect', async () => {
    other = await drafted(quarterBefore);
    await done(analyst, other.reportId, 'submit');
    await done(head, other.reportId, 'approve');
    await done(leader, other.reportId, 'approve');
    const key = { 'idempotency-key': 'freeze-once' };
    const answers = await Promise.all([give(head, report.reportId, 'freeze', {}, key), give(head, other.reportId, 'freeze'), give(head, report.reportId, 'freeze', {}, key)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    [report, other] = [await viewed(report.reportId), await viewed(other.reportId)];
    expect([report.number?.serial, other.number?.serial].sort()).toEqual([1, 2]);
    expect(report.number?.text).toMatch(/^鲁联专报〔20\d\d〕[12]号$/);
  });

  it('gives the same figures and the same lists for ever, and its digest proves it', async () => {
    const path = `${base}/${report.reportId}/snapshot`;
    const snapshot = reportSnapshotSchema.parse(await (await insight.ask(analyst, path)).json());
    await appealsCollection(insight.connection).updateMany({ divisionCode: '370202' }, { $set: { divisionCode: '370102', divisionPath: directory.divisionPath('370102'), state: 'closed', confidential: true } });
    await appealsCollection(insight.connection).deleteMany({ divisionCode: '370302' });
    const after = await viewed(report.reportId);
    expect(after.drawing?.figures).toEqual(report.drawing?.figures);
    for (const [figureId, count, listed] of await totalsOf(after)) expect([figureId, listed]).toEqual([figureId, count]);
    await eventually(async () => (await viewed(report.reportId)).problems.every(({ overdue }) => overdue));
    const again = reportSnapshotSchema.parse(await (await insight.ask(analyst, path)).json());
    expect(again).toEqual(snapshot);
    expect(createHash('sha256').update(canonicalJson(again)).digest('hex')).toBe(report.digest);
    expect((await give(analyst, report.reportId, 'redraft')).status).toBe(409);
  });

  it('is sent, receipted, instructed on, and its problems are told of by the next until they are solved', async () => {
    await done(analyst, report.reportId, 'send', { way: '机要交换' });
    const [problem] = (await done(analyst, report.reportId, 'recordReceipt', { receivedOn: '2026-11-23', receiptNumber: '收118' })).problems;
    await done(analyst, report.reportId, 'recordInstruction', { instructedOn: '2026-11-23', office: '省政府办公厅', text: '请研究。' });
    const followed = await done(analyst, report.reportId, 'followProblem', { problemId: problem?.problemId, state: 'inProgress', progress: '已会同研究', dueOn: '2099-01-01' });
    expect([followed.state, followed.problems[0]?.overdue]).toEqual(['received', false]);
    const next = await drafted(quarterBack(0));
    expect(next.drawing?.earlier.map(({ number, problem: earlier }) => [number, earlier.name, earlier.state])).toEqual([[report.number?.text, '企业贷款难', 'inProgress']]);
    expect(next.rendered.map(({ text }) => text).join('\n')).toContain('所列“企业贷款难”：办理中');
    expect((await done(analyst, next.reportId, 'abandon', { reason: '试取数' })).state).toBe('abandoned');
    expect((await done(head, report.reportId, 'followProblem', { problemId: problem?.problemId, state: 'solved', progress: '已解决' })).state).toBe('concluded');
    expect((await done(head, report.reportId, 'followProblem', { problemId: problem?.problemId, state: 'inProgress', progress: '问题反复' })).state).toBe('received');
    expect((await done(head, report.reportId, 'followProblem', { problemId: problem?.problemId, state: 'solved', progress: '再次解决' })).state).toBe('concluded');
  });

  it('was told of by each step\'s fact, in order', async () => {
    const view = await viewed(report.reportId);
    const types = view.timeline.map(({ type }) => `specialReport.${type}`);
    const own = () => heard.filter(({ subject }) => subject === report.reportId).sort((one, other_) => one.data.report.sequence - other_.data.report.sequence);
    await eventually(() => Promise.resolve(own().length >= types.length));
    expect(own().map(({ type }) => type)).toEqual(types);
    expect(types).toEqual(expect.arrayContaining(['specialReport.problemOverdue', 'specialReport.frozen', 'specialReport.concluded']));
  });
});

/** All that a file says, as far as it is text. */
const textOf = async (format: string, content: Buffer): Promise<string> =>
  format === 'pdf' ? `${content.toString('latin1')}${[...pdfCharacters(content)].join('')}` : [...(await unzipped(content)).values()].map((part) => part.toString('utf8')).join('\n');

it.each(['docx', 'pdf', 'xlsx'])('is exported as %s from its snapshot', async (format) => {
  const response = await insight.ask(head, `${base}/${report.reportId}/exports/${format}`);
  expect([response.status, response.headers.get('content-disposition')]).toEqual([200, `attachment; filename="${quarter}-special-report.${format}"`]);
  const text = await textOf(format, Buffer.from(await response.arrayBuffer()));
  // Of a PDF the characters that it can show are known.
  for (const part of format === 'pdf' ? '鲁联专报某企业贷款难' : [report.number?.text ?? '', '某企业贷款难']) expect(text).toContain(part);
  for (const marker of ['鸿', '91370000MARKER', '13900001111', '标记张', '标记机密', '标记闭门']) expect(text).not.toContain(marker);
  expect((await insight.ask(jinan, `${base}/${report.reportId}/exports/${format}`)).status).toBe(404);
});

it('never tells who appealed, what they wrote, what is confidential, or what was said off the record', async () => {
  const { reportId, drawing } = report;
  const answers = [base, `${base}/${reportId}`, `${base}/${reportId}/snapshot`, ...(drawing?.figures ?? []).slice(0, 20).map(({ keptList }) => `${keptList}&limit=100`)];
  const text = (await Promise.all(answers.map(async (path) => (await insight.ask(analyst, path)).text()))).join('\n') + JSON.stringify(heard);
  expect(text.length).toBeGreaterThan(10_000);
  for (const marker of ['标记鸿运达', markers.code, '13900001111', '标记张某某', markers.confidential, markers.offRecord]) expect(text).not.toContain(marker);
  expect(text).toContain('某企业贷款难');
});
