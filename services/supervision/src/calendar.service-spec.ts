import { randomUUID } from 'node:crypto';
import { calendarLoadedSchema, calendarSubject, orderViewSchema, topics, type CalendarYear, type OrderEvent } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { caseEventOf, caseOf, transitionOf } from '../testing/cases';
import { hear } from '../testing/heard';
import { eventually, startSupervision, type StartedSupervision } from '../testing/started-supervision';

const jinan = { subject: 'jinan', role: 'supervisor', level: 'city', divisionCode: '370100' } as const;
/** So long that the order is due in the year that the shipped calendar does not know. */
const beyond = { unit: 'workingDays', amount: 60 };
const newYear: CalendarYear = { year: 2027, holidays: ['2027-01-01', '2027-01-04', '2027-01-05', '2027-01-06'], makeUpWorkdays: [], source: 'test' };

let supervision: StartedSupervision;
let heard: OrderEvent[];
beforeAll(async () => {
  supervision = await startSupervision();
  const hearing = hear(supervision.bus, topics.supervisionOrder, (event): event is OrderEvent => event.type === 'order.recalculated');
  heard = hearing.heard;
  await eventually(() => Promise.resolve(hearing.subscription.isJoined()));
});
afterAll(() => supervision.close());

const load = (revision: number, years: readonly CalendarYear[]) => supervision.bus.publish([{ topic: topics.calendar, event: calendarLoadedSchema.parse({
  specversion: '1.0', id: `calendar:${randomUUID()}`, source: '/suqiao/dispatch', type: 'calendar.loaded', subject: calendarSubject, time: new Date().toISOString(), datacontenttype: 'application/json',
  dataschema: 'urn:suqiao:schema:calendar.loaded:1', partitionkey: calendarSubject,
  data: { revision, year: 2027, calendar: { ...directory.calendar, version: `test+${String(revision)}`, years: [...directory.calendar.years, ...years] } },
}) }]);
const viewOf = async (orderId: string) => orderViewSchema.parse(await (await supervision.ask(jinan, `/supervision/orders/${orderId}`)).json());

async function issued(asked: object) {
  const snapshot = caseOf(randomUUID());
  await supervision.bus.publish([{ topic: topics.case, event: caseEventOf(snapshot, transitionOf('dispatched', 1)) }]);
  await eventually(async () => (await supervision.ask({}, `/supervision/cases/${snapshot.caseId}`)).status === 200);
  const response = await supervision.ask(jinan, '/supervision/orders', {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ caseId: snapshot.caseId, demand: '请办理。', ...asked }),
  });
  expect(response.status).toBe(201);
  return orderViewSchema.parse(await response.json());
}

it('a loaded year counts open orders anew, on the record and announced; a date that a person gave stays', async () => {
  const [counted, given] = [await issued({ within: beyond }), await issued({ dueAt: new Date(Date.now() + 100 * 24 * 3600 * 1000).toISOString() })];
  expect([counted.provisional, given.provisional]).toEqual([true, false]);
  await load(1, [newYear]);
  const after = await eventually(async () => { const view = await viewOf(counted.orderId); return view.state === 'issued' && view.sequence > 1 ? view : null; });
  expect(after).toMatchObject({ provisional: false, sequence: 2 });
  expect(Date.parse(after.dueAt)).toBeGreaterThan(Date.parse(counted.dueAt));
  expect(after.timeline.at(-1)).toMatchObject({ type: 'recalculated', by: { kind: 'system' }, text: `${counted.dueAt} → ${after.dueAt}`, reason: 'calendar test+1' });
  await eventually(() => Promise.resolve(heard.some(({ data }) => data.order.orderId === counted.orderId && data.order.dueAt === after.dueAt)));
  expect((await viewOf(given.orderId)).sequence).toBe(1);
  // An older calendar that comes late puts nothing back.
  await load(1, []);
  const next = await issued({ within: beyond });
  expect([next.provisional, next.dueAt]).toEqual([false, after.dueAt]);
});
