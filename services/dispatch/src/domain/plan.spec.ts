import type { CaseSnapshot } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { evolve, nextClock, type Happening } from '@suqiao/workflows';
import { classified, factsOf, opened as openedUnder, orderOf, unitOf, type SortedChanges } from '../../testing/cases';
import { mayCommand, hindrance, offersFor } from './permission';
import { openCase, planChange } from './plan';
import { refusalTexts } from './refusal-texts';

const policy = 'shandong-enterprise-2020';
const all = factsOf(policy);
const facts = all.planning(policy);
const monday = new Date('2026-11-23T01:00:00.000Z');
const opened = (changes?: SortedChanges) => openedUnder(all, monday, changes);

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
    expect(openCase(classified(), all.opening(), new Date('2026-12-28T01:00:00.000Z')).snapshot.clocks.provisional).toBe(true);
  });

  it('takes the rule of the channel that the appeal came through, and says why', () => {
    const hotline = opened({ channel: 'hotline-12345' });
    expect(hotline.policy).toBe('shandong-hotline-2020@1');
    expect(hotline.policyReason?.zh).toContain('hotline-12345');
    expect(hotline.clocks.dueAt).toBe('2026-11-30T09:30:00.000Z');
  });

  it('refuses a policy that does not exist, naming those that do', () => {
    expect(() => factsOf('none')).toThrow(/demonstration/);
  });
});

describe('提级', () => {
  it('gives the next level its own fifteen working days and routes by the same category; the appeal\'s due date stays', () => {
    const change = planChange(opened(), { kind: 'clock', fact: 'escalated', at: '2026-12-14T09:30:00.000Z' }, facts);
    expect(change).toMatchObject({ type: 'escalated', set: { unit: { unitId: '370100-market-regulation', level: 'city' } } });
    expect(change?.set?.clocks?.dueAt).toBe(opened().clocks.dueAt);
  });

  it('falls to the level\'s federation where the department is missing', () => {
    const change = planChange({ ...opened(), categoryCode: 'no-such-category' }, { kind: 'clock', fact: 'escalated', at: '2026-12-14T09:30:00.000Z' }, facts);
    expect(change?.set?.unit?.unitId).toBe('370100-federation');
  });

  it('does not go above the province', () => {
    expect(() => planChange({ ...opened(), level: 'province' }, { kind: 'clock', fact: 'escalated', at: '2026-12-14T09:30:00.000Z' }, facts)).toThrow('cannot rise');
  });
});

