import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Counts, Level, Reader } from '@suqiao/contracts';
import type { Plugin } from 'vite';
import { appealOf } from './fake-appeals';
import { cases, type FakeCase } from './fake-cases';
import { carryOut, isCommand, lightOf, rowOf, viewOf } from './fake-life';
import { categories, divisions, pathOf, units } from './fake-directory';
import { answerAsIssuer, readers } from './fake-issuer';
import { answerSupervision, bodyOf } from './fake-supervision-doors';
import { answerBulk, answerWatch } from './fake-watch';

/** As the API's origin sends with every page, but for inline styles: here nobody makes a nonce for each page. */
const policy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
const listeners = new Set<ServerResponse>();
const letters = ['不是 JSON: Unexpected token', 'appealId: Invalid UUID'].map((reason, index) => ({
  id: `dispatch:suqiao.appeal.classified:${String(index)}:41`, consumer: 'dispatch', topic: 'suqiao.appeal.classified', partition: index, offset: '41', key: null, valueBase64: 'e30=', reason, attempts: 1 + index, at: new Date(Date.now() - 3_600_000).toISOString(), valueText: '{"specversion":"1.0","type":"appeal.classified","data":{"appeal":…', replayedAt: index === 0 ? null : new Date().toISOString(), mendedText: null, mendable: index === 0,
}));

function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' }).end(JSON.stringify(value));
}

const problem = (response: ServerResponse, status: number, title: string, more: object = {}) => { json(response, { type: 'urn:suqiao:problem:made-up', title, status, ...more }, status); };

const running = (found: FakeCase) => found.state !== 'closed' && found.state !== 'answered';
const lists: Readonly<Record<string, (found: FakeCase) => boolean>> = {
  open: (found) => found.state !== 'closed', notAccepted: (found) => found.state === 'dispatched' || found.state === 'returned', overdue: (found) => running(found) && lightOf(found) === 'red', dueSoon: (found) => running(found) && lightOf(found) === 'yellow', unsure: (found) => running(found) && found.unsure.length > 0,
};
const inList = (name: string | null) => lists[name ?? 'open'] ?? ((found: FakeCase) => found.state === name);

function countsOf(found: readonly FakeCase[]): Counts {
  const count = (list: string) => found.filter(inList(list)).length;
  return { open: count('open'), notAccepted: count('notAccepted'), dueSoon: count('dueSoon'), overdue: count('overdue'), answered: count('answered'), closed: count('closed'), unsure: count('unsure') };
}

function page(response: ServerResponse, url: URL, found: readonly FakeCase[]): void {
  const from = Number(url.searchParams.get('cursor') ?? 0);
  const limit = Number(url.searchParams.get('limit') ?? 50);
  const sorted = found.toSorted((a, b) => a.clocks.dueAt.localeCompare(b.clocks.dueAt));
  json(response, { items: sorted.slice(from, from + limit).map(rowOf), total: found.length, nextCursor: from + limit < found.length ? String(from + limit) : null });
}

const within = (code: string | null) => (found: FakeCase) => code === null || pathOf(found.divisionCode).includes(code);
const visibleTo = (reader: Reader) => (found: FakeCase) => (reader.unitId === null ? pathOf(found.divisionCode).includes(reader.divisionCode) : found.divisionCode === reader.divisionCode);
const waitingFor: Readonly<Record<string, (found: FakeCase, reader: Reader) => boolean>> = {
  joint: (found, reader) => found.joint.some((part) => part.endedAt === null && (reader.unitId === null || part.unit.unitId === reader.unitId)),
  approval: (found, reader) => found.request !== null && reader.role === 'supervisor',
  followUp: (found) => (found.state === 'answered' || found.state === 'closed') && found.satisfaction === null,
};

function board(response: ServerResponse, url: URL, reader: Reader): void {
  const division = url.searchParams.get('division');
  const found = cases.filter(visibleTo(reader)).filter(within(division));
  const levels: readonly Level[] = ['county', 'city', 'province'];
  if (url.pathname.endsWith('/cases')) {
    const level = url.searchParams.get('level');
    page(response, url, found.filter(inList(url.searchParams.get('state'))).filter((each) => level === null || each.level === level));
    return;
  }
  const below = divisions.filter((place) => place.parentCode === (division ?? reader.divisionCode));
  json(response, { at: new Date().toISOString(), total: countsOf(found), byLevel: levels.map((level) => ({ level, ...countsOf(found.filter((each) => each.level === level)) })), byDivision: below.map((place) => ({ divisionCode: place.code, name: place.name, ...countsOf(found.filter(within(place.code))) })) });
}

