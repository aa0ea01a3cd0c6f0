import { createHash } from 'node:crypto';
import { open311Limits, type CaseSnapshot } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import * as fc from 'fast-check';
import { snapshotOf } from '../../testing/case-events';
import { formOf, placeText, postedOf, type Open311Fault, type Open311Form, type PostedRequest } from './open311-form';
import { requestsQueryOf, type Open311Query } from './open311-query';
import { requestOf, type ShownAppeal } from './open311-request';
import { definitionOf, open311Changeset, serviceOf } from './open311-services';

const now = new Date('2026-11-23T01:00:00.000Z');
const isFault = (read: Open311Form | Open311Fault): read is Open311Fault => 'argument' in read;
const read = (body: string): Open311Form => {
  const form = formOf(body);
  if (isFault(form)) throw new Error(form.text.en);
  return form;
};
const post = (fields: Readonly<Record<string, string>>): PostedRequest | readonly Open311Fault[] =>
  postedOf(read(new URLSearchParams(fields).toString()), 'fallback', (code) => directory.category(code) !== undefined, () => '融资');
const least = { service_code: 'financing', address_string: '经十路 1 号', 'attribute[enterprise_name]': '济南某公司', description: '续贷被拒。资金链紧张。' };
const posted = (fields: Readonly<Record<string, string>>): PostedRequest => {
  const result = post({ ...least, ...fields });
  if (!('appeal' in result)) throw new Error(JSON.stringify(result));
  return result;
};
const faultsOf = (fields: Readonly<Record<string, string>>): string[] => {
  const result = post(fields);
  return 'appeal' in result ? [] : result.map(({ status, argument }) => `${String(status)} ${argument}`);
};

describe('a form', () => {
  it('gives back what any client encoded', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.tuple(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'binary', minLength: 1 })), { selector: ([name]) => name.replace(/\]\[\]$/, ']') }), (pairs) => {
      const form = read(new URLSearchParams(pairs).toString());
      for (const [name, value] of pairs) expect(form.get(name.replace(/\]\[\]$/, ']'))).toBe(value);
    }));
  });

  it.each([['a=%ff', 'not UTF-8'], ['a=%', 'half an escape'], ['a=1&a=2', 'an argument twice'], ['attribute[x]=1&attribute[x][]=2', 'an attribute twice']])('%s is refused: %s', (body) => {
    expect(isFault(formOf(body))).toBe(true);
  });

  it('counts an empty argument as not given', () => {
    expect(read('lat=&long=&a=1').size).toBe(1);
  });
});

describe('a posted request', () => {
  it('becomes an appeal, with the place in its text', () => {
    const { appeal, place } = posted({ lat: '36.65', long: '117.12', address_id: 'A-1', first_name: '小明', last_name: '张', phone: '13812345678', 'attribute[division_code]': '370102', 'attribute[confidential]': 'true' });
    expect(appeal).toEqual({
      channelReference: 'fallback', title: '续贷被拒', content: '续贷被拒。资金链紧张。\n\n地点 Place：经十路 1 号；地址编号 address id A-1；纬度 latitude 36.65，经度 longitude 117.12',
      appellant: { name: '济南某公司', contact: '张小明', phone: '13812345678' }, categoryCode: 'financing', divisionCode: '370102', confidential: true,
    });
    expect(place).toEqual({ lat: 36.65, long: 117.12, address: '经十路 1 号', addressId: 'A-1', mediaUrl: null });
  });

  it('says the appellant\'s name as it is written', () => {
    expect(posted({ first_name: 'John', last_name: 'Smith', email: 'a@b.cn' }).appeal['appellant']).toEqual({ name: '济南某公司', contact: 'John Smith a@b.cn' });
  });

  it('takes a title of its own, the channel\'s number, and does without a description', () => {
    expect(posted({ 'attribute[title]': '题', 'attribute[channel_reference]': 'r-1' }).appeal).toMatchObject({ title: '题', channelReference: 'r-1' });
    expect(posted({ description: '' }).appeal).toMatchObject({ title: '融资' });
    expect(posted({ description: '长'.repeat(100) }).appeal['title']).toBe(`${'长'.repeat(59)}…`);
  });

  it.each<[string, Readonly<Record<string, string>>, string[]]>([
    ['nothing', {}, ['400 service_code', '400 address_string', '400 attribute[enterprise_name]']],
    ['an unknown service', { ...least, service_code: 'nothing' }, ['404 service_code']],
    ['a latitude alone', { ...least, lat: '36.6' }, ['400 long']],
    ['degrees that are none', { ...least, lat: '91', long: 'east' }, ['400 lat', '400 long']],
    ['numbers of other kinds', { ...least, lat: '0x10', long: '1e2' }, ['400 lat', '400 long']],
    ['a script as media', { ...least, media_url: 'javascript:alert(1)' }, ['400 media_url']],
    ['an unknown attribute', { ...least, 'attribute[colour]': 'red' }, ['400 attribute[colour]']],
    ['confidential: maybe', { ...least, 'attribute[confidential]': 'maybe' }, ['400 attribute[confidential]']],
    ['too long a description', { ...least, description: '长'.repeat(4001) }, ['400 description']],
    ['too long an address', { ...least, address_string: '长'.repeat(501), address_id: 'x'.repeat(129) }, ['400 address_string', '400 address_id']],
  ])('%s is refused by name', (_name, fields, faults) => {
    expect(faultsOf(fields)).toEqual(faults);
  });
});

