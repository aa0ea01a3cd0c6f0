import { roles, type Level, type Reader, type Role } from '@suqiao/contracts';
import type { RouteDescription } from '@suqiao/infra/http';
import { accessTable, places, publicDoors, type Outcome, type Place } from '../testing/access-table';
import { startComposed, tokenOf, type ComposedSuqiao } from '../testing/composed-suqiao';
import { seedThings, type Things } from '../testing/seeded-things';
import { apiRoutes } from './openapi';

const seats: Readonly<Record<Place, { readonly level: Level; readonly divisionCode: string }>> = {
  ownCounty: { level: 'county', divisionCode: '370102' }, anotherCounty: { level: 'county', divisionCode: '370112' }, anotherCity: { level: 'city', divisionCode: '370200' }, province: { level: 'province', divisionCode: '370000' },
};
/** Handlers and heads below the province work for their federation; the others, and who works for the whole province, for no single unit. */
function readerOf(role: Role, place: Place): Reader {
  const { level, divisionCode } = seats[place];
  const isOfUnit = place !== 'province' && (role === 'unitHandler' || role === 'unitHead');
  return { subject: `${role}-${place}`, name: `${role} ${place}`, role, level, divisionCode, unitId: isOfUnit ? `${divisionCode}-federation` : null };
}
const doorOf = ({ method, path }: RouteDescription) => `${method.toUpperCase()} ${path}`;

const settings = { SUQIAO_ISSUE_FORMATION: '2/1/180/730', WEBHOOK_ALLOW: '127.0.0.0/8', WEBHOOK_SECRET_KEY: Buffer.alloc(32).toString('base64') };

let suqiao: ComposedSuqiao;
let things: Things;
beforeAll(async () => {
  // Two like appeals are a common issue here, and webhooks may lead to this machine.
  Object.assign(process.env, settings);
  suqiao = await startComposed();
  things = await seedThings(suqiao, { handler: readerOf('unitHandler', 'ownCounty'), supervisor: readerOf('supervisor', 'ownCounty'), provinceSupervisor: readerOf('supervisor', 'province'), provinceAnalyst: readerOf('analyst', 'province'), provinceAdministrator: readerOf('administrator', 'province') });
});
afterAll(async () => {
  for (const name of Object.keys(settings)) Reflect.deleteProperty(process.env, name);
  await suqiao.close();
});

/** Asks a door as its line says; a stream's answer is not waited for. */
async function ask(route: RouteDescription, credential: string | null): Promise<{ readonly status: number; readonly text: string }> {
  const { parameters, query, body } = accessTable[doorOf(route)] ?? {};
  const values = parameters?.(things) ?? {};
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? 'none'));
  const content = body?.(things) ?? (route.body === undefined ? undefined : {});
  const response = await fetch(`${suqiao.url}${path}${query === undefined ? '' : `?${query}`}`, {
    method: route.method, headers: { ...(credential !== null && { authorization: `Bearer ${credential}` }), ...(content !== undefined && { 'content-type': 'application/json' }) },
    ...(content !== undefined && { body: JSON.stringify(content) }),
  });
  if (response.headers.get('content-type')?.startsWith('text/event-stream') === true) {
    await response.body?.cancel();
    return { status: response.status, text: '' };
  }
  return { status: response.status, text: await response.text() };
}

function outcomeOf(status: number): Outcome | string {
  if (status === 401 || status === 403 || status === 404) return status;
  return status < 500 ? 'in' : `failed with ${String(status)}`;
}

/** Runs through all, some at once. */
async function through<Item>(items: readonly Item[], run: (item: Item) => Promise<void>): Promise<void> {
  const waiting = items.values();
  await Promise.all(Array.from({ length: 12 }, async () => {
    for (const item of waiting) await run(item);
  }));
}

describe('every door, asked by every role from every place', () => {
  it('has a line in the table, and the table has no others', () => {
    expect(Object.keys(accessTable).sort()).toEqual(apiRoutes.map(doorOf).sort());
  });

  it('asks for a credential, but for the public ones; Open311 says 403 for none, as its standard has it', async () => {
    const open: string[] = [];
    await through(apiRoutes.filter((route) => !publicDoors.includes(doorOf(route))), async (route) => {
      const { status } = await ask(route, null);
      if (status !== (route.path.startsWith('/open311/') ? 403 : 401)) open.push(`${doorOf(route)}: ${String(status)}`);
    });
    expect(open).toEqual([]);
  });

  it('opens as the table says: another county\'s thing is not there at all', async () => {
    const asked = apiRoutes.flatMap((route) => {
      const line = accessTable[doorOf(route)];
      return line === undefined || publicDoors.includes(doorOf(route)) ? [] : roles.flatMap((role) => places.map((place) => ({ route, line, role, place })));
    });
    const found: string[] = [];
    const told: string[] = [];
    await through(asked, async ({ route, line, role, place }) => {
      const { status, text } = await ask(route, tokenOf(readerOf(role, place)));
      const [outcome, expected] = [outcomeOf(status), line.outcomeOf(role, place)];
      if (outcome !== expected) found.push(`${doorOf(route)} as ${role} of ${place}: ${String(outcome)} instead of ${String(expected)} (${String(status)}) ${text.slice(0, 160)}`);
      const isElsewhere = place === 'anotherCounty' || place === 'anotherCity';
      if (isElsewhere && [things.caseId, things.recordId, things.orderId, things.creditCode].some((id) => text.includes(id)) && !doorOf(route).endsWith('/bulk/preview')) told.push(`${doorOf(route)} tells ${role} of ${place} of it`);
      if (place === 'ownCounty' && line.shows?.includes(role) === true && !text.includes(things.caseId)) told.push(`${doorOf(route)} does not tell ${role} of the own county of it`);
    });
    expect([...found.sort(), ...told.sort()]).toEqual([]);
  });
});
