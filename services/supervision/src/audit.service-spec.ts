import { auditPageSchema, auditVerificationSchema, type AuditAction, type AuditEntry, type Reader } from '@suqiao/contracts';
import { AuditTrail } from '@suqiao/infra/audit';
import { startSupervision, type StartedSupervision } from '../testing/started-supervision';

const lixia: Reader = { subject: 'he', name: '何川', role: 'supervisor', level: 'county', divisionCode: '370102', unitId: null };
const administrator: Reader = { ...lixia, subject: 'admin', role: 'administrator', level: 'province', divisionCode: '370000' };
/** What is written before the tests: by whom, where. */
const written: readonly (readonly [AuditAction, string, readonly string[]])[] = [
  ['personalDataUnmasked', 'SQ1', ['370102', '370100', '370000']], ['personalDataUnmasked', 'SQ2', ['370202', '370200', '370000']], ['keyIssued', 'visit', []],
  ['offRecordRead', '座谈', ['370100', '370000']], ['personalDataUnmasked', 'SQ1', ['370102', '370100', '370000']],
];

let supervision: StartedSupervision;
let trail: AuditTrail;
beforeAll(async () => {
  supervision = await startSupervision();
  trail = new AuditTrail(supervision.connection);
  for (const [action, name, divisionPath] of written) await trail.append({ by: lixia, action, object: { kind: 'appeal', id: `id-${name}`, name }, reason: '核实', details: {}, divisionPath: [...divisionPath] });
});
afterAll(() => supervision.close());

const page = async (reader: Partial<Reader>, query = '') => auditPageSchema.parse(await (await supervision.ask(reader, `/audit/entries${query}`)).json());
const names = ({ items }: { readonly items: readonly AuditEntry[] }) => items.map(({ object }) => object.name);
const verification = async () => auditVerificationSchema.parse(await (await supervision.ask(lixia, '/audit/verification')).json());
const stored = () => supervision.connection.collection<{ readonly _id: number; readonly reason: string }>('audit_entries');

describe('GET /api/v1/audit/entries', () => {
  it('shows supervisors what lies in their division, and the province\'s administrators everything', async () => {
    expect(names(await page(lixia))).toEqual(['SQ1', 'SQ1']);
    expect(names(await page({ ...lixia, level: 'city', divisionCode: '370100' }))).toEqual(['SQ1', '座谈', 'SQ1']);
    expect(names(await page({ ...lixia, level: 'province', divisionCode: '370000' }))).toEqual(['SQ1', '座谈', 'SQ2', 'SQ1']);
    expect(names(await page({ ...administrator, level: 'city', divisionCode: '370200' }))).toEqual(['SQ2']);
    expect(names(await page(administrator))).toEqual(['SQ1', '座谈', 'visit', 'SQ2', 'SQ1']);
    for (const role of ['unitHandler', 'unitHead', 'analyst'] as const) for (const path of ['entries', 'verification']) expect((await supervision.ask({ ...lixia, role }, `/audit/${path}`)).status).toBe(403);
  });

  it('pages and asks for one action or one thing', async () => {
    const first = await page(administrator, '?limit=2');
    expect([names(first), first.total]).toEqual([['SQ1', '座谈'], 5]);
    expect(names(await page(administrator, `?limit=3&cursor=${first.nextCursor ?? ''}`))).toEqual(['visit', 'SQ2', 'SQ1']);
    expect(names(await page(administrator, '?action=keyIssued'))).toEqual(['visit']);
    expect((await page(administrator, '?about=id-SQ1')).items.map(({ sequence }) => sequence)).toEqual([5, 1]);
    expect((await page(administrator, '?about=SQ2')).total).toBe(1);
    for (const query of ['?action=nothing', '?cursor=garbage', '?colour=red']) expect((await supervision.ask(administrator, `/audit/entries${query}`)).status).toBe(400);
  });
});

describe('GET /api/v1/audit/verification', () => {
  it('walks the chain, and names the first entry that is not as it was written', async () => {
    const whole = await verification();
    expect(whole).toMatchObject({ entries: 5, firstBreak: null, head: { sequence: 5 } });
    await stored().updateOne({ _id: 2 }, { $set: { reason: '无' } });
    expect(await verification()).toMatchObject({ entries: 1, firstBreak: { sequence: 2, kind: 'changed' } });
    await stored().updateOne({ _id: 2 }, { $set: { reason: '核实' } });
    expect(await verification()).toEqual({ ...whole, at: expect.any(String) as string });
    const last = await stored().findOneAndDelete({ _id: 5 });
    expect((await verification()).firstBreak).toEqual({ sequence: 5, kind: 'missing' });
    if (last !== null) await stored().insertOne(last);
    const fourth = await stored().findOneAndDelete({ _id: 4 });
    expect((await verification()).firstBreak).toEqual({ sequence: 4, kind: 'missing' });
    if (fourth !== null) await stored().insertOne(fourth);
    expect((await verification()).firstBreak).toBeNull();
  });
});
