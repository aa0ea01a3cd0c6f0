import { randomUUID } from 'node:crypto';
import { boardChangeSchema, boardSummarySchema, caseStates, orderChangeSchema, orderViewSchema, problemSchema, reminderChangeSchema, supervisedCaseSchema, supervisionPageSchema, topics } from '@suqiao/contracts';
import type { CaseSnapshot, Reader, Transition } from '@suqiao/contracts';
import { caseEventOf, caseOf, federationOf, inHours, transitionOf } from '../testing/cases';
import { eventually, startSupervision, type StartedSupervision } from '../testing/started-supervision';

let supervision: StartedSupervision;
beforeAll(async () => {
  supervision = await startSupervision();
});
afterAll(() => supervision.close());

const publish = (snapshot: CaseSnapshot, transition: Transition) => supervision.bus.publish([{ topic: topics.case, event: caseEventOf(snapshot, transition) }]);
const seen = (caseId: string) => eventually(async () => (await supervision.ask({}, `/supervision/cases/${caseId}`)).status === 200);
const late = { dueAt: inHours(-1), dueSoonAt: inHours(-5), stepDueAt: inHours(-1), acceptBy: null, closeBy: null, provisional: false };
const soon = { ...late, dueAt: inHours(5), stepDueAt: inHours(5) };

/** Publishes cases and waits until the board has them. */
async function dispatched(...cases: CaseSnapshot[]): Promise<void> {
  for (const snapshot of cases) await publish(snapshot, transitionOf('dispatched', 1));
  for (const snapshot of cases) await seen(snapshot.caseId);
}
async function listed(reader: Partial<Reader>, query: string): Promise<string[]> {
  const page = supervisionPageSchema.parse(await (await supervision.ask(reader, `/supervision/cases?limit=200&${query}`)).json());
  return page.items.map((row) => row.caseId);
}

