import { randomUUID } from 'node:crypto';
import type { OrderCommand, OrderState, OrderTransition, OrderView, Reader, Rates, RateFigure, ReminderRow } from '@suqiao/contracts';
import { cases, instant, minute, referenceOf, type FakeCase } from './fake-cases';
import { units } from './fake-directory';

type FakeOrder = Omit<OrderView, 'commands' | 'overdue'>;
const steps: Readonly<Record<OrderCommand, { readonly from: readonly OrderState[]; readonly to: OrderState; readonly type: OrderTransition['type'] }>> = {
  receive: { from: ['issued'], to: 'received', type: 'received' }, feedback: { from: ['received'], to: 'answered', type: 'feedbackGiven' }, returnFeedback: { from: ['answered'], to: 'received', type: 'feedbackReturned' },
  close: { from: ['answered'], to: 'closed', type: 'closed' }, revoke: { from: ['issued', 'received', 'answered'], to: 'revoked', type: 'revoked' },
};
const isOrderCommand = (name: string): name is OrderCommand => name in steps;
const wang = { kind: 'person', subject: 'wang', name: '王督办', role: 'supervisor', unitId: null } as const;
const federation = units.find(({ unitId }) => unitId === '370000-federation');

export const orders: FakeOrder[] = [];

export function issueOrder(found: FakeCase, demand: string, title: string | null, state: OrderState, dueInMs: number, cause: FakeOrder['cause'] = 'person'): FakeOrder {
  const serial = orders.length + 1;
  const at = instant(Date.now() - 3 * 60 * minute);
  const order: FakeOrder = {
    orderId: randomUUID(), number: `鲁工商联督〔2026〕${String(serial)}号`, year: 2026, serial, issuedBy: federation === undefined ? found.unit : referenceOf(federation), unit: found.unit, caseId: found.caseId, trackingNumber: found.trackingNumber,
    caseTitle: found.title, appellantMasked: `${found.appellantName.slice(0, 2)}****公司`, confidential: found.confidential, divisionCode: found.divisionCode, cause, because: cause === 'person' ? null : { zh: '超期即下达督办单（山东 2017）', en: 'An order when overdue (Shandong 2017)' },
    title: title ?? found.title, demand, state, issuedAt: at, dueAt: instant(dueInMs), provisional: false, receivedAt: state === 'issued' ? null : at, feedback: state === 'answered' ? { at, by: wang, text: '已约谈建设单位，支付计划已报区政府审定。' } : null,
    overdueAt: dueInMs < Date.now() ? instant(dueInMs) : null, endedAt: null, sequence: 1, timeline: [{ type: 'issued', at, by: cause === 'person' ? wang : { kind: 'clock' }, fromState: null, reason: null, text: null, unitId: found.unit.unitId }],
  };
  orders.unshift(order);
  return order;
}
const open = cases.filter(({ state }) => state === 'accepted').slice(0, 12);
open.forEach((found, index) => issueOrder(found, '请于期限内查清欠款原因，提出支付计划并书面反馈办理结果；无法按期支付的，说明理由和后续安排。', null, (['issued', 'received', 'answered'] as const)[index % 3] ?? 'issued', Date.now() + (index - 3) * 400 * minute, index % 4 === 0 ? 'overdue' : 'person'));

export function orderView(order: FakeOrder, reader: Reader): OrderView {
  const unitsOwn = (command: OrderCommand) => command === 'receive' || command === 'feedback';
  const may = (command: OrderCommand) => (unitsOwn(command) ? reader.role !== 'supervisor' : reader.role === 'supervisor' || reader.role === 'administrator');
  const overdue = (order.state === 'issued' || order.state === 'received') && Date.parse(order.dueAt) < Date.now();
  return { ...order, overdue, commands: (Object.keys(steps) as OrderCommand[]).map((command) => ({ command, allowed: steps[command].from.includes(order.state) && may(command) })) };
}

/** Rows of a list: without what only an order's own page shows, which the contract would not take. */
export function listOrders(url: URL, reader: Reader): object[] {
  const asked = (name: string) => url.searchParams.get(name);
  return orders.map((order) => orderView(order, reader)).filter((order) => (asked('state') ?? order.state) === order.state && (asked('caseId') ?? order.caseId) === order.caseId && (asked('overdue') === null || order.overdue) && (asked('level') ?? order.issuedBy.level) === order.issuedBy.level)
    .map((order) => Object.fromEntries(Object.entries(order).filter(([key]) => key !== 'timeline' && key !== 'commands')));
}

