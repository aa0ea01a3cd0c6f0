import { randomUUID } from 'node:crypto';
import { appealAcknowledgementSchema, appealRowPageSchema, caseEventSchema, enterprisePageSchema, enterpriseViewSchema, problemSchema, topics } from '@suqiao/contracts';
import { caseEventOf, snapshotOf } from '../testing/case-events';
import { asking, inventCode, officers } from '../testing/officers';
import { eventually, startIntake, type StartedIntake } from '../testing/started-intake';

let intake: StartedIntake;
let ask: ReturnType<typeof asking>;
let hotline: string;
beforeAll(async () => {
  intake = await startIntake();
  ask = asking(intake);
  hotline = await intake.addChannel('hotline');
});
afterAll(() => intake.close());

const details = { name: '济南市历下区恒信机械有限公司', divisionCode: '370102', industryCode: 'C34', size: 'small', isPrivate: true, chambers: ['机械行业商会'], address: '历下区某路 1 号' };
const entered = async (over: object = {}, by: (typeof officers)[keyof typeof officers] = officers.lixia) => {
  const creditCode = inventCode();
  expect((await ask(by, 'POST', '/enterprises', { ...details, ...over, creditCode })).status).toBe(201);
  return creditCode;
};
const pushed = async (over: object) => appealAcknowledgementSchema.parse(await (await intake.post(hotline, randomUUID(), {
  channelReference: randomUUID(), title: '贷款被抽回', content: '续贷被拒', ...over,
})).json());

describe('the register', () => {
  it('enters an enterprise once, and says in which version it is', async () => {
    const creditCode = inventCode();
    const first = await ask(officers.lixia, 'POST', '/enterprises', { ...details, creditCode });
    expect(first.status).toBe(201);
    expect([first.headers.get('location'), first.headers.get('etag')]).toEqual([`/api/v1/enterprises/${creditCode}`, '"1"']);
    expect(enterpriseViewSchema.parse(first.json)).toMatchObject({ creditCode, provisional: false, size: 'small', appeals: { total: 0 }, records: 0, history: [] });
    const again = await ask(officers.lixiaColleague, 'POST', '/enterprises', { ...details, creditCode });
    expect([again.status, problemSchema.parse(again.json).state]).toEqual([409, 'registered']);
  });

  it('refuses a wrong check digit, an industry that is none and a division that is another\'s, each by its field', async () => {
    const wrong = await ask(officers.lixia, 'POST', '/enterprises', { ...details, creditCode: `${inventCode().slice(0, 17)}?`, size: 'tiny' });
    expect(problemSchema.parse(wrong.json).errors?.map(({ pointer, rule }) => `${pointer ?? ''} ${rule}`)).toEqual(expect.arrayContaining(['/creditCode creditCode.invalid', '/size invalid_value']));
    const outside = await ask(officers.lixia, 'POST', '/enterprises', { ...details, creditCode: inventCode(), divisionCode: '370202', industryCode: 'A34' });
    expect(problemSchema.parse(outside.json).errors?.map(({ pointer, rule }) => `${pointer ?? ''} ${rule}`)).toEqual(['/divisionCode divisionCode.outside', '/industryCode industryCode.unknown']);
  });

  it('is looked up by the beginning of a code or of a name, with or without its places, within the jurisdiction', async () => {
    const name = `济南市历下区${randomUUID().slice(0, 8)}智造有限责任公司`;
    const creditCode = await entered({ name });
    const found = async (reader: (typeof officers)[keyof typeof officers], q: string) => enterprisePageSchema.parse((await ask(reader, 'GET', `/enterprises?q=${encodeURIComponent(q)}`)).json).items.map((item) => item.creditCode);
    for (const q of [creditCode.slice(0, 16), creditCode.toLowerCase(), name, name.replace('市历下区', '历下').slice(0, 11), name.slice(6, 14)]) expect(await found(officers.jinan, q)).toEqual([creditCode]);
    expect(await found(officers.analyst, creditCode)).toEqual([creditCode]);
    expect(await found(officers.qingdao, creditCode)).toEqual([]);
    expect(await found(officers.jinan, '.*')).toEqual([]);
    expect((await ask(officers.qingdao, 'GET', `/enterprises/${creditCode}`)).status).toBe(404);
    expect((await ask(officers.market, 'GET', `/enterprises/${creditCode}`)).status).toBe(403);
    expect((await ask(officers.analyst, 'POST', '/enterprises', { ...details, creditCode: inventCode() })).status).toBe(403);
  });

  it('is read in pages by name, whole and without repetition, by section and size', async () => {
    const mark = randomUUID().slice(0, 8);
    const codes = await Promise.all(Array.from({ length: 7 }, (_, index) => entered({ name: `${mark}第${String(index)}公司`, industryCode: index % 2 === 0 ? 'C34' : 'I65' })));
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = enterprisePageSchema.parse((await ask(officers.jinan, 'GET', `/enterprises?q=${mark}&limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`)).json);
      expect(page.total).toBe(7);
      seen.push(...page.items.map((item) => item.creditCode));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(codes);
    const manufacturers = enterprisePageSchema.parse((await ask(officers.jinan, 'GET', `/enterprises?q=${mark}&industry=C&size=small&isPrivate=true`)).json);
    expect(manufacturers.total).toBe(4);
  });

  it('takes a change on the version that it is based on, and no other', async () => {
    const creditCode = await entered();
    const change = (version: string | null, over: object) => ask(officers.lixiaColleague, 'PUT', `/enterprises/${creditCode}`, { ...details, ...over }, version === null ? {} : { 'if-match': version });
    expect((await change(null, {})).status).toBe(428);
    const both = await Promise.all(['新名一', '新名二'].map((name) => change('"1"', { name })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await change('"1"', {})).status).toBe(412);
    const view = enterpriseViewSchema.parse((await ask(officers.jinan, 'GET', `/enterprises/${creditCode}`)).json);
    expect(view).toMatchObject({ version: 2, formerNames: [details.name], history: [{ version: 1, byName: '钱岸', before: { name: details.name } }] });
  });
});