describe('the board', () => {
  it('lists by light, level and division, and shows a case with its timeline', async () => {
    const [red, yellow, green] = [caseOf(randomUUID(), { clocks: late }), caseOf(randomUUID(), { clocks: soon, divisionCode: '370200' }), caseOf(randomUUID())];
    await dispatched(red, yellow, green);
    expect(await listed({}, 'state=overdue')).toEqual(expect.arrayContaining([red.caseId]));
    expect(await listed({}, 'state=overdue')).not.toContain(yellow.caseId);
    expect(await listed({}, 'state=dueSoon')).toContain(yellow.caseId);
    expect(await listed({}, 'state=dueSoon&division=370100')).not.toContain(yellow.caseId);
    expect(await listed({}, 'state=dueSoon&division=370200&level=city')).toContain(yellow.caseId);
    expect(await listed({}, 'state=dueSoon&division=370200&level=county')).not.toContain(yellow.caseId);
    expect(await listed({}, '')).toEqual(expect.arrayContaining([red.caseId, yellow.caseId, green.caseId]));
    const shown = supervisedCaseSchema.parse(await (await supervision.ask({}, `/supervision/cases/${red.caseId}`)).json());
    expect(shown).toEqual({ ...red, light: 'red', timeline: [transitionOf('dispatched', 1)] });
  });

  it('follows a case to its closing', async () => {
    const opened = caseOf(randomUUID(), { clocks: late });
    await dispatched(opened);
    await publish({ ...opened, sequence: 2, state: 'answered', answer: '已解决' }, transitionOf('answered', 2));
    await publish({ ...opened, sequence: 3, state: 'closed', answer: '已解决' }, transitionOf('closed', 3));
    await eventually(async () => (await listed({}, 'state=closed')).includes(opened.caseId));
    expect(await listed({}, 'state=overdue')).not.toContain(opened.caseId);
    const shown = supervisedCaseSchema.parse(await (await supervision.ask({}, `/supervision/cases/${opened.caseId}`)).json());
    expect([shown.light, ...shown.timeline.map((step) => step.type)]).toEqual(['off', 'dispatched', 'answered', 'closed']);
  });

  it('gives the same figures as its lists count, to every reader', async () => {
    const unsure = caseOf(randomUUID(), { divisionCode: '370000', unit: federationOf('370000'), level: 'province', unsure: ['category'] });
    await dispatched(unsure, caseOf(randomUUID(), { divisionCode: '370103', clocks: soon }));
    const readers: Partial<Reader>[] = [{}, { divisionCode: '370100', level: 'city' }, { divisionCode: '370102', level: 'county' }, { role: 'unitHead', divisionCode: '370102', level: 'county', unitId: '370102-federation' }];
    for (const reader of readers) {
      for (const query of ['', 'division=370000', 'division=370100', 'division=370200']) {
        const summary = boardSummarySchema.parse(await (await supervision.ask(reader, `/supervision/summary?${query}`)).json());
        const totalOf = async (more: string) => supervisionPageSchema.parse(await (await supervision.ask(reader, `/supervision/cases?limit=1&${more}`)).json()).total;
        for (const state of ['open', 'overdue', 'dueSoon', 'answered', 'closed'] as const) {
          expect(summary.total[state]).toBe(await totalOf(`${query}&state=${state}`));
          for (const row of summary.byLevel) expect(row[state]).toBe(await totalOf(`${query}&state=${state}&level=${row.level}`));
          for (const row of [...summary.byDivision.slice(0, 3), ...summary.byDivision.filter(({ directly }) => directly)]) expect(row[state]).toBe(await totalOf(`division=${row.divisionCode}&directly=${String(row.directly)}&state=${state}`));
          expect(summary.byDivision.reduce((sum, row) => sum + row[state], 0)).toBe(summary.total[state]);
        }
      }
    }
  });

  it('shows cities to the province, areas to a city, and only what the reader\'s division touches', async () => {
    const codes = async (reader: Partial<Reader>, query = '') => boardSummarySchema.parse(await (await supervision.ask(reader, `/supervision/summary?${query}`)).json()).byDivision.filter((row) => !row.directly).map((row) => row.divisionCode);
    expect(await codes({})).toHaveLength(16);
    expect(await codes({}, 'division=370000')).toHaveLength(16);
    const areas = await codes({ divisionCode: '370100', level: 'city' });
    expect(areas).toContain('370102');
    expect(areas.every((code) => code.startsWith('3701'))).toBe(true);
    expect(await codes({}, 'division=370100')).toEqual(areas);
    expect(await codes({ divisionCode: '370100', level: 'city' }, 'division=370000')).toEqual(['370100']);
    expect(await codes({ divisionCode: '370102', level: 'county' }, 'division=370100')).toEqual(['370102']);
    expect(await codes({ divisionCode: '370102', level: 'county' })).toEqual([]);
  });

  it('pages through a list without a gap or a double', async () => {
    const division = '370303';
    const cases = Array.from({ length: 7 }, (_, index) => caseOf(randomUUID(), { divisionCode: division, clocks: { ...late, dueAt: inHours(-10 - (index % 3)) } }));
    await dispatched(...cases);
    const found: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = supervisionPageSchema.parse(await (await supervision.ask({}, `/supervision/cases?state=overdue&division=${division}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)).json());
      expect(page.total).toBe(7);
      found.push(...page.items.map((row) => row.caseId));
      cursor = page.nextCursor;
    }
    expect(new Set(found)).toEqual(new Set(cases.map((row) => row.caseId)));
    expect(found).toHaveLength(7);
  });
});

describe('jurisdiction', () => {
  it('hides a case from everybody outside it: 404, no row, no figure', async () => {
    const mine = caseOf(randomUUID(), { divisionCode: '370202', clocks: late });
    await dispatched(mine);
    const outside: Partial<Reader>[] = [{ divisionCode: '370100', level: 'city' }, { divisionCode: '370203', level: 'county' }, { role: 'unitHead', divisionCode: '370202', level: 'county', unitId: '370202-market-regulation' }];
    for (const reader of outside) {
      expect((await supervision.ask(reader, `/supervision/cases/${mine.caseId}`)).status).toBe(404);
      expect(await listed(reader, 'state=overdue')).not.toContain(mine.caseId);
      expect(await listed(reader, 'state=overdue&division=370200')).toEqual([]);
      expect(boardSummarySchema.parse(await (await supervision.ask(reader, '/supervision/summary?division=370200')).json()).total.open).toBe(0);
    }
    expect(await listed({ role: 'unitHead', divisionCode: '370202', level: 'county', unitId: '370202-federation' }, 'state=overdue')).toContain(mine.caseId);
  });

  it.each([['/supervision/cases'], ['/supervision/summary'], ['/supervision/stream'], ['/supervision/cases/x']])('closes %s to a unit\'s handler', async (path) => {
    expect((await supervision.ask({ role: 'unitHandler' }, path)).status).toBe(403);
  });
});

describe('bad queries', () => {
  it.each([
    ['state=late', 'state'], ['level=village', 'level'], ['division=37', 'division'], ['division=999999', 'division'], ['limit=0', 'limit'], ['limit=201', 'limit'], ['limit=x', 'limit'], ['colour=red', 'colour'],
    ['state=all&dueFrom=monday', 'dueFrom'], ['dueTo=2026-11-31', 'dueTo'], ['q=370102', 'q'], ['q=SQ2026', 'q'], ['directly=true', 'directly'], ['waiting=joint', 'waiting'], ['cursor=garbage', 'cursor'], ['cursor=', 'cursor'], [`cursor=${Buffer.from('["x","y"]').toString('base64url')}`, 'cursor'], [`cursor=${Buffer.from('[{"$gt":1},2]').toString('base64url')}`, 'cursor'],
    ['state=open&state=closed', 'state'],
  ])('%s', async (query, parameter) => {
    const response = await supervision.ask({}, `/supervision/cases?${query}`);
    expect(response.status).toBe(400);
    const problem = problemSchema.parse(await response.json());
    expect(problem.type).toBe('urn:suqiao:problem:invalid-request');
    expect(problem.errors?.map((error) => error.parameter)).toEqual([parameter]);
  });

  it('knows every state of a case', async () => {
    for (const state of [...caseStates, 'open', 'overdue', 'dueSoon']) expect((await supervision.ask({}, `/supervision/cases?state=${state}`)).status).toBe(200);
  });

  it.each(['nonsense', '%00', encodeURIComponent('{"$ne":null}')])('case %s is not found', async (id) => {
    expect((await supervision.ask({}, `/supervision/cases/${id}`)).status).toBe(404);
  });
});

describe('the stream', () => {
  interface Told {
    readonly event: string;
    readonly data: unknown;
  }
  interface Listening {
    readonly told: Told[];
    /** What became of one case. */
    changes(caseId: string): string[];
  }
  /** Reads a reader's stream into a list until the process stops. */
  async function listen(reader: Partial<Reader>, asked: StartedSupervision = supervision): Promise<Listening> {
    const response = await asked.ask(reader, '/supervision/stream');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const told: Told[] = [];
    const read = async () => {
      let text = '';
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk).toString('utf8');
        const events = text.split('\n\n');
        text = events.pop() ?? '';
        for (const one of events) {
          const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(one) ?? [];
          if (event !== undefined && data !== undefined) told.push({ event, data: JSON.parse(data) });
        }
      }
    };
    read().catch(() => undefined);
    const changes = (caseId: string) => told.filter(({ event }) => event === 'change').map(({ data }) => boardChangeSchema.parse(data)).filter((change) => change.case.caseId === caseId).map((change) => `${change.transition.type} ${change.case.light}`);
    return { told, changes };
  }

  it('tells changes to those who may see them, as they happen, once', async () => {
    const [province, jinan, qingdao] = [await listen({}), await listen({ divisionCode: '370100', level: 'city' }), await listen({ divisionCode: '370200', level: 'city' })];
    const mine = caseOf(randomUUID(), { clocks: late });
    await publish(mine, transitionOf('dispatched', 1));
    await publish(mine, transitionOf('dispatched', 1));
    await publish({ ...mine, sequence: 2, state: 'accepted' }, transitionOf('accepted', 2));
    await eventually(() => Promise.resolve(province.changes(mine.caseId).length >= 2 && jinan.changes(mine.caseId).length >= 2));
    expect([province, jinan, qingdao].map((one) => one.changes(mine.caseId))).toEqual([['dispatched red', 'accepted red'], ['dispatched red', 'accepted red'], []]);
  });

  it('tells in every process what any process took over', async () => {
    const other = await startSupervision(supervision.connection.name);
    try {
      const streams = [await listen({}), await listen({}, other)];
      const cases = Array.from({ length: 12 }, () => caseOf(randomUUID(), { clocks: late }));
      // Their keys lie on different partitions: each process consumes some of them.
      for (const snapshot of cases) await publish(snapshot, transitionOf('dispatched', 1));
      await eventually(() => Promise.resolve(streams.every((stream) => cases.every(({ caseId }) => stream.changes(caseId).length === 1))));
    } finally {
      await other.close();
    }
  });

  it('tells of supervision orders and reminders, each to those who may read them', async () => {
    const [province, jinan, qingdao, analyst] = [await listen({}), await listen({ divisionCode: '370100', level: 'city' }), await listen({ divisionCode: '370200', level: 'city' }), await listen({ role: 'analyst' })];
    const mine = caseOf(randomUUID(), { confidential: true });
    await dispatched(mine);
    const headers = { 'content-type': 'application/json' };
    const issued = await supervision.ask({}, '/supervision/orders', { method: 'POST', headers, body: JSON.stringify({ caseId: mine.caseId, demand: '请办理。', within: { unit: 'workingDays', amount: 3 } }) });
    expect(issued.status).toBe(201);
    const { orderId } = orderViewSchema.parse(await issued.json());
    expect((await supervision.ask({ role: 'unitHead', divisionCode: '370102', level: 'county', unitId: '370102-federation' }, `/supervision/orders/${orderId}/commands/receive`, { method: 'POST', headers, body: '{}' })).status).toBe(200);
    expect((await supervision.ask({}, `/supervision/cases/${mine.caseId}/reminders`, { method: 'POST', headers, body: '{}' })).status).toBe(201);
    const orders = ({ told }: Listening) => told.filter(({ event }) => event === 'order').map(({ data }) => orderChangeSchema.parse(data)).filter((change) => change.orderId === orderId).map(({ sequence, state }) => `${String(sequence)} ${state}`);
    const reminders = ({ told }: Listening) => told.filter(({ event }) => event === 'reminder').map(({ data }) => reminderChangeSchema.parse(data)).filter((change) => change.caseId === mine.caseId);
    await eventually(() => Promise.resolve([province, jinan].every((stream) => orders(stream).includes('2 received') && reminders(stream).length > 0)));
    // Neither Qingdao nor, of a confidential case, an analyst hears of either; the province has heard all of it by now.
    expect([qingdao, analyst].flatMap((stream) => [...orders(stream), ...reminders(stream)])).toEqual([]);
  });

  it('ends when the process stops', async () => {
    const other = await startSupervision();
    const response = await other.ask({}, '/supervision/stream');
    const text = response.text();
    await other.close();
    expect(await text).toBe('retry: 2000\n\n');
  });
});
