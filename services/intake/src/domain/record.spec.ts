import { officers } from '../../testing/officers';
import { contentFault, isFutureDay, worksOn, type RuledRecord } from './record';
import { isFederationOfficer, readsRegister } from './record-access';
import { grantsOffRecord, hasOffRecord, readsOffRecord, type OffRecordGrant } from './record-off-record';

const author = { subject: 'zheng', name: '郑舟', unitId: '370102-federation', divisionCode: '370102' };
const symposium: RuledRecord = { kind: 'symposium', state: 'finished', author, content: { date: '2026-11-23', closedDoor: true }, history: [] };
const midnight = new Date('2026-11-22T16:00:00.000Z');

describe('the day of a record', () => {
  it.each([['2026-11-22T15:59:59.999Z', true], ['2026-11-22T16:00:00.000Z', false], ['2026-11-23T15:59:59.999Z', false]])('2026-11-23 at %s has not begun in Shanghai: %p', (now, future) => {
    expect(isFutureDay('2026-11-23', new Date(now))).toBe(future);
  });

  it('may lie ahead in a draft, never in a finished record', () => {
    const content = { date: '2026-11-24', closedDoor: false };
    expect(contentFault({ kind: 'visit', state: 'draft' }, content, null, midnight)).toBeNull();
    expect(contentFault({ kind: 'visit', state: 'finished' }, content, '更正', midnight)).toEqual({ pointer: '/date', rule: 'record.future' });
  });

  it('asks for a reason once the record is finished, and for a symposium behind closed doors', () => {
    expect(contentFault({ kind: 'visit', state: 'finished' }, { date: '2026-11-23', closedDoor: false }, null, midnight)).toMatchObject({ rule: 'record.reasonMissing' });
    expect(contentFault({ kind: 'visit', state: 'draft' }, { date: '2026-11-23', closedDoor: true }, null, midnight)).toMatchObject({ rule: 'record.closedDoor' });
    expect(contentFault(symposium, symposium.content, '更正', midnight)).toBeNull();
  });
});

describe('who works on records', () => {
  it('is a federation\'s officer', () => {
    expect(Object.entries(officers).filter(([, reader]) => isFederationOfficer(reader)).map(([name]) => name)).toEqual(['lixia', 'lixiaColleague', 'jinan', 'qingdao', 'qingdaoSupervisor', 'province']);
    expect(readsRegister(officers.analyst)).toBe(true);
    expect(readsRegister(officers.market)).toBe(false);
  });

  it('is the author, a colleague of the unit, or a supervisor; never another unit', () => {
    expect(Object.entries(officers).filter(([, reader]) => worksOn(reader, symposium)).map(([name]) => name)).toEqual(['lixia', 'lixiaColleague', 'jinan', 'qingdaoSupervisor', 'province']);
    expect(worksOn({ ...officers.qingdao, unitId: null }, { author: { ...author, unitId: null } })).toBe(false);
  });
});

describe('what was said off the record', () => {
  const grant: OffRecordGrant = { subject: 'tao', name: '陶今', grantedBy: author, grantedAt: '2026-11-23T01:00:00.000Z', revokedAt: null };

  it('belongs to a closed-door symposium that was held', () => {
    expect(hasOffRecord(symposium)).toBe(true);
    for (const other of [{ ...symposium, kind: 'visit' as const }, { ...symposium, state: 'draft' as const }, { ...symposium, content: { ...symposium.content, closedDoor: false } }]) expect(hasOffRecord(other)).toBe(false);
  });

  it('is read by the author and by who was named, while the permission stands; rank opens nothing', () => {
    const readers = (grants: readonly OffRecordGrant[]) => Object.entries(officers).filter(([, reader]) => readsOffRecord(reader, symposium, grants)).map(([name]) => name);
    expect(readers([])).toEqual(['lixia']);
    expect(readers([grant])).toEqual(['lixia', 'analyst']);
    expect(readers([{ ...grant, revokedAt: '2026-11-23T02:00:00.000Z' }])).toEqual(['lixia']);
    expect(readers([{ ...grant, revokedAt: '2026-11-23T02:00:00.000Z' }, { ...grant, grantedAt: '2026-11-23T03:00:00.000Z' }])).toEqual(['lixia', 'analyst']);
  });

  it('is opened to others by the author and by supervisors', () => {
    expect(Object.entries(officers).filter(([, reader]) => grantsOffRecord(reader, symposium)).map(([name]) => name)).toEqual(['lixia', 'jinan', 'qingdaoSupervisor', 'province']);
  });
});
