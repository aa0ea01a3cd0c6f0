import { randomUUID } from 'node:crypto';
import { open311DefinitionSchema, open311RequestSchema, type Open311Request } from '@suqiao/contracts';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { snapshotOf } from '../testing/case-events';
import { definitionSchema, discoverySchema, errorsSchema, receiptsSchema, requestsSchema, servicesSchema, tokensSchema } from '../testing/open311-schemas';
import { startIntake, tokenOf, type StartedIntake } from '../testing/started-intake';
import type { AppealDocument } from './intake.store';

const ajv = new Ajv({ allErrors: true });
addFormats(ajv);
const parser = new XMLParser({ parseTagValue: false, isArray: (name) => ['service', 'attribute', 'value', 'request', 'error', 'endpoint', 'format'].includes(name) });

let intake: StartedIntake;
let key: string;
let other: string;

beforeAll(async () => {
  intake = await startIntake({ deaf: true });
  key = await intake.addChannel('app');
  other = await intake.addChannel('hotline');
});
afterAll(() => intake.close());

type Fields = Readonly<Record<string, string>>;
const requestFields = (over: Fields = {}): Fields => ({
  api_key: key, service_code: 'financing.loan-refused', description: '续贷被拒 <紧急> & "资金链"。\n请协调。', lat: '36.6512', long: '117.1201', address_string: '济南市历下区经十路 1 号',
  first_name: '小明', last_name: '张', phone: '13812345678', email: 'zhang@example.com', account_id: 'u-1', media_url: 'https://example.com/a.jpg', 'attribute[enterprise_name]': '济南某机械有限公司', ...over,
});
const post = (fields: Fields, path = 'requests.json', headers: Fields = {}) => fetch(`${intake.url}/open311/v2/${path}`, { method: 'POST', body: new URLSearchParams(fields), headers });
const ask = (path: string, credential = key, headers: Fields = {}) => fetch(`${intake.url}/open311/${path}`, { headers: { authorization: `Bearer ${credential}`, ...headers } });
const valid = async (response: Response, schema: object): Promise<unknown> => {
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const body: unknown = await response.json();
  ajv.validate(schema, body);
  expect(ajv.errors ?? []).toEqual([]);
  return body;
};
const posted = async (over: Fields = {}): Promise<string> => {
  const response = await post(requestFields(over));
  expect(response.status).toBe(200);
  return z.array(z.object({ service_request_id: z.string() })).parse(await valid(response, receiptsSchema))[0]?.service_request_id ?? '';
};
const requestsIn = async (response: Response): Promise<Open311Request[]> => z.array(open311RequestSchema).parse(await valid(response, requestsSchema));
const idsIn = async (response: Response): Promise<string[]> => (await requestsIn(response)).map(({ service_request_id: id }) => id);
const refusal = async (response: Response, status: number): Promise<string> => {
  expect(response.status).toBe(status);
  return z.array(z.object({ description: z.string() })).parse(await valid(response, errorsSchema)).map(({ description }) => description).join(' | ');
};
const appeals = () => intake.connection.collection<AppealDocument>('appeals');

