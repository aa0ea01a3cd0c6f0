import { randomUUID } from 'node:crypto';
import { digestViewSchema, problemSchema, topics } from '@suqiao/contracts';
import type { CaseSnapshot, DigestSection, DigestView, Reader } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { z } from 'zod';
import { caseEventOf, caseOf, transitionOf } from '../testing/cases';
import { eventually, startSupervision, type StartedSupervision } from '../testing/started-supervision';

/** Friday afternoon, the Monday after at 08:29 and 08:30, and Tuesday. */
const friday = new Date('2026-11-20T08:00:00.000Z');
const beforeDigest = new Date('2026-11-23T00:29:59.000Z');
const atDigest = new Date('2026-11-23T00:30:00.000Z');
const tuesday = new Date('2026-11-24T03:00:00.000Z');
const clock = { at: friday, calendar: directory.calendar, now: () => Promise.resolve(clock.at) };
const taian = { subject: 'taian', name: '泰安督办', role: 'supervisor', level: 'city', divisionCode: '370900' } as const;

let supervision: StartedSupervision;
beforeAll(async () => {
  supervision = await startSupervision(undefined, clock);
});
afterAll(() => supervision.close());

const due = (dueAt: string) => ({ dueAt, dueSoonAt: '2026-11-19T01:00:00.000Z', stepDueAt: dueAt, acceptBy: null, closeBy: null, provisional: false });
async function onBoard(over: Partial<CaseSnapshot>): Promise<CaseSnapshot> {
  const snapshot = caseOf(randomUUID(), { divisionCode: '370902', state: 'accepted', ...over });
  await supervision.bus.publish([{ topic: topics.case, event: caseEventOf(snapshot, transitionOf('dispatched', 1)) }]);
  await eventually(async () => (await supervision.ask({}, `/supervision/cases/${snapshot.caseId}`)).status === 200);
  return snapshot;
}
const ask = (reader: Partial<Reader>, day: string, of?: string) => supervision.ask(reader, `/supervision/digest?day=${day}${of === undefined ? '' : `&of=${of}`}`);
const digest = async (reader: Partial<Reader>, day: string, of?: string): Promise<DigestView> => digestViewSchema.parse(await (await ask(reader, day, of)).json());
const idsOf = (view: DigestView, section: DigestSection) => view.cases[section].items.map(({ caseId }) => caseId);

