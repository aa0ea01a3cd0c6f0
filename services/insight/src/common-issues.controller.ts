import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { issueCommandSchema, issueListQuerySchema, type IssueCommand, type IssueListQuery, type IssuePage, type IssueView, type Reader } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { AllowReaders, CurrentReader } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, fieldFault, parseRequest, ProblemError } from '@suqiao/infra/http';
import { decideIssue, issueRefusalBy, type IssueRefusal } from '@suqiao/workflows/domain';
import { hindranceTexts, issueHindrance, readableIssues, type StoredFilter } from './domain/issue-permission';
import { issueRefusalText } from './domain/issue-texts';
import { IssueCorrecting } from './issue-correcting';
import { correctionFrom, isCorrection, issueOrderFrom, type CorrectionCommand } from './issue-order-request';
import { IssueOrders } from './issue-orders';
import { orderKeyOf } from './order-key';
import type { IssueDocument } from './issues.model';
import { IssuesStore } from './issues.store';
import { IssuesViews } from './issues.views';

/** 共性问题: list, read, correct and move common issues on. */
@Controller('api/v1/insight/common-issues')
@AllowReaders('unitHandler', 'unitHead', 'supervisor', 'analyst', 'administrator')
export class CommonIssuesController {
  constructor(
    @Inject(IssuesStore) private readonly issues: IssuesStore,
    @Inject(IssuesViews) private readonly views: IssuesViews,
    @Inject(IssueOrders) private readonly orders: IssueOrders,
    @Inject(IssueCorrecting) private readonly correcting: IssueCorrecting,
  ) {}

  @Get()
  async list(@CurrentReader() reader: Reader, @Query() query: unknown): Promise<IssuePage> {
    const asked = parseRequest(issueListQuerySchema, query, 'parameters');
    refuseUnknown(asked);
    const [page, now] = await Promise.all([this.issues.list([readableIssues(reader), ...filtersOf(asked)], asked.order, decodeCursor(asked.cursor), asked.limit), this.issues.now()]);
    return { items: await this.views.rows(reader, page.items, now), total: page.total, nextCursor: encodeCursor(page.next) };
  }

  @Get(':id')
  async get(@CurrentReader() reader: Reader, @Param('id') id: string): Promise<IssueView> {
    return this.#view(reader, id);
  }

  @Post(':id/commands/:command')
  @HttpCode(200)
  async command(@CurrentReader() reader: Reader, @Param('id') id: string, @Param('command') name: string, @Body() body: unknown, @Headers('idempotency-key') key: string | undefined): Promise<IssueView> {
    const command = issueCommandSchema.safeParse(name);
    if (!command.success) throw new ProblemError('not-found', { detail: { 'zh-CN': `没有“${name.slice(0, 40)}”这项办理`, en: `There is no command "${name.slice(0, 40)}"` } });
    const found = await this.#found(reader, id);
    refuseHindered(reader, command.data, found);
    const orderId = orderKeyOf(reader, key);
    if (isCorrection(command.data)) await this.#correct(reader, found, command.data, body, orderId);
    else {
      const order = issueOrderFrom(command.data, body, reader, orderId, await this.issues.now());
      if (!found.orderIds.includes(orderId)) {
        refuseUnlessAllowed(found, command.data);
        const outcome = await this.orders.give(found.issue, order);
        if (outcome.kind === 'refused') throw refused(outcome.refusal);
      }
    }
    return this.#view(reader, id);
  }

  async #correct(reader: Reader, found: IssueDocument, command: CorrectionCommand, body: unknown, orderId: string): Promise<void> {
    const wish = correctionFrom(command, body, found._id);
    // What another issue gives or gets is changed too: it must be as much the reader's to change.
    if (wish.other !== null && command !== 'undo') refuseHindered(reader, command, await this.#other(reader, wish.other, command === 'join' ? '/other' : '/to'));
    if (!(await this.correcting.isAsked(orderId))) refuseUnlessAllowed(found, command);
    const rule = await this.correcting.correct(orderId, wish, reader);
    if (rule !== null) throw refused(issueRefusalBy(rule, found.issue, command));
  }

  async #other(reader: Reader, issueId: string, pointer: string): Promise<IssueDocument> {
    const other = await this.issues.find(issueId, [readableIssues(reader)]);
    if (other === null) throw new ProblemError('invalid-request', { errors: [fieldFault(pointer, 'commonIssue.unknown')] });
    return other;
  }

  async #found(reader: Reader, id: string): Promise<IssueDocument> {
    const found = await this.issues.find(id, [readableIssues(reader)]);
    if (found === null) throw new ProblemError('not-found');
    return found;
  }

  async #view(reader: Reader, id: string): Promise<IssueView> {
    return this.views.view(reader, await this.#found(reader, id), await this.issues.now());
  }
}

/** @throws ProblemError `forbidden`, saying whose it is */
function refuseHindered(reader: Reader, command: IssueCommand, { issue, divisionCode }: IssueDocument): void {
  const hindered = issueHindrance(reader, command, issue, directory.divisionPath(divisionCode));
  if (hindered === null) return;
  const { zh, en } = hindranceTexts[hindered];
  throw new ProblemError('forbidden', { detail: { 'zh-CN': zh, en } });
}

/** @throws ProblemError `command-refused` by the table */
function refuseUnlessAllowed({ issue }: IssueDocument, command: IssueCommand): void {
  const decision = decideIssue(issue, { command, bySystem: false });
  if (!decision.ok) throw refused(decision.refusal);
}

function refused(refusal: IssueRefusal): ProblemError {
  return new ProblemError('command-refused', { detail: issueRefusalText(refusal), state: refusal.state, allowed: refusal.allowed });
}

function refuseUnknown({ division, category }: IssueListQuery): void {
  const faults = [
    ...(division !== undefined && directory.division(division) === undefined ? [{ parameter: 'division', rule: 'divisionCode.unknown' }] : []),
    ...(category !== undefined && directory.category(category) === undefined ? [{ parameter: 'category', rule: 'categoryCode.unknown' }] : []),
  ];
  if (faults.length > 0) throw new ProblemError('invalid-request', { errors: faults.map(({ parameter, rule }) => ({ parameter, rule, detail: fieldFault('', rule).detail })) });
}

function filtersOf({ state, open, overdue, level, division, category, unitId, q }: IssueListQuery): StoredFilter[] {
  const ended = ['closed', 'dismissed', 'joined'];
  return [
    ...(state === undefined ? [] : [{ 'issue.state': state }]),
    ...(open === undefined ? [] : [{ 'issue.state': open ? { $nin: ended } : { $in: ended } }]),
    ...(overdue === undefined ? [] : [{ 'issue.clock.overdue': overdue }]),
    ...(level === undefined ? [] : [{ level }]),
    ...(division === undefined ? [] : [{ concerns: division }]),
    ...(category === undefined ? [] : [{ categories: category }]),
    ...(unitId === undefined ? [] : [{ 'issue.lead.unitId': unitId }]),
    ...(q === undefined ? [] : [{ 'issue.name': new RegExp(q.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`), 'i') }]),
  ];
}