describe('without a key', () => {
  it.each(['open311/discovery', 'open311/v2/discovery'])('%s says where and in which formats', async (path) => {
    const response = await fetch(`${intake.url}/${path}.json`);
    expect(await valid(response, discoverySchema)).toMatchObject({ endpoints: [{ specification: 'http://wiki.open311.org/GeoReport_v2', url: `${intake.url}/open311/v2`, formats: ['text/xml', 'application/json'] }] });
    const xml = await fetch(`${intake.url}/${path}.xml`);
    expect(xml.headers.get('content-type')).toBe('text/xml; charset=utf-8');
    expect(parser.parse(await xml.text())).toMatchObject({ discovery: { endpoints: { endpoint: [{ formats: { format: ['text/xml', 'application/json'] } }] } } });
  });

  it('services are the categories, in Chinese or in English, the same in both formats', async () => {
    const response = await fetch(`${intake.url}/open311/v2/services.json`);
    const services = z.array(z.object({ service_code: z.string(), service_name: z.string(), group: z.string() })).parse(await valid(response, servicesSchema));
    expect(services.find(({ service_code: code }) => code === 'financing.loan-refused')).toMatchObject({ service_name: '贷款难', group: '融资' });
    const xml: unknown = parser.parse(await (await fetch(`${intake.url}/open311/v2/services.xml`)).text());
    expect(z.object({ services: z.object({ service: z.array(z.object({ service_code: z.string(), service_name: z.string(), group: z.string() })) }) }).parse(xml).services.service).toEqual(services);
    expect(await (await fetch(`${intake.url}/open311/v2/services.json`, { headers: { 'accept-language': 'en' } })).text()).toContain('Loans refused');
  });

  it('a definition names what else a request says, every service\'s; an unknown one is 404', async () => {
    const definition = open311DefinitionSchema.parse(await valid(await fetch(`${intake.url}/open311/v2/services/financing.loan-refused.json`), definitionSchema));
    expect(definition.service_code).toBe('financing.loan-refused');
    expect(definition.attributes.filter(({ required }) => required).map(({ code }) => code)).toEqual(['enterprise_name']);
    expect(definition.attributes.find(({ code }) => code === 'division_code')?.values).toContainEqual({ key: '370102', name: '济南市 历下区' });
    expect(await refusal(await fetch(`${intake.url}/open311/v2/services/nothing.json`), 404)).toContain('service_code');
    expect(await refusal(await fetch(`${intake.url}/open311/v2/services.json?jurisdiction_id=sfgov.org`), 404)).toContain('jurisdiction_id');
  });

  it.each(['requests.json', 'requests/SQ20261123-00000000-0.json', 'tokens/1.json'])('%s is 403', async (path) => {
    expect(await refusal(await fetch(`${intake.url}/open311/v2/${path}`), 403)).toBe('缺少 api_key，或 api_key 无效');
    expect(await refusal(await fetch(`${intake.url}/open311/v2/${path}?api_key=${key}`), 403)).toContain('api_key');
  });
});