describe('a query', () => {
  const query = (fields: Readonly<Record<string, unknown>>): Open311Query => {
    const result = requestsQueryOf(fields, now);
    if (!('selection' in result)) throw new Error(JSON.stringify(result));
    return result;
  };

  it('without a span asks for the last 90 days, 1000 at most', () => {
    expect(query({})).toEqual({ selection: { from: '2026-08-25T01:00:00.000Z', to: '2026-11-23T01:00:00.000Z', serviceCodes: null, status: null }, page: 1, pageSize: 1000 });
  });

  it('with one end asks for the 90 days that touch it', () => {
    expect(query({ end_date: '2026-06-30T00:00:00Z' }).selection).toMatchObject({ from: '2026-04-01T00:00:00.000Z', to: '2026-06-30T00:00:00.000Z' });
    expect(query({ start_date: '2026-01-01T00:00:00+08:00' }).selection).toMatchObject({ from: '2025-12-31T16:00:00.000Z', to: '2026-03-31T16:00:00.000Z' });
    expect(query({ start_date: '2026-11-20T00:00:00 08:00' }).selection).toMatchObject({ from: '2026-11-19T16:00:00.000Z', to: now.toISOString() });
  });

  it('takes lists with commas or repeated, and numbers above everything else', () => {
    expect(query({ service_code: ['financing,logistics', 'others'], status: 'open,closed' }).selection).toMatchObject({ serviceCodes: ['financing', 'logistics', 'others'], status: null });
    expect(query({ status: 'closed,closed' }).selection).toMatchObject({ status: 'closed' });
    expect(query({ service_request_id: 'x,SQ20261123-00000000-0', start_date: 'nonsense', page_size: '2' })).toEqual({ selection: { trackingNumbers: [] }, page: 1, pageSize: 2 });
  });

  it.each<[Readonly<Record<string, unknown>>, string[]]>([
    [{ start_date: '2026-01-01T00:00:00Z', end_date: '2026-04-02T00:00:00Z' }, ['start_date']],
    [{ start_date: '2026-01-02T00:00:00Z', end_date: '2026-01-01T00:00:00Z' }, ['start_date']],
    [{ start_date: '2026-01-01', end_date: '2026-13-01T00:00:00Z' }, ['start_date', 'end_date']],
    [{ status: 'done' }, ['status']],
    [{ page: '0', page_size: '1001' }, ['page', 'page_size']],
  ])('%j is refused by name', (fields, names) => {
    const result = requestsQueryOf(fields, now);
    expect('selection' in result ? [] : result.map(({ argument }) => argument)).toEqual(names);
  });

  it('never spans more than 90 days, whatever is asked', () => {
    const instant = fc.date({ min: new Date('1980-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }).map((date) => date.toISOString());
    fc.assert(fc.property(fc.option(instant, { nil: undefined }), fc.option(instant, { nil: undefined }), (start, end) => {
      const result = requestsQueryOf({ start_date: start, end_date: end }, now);
      if (!('selection' in result) || !('from' in result.selection)) return;
      expect(Date.parse(result.selection.to) - Date.parse(result.selection.from)).toBeLessThanOrEqual(open311Limits.days * 24 * 3600 * 1000);
    }));
  });
});

describe('a request', () => {
  const place = { lat: 36.65, long: 117.12, address: '经十路', addressId: null, mediaUrl: null };
  const appealOf = (over: Partial<ShownAppeal>): ShownAppeal => ({ trackingNumber: 'SQ', content: `内容${placeText(place)}`, receivedAt: '2026-11-23T01:00:00.000Z', given: { categoryCode: 'financing' }, case: null, lead: null, ...over });
  const caseOf = (over: Partial<CaseSnapshot>) => snapshotOf('0199', 'SQ', 3, over);

  it('shows what was said, without the place that stands at its end', () => {
    expect(requestOf(appealOf({}), place, 'zh-CN')).toMatchObject({ description: '内容', lat: 36.65, long: 117.12, address: '经十路', status: 'open', status_notes: null, service_code: 'financing', service_name: '融资', agency_responsible: null });
  });

  it('follows its case: unit, due date, answer once it may be told, closing', () => {
    const answered = { state: 'answered', answer: '已协调银行续贷。', answeredAt: '2026-11-24T02:00:00.000Z' } as const;
    expect(requestOf(appealOf({ case: caseOf(answered) }), null, 'en')).toMatchObject({
      status: 'open', status_notes: '已协调银行续贷。', agency_responsible: 'Lixia Administration for Market Regulation', updated_datetime: '2026-11-24T02:00:00.000Z', expected_datetime: '2026-12-14T09:00:00.000Z',
    });
    expect(requestOf(appealOf({ case: caseOf({ ...answered, check: 'pending', interimAnswers: [{ at: '2026-11-23T03:00:00.000Z', text: '正在核实' }] }) }), null, 'zh-CN').status_notes).toBe('正在核实');
    expect(requestOf(appealOf({ case: caseOf({ ...answered, state: 'closed', closedAt: '2026-11-25T02:00:00.000Z' }) }), null, 'zh-CN')).toMatchObject({ status: 'closed', updated_datetime: '2026-11-25T02:00:00.000Z' });
    expect(requestOf(appealOf({ case: caseOf({ state: 'closed', outcome: 'withdrawn' }) }), null, 'zh-CN').status_notes).toBe('已撤诉');
  });

  it('follows the case that its own was merged into', () => {
    const own = caseOf({ state: 'closed', outcome: 'merged', mergedInto: { caseId: '0198', trackingNumber: 'SQ2' } });
    expect(requestOf(appealOf({ case: own, lead: caseOf({ state: 'accepted' }) }), null, 'zh-CN').status).toBe('open');
  });

  it('is under others, and says so, until somebody has sorted it', () => {
    expect(requestOf(appealOf({ given: {} }), null, 'en')).toMatchObject({ service_code: 'others', service_notice: 'Received, not sorted yet' });
  });

  it('never has a description longer than the standard allows, nor half a character', () => {
    fc.assert(fc.property(fc.integer({ min: 3990, max: 4010 }), fc.constantFrom('长', '😀'), (length, character) => {
      const { description } = requestOf(appealOf({ content: character.repeat(length) }), null, 'zh-CN');
      expect(description?.length).toBeLessThanOrEqual(open311Limits.descriptionLength);
      expect(description?.isWellFormed()).toBe(true);
    }));
  });
});

it('the changeset is raised whenever services or definitions change', () => {
  const all = directory.categories.map((category) => [serviceOf(category, 'zh-CN'), serviceOf(category, 'en'), definitionOf(category.code, 'zh-CN'), definitionOf(category.code, 'en')]);
  const fingerprint = createHash('sha256').update(JSON.stringify(all)).digest('hex').slice(0, 16);
  expect(`${open311Changeset} ${fingerprint}`).toMatchInlineSnapshot(`"2026-11-23T00:00:00Z c9b8669ee7c981c5"`);
});
