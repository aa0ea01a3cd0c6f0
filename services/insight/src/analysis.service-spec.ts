import { randomUUID } from 'node:crypto';
import { analysisSchema, analysisViewSchema, analysisViewsSchema, insightAppealsPageSchema, problemSchema, type Analysis, type Figure, type Reader } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { parquetReadObjects } from 'hyparquet';
import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import { startInsight, type StartedInsight } from '../testing/started-insight';
import { storedAppeal } from '../testing/stored-appeals';
import { storedIssue } from '../testing/stored-issues';
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

let insight: StartedInsight;
// In a year of which no other spec tells on the shared broker.
beforeAll(async () => {
  insight = await startInsight();
  const from = dayStart('2021-01-01').getTime();
  await issuesCollection(insight.connection).insertOne(storedIssue(issueId, '贷款难', { groupId: 'group-of-analysis', divisionCode: '370100', concerns: ['370102', '370103', '370100', '370000'] }));
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
afterAll(() => insight.close());

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