describe('POST requests', () => {
  it('makes an appeal, and its request says what was said: Chinese, in both formats', async () => {
    const id = await posted();
    const stored = await appeals().findOne({ trackingNumber: id });
    expect(stored).toMatchObject({ channel: 'app', given: { categoryCode: 'financing.loan-refused' }, appellant: { name: '济南某机械有限公司', contact: '张小明 zhang@example.com', phone: '13812345678' }, title: '续贷被拒 <紧急> & "资金链"' });
    expect(stored?.content).toContain('地点 Place：济南市历下区经十路 1 号；纬度 latitude 36.6512，经度 longitude 117.1201');
    const said = { service_request_id: id, status: 'open', service_name: '贷款难', description: '续贷被拒 <紧急> & "资金链"。\n请协调。', address: '济南市历下区经十路 1 号', media_url: 'https://example.com/a.jpg' };
    expect(await requestsIn(await ask(`v2/requests/${id}.json`))).toEqual([expect.objectContaining({ ...said, lat: 36.6512, long: 117.1201 })]);
    const xml = await (await ask(`v2/requests/${id}.xml`)).text();
    expect(xml).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?>/);
    expect(parser.parse(xml)).toMatchObject({ service_requests: { request: [{ ...said, lat: '36.6512', long: '117.1201' }] } });
  });

  it('shows nothing of the appellant\'s', async () => {
    const id = await posted();
    const shown = await (await ask(`v2/requests/${id}.json`)).text();
    expect(shown).not.toMatch(/13812345678|小明|zhang@example/);
  });

  it('takes the key in the form, in front of the host, or as Bearer, and answers in XML', async () => {
    const withoutKey = Object.fromEntries(Object.entries(requestFields()).filter(([name]) => name !== 'api_key'));
    const basic = { authorization: `Basic ${Buffer.from(`app:${key}`).toString('base64')}` };
    for (const headers of [basic, { authorization: `Bearer ${key}` }]) {
      const response = await post(withoutKey, 'requests.xml', headers);
      expect(response.status).toBe(200);
      expect(parser.parse(await response.text())).toMatchObject({ service_requests: { request: [{ service_request_id: expect.stringMatching(/^SQ/) as unknown, account_id: 'u-1' }] } });
    }
    expect((await fetch(`${intake.url}/open311/v2/requests.json`, { headers: basic })).status).toBe(200);
  });

  it('the same number of the channel, or the same Idempotency-Key, makes one appeal', async () => {
    const reference = randomUUID();
    const ids = [await posted({ 'attribute[channel_reference]': reference }), await posted({ 'attribute[channel_reference]': reference, address_string: '别处' })];
    expect(new Set(ids).size).toBe(1);
    expect(await requestsIn(await ask(`v2/requests/${ids[0] ?? ''}.json`))).toEqual([expect.objectContaining({ address: '济南市历下区经十路 1 号' })]);
    const idempotencyKey = randomUUID();
    const receipts = await Promise.all([1, 2, 3].map(async () => (await post(requestFields(), 'requests.json', { 'idempotency-key': idempotencyKey })).json()));
    expect(receipts[1]).toEqual(receipts[0]);
    expect(receipts[2]).toEqual(receipts[0]);
  });

  it.each<[string, Fields, number, string]>([
    ['no enterprise', { 'attribute[enterprise_name]': '' }, 400, 'attribute[enterprise_name]'], ['no place', { lat: '', long: '', address_string: '' }, 400, 'address_string'],
    ['an unknown service', { service_code: 'nothing' }, 404, 'service_code'], ['a wrong telephone number', { phone: 'call me' }, 400, 'phone'],
    ['a wrong credit code', { 'attribute[credit_code]': '91370102MA3C7XYY1X' }, 400, 'attribute[credit_code]'], ['an unknown division', { 'attribute[division_code]': '999999' }, 400, 'attribute[division_code]'],
    ['a control character', { description: 'a\u0007b' }, 400, 'description'], ['another jurisdiction', { jurisdiction_id: 'city.gov' }, 404, 'jurisdiction_id'],
    ['a wrong key', { api_key: 'sqk_nobody' }, 403, 'api_key'], ['a key that is none', { api_key: '"><script>' }, 403, 'api_key'], ['no key', { api_key: '' }, 403, 'api_key'],
  ])('%s is refused in the standard\'s form, and nothing is stored', async (_name, over, status, named) => {
    const before = await Promise.all([appeals().countDocuments({}), intake.connection.collection('open311-places').countDocuments({})]);
    expect(await refusal(await post(requestFields(over)), status)).toContain(named);
    expect(await Promise.all([appeals().countDocuments({}), intake.connection.collection('open311-places').countDocuments({})])).toEqual(before);
    const xml = await post(requestFields(over), 'requests.xml');
    expect(xml.status).toBe(status);
    expect(parser.parse(await xml.text())).toMatchObject({ errors: { error: expect.arrayContaining([expect.objectContaining({ code: String(status) })]) as unknown } });
  });

  it('bytes that are not UTF-8 are refused; forms elsewhere stay a wrong type; a reader has no key', async () => {
    const raw = (path: string, body: string | Uint8Array<ArrayBuffer>, credential = key) => fetch(`${intake.url}/${path}`, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: `Bearer ${credential}` } });
    expect(await refusal(await raw('open311/v2/requests.json', Buffer.from('description=\xd6\xd0', 'latin1')), 400)).toContain('UTF-8');
    expect(await refusal(await raw('open311/v2/requests.json', 'description=%D6%D0'), 400)).toContain('UTF-8');
    expect((await raw('api/v1/appeals', 'title=a')).status).toBe(415);
    expect(await refusal(await raw('open311/v2/requests.json', 'a=b', tokenOf({ role: 'administrator' })), 403)).toContain('api_key');
  });
});

it('a sandbox key tries everything out, apart from what is real; a key without the scope is refused', async () => {
  const issue = async (settings: object) => {
    const response = await fetch(`${intake.url}/api/v1/channels/app/keys`, { method: 'POST', body: JSON.stringify(settings), headers: { 'content-type': 'application/json', authorization: `Bearer ${tokenOf({ role: 'administrator' })}` } });
    return z.object({ secret: z.string() }).parse(await response.json()).secret;
  };
  const sandbox = await issue({ label: 'try', scopes: ['appeals:write', 'appeals:read'], sandbox: true });
  const [tried, real] = [await posted({ api_key: sandbox }), await posted()];
  expect(await appeals().countDocuments({ trackingNumber: tried })).toBe(0);
  expect(await requestsIn(await ask(`v2/requests/${tried}.json`, sandbox))).toEqual([expect.objectContaining({ lat: 36.6512 })]);
  expect(await refusal(await ask(`v2/requests/${tried}.json`), 404)).toContain('service_request_id');
  expect(await refusal(await ask(`v2/requests/${real}.json`, sandbox), 404)).toContain('service_request_id');
  expect(await idsIn(await ask('v2/requests.json', sandbox))).toEqual([tried]);
  const readOnly = await issue({ label: 'read', scopes: ['appeals:read'] });
  expect((await ask('v2/requests.json', readOnly)).status).toBe(200);
  await refusal(await post(requestFields({ api_key: readOnly })), 403);
});

