import { randomUUID } from 'node:crypto';
import { appealAcknowledgementSchema, auditEntrySchema, issuedKeySchema, problemSchema, topics, unmaskingSchema, type AuditEntry, type Reader } from '@suqiao/contracts';
import { AuditTrail } from '@suqiao/infra/audit';
import { caseEventOf, classifiedEventOf, snapshotOf } from '../testing/case-events';
import { asking, officers } from '../testing/officers';
import { eventually, startIntake, type StartedIntake } from '../testing/started-intake';

const lixiaSupervisor = { ...officers.jinan, subject: 'he', level: 'county', divisionCode: '370102' } as const satisfies Reader;
const reason = '核实诉求内容，须电话联系企业';
const appellant = { name: '济南某机械有限公司', contact: '张小明', phone: '13812345678' };

let intake: StartedIntake;
let ask: ReturnType<typeof asking>;
let visit: string;
beforeAll(async () => {
  intake = await startIntake();
  ask = asking(intake);
  visit = await intake.addChannel('visit');
});
afterAll(() => intake.close());

const entries = async (): Promise<AuditEntry[]> => {
  const found = await intake.connection.collection('audit_entries').find().sort({ _id: 1 }).toArray();
  return found.map(({ _id, ...entry }) => auditEntrySchema.parse({ ...entry, sequence: Number(_id) }));
};
const about = async (trackingNumber: string) => (await entries()).filter(({ object }) => object.name === trackingNumber);
const unmask = (reader: Reader, trackingNumber: string, body: unknown = { reason }) => ask(reader, 'POST', `/appeals/${trackingNumber}/unmaskings`, body);

/** An appeal that 历下's market regulation has, as sorting and dispatch told intake. */
async function dispatched(): Promise<{ readonly id: string; readonly trackingNumber: string }> {
  const response = await intake.post(visit, randomUUID(), { channelReference: randomUUID(), title: '续贷被拒', content: '资金链紧张', appellant, divisionCode: '370102' });
  const { id, trackingNumber } = appealAcknowledgementSchema.parse(await response.json());
  await intake.bus.publish([
    { topic: topics.appealClassified, event: classifiedEventOf(id, trackingNumber, '370102') },
    { topic: topics.case, event: caseEventOf(snapshotOf(id, trackingNumber, 1), { type: 'dispatched' }) },
  ]);
  // The unit sees it once the case is here, supervisors already once it is sorted.
  await eventually(async () => (await ask(officers.market, 'GET', `/appeals/${trackingNumber}`)).status === 200);
  return { id, trackingNumber };
}