describe('an enterprise that an appeal names', () => {
  it('enters provisionally, once, where it was registered, and is confirmed by an officer', async () => {
    const creditCode = inventCode('370181');
    const appellant = { name: '章丘某某机械厂', creditCode };
    await Promise.all([pushed({ appellant }), pushed({ appellant }), pushed({ appellant: { ...appellant, name: '另一种叫法' } })]);
    const provisional = await eventually(async () => {
      const answer = await ask(officers.jinan, 'GET', `/enterprises/${creditCode}`);
      return answer.status === 200 && enterpriseViewSchema.parse(answer.json);
    });
    // 章丘 became a district in 2016: its codes keep the old number.
    expect(provisional).toMatchObject({ provisional: true, divisionCode: '370114', version: 1 });
    const confirmed = await ask(officers.jinan, 'POST', '/enterprises', { ...details, creditCode, name: '章丘某某机械厂', divisionCode: '370114' });
    expect(enterpriseViewSchema.parse(confirmed.json)).toMatchObject({ provisional: false, version: 2, size: 'small' });
    await pushed({ appellant });
    expect(enterprisePageSchema.parse((await ask(officers.jinan, 'GET', `/enterprises?q=${creditCode}`)).json).items).toMatchObject([{ version: 2, provisional: false }]);
  });

  it('does not enter when it asks for confidence', async () => {
    const [quiet, open] = [inventCode(), inventCode()];
    await pushed({ appellant: { name: '保密企业', creditCode: quiet }, confidential: true });
    await pushed({ appellant: { name: '公开企业', creditCode: open } });
    await eventually(async () => (await ask(officers.jinan, 'GET', `/enterprises/${open}`)).status === 200);
    expect((await ask(officers.province, 'GET', `/enterprises/${quiet}`)).status).toBe(404);
  });
});

it('an enterprise\'s page shows its appeals with the state of their cases, within the reader\'s jurisdiction, contacts masked', async () => {
  const creditCode = await entered();
  const appellant = { name: details.name, creditCode, contact: '张小明', phone: '13812345678' };
  const [here, there, quiet] = [await pushed({ appellant, divisionCode: '370102' }), await pushed({ appellant, divisionCode: '370202' }), await pushed({ appellant, divisionCode: '370102', confidential: true })];
  const answered = snapshotOf(here.id, here.trackingNumber, 2, { state: 'answered', answer: '已协调续贷', check: 'passed' });
  await intake.bus.publish([{ topic: topics.case, event: caseEventSchema.parse(caseEventOf(answered, { type: 'answered' })) }]);
  const rows = async (reader: (typeof officers)[keyof typeof officers]) => appealRowPageSchema.parse((await ask(reader, 'GET', `/enterprises/${creditCode}/appeals`)).json);
  const page = await eventually(async () => {
    const found = await rows(officers.jinan);
    return found.items.some(({ status }) => status === 'answered') && found;
  });
  expect(page.items.map(({ trackingNumber }) => trackingNumber)).toEqual([quiet.trackingNumber, here.trackingNumber]);
  expect(page.items[1]).toMatchObject({ answer: '已协调续贷', appellant: { name: details.name, contact: '张**', phone: '138****5678' } });
  expect((await rows(officers.analyst)).items.map(({ trackingNumber }) => trackingNumber)).toEqual([there.trackingNumber, here.trackingNumber]);
  expect((await rows(officers.province)).total).toBe(3);
  expect(enterpriseViewSchema.parse((await ask(officers.jinan, 'GET', `/enterprises/${creditCode}`)).json).appeals).toEqual({ total: 2, open: 2, answered: 1 });
});