describe('首次回复', () => {
  const at = '2026-11-25T01:00:00.000Z';
  const recorded = (before: CaseSnapshot, happening: Happening) => {
    const change = planChange(before, happening, facts);
    if (change === null) throw new Error('nothing to record');
    return evolve(before, change).after;
  };
  const accepted = () => recorded(opened(), { kind: 'order', order: orderOf('accept'), at });
  const late = { kind: 'clock', fact: 'replyOverdue', at: '2026-11-26T09:30:00.000Z' } as const;
  const next = ({ clocks, bases, fired }: CaseSnapshot) => [clocks.replyBy, bases?.reply?.from, fired.replyOverdue];

  it('is due three working days after dispatch, whoever has the case', () => {
    expect(next(opened())).toEqual(['2026-11-26T09:30:00.000Z', monday.toISOString(), undefined]);
    expect(nextClock(accepted())).toEqual({ fact: 'replyOverdue', atInMs: Date.parse(late.at) });
    expect(next(recorded(accepted(), { kind: 'clock', fact: 'escalated', at }))).toEqual(next(opened()));
    expect(opened({ channel: 'hotline-12345' }).clocks).not.toHaveProperty('replyBy');
  });

  it.each([['an interim answer', { answer: '已联系', final: false }], ['the answer', { answer: '已解决', final: true }]])('is given by %s, for good', (_, said) => {
    const after = recorded(accepted(), { kind: 'order', order: orderOf('answer', said), at });
    expect(next(after)).toEqual([undefined, undefined, undefined]);
    expect(after.clocks.dueAt).toBe(opened().clocks.dueAt);
    expect(next(recorded({ ...after, state: 'accepted' }, { kind: 'clock', fact: 'escalated', at }))).toEqual([undefined, undefined, undefined]);
  });

  it('is late once a round, on the record, also when the case rises; a reopened case owes one anew', () => {
    const after = recorded(accepted(), late);
    expect(after.late).toEqual([{ unitId: '370102-market-regulation', level: 'county', clock: 'reply', at: late.at }]);
    expect(nextClock(after)?.fact).toBe('dueSoon');
    const risen = recorded(after, { kind: 'clock', fact: 'escalated', at: '2026-12-14T09:30:00.000Z' });
    expect(nextClock(risen)?.fact).toBe('acceptanceOverdue');
    expect(risen.fired.replyOverdue).toBe(true);
    const reopened = recorded({ ...risen, state: 'closed' }, { kind: 'order', order: orderOf('reopen'), at: '2026-12-21T01:00:00.000Z' });
    expect(next(reopened)).toEqual(['2026-12-24T09:30:00.000Z', '2026-12-21T01:00:00.000Z', undefined]);
  });

  it('stands still while the case is suspended, and moves by what that took', () => {
    const asked = recorded(accepted(), { kind: 'order', order: orderOf('requestSuspension', { reason: '等鉴定', until: '2026-12-02T01:00:00.000Z' }), at });
    const suspended = recorded(asked, { kind: 'order', order: orderOf('approve'), at });
    expect(nextClock(suspended)?.fact).toBe('resumed');
    expect(recorded(suspended, { kind: 'clock', fact: 'resumed', at: '2026-12-02T01:00:00.000Z' }).clocks.replyBy).toBe('2026-12-03T09:30:00.000Z');
  });
});

describe('退回', () => {
  it('goes to the federation of the level that has the case, also after it has risen', () => {
    const change = planChange({ ...opened(), level: 'city', unit: unitOf('370100-market-regulation') }, { kind: 'order', order: orderOf('return', { reason: '错派' }), at: monday.toISOString() }, facts);
    expect(change).toMatchObject({ type: 'returned', set: { unit: { unitId: '370100-federation' } } });
  });
});

describe('a loaded year of the calendar', () => {
  const atYearsEnd = new Date('2026-12-28T01:00:00.000Z');
  const year2027 = { year: 2027, holidays: ['2027-01-01', '2027-01-02', '2027-01-03'], makeUpWorkdays: [], source: 'test' };
  const loaded = { ...directory.calendar, version: 'with-2027', years: [...directory.calendar.years, year2027] };
  const recount = (before: ReturnType<typeof opened>, calendar = loaded) =>
    planChange(before, { kind: 'calendar', version: calendar.version, at: atYearsEnd.toISOString() }, { ...facts, calendar });

  it('counts a provisional due date anew, on the record, and marks it settled', () => {
    const before = openedUnder(all, atYearsEnd);
    const change = recount(before);
    expect(change).toMatchObject({ type: 'recalculated', set: { calendarVersion: 'with-2027', clocks: { provisional: false } } });
    expect(change?.text).toBe(`${before.clocks.dueAt} → ${String(change?.set?.clocks?.dueAt)}`);
    expect(before.clocks.dueAt).toBe('2027-01-18T09:30:00.000Z');
    expect(change?.set?.clocks?.dueAt).toBe('2027-01-19T09:30:00.000Z');
  });

  it('says nothing where no date changes, of a closed case, or of one that stands still', () => {
    expect(recount(opened())).toBeNull();
    expect(recount({ ...openedUnder(all, atYearsEnd), state: 'closed' })).toBeNull();
    expect(recount({ ...openedUnder(all, atYearsEnd), state: 'suspended' })).toBeNull();
  });
});