async function command(request: IncomingMessage, response: ServerResponse, found: FakeCase, name: string, reader: Reader): Promise<void> {
  const body = await bodyOf(request);
  // Written in any text, this word shows what a refusal looks like.
  if (JSON.stringify(body).includes(':"refuse"') || !isCommand(name) || !carryOut(found, name, body, reader)) {
    problem(response, 409, '当前状态不接受该办理', { state: found.state, allowed: viewOf(found, reader).commands.filter((offer) => offer.allowed).map((offer) => offer.command) });
    return;
  }
  tell(found);
  setTimeout(() => { json(response, viewOf(found, reader)); }, 250);
}

function tell(found: FakeCase): void {
  const transition = found.timeline.at(-1);
  if (transition === undefined) return;
  const change = { case: rowOf(found), transition };
  for (const response of listeners) response.write(`event: change\ndata: ${JSON.stringify(change)}\n\n`);
}

function stream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
  response.write('retry: 2000\n\n');
  listeners.add(response);
  response.on('close', () => listeners.delete(response));
}

async function answerAsApi(url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const reader = readers[(request.headers.authorization ?? '').replace('Bearer ', '')];
  if (reader === undefined) { problem(response, 401, '未登录或凭证无效'); return; }
  const path = url.pathname.replace('/api/v1', '');
  const [, area, id, , name = ''] = path.split('/');
  const q = (url.searchParams.get('q') ?? '').toLowerCase();
  if (url.pathname.startsWith('/api/v1/supervision/watch-lists') && await answerWatch(url, request, response, json)) return;
  if (url.pathname.startsWith('/api/v1/supervision/bulk') && await answerBulk(url, request, response, reader, json)) return;
  if (await answerSupervision(url, request, response, reader, json)) return;
  if (path === '/me') json(response, reader);
  else if (path === '/directory/divisions') json(response, { items: divisions });
  else if (path === '/directory/categories') json(response, { items: categories });
  else if (path === '/directory/units') {
    const [division, level] = [url.searchParams.get('division'), url.searchParams.get('level')];
    const found = units.filter((unit) => (division === null || pathOf(unit.divisionCode).includes(division)) && (level === null || unit.level === level) && `${unit.name.zh} ${unit.name.en.toLowerCase()}`.includes(q));
    json(response, { items: found.slice(0, 50), total: found.length });
  } else if (path === '/supervision/stream') stream(response);
  else if (area === 'supervision') board(response, url, reader);
  else if (path === '/cases') {
    const parameters = url.searchParams;
    const waiting = waitingFor[parameters.get('waiting') ?? ''] ?? (() => true);
    page(response, url, cases.filter(visibleTo(reader)).filter((found) => waiting(found, reader) && (parameters.get('state') ?? found.state) === found.state && (!parameters.has('open') || found.state !== 'closed') && (!parameters.has('unsure') || found.unsure.length > 0)));
  } else if (area === 'appeals') {
    const found = cases.find((each) => each.trackingNumber === decodeURIComponent(id ?? ''));
    if (found === undefined) problem(response, 404, '找不到');
    else json(response, appealOf(found));
  } else if (area === 'cases') {
    const found = cases.find((each) => each.caseId === id);
    if (found === undefined) problem(response, 404, '找不到');
    else if (request.method === 'POST') await command(request, response, found, name, reader);
    else json(response, viewOf(found, reader));
  } else if (path === '/dead-letters') json(response, { items: letters, total: letters.length, nextCursor: null });
  else if (area === 'dead-letters') {
    const found = letters.find((letter) => letter.id === decodeURIComponent(id ?? ''));
    if (found === undefined) problem(response, 404, '找不到');
    else json(response, Object.assign(found, { replayedAt: new Date().toISOString() }));
  } else problem(response, 404, '找不到');
}

/** Serves a made-up API and issuer beside `vite` and `vite preview`, so that the console can be looked at alone. Nothing of it is built. */
export function fakeApi(): Plugin {
  const answer = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? '127.0.0.1'}`);
    const handle = async () => {
      if (await answerAsIssuer(url, request, response)) return;
      if (url.pathname.startsWith('/api/')) await answerAsApi(url, request, response);
      else next();
    };
    handle().catch(next);
  };
  return {
    name: 'suqiao-fake-api',
    configureServer: (server) => { server.middlewares.use(answer); },
    configurePreviewServer: (server) => {
      server.middlewares.use((_request, response, next) => {
        response.setHeader('content-security-policy', policy);
        next();
      });
      server.middlewares.use(answer);
    },
  };
}
