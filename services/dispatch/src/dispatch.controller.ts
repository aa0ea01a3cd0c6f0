import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { caseCommandSchema, caseListQuerySchema, levels, upgradeTransition } from '@suqiao/contracts';
import type { CaseCommand, CasePage, CaseRow, CaseSnapshot, CaseView, Reader } from '@suqiao/contracts';
import { AllowReaders, CurrentReader, isActionable, readableFilter } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, parseRequest, ProblemError } from '@suqiao/infra/http';
import { decide, lightOf, type CaseOrder, type Refusal } from '@suqiao/workflows';
import type { QueryFilter } from 'mongoose';
import { CaseOrders } from './case-orders';
import { foundBy } from './case-words';
import { DispatchStore, type CaseDocument, type FoundCase } from './dispatch.store';
import { decidesFor, hindrance, mayCommand, offersFor } from './domain/permission';
import type { PlanningFacts } from './domain/hand-over';
import { policyRefusal } from './domain/policy-rules';
import { refusalTexts } from './domain/refusal-texts';
import { DispatchFacts } from './dispatch.facts';
import { MergeUndo } from './merge-undo';
import { orderFrom } from './order-request';

/** 承办单位's door: the inbox, one case, and the commands on it. */
@Controller('api/v1/cases')
@AllowReaders('unitHandler', 'unitHead', 'supervisor', 'analyst', 'administrator')
export class DispatchController {
  constructor(
    @Inject(DispatchStore) private readonly store: DispatchStore,
    @Inject(CaseOrders) private readonly orders: CaseOrders,
    @Inject(DispatchFacts) private readonly facts: DispatchFacts,
    @Inject(MergeUndo) private readonly mergeUndo: MergeUndo,
  ) {}

  @Get()
  async list(@CurrentReader() reader: Reader, @Query() query: unknown): Promise<CasePage> {
    const { state, open, unsure, unitId, waiting, q, cursor, limit } = parseRequest(caseListQuerySchema, query, 'parameters');
    const wanted = [
      readableFilter(reader),
      ...(state === undefined ? [] : [{ state }]),
      ...(open === true ? [{ state: { $ne: 'closed' as const } }] : []),
      ...(unsure === true ? [{ 'unsure.0': { $exists: true } }] : []),
      ...(unitId === undefined ? [] : [{ 'unit.unitId': unitId }]),
      ...(waiting === undefined ? [] : [waitingFilter(reader, waiting)]),
      ...(q === undefined ? [] : [foundBy(q)]),
    ];
    const page = await this.store.list({ $and: wanted }, q === undefined ? 'dueFirst' : 'dueLast', decodeCursor(cursor), limit);
    return { items: page.items.map((snapshot) => rowOf(snapshot)), total: page.total, nextCursor: encodeCursor(page.next) };
  }

  @Get(':id')
  async get(@CurrentReader() reader: Reader, @Param('id') id: string): Promise<CaseView> {
    return this.#view(reader, await this.#found(reader, id));
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
    const { snapshot } = found;
    if (!mayCommand(reader, command.data)) throw new ProblemError('forbidden');
    if (orderId !== undefined && found.case.orderIds?.includes(orderId) === true) return this.#carriedOut(reader, found, command.data);
    const facts = this.facts.planning(snapshot.policy);
    const order = await orderFrom(command.data, body, reader, facts.policy.redoAtMost, async (number) => (await this.store.findByNumber(number, readableFilter(reader)))?.snapshot ?? null);
    refuseHindered(reader, order, isActionable(reader, found.case), snapshot);
    refuseUnlessAllowed(snapshot, order, facts);
    const outcome = await this.orders.give(snapshot, order, orderId ?? randomUUID());
    const after = await this.#found(reader, id);
    // The same order may have been carried out by a run that is over by now.
    const isDone = outcome.kind === 'done' || (orderId !== undefined && after.case.orderIds?.includes(orderId) === true);
    if (!isDone && outcome.kind === 'refused') throw refused(outcome.refusal);
    if (!isDone) this.#notRunning(after.snapshot, order);
    return this.#carriedOut(reader, after, command.data);
  }

  /** What an order asks of other cases is told again when the order is given again: nothing in between can be lost. */
  async #carriedOut(reader: Reader, found: FoundCase, command: CaseCommand): Promise<CaseView> {
    if (command === 'unmerge') await this.mergeUndo.tellLeads(found);
    return this.#view(reader, found);
  }

  async #found(reader: Reader, id: string): Promise<FoundCase> {
    const found = await this.store.find(id, readableFilter(reader));
    if (found === null) throw new ProblemError('not-found');
    return found;
  }

  /** The workflow is over, or did not start yet because Temporal was away when the case was written. */
  #notRunning(snapshot: CaseSnapshot, order: CaseOrder): never {
    refuseUnlessAllowed(snapshot, order, this.facts.planning(snapshot.policy));
    throw new ProblemError('unavailable', { headers: { 'retry-after': '5' } });
  }

  #view(reader: Reader, { case: stored, snapshot }: FoundCase): CaseView {
    const facts = this.facts.planning(snapshot.policy);
    const limitOf = (command: CaseCommand) => policyRefusal(snapshot, { command }, facts, new Date())?.limit ?? null;
    return {
      ...rowOf(snapshot), content: stored.content, sorting: stored.sorting, timeline: stored.timeline.map(upgradeTransition),
      commands: offersFor(reader, isActionable(reader, stored), snapshot, limitOf),
    };
  }
}

/** What waits for this reader besides the cases of their unit. */
function waitingFilter(reader: Reader, waiting: 'joint' | 'approval' | 'followUp'): QueryFilter<CaseDocument> {
  switch (waiting) {
    case 'joint':
      return { joint: { $elemMatch: { endedAt: null, ...(reader.unitId !== null && { 'unit.unitId': reader.unitId }) } } };
    case 'approval':
      return { request: { $type: 'object' }, level: { $in: levels.filter((level) => decidesFor(reader, level)) } };
    case 'followUp':
      return { state: { $in: ['answered', 'closed'] }, satisfaction: null, outcome: { $in: [null, 'answered'] } };
  }
}

/** @throws ProblemError `command-refused` by the table or by the policy */
function refuseUnlessAllowed(snapshot: CaseSnapshot, order: CaseOrder, facts: PlanningFacts): void {
  const decision = decide(snapshot, order);
  if (!decision.ok) throw refused(decision.refusal);
  const refusal = policyRefusal(snapshot, order, facts, new Date());
  if (refusal !== null) throw refused(refusal);
}

/** @throws ProblemError `forbidden`, saying whose turn it is */
function refuseHindered(reader: Reader, order: CaseOrder, actionable: boolean, snapshot: CaseSnapshot): void {
  const hindered = hindrance(reader, order.command, actionable, snapshot);
  if (hindered === null) return;
  if (hindered === 'level') throw new ProblemError('forbidden', { detail: { 'zh-CN': '须由上一级办理', en: 'It is for the level above' } });
  throw new ProblemError('forbidden', { detail: { 'zh-CN': `现由${snapshot.unit.name.zh}办理`, en: `It is the turn of ${snapshot.unit.name.en}` } });
}

function refused(refusal: Refusal): ProblemError {
  return new ProblemError('command-refused', { detail: refusalTexts(refusal), state: refusal.state, allowed: refusal.allowed });
}

function rowOf(snapshot: CaseSnapshot): CaseRow {
  return { ...snapshot, light: lightOf(snapshot, Date.now()) };
}
