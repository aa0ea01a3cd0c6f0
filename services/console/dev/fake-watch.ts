import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BulkAction, BulkItem, Reader, WatchList } from '@suqiao/contracts';
import { cases, instant, minute, type FakeCase } from './fake-cases';
import { lightOf, rowOf } from './fake-life';
import { bodyOf, type Answer } from './fake-supervision-doors';

const owner = { subject: 'supervisor', name: '王督办' };
interface Watched {
  readonly found: FakeCase;
  readonly note: string | null;
}
const watched = new Map<string, { readonly list: Omit<WatchList, 'count'>; readonly cases: Watched[] }>();
for (const [name, from] of [['重点欠款', 0], ['省营转办', 3]] as const) {
  const id = randomUUID();
  watched.set(id, { list: { id, name, owner, createdAt: instant(Date.now()) }, cases: cases.slice(from, from + 4).map((found, index) => ({ found, note: index === 0 ? '每周看一次' : null })) });
}
const viewOf = ({ list, cases: held }: { readonly list: Omit<WatchList, 'count'>; readonly cases: readonly Watched[] }) => ({ ...list, count: held.length });
const listOf = (items: readonly unknown[]) => ({ items, total: items.length, nextCursor: null });

/** Watch lists; false for what is none of them. */
export async function answerWatch(url: URL, request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<boolean> {
  const [, , , , , id, , caseId] = url.pathname.split('/');
  const kept = watched.get(id ?? '');
  const posted = request.method === 'POST';
  const body = posted ? await bodyOf(request) as Readonly<Record<string, string>> : {};
  if (id === undefined && posted) {
    const made = { list: { id: randomUUID(), name: body['name'] ?? '', owner, createdAt: instant(Date.now()) }, cases: [] };
    watched.set(made.list.id, made);
    answer(response, viewOf(made), 201);
  } else if (id === undefined) answer(response, { items: [...watched.values()].map(viewOf) });
  else if (kept === undefined) return false;
  else if (!posted) answer(response, listOf(kept.cases.map(({ found, note }) => ({ ...rowOf(found), note, addedAt: instant(Date.now()), addedBy: { ...owner, onBehalfOf: null } }))));
  else {
    const found = cases.find((each) => each.caseId === (caseId ?? body['caseId']));
    const place = kept.cases.findIndex((each) => each.found === found);
    if (caseId !== undefined && place >= 0) kept.cases.splice(place, 1);
    else if (found !== undefined && place < 0) kept.cases.push({ found, note: body['note'] ?? null });
    answer(response, viewOf(kept));
  }
  return true;
}

const previews = new Map<string, { readonly action: BulkAction; readonly items: BulkItem[]; ranAt: string | null }>();

function itemOf(found: FakeCase, index: number): BulkItem {
  const reason = index % 5 === 4 ? { rule: 'reminded', zh: '距上次催办不足 4 个工作小时', en: 'reminded less than 4 office hours ago' } : null;
  return { caseId: found.caseId, trackingNumber: found.trackingNumber, title: found.title, state: found.state, unit: found.unit, will: reason === null, reason, outcome: null };
}

/** A bulk action that is done at once; false for what is none. */
export async function answerBulk(url: URL, request: IncomingMessage, response: ServerResponse, reader: Reader, answer: Answer): Promise<boolean> {
  const [, , , , , id = '', verb] = url.pathname.split('/');
  if (id === 'preview') {
    const body = await bodyOf(request) as { action: BulkAction; filter?: { state: string } };
    const wanted = body.filter?.state ?? 'open';
    const chosen = cases.filter((found) => (wanted === 'overdue' ? lightOf(found) === 'red' : wanted === 'dueSoon' ? lightOf(found) === 'yellow' : found.state !== 'closed')).slice(0, 30);
    const previewId = randomUUID();
    const items = chosen.map(itemOf);
    previews.set(previewId, { action: body.action, items, ranAt: null });
    answer(response, { previewId, action: body.action, count: items.length, will: items.filter(({ will }) => will).length, items, truncated: false, expiresAt: instant(Date.now() + 30 * minute) }, 201);
    return true;
  }
  const found = previews.get(id);
  if (found === undefined) return false;
  if (verb === 'run') {
    found.ranAt = instant(Date.now());
    found.items.forEach((item) => { if (item.will) item.outcome = { kind: 'done', madeId: reader.subject, reason: null, at: instant(Date.now()) }; });
  }
  const done = found.items.filter(({ outcome }) => outcome !== null).length;
  answer(response, { previewId: id, action: found.action, state: found.ranAt === null ? 'previewed' : 'finished', expiresAt: instant(Date.now() + minute), runAt: found.ranAt, finishedAt: found.ranAt, count: found.items.length, waiting: 0, done, skipped: 0, refused: found.items.length - done, ...listOf(found.items) });
  return true;
}
