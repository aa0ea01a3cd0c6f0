import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reader } from '@suqiao/contracts';
import { cases, minute } from './fake-cases';
import { divisions } from './fake-directory';
import { carryOutOrder, issueOrder, listOrders, orders, orderView, ratedCases, ratesOf, remind, reminders } from './fake-supervision';

export type Answer = (response: ServerResponse, value: unknown, status?: number) => void;

export async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text === '' ? '{}' : text);
}

const listOf = (items: readonly unknown[]) => ({ items, total: items.length, nextCursor: null });

async function answerOrders(url: URL, request: IncomingMessage, response: ServerResponse, reader: Reader, answer: Answer): Promise<boolean> {
  const [, , , , , id, , name = ''] = url.pathname.split('/');
  if (id === undefined) {
    if (request.method !== 'POST') { answer(response, listOf(listOrders(url, reader))); return true; }
    const body = await bodyOf(request) as { caseId: string; demand: string; title?: string };
    const found = cases.find(({ caseId }) => caseId === body.caseId);
    if (found === undefined) return false;
    answer(response, orderView(issueOrder(found, body.demand, body.title ?? null, 'issued', Date.now() + 3 * 1440 * minute), reader), 201);
    return true;
  }
  const order = orders.find(({ orderId }) => orderId === id);
  if (order === undefined) return false;
  if (url.pathname.endsWith('/print')) response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<!doctype html><html lang="zh-CN"><title>${order.number}</title><h1>${order.number}</h1><p>${order.demand}</p></html>`);
  else if (request.method !== 'POST') answer(response, orderView(order, reader));
  else if (carryOutOrder(order, name, await bodyOf(request) as Record<string, string>, reader)) answer(response, orderView(order, reader));
  else answer(response, { type: 'urn:suqiao:problem:command-refused', title: '当前状态不接受该办理', status: 409, state: order.state, allowed: [] }, 409);
  return true;
}

/** Orders, rates, reminders; false for what is none of them. */
export async function answerSupervision(url: URL, request: IncomingMessage, response: ServerResponse, reader: Reader, answer: Answer): Promise<boolean> {
  const path = url.pathname.replace('/api/v1', '');
  const caseId = /^\/supervision\/cases\/([^/]+)\/reminders$/.exec(path)?.[1];
  const readId = /^\/reminders\/([^/]+)\/read$/.exec(path)?.[1];
  if (path.startsWith('/supervision/orders')) return answerOrders(url, request, response, reader, answer);
  if (path === '/supervision/rates') answer(response, ratesOf(url, divisions.filter((place) => place.parentCode === (url.searchParams.get('division') ?? reader.divisionCode))));
  else if (path === '/supervision/rates/cases') answer(response, { ...listOf(ratedCases()), asOf: '2026-11-23', final: false, withheld: 1 });
  else if (caseId !== undefined) {
    const found = cases.find((each) => each.caseId === caseId);
    if (found === undefined) return false;
    if (request.method !== 'POST') answer(response, listOf(reminders.filter((each) => each.caseId === caseId)));
    // A second reminder too soon shows what a refusal looks like.
    else if (reminders.some((each) => each.caseId === caseId)) answer(response, { type: 'urn:suqiao:problem:command-refused', title: '暂不能催办', detail: '距上次催办不足 4 个工作小时', status: 409 }, 409);
    else answer(response, remind(found, (await bodyOf(request) as { text?: string }).text ?? null, reader), 201);
  } else if (path === '/reminders') answer(response, listOf(reminders.filter((each) => each.unitId === reader.unitId && (!url.searchParams.has('unread') || each.reads.length === 0))));
  else if (readId !== undefined) {
    const found = reminders.find(({ id }) => id === readId);
    if (found === undefined) return false;
    found.reads.push({ subject: reader.subject, name: reader.name, at: new Date().toISOString(), onBehalfOf: null });
    answer(response, found);
  } else return false;
  return true;
}