describe('POST /api/v1/appeals/{trackingNumber}/unmaskings', () => {
  it('shows the responsible unit and the supervisors above whom an appeal comes from, each time on the trail first', async () => {
    const { id, trackingNumber } = await dispatched();
    expect((await ask(officers.market, 'GET', `/appeals/${trackingNumber}`)).json).toMatchObject({ appellant: { contact: '张**', phone: '138****5678' } });
    for (const reader of [officers.market, lixiaSupervisor, officers.jinan, officers.province]) {
      const answer = await unmask(reader, trackingNumber);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([201, 'no-store']);
      const shown = unmaskingSchema.parse(answer.json);
      expect(shown).toMatchObject({ trackingNumber, appellant: { ...appellant, email: null } });
      const entry = (await about(trackingNumber)).at(-1);
      expect(entry).toMatchObject({ ...shown.receipt, by: reader, action: 'personalDataUnmasked', reason, object: { kind: 'appeal', id }, details: { fields: 'contact, phone' }, divisionPath: ['370102', '370100', '370000'] });
      expect(JSON.stringify(entry)).not.toMatch(/13812345678|张小明/);
    }
    expect(await about(trackingNumber)).toHaveLength(4);
    // The next look is masked again.
    expect((await ask(officers.market, 'GET', `/appeals/${trackingNumber}`)).json).toMatchObject({ appellant: { phone: '138****5678' } });
  });

  it('is refused to roles that need no caller\'s number, hidden from another county, and written down for nobody of them', async () => {
    const { trackingNumber } = await dispatched();
    const administrator = { ...officers.province, role: 'administrator' } as const satisfies Reader;
    expect((await unmask(officers.analyst, trackingNumber)).status).toBe(403);
    expect((await unmask(administrator, trackingNumber)).status).toBe(403);
    for (const other of [officers.qingdao, officers.qingdaoSupervisor, officers.lixia]) expect((await unmask(other, trackingNumber)).status).toBe(404);
    expect((await ask(officers.jinan, 'POST', '/appeals/SQ20261123-00000000-1/unmaskings', { reason })).status).toBe(404);
    expect((await fetch(`${intake.url}/api/v1/appeals/${trackingNumber}/unmaskings`, { method: 'POST' })).status).toBe(401);
    expect(await about(trackingNumber)).toEqual([]);
  });

  it('tells who only had a part in the case whose turn it is', async () => {
    const { id, trackingNumber } = await dispatched();
    const federation = { ...snapshotOf(id, trackingNumber, 2).unit, unitId: '370102-federation', kind: 'federation', name: { zh: '历下区工商联', en: 'Lixia Federation' } } as const;
    await intake.bus.publish([{ topic: topics.case, event: caseEventOf(snapshotOf(id, trackingNumber, 2, { unit: federation }), { type: 'transferred' }) }]);
    const answer = await eventually(async () => {
      const refused = await unmask(officers.market, trackingNumber);
      return refused.status === 403 && refused;
    });
    expect(problemSchema.parse(answer.json).detail).toContain('历下区工商联');
    expect((await unmask(officers.lixia, trackingNumber)).status).toBe(201);
  });

  it.each([[{}, '/reason'], [{ reason: '看看' }, '/reason'], [{ reason: '      ' }, '/reason'], [{ reason, why: 'x' }, '/why']])('asks for a reason: %j', async (body, pointer) => {
    const { trackingNumber } = await dispatched();
    const answer = await unmask(officers.market, trackingNumber, body);
    expect([answer.status, problemSchema.parse(answer.json).errors?.map((fault) => fault.pointer)]).toEqual([400, [pointer]]);
    expect(await about(trackingNumber)).toEqual([]);
  });

  it('shows nothing while the trail can not be written', async () => {
    const { trackingNumber } = await dispatched();
    await intake.connection.db?.command({ collMod: 'audit_entries', validator: { never: { $exists: true } } });
    try {
      const answer = await unmask(officers.market, trackingNumber);
      expect(answer.status).toBe(500);
      expect(answer.text).not.toMatch(/13812345678|张小明/);
    } finally {
      await intake.connection.db?.command({ collMod: 'audit_entries', validator: {} });
    }
    expect((await unmask(officers.market, trackingNumber)).status).toBe(201);
  });

  it('keeps one unbroken chain when fifty look at once, and another process writes between them', async () => {
    const { trackingNumber } = await dispatched();
    const before = (await entries()).length;
    const second = new AuditTrail(intake.connection);
    const alone = (place: number) => second.append({ by: officers.province, action: 'keyIssued', object: { kind: 'channel', id: 'visit', name: 'visit' }, reason: null, details: { place: String(place) }, divisionPath: [] });
    const [answers, receipts] = await Promise.all([
      Promise.all(Array.from({ length: 50 }, () => unmask(officers.market, trackingNumber))),
      // One after another, so that they come in between.
      Array.from({ length: 10 }).reduce<Promise<number[]>>(async (rest, _, place) => [...(await rest), (await alone(place)).sequence], Promise.resolve([])),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 201));
    const sequences = [...answers.map(({ json }) => unmaskingSchema.parse(json).receipt.sequence), ...receipts].sort((a, b) => a - b);
    expect(sequences).toEqual(Array.from({ length: 60 }, (_, place) => before + place + 1));
    expect(await second.verify()).toMatchObject({ entries: before + 60, firstBreak: null, head: { sequence: before + 60 } });
  });
});

describe('the audit trail also tells', () => {
  it('of keys of channels', async () => {
    const administrator = { ...officers.province, role: 'administrator' } as const satisfies Reader;
    const before = (await entries()).length;
    const issued = await ask(administrator, 'POST', '/channels/visit/keys', { kind: 'key', label: '走访系统', scopes: ['appeals:read'], sandbox: false, expiresAt: null });
    expect(issued.status).toBe(201);
    const [entry] = (await entries()).slice(before);
    expect(entry).toMatchObject({ action: 'keyIssued', by: administrator, object: { kind: 'channel', id: 'visit' }, divisionPath: [], details: { label: '走访系统', scopes: 'appeals:read' } });
    const { key: { keyId }, secret } = issuedKeySchema.parse(issued.json);
    expect(JSON.stringify(await entries())).not.toContain(secret);
    const rotated = await ask(administrator, 'POST', `/channels/visit/keys/${keyId}/rotate`, { overlapInHours: 1, expiresAt: null });
    expect(rotated.status).toBe(201);
    for (let twice = 0; twice < 2; twice++) expect((await ask(administrator, 'POST', `/channels/visit/keys/${keyId}/revoke`)).status).toBe(200);
    expect((await entries()).slice(before + 1).map(({ action, details }) => [action, details['replaces'] ?? details['key']])).toEqual([['keyRotated', keyId], ['keyRevoked', keyId]]);
  });
});
