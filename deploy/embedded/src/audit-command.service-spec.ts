import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { AuditTrail } from '@suqiao/infra/audit';
import { openMongo } from '@suqiao/infra/mongo';
import type { Connection } from 'mongoose';
import { runAudit } from './audit-command';

const environment = { ...process.env, MONGODB_URI: (process.env['MONGODB_URI'] ?? '').replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/, `$1/audit-${randomUUID()}`) };
const by = { subject: 'zhou', name: '周桥', role: 'supervisor', level: 'city', divisionCode: '370100', unitId: null } as const;

let connection: Connection;
beforeAll(async () => {
  connection = await openMongo(environment, 'audit-test');
  const trails = [new AuditTrail(connection), new AuditTrail(connection)];
  await Promise.all(Array.from({ length: 20 }, (_, place) => trails[place % 2]?.append({ by, action: 'personalDataUnmasked', object: { kind: 'appeal', id: String(place), name: `SQ-${String(place)}` }, reason: '核实诉求', details: {}, divisionPath: ['370100', '370000'] })));
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const stored = () => connection.collection<{ readonly _id: number; readonly reason: string }>('audit_entries');
async function run(...args: readonly string[]): Promise<{ readonly code: number; readonly lines: readonly string[] }> {
  const lines: string[] = [];
  return { code: await runAudit(args, environment, (line) => void lines.push(line)), lines };
}

describe('npm run audit', () => {
  it('says how many entries a whole chain has, with a receipt that it is held against later', async () => {
    const { code, lines } = await run('verify');
    expect([code, lines[0]]).toEqual([0, '✔ 审计链完整，共 20 条  The audit trail is whole: 20 entries']);
    const receipt = /(20:[0-9a-f]{64})$/.exec(lines[1] ?? '')?.[1] ?? '';
    expect((await run('verify', '--receipt', receipt)).code).toBe(0);
    const other = await run('verify', '--receipt', `7:${'a'.repeat(64)}`);
    expect([other.code, other.lines[1]]).toEqual([1, expect.stringContaining('entry 7 is not the one that its receipt tells of')]);
  });

  it('finds what was tampered with, and says where it begins', async () => {
    await stored().updateOne({ _id: 8 }, { $set: { reason: '无' } });
    await stored().updateOne({ _id: 12 }, { $set: { reason: '无' } });
    const { code, lines } = await run('verify');
    expect([code, lines[1]]).toEqual([1, '✘ The audit trail is broken: entry 8 was changed; 7 entries before it are good']);
    await stored().updateMany({}, { $set: { reason: '核实诉求' } });
    expect((await run('verify')).code).toBe(0);
    await stored().deleteMany({ _id: { $gt: 17 } });
    const cut = await run('verify');
    expect([cut.code, cut.lines[1]]).toEqual([1, expect.stringContaining('entry 18 is missing')]);
  });

  it('lists the newest first, as lines or as JSON', async () => {
    const { code, lines } = await run('list', '--limit', '2');
    expect([code, lines.map((line) => line.split('  ')[0]), lines[2]]).toEqual([0, ['17', '16', '2 / 17 条 entries'], '2 / 17 条 entries']);
    expect(lines[0]).toContain('周桥 (supervisor 370100)');
    const { lines: json } = await run('list', '--limit', '1', '--json', '--action', 'personalDataUnmasked');
    expect(JSON.parse(json[0] ?? '')).toMatchObject({ sequence: 17, by });
    expect((await run('list', '--about', 'SQ-0', '--json')).lines).toHaveLength(1);
  });

  it.each([[[]], [['erase']], [['list', '--limit', 'x']], [['verify', '--receipt', 'nonsense']]])('explains itself: %j', async (args) => {
    await expect(run(...args)).rejects.toThrow('npm run audit -- verify');
  });
});
