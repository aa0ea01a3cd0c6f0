import { createHash } from 'node:crypto';
import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { newOrderSchema, orderCommandBodySchemas, orderCommands, orderCommandSchema, orderListQuerySchema } from '@suqiao/contracts';
import type { OrderCommand, OrderListQuery, OrderPage, OrderRow, OrderView, Reader, SupervisionOrder } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { AllowReaders, CurrentReader } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, fieldFault, languageOf, parseRequest, ProblemError } from '@suqiao/infra/http';
import type { FastifyReply } from 'fastify';
import { endOfDay } from './domain/board';
import { mayGive, readableOrders, type OrderFilter } from './domain/order-permission';
import { orderPage, orderStyles } from './domain/order-print';
import { orderRefusalText } from './domain/order-texts';
import { allowedCommands, carryOut, isOverdue, type OrderWish } from './domain/supervision-order';
import { idempotencyKeyOf } from './idempotency-key';
import { SupervisionOrdersIssuing } from './supervision-orders.issuing';
import { SupervisionOrdersStore, urgencyPosition, type FoundOrder, type UrgencyPosition } from './supervision-orders.store';

/** The printed order is whole in itself: nothing but its own styles, told by their digest. */
const printPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(orderStyles).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;

/** How often a command looks again after somebody else was faster. */
const mostAttempts = 10;

/** 督办单: issue, list, read, answer, close and print supervision orders. */
@Controller('api/v1/supervision/orders')
@AllowReaders('unitHandler', 'unitHead', 'supervisor', 'analyst', 'administrator')
export class SupervisionOrdersController {
  constructor(
    @Inject(SupervisionOrdersStore) private readonly store: SupervisionOrdersStore,
    @Inject(SupervisionOrdersIssuing) private readonly issuing: SupervisionOrdersIssuing,
  ) {}

  @Post()
  @AllowReaders('supervisor')
  async issue(@CurrentReader() reader: Reader, @Body() body: unknown, @Headers('idempotency-key') header: string | undefined, @Res({ passthrough: true }) reply: FastifyReply): Promise<OrderView> {
    const asked = parseRequest(newOrderSchema, body);
    const found = await this.issuing.byPerson(reader, asked, idempotencyKeyOf(header));
    reply.header('location', `/api/v1/supervision/orders/${found.order.orderId}`);
    return this.#viewOf(reader, found);
  }

  @Get()
  async list(@CurrentReader() reader: Reader, @Query() query: unknown): Promise<OrderPage> {
    const asked = parseRequest(orderListQuerySchema, query, 'parameters');
    if (asked.division !== undefined && directory.division(asked.division) === undefined) throw wrongParameter('division', 'divisionCode.unknown');
    const now = await this.store.now();
    const page = await this.store.list([readableOrders(reader), ...filtersOf(asked, now)], positionOf(asked.cursor), asked.limit);
    return { items: page.items.map((order) => rowOf(order, now)), total: page.total, nextCursor: encodeCursor(page.next) };
  }

  @Get(':id')
  async one(@CurrentReader() reader: Reader, @Param('id') id: string): Promise<OrderView> {
    return this.#viewOf(reader, await this.#found(reader, id));
  }

  @Get(':id/print')
  async print(@CurrentReader() reader: Reader, @Param('id') id: string, @Headers('accept-language') wish: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    const { order, timeline } = await this.#found(reader, id);
    const language = languageOf(wish);
    await reply
      .headers({ 'content-security-policy': printPolicy, 'content-language': language, vary: 'Accept-Language', 'cache-control': 'no-store' })
      .type('text/html; charset=utf-8')
      .send(orderPage(order, timeline, language));
  }