describe('GET requests', () => {
  it('shows a channel its own requests only, wherever one asks', async () => {
    const id = await posted();
    expect(await refusal(await ask(`v2/requests/${id}.json`, other), 404)).toContain('service_request_id');
    expect(await refusal(await ask(`v2/tokens/${id}.json`, other), 404)).toContain('token');
    expect(await idsIn(await ask(`v2/requests.json?service_request_id=${id}`, other))).toEqual([]);
    expect(await idsIn(await ask('v2/requests.json', other))).not.toContain(id);
    expect(await valid(await ask(`v2/tokens/${id}.json`), tokensSchema)).toEqual([{ service_request_id: id, token: id }]);
  });

  it('filters by number, category, span and status', async () => {
    const [financing, logistics] = [await posted(), await posted({ service_code: 'logistics' })];
    expect((await idsIn(await ask(`v2/requests.json?service_request_id=${financing},${logistics},nonsense&status=closed`))).sort()).toEqual([financing, logistics].sort());
    const inLogistics = await idsIn(await ask('v2/requests.json?service_code=logistics,others&status=open'));
    expect(inLogistics).toContain(logistics);
    expect(inLogistics).not.toContain(financing);
    expect(await idsIn(await ask('v2/requests.json?status=closed'))).toEqual([]);
    expect(await idsIn(await ask('v2/requests.json?start_date=2020-01-01T00:00:00Z&end_date=2020-02-01T00:00:00Z'))).toEqual([]);
    expect(await idsIn(await ask(`v2/requests.json?start_date=${encodeURIComponent(new Date(Date.now() - 3600_000).toISOString())}`))).toContain(financing);
    expect(await refusal(await ask('v2/requests.json?start_date=2020-01-01T00:00:00Z&end_date=2020-12-31T00:00:00Z&status=done'), 400)).toMatch(/status.*start_date/);
    expect(await refusal(await ask('v2/requests/nonsense.json'), 404)).toContain('service_request_id');
  });

  it('tells of a next page, and pages lose nothing', async () => {
    const channel = await intake.addChannel('paged');
    const ids: string[] = [];
    for (let count = 0; count < 5; count++) ids.push(await posted({ api_key: channel }));
    const seen: string[] = [];
    for (let path: string | undefined = 'v2/requests.json?page_size=2&status=open'; path !== undefined; ) {
      const response: Response = await ask(path, channel);
      path = /<\/open311\/(.*)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
      seen.push(...(await idsIn(response)));
    }
    expect(seen).toEqual(ids.toReversed());
  });

  it('follows the case: unit, due date, answer, closing', async () => {
    const id = await posted();
    const appealId = (await appeals().findOne({ trackingNumber: id }))?._id ?? '';
    const closed = snapshotOf(appealId, id, 2, { channel: 'app', state: 'closed', outcome: 'answered', answer: '已协调银行续贷。', answeredAt: '2026-11-24T01:00:00.000Z', closedAt: '2026-11-25T01:00:00.000Z', categoryCode: 'financing' });
    // As the case's events leave it.
    await appeals().updateOne({ _id: appealId }, { $set: { case: closed, status: 'closed', sequence: 2 } });
    expect(await requestsIn(await ask('v2/requests.json?status=closed'))).toEqual([expect.objectContaining({
      service_request_id: id, status: 'closed', status_notes: '已协调银行续贷。', agency_responsible: '历下区市场监督管理局', expected_datetime: '2026-12-14T09:00:00.000Z', updated_datetime: '2026-11-25T01:00:00.000Z', service_code: 'financing',
    })]);
    expect(await idsIn(await ask('v2/requests.json?status=open'))).not.toContain(id);
  });
});