describe('the digest', () => {
  it('is made at 08:30 of a working day, for who was here before, and is the same for ever', async () => {
    clock.at = friday;
    expect((await digest(taian, '2026-11-20')).frozen).toBe(false);
    const by = { kind: 'person', subject: 'head', name: '处长', role: 'unitHead', unitId: '370902-federation' } as const;
    const far = due('2027-03-01T09:30:00.000Z');
    const found: Record<DigestSection, CaseSnapshot> = {
      newlyOverdue: await onBoard({ clocks: due('2026-11-21T01:00:00.000Z') }),
      dueToday: await onBoard({ clocks: due('2026-11-23T09:30:00.000Z') }),
      dueNextWorkingDay: await onBoard({ clocks: due('2026-11-24T09:30:00.000Z') }),
      notAccepted: await onBoard({ clocks: far, state: 'dispatched' }),
      awaitingApproval: await onBoard({ clocks: far, request: { kind: 'extension', reason: '需要时间', by, at: friday.toISOString(), extendBy: { unit: 'workingDays', amount: 5 }, until: null } }),
      // On Saturday: Monday's yesterday begins with the last working day.
      answeredYesterday: await onBoard({ clocks: far, state: 'answered', answeredAt: '2026-11-21T02:00:00.000Z' }),
    };
    await onBoard({ clocks: due('2026-11-19T01:00:00.000Z') });
    await onBoard({ clocks: due('2026-11-25T09:30:00.000Z') });
    await onBoard({ clocks: far, state: 'answered', answeredAt: '2026-11-19T02:00:00.000Z' });
    clock.at = beforeDigest;
    const live = await digest(taian, '2026-11-23');
    expect([live.frozen, live.final, live.answeredFrom, live.nextWorkingDay]).toEqual([false, false, '2026-11-20', '2026-11-24']);
    clock.at = atDigest;
    const made = await eventually(async () => { const view = await digest(taian, '2026-11-23'); return view.frozen && view; });
    for (const [section, { caseId }] of Object.entries(found) as [DigestSection, CaseSnapshot][]) expect([section, made.cases[section].count, idsOf(made, section)]).toEqual([section, 1, [caseId]]);
    await onBoard({ clocks: due('2026-11-23T09:00:00.000Z') });
    clock.at = tuesday;
    expect(await digest(taian, '2026-11-23')).toEqual({ ...made, final: true });
    const next = await eventually(async () => { const view = await digest(taian, '2026-11-24'); return view.frozen && view; });
    expect(next.cases.newlyOverdue.count).toBe(2);
    expect(next.final).toBe(false);
  });

  it('is not made on a day off, nor for who came later, nor again for the past', async () => {
    const late = { ...taian, subject: 'late' };
    clock.at = tuesday;
    expect((await digest(late, '2026-11-24')).frozen).toBe(false);
    expect([(await ask(late, '2026-11-23')).status, (await ask(taian, '2026-11-21')).status]).toEqual([404, 404]);
    clock.at = new Date('2026-11-28T02:00:00.000Z');
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect((await digest(taian, '2026-11-28')).frozen).toBe(false);
    clock.at = tuesday;
  });

  it('has what the reader\'s jurisdiction has, and orders that are due', async () => {
    clock.at = tuesday;
    const weifang = { ...taian, subject: 'weifang', divisionCode: '370700' };
    const found = await onBoard({ divisionCode: '370702', clocks: due('2026-11-24T09:30:00.000Z') });
    await supervision.ask(weifang, '/supervision/orders', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ caseId: found.caseId, demand: '请办理。', within: { unit: 'seconds', amount: 1 } }) });
    const view = await digest(weifang, '2026-11-24');
    expect([idsOf(view, 'dueToday'), view.ordersDue.items.map(({ caseId }) => caseId)]).toEqual([[found.caseId], [found.caseId]]);
    expect((await digest({ ...taian, subject: 'dezhou', divisionCode: '371400' }, '2026-11-24')).cases.dueToday.count).toBe(0);
    for (const role of ['unitHandler', 'analyst'] as const) expect((await ask({ ...taian, role }, '2026-11-24')).status).toBe(403);
    // Who was transferred to another city does not read the old one's cases in an old digest.
    expect((await ask({ ...taian, divisionCode: '371400' }, '2026-11-23')).status).toBe(404);
  });

  it('opens with each number exactly its list', async () => {
    clock.at = tuesday;
    const yantai = { ...taian, subject: 'yantai', divisionCode: '370600' };
    const by = { kind: 'person', subject: 'head', name: '处长', role: 'unitHead', unitId: '370602-federation' } as const;
    const request = { kind: 'extension', reason: '需要时间', by, at: friday.toISOString(), extendBy: { unit: 'workingDays', amount: 5 }, until: null } as const;
    const [start, end] = ['2026-11-23T00:30:00.000Z', '2026-11-25T15:59:59.999Z'];
    // Both ends of every window, and one millisecond beyond each.
    const edges = [start, '2026-11-23T00:30:00.001Z', tuesday.toISOString(), '2026-11-24T03:00:00.001Z', '2026-11-24T15:59:59.999Z', '2026-11-24T16:00:00.000Z', end, '2026-11-25T16:00:00.000Z'];
    for (const dueAt of edges) await onBoard({ divisionCode: '370602', clocks: due(dueAt), ...(dueAt === end && { request }), ...(dueAt === start && { state: 'dispatched', level: 'city' }) });
    const answers = ['2026-11-22T15:59:59.999Z', '2026-11-22T16:00:00.000Z', '2026-11-23T15:59:59.999Z', '2026-11-23T16:00:00.000Z'];
    for (const answeredAt of answers) await onBoard({ divisionCode: '370602', state: 'closed', answeredAt, closedAt: answeredAt });
    const late = await onBoard({ divisionCode: '370602', clocks: due('2026-11-24T09:30:00.000Z') });
    await supervision.ask(yantai, '/supervision/orders', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ caseId: late.caseId, demand: '请办理。', within: { unit: 'seconds', amount: 1 } }) });
    const view = await digest(yantai, '2026-11-24');
    expect(Object.values(view.cases).map(({ count }) => count)).toEqual([2, 3, 2, 1, 1, 2]);
    const listed = async ({ list }: { readonly list: DigestView['ordersDue']['list'] }) => {
      const answer: unknown = await (await supervision.ask(yantai, `${list.path.replace('/api/v1', '')}?${list.query}`)).json();
      return z.object({ total: z.int(), items: z.array(z.object({ caseId: z.uuid() })) }).parse(answer);
    };
    for (const section of [...Object.values(view.cases), view.ordersDue]) {
      const page = await listed(section);
      expect([section.list.query, section.list.exact, page.total, page.items.map(({ caseId }) => caseId)]).toEqual([section.list.query, true, section.count, section.items.map(({ caseId }) => caseId)]);
    }
    expect(view.ordersDue.count).toBe(1);
  });

  it('of an absent person is open to the deputy while the hand-over runs', async () => {
    clock.at = tuesday;
    const deputy = { ...taian, subject: 'deputy', name: '代理人' };
    expect((await ask(deputy, '2026-11-24', 'taian')).status).toBe(403);
    const made = await supervision.ask(taian, '/supervision/hand-overs', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ to: 'deputy', toName: '代理人', from: '2026-11-24', until: '2026-11-24', reason: '出差' }) });
    expect(made.status).toBe(201);
    const view = await digest(deputy, '2026-11-23', 'taian');
    expect([view.of, view.frozen, view.standsInFor]).toEqual([{ subject: 'taian', name: '泰安督办' }, true, [{ subject: 'taian', name: '泰安督办' }]]);
  });

  it.each([['', 'day'], ['day=2026-11-31', 'day'], ['day=2026-12-24', 'day'], ['day=today', 'day'], ['day=2026-11-24&colour=red', 'colour']])('is not asked by "%s"', async (query, parameter) => {
    clock.at = tuesday;
    const refused = await supervision.ask(taian, `/supervision/digest?${query}`);
    expect([refused.status, problemSchema.parse(await refused.json()).errors?.map((error) => error.parameter)]).toEqual([400, [parameter]]);
  });
});