  @Post(':id/commands/:command')
  @HttpCode(200)
  @AllowReaders('unitHandler', 'unitHead', 'supervisor')
  async command(@CurrentReader() reader: Reader, @Param('id') id: string, @Param('command') name: string, @Body() body: unknown): Promise<OrderView> {
    const command = orderCommandSchema.safeParse(name);
    if (!command.success) throw new ProblemError('not-found', { detail: { 'zh-CN': `没有“${name.slice(0, 40)}”这项办理`, en: `There is no command "${name.slice(0, 40)}"` } });
    const first = await this.#found(reader, id);
    if (!mayGive(reader, command.data, first.order)) throw new ProblemError('forbidden');
    const wish = wishFrom(command.data, body, reader);
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const found = attempt === 0 ? first : await this.#found(reader, id);
      const decision = carryOut(found.order, wish, await this.store.now());
      if (!decision.ok) throw new ProblemError('command-refused', { state: decision.refusal.state, allowed: decision.refusal.allowed, detail: orderRefusalText(decision.refusal) });
      if (await this.store.advance(found, decision)) return this.#viewOf(reader, await this.#found(reader, id));
    }
    throw new ProblemError('unavailable', { headers: { 'retry-after': '1' } });
  }

  async #found(reader: Reader, id: string): Promise<FoundOrder> {
    const found = await this.store.find(id, [readableOrders(reader)]);
    if (found === null) throw new ProblemError('not-found');
    return found;
  }

  async #viewOf(reader: Reader, { order, timeline }: FoundOrder): Promise<OrderView> {
    const allowed = allowedCommands(order.state);
    return {
      ...rowOf(order, await this.store.now()), timeline: [...timeline],
      commands: orderCommands.map((command) => ({ command, allowed: allowed.includes(command) && mayGive(reader, command, order) })),
    };
  }
}

function wishFrom(command: OrderCommand, body: unknown, reader: Reader): OrderWish {
  const given = body ?? {};
  const blank: OrderWish = { command, by: { kind: 'person', subject: reader.subject, name: reader.name, role: reader.role, unitId: reader.unitId }, reason: null, text: null };
  switch (command) {
    case 'receive':
      parseRequest(orderCommandBodySchemas.receive, given);
      return blank;
    case 'feedback':
      return { ...blank, text: parseRequest(orderCommandBodySchemas.feedback, given).text };
    case 'returnFeedback':
      return { ...blank, reason: parseRequest(orderCommandBodySchemas.returnFeedback, given).reason };
    case 'close':
      return { ...blank, text: parseRequest(orderCommandBodySchemas.close, given).note ?? null };
    case 'revoke':
      return { ...blank, reason: parseRequest(orderCommandBodySchemas.revoke, given).reason };
  }
}

function filtersOf({ state, overdue, caseId, division, level, unanswered, dueTo }: OrderListQuery, now: Date): OrderFilter[] {
  return [
    ...(state === undefined ? [] : [{ state }]),
    ...(caseId === undefined ? [] : [{ caseId }]),
    ...(division === undefined ? [] : [{ divisionPath: division }]),
    ...(level === undefined ? [] : [{ level }]),
    ...(unanswered === undefined ? [] : [{ rank: unanswered ? 0 : { $gt: 0 } }]),
    ...(dueTo === undefined ? [] : [{ dueAt: { $lte: endOfDay(dueTo) } }]),
    ...(overdue === true ? [{ rank: 0, dueAt: { $lte: now } }] : []),
    ...(overdue === false ? [{ $or: [{ rank: { $gt: 0 } }, { dueAt: { $gt: now } }] }] : []),
  ];
}

/** @throws ProblemError `invalid-request` for a cursor that this list never gave out */
function positionOf(cursor: string | undefined): UrgencyPosition | null {
  const decoded = decodeCursor(cursor);
  if (decoded === null) return null;
  const position = urgencyPosition(decoded);
  if (position === null) throw wrongParameter('cursor', 'cursor.invalid');
  return position;
}

function wrongParameter(parameter: string, rule: string): ProblemError {
  return new ProblemError('invalid-request', { errors: [{ parameter, rule, detail: fieldFault('', rule).detail }] });
}

function rowOf(order: SupervisionOrder, now: Date): OrderRow {
  return { ...order, overdue: isOverdue(order, now) };
}
