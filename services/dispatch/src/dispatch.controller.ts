import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { caseCommandSchema, caseListQuerySchema, commandBodySchemas } from '@suqiao/contracts';
import type { CaseCommand, CasePage, CaseRow, CaseSnapshot, CaseView, Reader } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { AllowReaders, CurrentReader, isActionable, readableFilter } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, fieldFault, parseRequest, ProblemError } from '@suqiao/infra/http';
import { decide, lightOf, type CaseOrder, type Refusal } from '@suqiao/workflows';
import { CaseOrders } from './case-orders';
import { DispatchStore, type FoundCase } from './dispatch.store';
import { mayCommand, offersFor } from './domain/permission';
import { reference } from './domain/plan';
import { refusalTexts } from './domain/refusal-texts';

/** 承办单位's door: the inbox, one case, and the commands on it. */
@Controller('api/v1/cases')
@AllowReaders('unitHandler', 'unitHead', 'supervisor', 'analyst', 'administrator')
export class DispatchController {
  constructor(
    @Inject(DispatchStore) private readonly store: DispatchStore,
    @Inject(CaseOrders) private readonly orders: CaseOrders,
  ) {}

  @Get()
  async list(@CurrentReader() reader: Reader, @Query() query: unknown): Promise<CasePage> {
    const { state, open, unsure, unitId, cursor, limit } = parseRequest(caseListQuerySchema, query, 'parameters');
    const wanted = [
      readableFilter(reader),
      ...(state === undefined ? [] : [{ state }]),
      ...(open === true ? [{ state: { $ne: 'closed' as const } }] : []),
      ...(unsure === true ? [{ 'unsure.0': { $exists: true } }] : []),
      ...(unitId === undefined ? [] : [{ 'unit.unitId': unitId }]),
    ];
    const page = await this.store.list({ $and: wanted }, decodeCursor(cursor), limit);
    return { items: page.items.map((snapshot) => rowOf(snapshot)), total: page.total, nextCursor: encodeCursor(page.next) };
  }

  @Get(':id')
  async get(@CurrentReader() reader: Reader, @Param('id') id: string): Promise<CaseView> {
    return viewOf(reader, await this.#found(reader, id));
  }

  @Post(':id/commands/:command')
  @HttpCode(200)
  @AllowReaders('unitHandler', 'unitHead', 'supervisor', 'administrator')
  async command(
    @CurrentReader() reader: Reader,
    @Param('id') id: string,
    @Param('command') name: string,
    @Body() body: unknown,
    @Headers('idempotency-key') orderId: string | undefined,
  ): Promise<CaseView> {
    const command = caseCommandSchema.safeParse(name);
    if (!command.success) throw new ProblemError('not-found', { detail: { 'zh-CN': `没有“${name.slice(0, 40)}”这项办理`, en: `There is no command "${name.slice(0, 40)}"` } });
    const found = await this.#found(reader, id);
    if (!mayCommand(reader, command.data)) throw new ProblemError('forbidden');
    const order = orderFrom(command.data, body, reader);
    // Repeating an order under its own key must reach the workflow, which knows that it was carried out.
    if (orderId === undefined || found.snapshot.state === 'closed') refuseUnlessAllowed(found.snapshot, order);
    if (!isActionable(reader, found.case)) throw new ProblemError('forbidden', { detail: { 'zh-CN': `现由${found.snapshot.unit.name.zh}办理`, en: `It is the turn of ${found.snapshot.unit.name.en}` } });
    const outcome = await this.orders.give(id, order, orderId ?? randomUUID());
    if (outcome.kind === 'refused') throw refused(outcome.refusal);
    if (outcome.kind === 'notRunning') await this.#notRunning(reader, id, order);
    return viewOf(reader, await this.#found(reader, id));
  }

  async #found(reader: Reader, id: string): Promise<FoundCase> {
    const found = await this.store.find(id, readableFilter(reader));
    if (found === null) throw new ProblemError('not-found');
    return found;
  }

  /** The workflow is over, or did not start yet because Temporal was away when the case was written. */
  async #notRunning(reader: Reader, id: string, order: CaseOrder): Promise<never> {
    const { snapshot } = await this.#found(reader, id);
    refuseUnlessAllowed(snapshot, order);
    throw new ProblemError('unavailable', { headers: { 'retry-after': '5' } });
  }
}

function orderFrom(command: CaseCommand, body: unknown, reader: Reader): CaseOrder {
  const by: CaseOrder['by'] = { kind: 'person', subject: reader.subject, name: reader.name, role: reader.role, unitId: reader.unitId };
  const blank: CaseOrder = { command, by, reason: null, unit: null, categoryCode: null, answer: null };
  const given = body ?? {};
  switch (command) {
    case 'accept':
      parseRequest(commandBodySchemas.accept, given);
      return blank;
    case 'return':
      return { ...blank, reason: parseRequest(commandBodySchemas.return, given).reason };
    case 'transfer': {
      const { unitId, reason, categoryCode } = parseRequest(commandBodySchemas.transfer, given);
      const unit = directory.unit(unitId);
      const faults = [
        ...(unit === undefined ? [fieldFault('/unitId', 'unitId.unknown')] : []),
        ...(categoryCode !== undefined && directory.category(categoryCode) === undefined ? [fieldFault('/categoryCode', 'categoryCode.unknown')] : []),
      ];
      if (unit === undefined || faults.length > 0) throw new ProblemError('invalid-request', { errors: faults });
      return { ...blank, reason, unit: reference(unit), categoryCode: categoryCode ?? null };
    }
    case 'answer':
      return { ...blank, answer: parseRequest(commandBodySchemas.answer, given).content };
    case 'close':
      return { ...blank, reason: parseRequest(commandBodySchemas.close, given).note ?? null };
  }
}

function refuseUnlessAllowed(snapshot: CaseSnapshot, order: CaseOrder): void {
  const decision = decide(snapshot, order);
  if (!decision.ok) throw refused(decision.refusal);
}

function refused(refusal: Refusal): ProblemError {
  return new ProblemError('command-refused', { detail: refusalTexts(refusal), state: refusal.state, allowed: refusal.allowed });
}

function rowOf(snapshot: CaseSnapshot): CaseRow {
  return { ...snapshot, light: lightOf(snapshot, Date.now()) };
}

function viewOf(reader: Reader, { case: stored, snapshot }: FoundCase): CaseView {
  return {
    ...rowOf(snapshot), content: stored.content, sorting: stored.sorting, timeline: stored.timeline,
    commands: offersFor(reader, isActionable(reader, stored), snapshot),
  };
}