describe('a case of 0.1.0, which has no bases on record', () => {
  it('gets its clocks from when it was dispatched and when it rose', () => {
    const risen = { ...opened(), bases: null, level: 'city' as const, unit: unitOf('370100-market-regulation'), late: [{ unitId: '370102-market-regulation', level: 'county' as const, clock: 'step' as const, at: '2026-12-14T09:30:00.000Z' }] };
    const change = planChange(risen, { kind: 'order', order: orderOf('accept'), at: '2026-12-15T01:00:00.000Z' }, facts);
    expect(change?.set?.bases).toMatchObject({ business: { from: monday.toISOString() }, step: { from: '2026-12-14T09:30:00.000Z' }, acceptance: null });
    expect(change?.set?.clocks).toMatchObject({ dueAt: opened().clocks.dueAt, acceptBy: null });
  });
});

describe('who may', () => {
  const handler = { role: 'unitHandler', unitId: '370102-market-regulation', level: 'county' } as const;
  const citySupervisor = { role: 'supervisor', unitId: null, level: 'city' } as const;
  const countySupervisor = { ...citySupervisor, level: 'county' } as const;
  const callers = { role: 'unitHandler', unitId: '370102-federation', level: 'county' } as const;
  const none = () => null;

  it('keeps analysts from every command and supervisors from the unit\'s own', () => {
    expect(mayCommand({ role: 'analyst', unitId: null, level: 'province' }, 'close')).toBe(false);
    expect(mayCommand(citySupervisor, 'accept')).toBe(false);
    expect(mayCommand(citySupervisor, 'transfer')).toBe(true);
  });

  it('leaves approval to the level above, and to the province itself at the top', () => {
    expect(hindrance(countySupervisor, 'approve', true, opened())).toBe('level');
    expect(hindrance(citySupervisor, 'approve', true, opened())).toBeNull();
    expect(hindrance({ ...citySupervisor, level: 'province' }, 'refuse', true, { ...opened(), level: 'province' })).toBeNull();
    expect(hindrance(handler, 'approve', true, opened())).toBe('role');
  });

  it('keeps a unit from calling back on its own answer, which is the federation\'s work', () => {
    expect(hindrance(handler, 'followUp', true, opened())).toBe('role');
    expect(hindrance(callers, 'followUp', false, opened())).toBeNull();
    expect(hindrance(callers, 'followUp', false, { ...opened(), level: 'city' })).toBe('level');
  });

  it('lets a joint unit answer its own open part only', () => {
    const part = { unit: unitOf('370102-taxation'), demand: '核实', askedAt: '', dueAt: '', basis: { from: '', within: { unit: 'minutes' as const, amount: 1 }, pauses: [] }, late: false, endedAt: null, answer: null };
    const taxation = { ...handler, unitId: '370102-taxation' };
    expect(hindrance(taxation, 'answerJoint', false, { ...opened(), joint: [part] })).toBeNull();
    expect(hindrance(taxation, 'answerJoint', false, { ...opened(), joint: [{ ...part, endedAt: 'then' }] })).toBe('turn');
    expect(hindrance(handler, 'answerJoint', true, { ...opened(), joint: [part] })).toBe('turn');
  });

  it('offers every command, with the reason why one is not allowed', () => {
    const offers = offersFor(handler, true, opened(), none);
    expect(offers.filter(({ allowed }) => allowed).map(({ command }) => command)).toEqual(['accept', 'return', 'transfer', 'requestRise', 'withdraw', 'merge', 'comment']);
    expect(offers.filter(({ allowed }) => !allowed).every(({ reason }) => reason !== null)).toBe(true);
    expect(offersFor(handler, false, opened(), none).filter(({ allowed }) => allowed).map(({ command }) => command)).toEqual(['comment']);
    expect(offersFor(handler, true, opened(), () => ({ zh: '过期', en: 'over' })).find(({ command }) => command === 'return')).toEqual({ command: 'return', allowed: false, reason: { zh: '过期', en: 'over' } });
  });

  it('says a refusal in both languages, by name', () => {
    expect(refusalTexts({ command: 'close', state: 'accepted', allowed: ['transfer', 'answer'], rule: 'state' })).toEqual({ 'zh-CN': '诉求已签收，不能办结；可以：转办、答复', en: 'close is refused in state accepted; allowed: transfer, answer' });
  });
});
