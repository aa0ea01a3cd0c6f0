import type { AppealClassified, CaseSnapshot } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { planningFacts } from '../dispatch.activities';
import { mayCommand, offersFor } from './permission';
import { openCase, planChange } from './plan';
import { refusalTexts } from './refusal-texts';

const facts = planningFacts('shandong-enterprise-2020');
const monday = new Date('2026-11-23T01:00:00.000Z');

function classified(changes: Partial<{ category: string | null; division: string | null; unsure: ('category' | 'jurisdiction')[] }> = {}): AppealClassified['data'] {
  const { category = 'approvals.registration', division = '370102', unsure = [] } = changes;
  const decision = <Value>(value: Value) => ({ value, certainty: 0.9, method: 'rule' as const, reason: { zh: '因', en: 'why' } });
  return {
    appeal: {
      appealId: '019ac000-0000-7000-8000-000000000001', trackingNumber: 'SQ20261123-00000000-0', channel: 'test', channelReference: '1', title: '题', content: '文', occurredAt: null,
      receivedAt: monday.toISOString(), appellantName: '某公司', creditCode: null, divisionCode: division, categoryCode: category,
    },
    sorting: { category: decision(category), jurisdiction: decision(division), urgency: decision('ordinary' as const), unsure, modelVersion: 'test' },
  };
}
const opened = (changes?: Parameters<typeof classified>[0]): CaseSnapshot => openCase(classified(changes), facts, monday).snapshot;

describe('派单', () => {
  it('goes to the competent department of the lowest level, due after fifteen working days at the close of offices', () => {
    expect(opened()).toMatchObject({
      level: 'county', unit: { unitId: '370102-market-regulation' }, policy: 'shandong-enterprise-2020@1',
      clocks: { acceptBy: '2026-11-24T09:30:00.000Z', dueAt: '2026-12-14T09:30:00.000Z', dueSoonAt: '2026-12-11T09:30:00.000Z', closeBy: null, provisional: false },
    });
  });

  it.each([
    ['the category', { unsure: ['category' as const] }, '370102-federation'],
    ['the jurisdiction', { division: '370102', unsure: ['jurisdiction' as const] }, '370000-federation'],
    ['both, knowing neither', { category: null, division: null, unsure: ['category' as const, 'jurisdiction' as const] }, '370000-federation'],
  ])('goes to the federation when sorting is unsure of %s', (_, changes, unitId) => {
    expect(opened(changes).unit.unitId).toBe(unitId);
  });

  it('starts at the city for a matter of the whole city', () => {
    expect(opened({ division: '370100' })).toMatchObject({ level: 'city', unit: { unitId: '370100-market-regulation' } });
  });

  it('marks a due date beyond the calendar provisional', () => {
    expect(openCase(classified(), facts, new Date('2026-12-28T01:00:00.000Z')).snapshot.clocks.provisional).toBe(true);
  });

  it('refuses a policy that does not exist, naming those that do', () => {
    expect(() => planningFacts('none')).toThrow(/demonstration/);
  });
});

describe('提级', () => {
  it('gives the next level its own fifteen working days and routes by the same category', () => {
    const change = planChange(opened(), { kind: 'clock', fact: 'escalated', at: '2026-12-14T09:30:00.000Z' }, facts);
    expect(change).toMatchObject({ type: 'escalated', unit: { unitId: '370100-market-regulation', level: 'city' } });
    expect(change.clocks).not.toHaveProperty('dueAt');
  });

  it('falls to the level\'s federation where the department is missing', () => {
    const change = planChange({ ...opened(), categoryCode: 'no-such-category' }, { kind: 'clock', fact: 'escalated', at: '2026-12-14T09:30:00.000Z' }, facts);
    expect(change.unit?.unitId).toBe('370100-federation');
  });

  it('does not go above the province', () => {
    expect(() => planChange({ ...opened(), level: 'province' }, { kind: 'clock', fact: 'escalated', at: '2026-12-14T09:30:00.000Z' }, facts)).toThrow('cannot rise');
  });
});

describe('退回', () => {
  it('goes to the federation of the level that has the case, also after it has risen', () => {
    const city = directory.unit('370100-market-regulation');
    if (city === undefined) throw new Error('the directory lacks a unit');
    const { name, kind, level, divisionCode, unitId } = city;
    const order = { command: 'return' as const, by: { kind: 'system' as const }, reason: '错派', unit: null, categoryCode: null, answer: null };
    const change = planChange({ ...opened(), level: 'city', unit: { name, kind, level, divisionCode, unitId } }, { kind: 'order', order, at: monday.toISOString() }, facts);
    expect(change).toMatchObject({ type: 'returned', unit: { unitId: '370100-federation' } });
  });
});

describe('who may', () => {
  it('keeps analysts from every command and supervisors from the unit\'s own', () => {
    expect(mayCommand({ role: 'analyst' }, 'close')).toBe(false);
    expect(mayCommand({ role: 'supervisor' }, 'accept')).toBe(false);
    expect(mayCommand({ role: 'supervisor' }, 'transfer')).toBe(true);
  });

  it('offers every command, with the reason why one is not allowed', () => {
    const offers = offersFor({ role: 'unitHandler' }, true, opened());
    expect(offers.filter(({ allowed }) => allowed).map(({ command }) => command)).toEqual(['accept', 'return', 'transfer']);
    expect(offers.filter(({ allowed }) => !allowed).every(({ reason }) => reason !== null)).toBe(true);
    expect(offersFor({ role: 'unitHandler' }, false, opened()).some(({ allowed }) => allowed)).toBe(false);
  });

  it('says a refusal in both languages, by name', () => {
    expect(refusalTexts({ command: 'close', state: 'accepted', allowed: ['transfer', 'answer'], rule: 'state' })).toEqual({ 'zh-CN': '诉求已签收，不能办结；可以：转办、答复', en: 'close is refused in state accepted; allowed: transfer, answer' });
  });
});