export function carryOutOrder(order: FakeOrder, name: string, body: Readonly<Record<string, string>>, reader: Reader): boolean {
  if (!isOrderCommand(name) || !steps[name].from.includes(order.state)) return false;
  const { to, type } = steps[name];
  const at = instant(Date.now());
  const by = { kind: 'person', subject: reader.subject, name: reader.name, role: reader.role, unitId: reader.unitId } as const;
  const text = body['text'] ?? body['note'] ?? null;
  const line: OrderTransition = { type, at, by, fromState: order.state, reason: body['reason'] ?? null, text, unitId: null };
  Object.assign(order, { state: to, ...(name === 'receive' && { receivedAt: at }), ...(name === 'feedback' && { feedback: { at, by, text: text ?? '' } }), ...(name === 'returnFeedback' && { feedback: null }), timeline: [...order.timeline, line] });
  return true;
}

export const reminders: ReminderRow[] = [];

export function remind(found: FakeCase, text: string | null, reader: Pick<Reader, 'subject' | 'name' | 'role' | 'unitId'>): ReminderRow {
  const at = instant(Date.now());
  const row: ReminderRow = {
    id: randomUUID(), caseId: found.caseId, trackingNumber: found.trackingNumber, caseTitle: found.title, confidential: found.confidential, divisionCode: found.divisionCode, unitId: found.unit.unitId, unitName: found.unit.name, cause: 'person',
    by: { kind: 'person', subject: reader.subject, name: reader.name, role: reader.role, unitId: reader.unitId }, onBehalfOf: null, text: text ?? '请抓紧办理，并在系统中更新进展。', askedAt: at, sendAt: at, sentAt: at, dropped: null, reads: [],
  };
  reminders.unshift(row);
  return row;
}
for (const found of cases.filter(({ unit, state }) => unit.unitId === '370102-market-regulation' && state !== 'closed').slice(0, 3)) remind(found, null, { subject: 'wang', name: '王督办', role: 'supervisor', unitId: null });

const figureOf = (seed: number): RateFigure => {
  const denominator = 20 + (seed * 37) % 90;
  const numerator = Math.min(denominator, Math.round(denominator * (0.6 + ((seed * 13) % 39) / 100)));
  return { numerator, denominator, excluded: seed % 4, rate: numerator / denominator };
};
const formula = (name: 'response' | 'solution' | 'satisfaction', zh: string, numerator: string, denominator: string): Rates['formulas'][number] => ({
  name, version: 1, title: { zh, en: `${name} rate` }, numerator: { zh: numerator, en: 'cases that meet the condition' }, denominator: { zh: denominator, en: 'cases that are counted' }, exclusions: { zh: '撤诉、并案', en: 'withdrawn, merged' },
  countedOn: name === 'response' ? 'dispatched' : 'closed', source: { zh: '部署单位选定', en: 'chosen by the deployment' }, validFrom: '2026-01-01',
});

/** Made-up rates: their rows are places, whatever was asked. */
export function ratesOf(url: URL, places: readonly { readonly code: string; readonly name: { readonly zh: string; readonly en: string } }[]): Rates {
  const day = (name: string, otherwise: string) => url.searchParams.get(name) ?? otherwise;
  const rows = places.map((place, index) => ({ key: place.code, name: place.name, cases: 40 + (index * 29) % 80, response: figureOf(index + 1), solution: figureOf(index + 5), satisfaction: figureOf(index + 11) }));
  return {
    asOf: day('asOf', '2026-11-23'), final: false, from: day('from', '2026-01-01'), to: day('to', '2026-11-23'), rows, truncated: false,
    formulas: [formula('response', '响应率', '按时签收', '已派单'), formula('solution', '解决率', '已解决、部分解决', '答复办结'), formula('satisfaction', '满意率', '满意、基本满意', '已回访（不含未接通）')],
    total: { cases: rows.reduce((sum, row) => sum + row.cases, 0), response: figureOf(3), solution: figureOf(8), satisfaction: figureOf(9) },
  };
}

/** The cases behind a figure: the same few whichever it is. */
export function ratedCases(): object[] {
  return cases.filter(({ state }) => state === 'closed').slice(0, 20).map((found) => ({ ...found, firstAnsweredAt: found.answeredAt, dueAt: found.clocks.dueAt, conditions: ['dispatched', 'accepted', 'answered'] }));
}
