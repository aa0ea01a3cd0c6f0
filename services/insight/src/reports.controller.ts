import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { keptAppealsQuerySchema, newReportSchema, reportCommandSchema, reportFormatSchema, reportListQuerySchema, reportTextSchema, type KeptAppealsPage, type Reader, type ReportPage, type ReportSnapshot, type ReportText, type ReportView } from '@suqiao/contracts';
import { AllowReaders, CurrentReader } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, fieldFault, parseRequest, ProblemError } from '@suqiao/infra/http';
import { decideReport, type ReportRefusal } from '@suqiao/workflows/domain';
import { reportQuestionOf } from '@suqiao/workflows';
import type { FastifyReply } from 'fastify';
import { uuidv7 } from 'uuidv7';
import { readableIssues } from './domain/issue-permission';
import { newReport } from './domain/report-change';
import { reportOfficeOf } from './domain/report-names';
import { isEditable, readableReports, reportHindrance, reportWriters } from './domain/report-permission';
import { quarterOf } from './domain/report-quarter';
import { draftTitle } from './domain/report-text';
import { reportRefusalText, reportStateNames } from './domain/report-texts';
import { IssuesStore } from './issues.store';
import { orderKeyOf } from './order-key';
import { issueNamedBy, reportOrderFrom } from './report-order-request';
import { ReportExports } from './report-exports';
import { ReportOrders } from './report-orders';
import { changedBlocks, staleFaults, textFaults, textVersionFrom } from './report-writing';
import { ReportKept } from './reports.kept';
import type { ReportDocument } from './reports.model';
import { ReportsStore } from './reports.store';
import { reportRowOf, reportViewOf } from './reports.views';

/** 专题报告: draft, edit, approve, freeze, send and track special reports. */
@Controller('api/v1/insight/special-reports')
@AllowReaders('supervisor', 'analyst', 'administrator')
export class ReportsController {
  constructor(
    @Inject(ReportsStore) private readonly reports: ReportsStore,
    @Inject(ReportOrders) private readonly orders: ReportOrders,
    @Inject(ReportKept) private readonly kept: ReportKept,
    @Inject(ReportExports) private readonly exports: ReportExports,
    @Inject(IssuesStore) private readonly issues: IssuesStore,
  ) {}

  @Post()
  async create(@CurrentReader() reader: Reader, @Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<ReportView> {
    const { quarter } = parseRequest(newReportSchema, body ?? {});
    const office = reportOfficeOf(reader.divisionCode);
    if (office === undefined || reader.unitId !== null || !reportWriters.includes(reader.role)) throw new ProblemError('forbidden', { detail: { 'zh-CN': '专题报告由省工商联的分析人员起草', en: 'Special reports are drafted by the provincial federation\'s analysts' } });
    const now = await this.issues.now();
    if (quarterOf(quarter).now.from > now) throw new ProblemError('invalid-request', { errors: [{ pointer: '/quarter', rule: 'quarter.future', detail: { 'zh-CN': '该季度尚未开始', en: 'The quarter has not begun' } }] });
    const change = newReport(uuidv7(), quarter, office, { kind: 'person', subject: reader.subject, name: reader.name, role: reader.role, unitId: reader.unitId }, now);
    if (!(await this.reports.create(change, draftTitle(quarterOf(quarter))))) {
      throw new ProblemError('invalid-request', { errors: [{ pointer: '/quarter', rule: 'quarter.taken', detail: { 'zh-CN': '该季度已有专题报告；作废后可重新起草', en: 'The quarter has a report already; abandon it to draft another' } }] });
    }
    this.orders.wake();
    reply.header('location', `/api/v1/insight/special-reports/${change.report.reportId}`);
    return this.#view(reader, change.report.reportId, reply);
  }

  @Get()
  async list(@CurrentReader() reader: Reader, @Query() query: unknown): Promise<ReportPage> {
    const { state, quarter, cursor, limit } = parseRequest(reportListQuerySchema, query, 'parameters');
    const filters = [readableReports(reader), ...(state === undefined ? [] : [{ 'report.state': state }]), ...(quarter === undefined ? [] : [{ 'report.quarter': quarter }])];
    const page = await this.reports.list(filters, decodeCursor(cursor), limit);
    return { items: page.items.map(reportRowOf), total: page.total, nextCursor: encodeCursor(page.next) };
  }

  @Get(':id')
  get(@CurrentReader() reader: Reader, @Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<ReportView> {
    return this.#view(reader, id, reply);
  }

  @Put(':id/text')
  async write(@CurrentReader() reader: Reader, @Param('id') id: string, @Headers('if-match') header: string | undefined, @Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<ReportView> {
    const before = await this.#found(reader, id);
    if (!reportWriters.includes(reader.role)) throw new ProblemError('forbidden');
    const asked = textVersionFrom(header);
    if (asked === null) throw new ProblemError('precondition-required');
    refuseUnlessEditable(reader, before);
    if (asked !== before.textVersion) throw stale(before, asked);
    const text: ReportText = parseRequest(reportTextSchema, body);
    const errors = textFaults(text, before.drawn);
    if (errors.length > 0) throw new ProblemError('invalid-request', { errors });
    if (!(await this.reports.changeText(before, text, changedBlocks(before, text), reader.name, await this.issues.now()))) {
      const after = await this.#found(reader, id);
      refuseUnlessEditable(reader, after);
      throw stale(after, asked);
    }
    return this.#view(reader, id, reply);
  }

  @Post(':id/commands/:command')
  @HttpCode(200)
  async command(@CurrentReader() reader: Reader, @Param('id') id: string, @Param('command') name: string, @Body() body: unknown, @Headers('idempotency-key') key: string | undefined, @Res({ passthrough: true }) reply: FastifyReply): Promise<ReportView> {
    const command = reportCommandSchema.safeParse(name);
    if (!command.success) throw new ProblemError('not-found', { detail: { 'zh-CN': `没有“${name.slice(0, 40)}”这项办理`, en: `There is no command "${name.slice(0, 40)}"` } });
    const found = await this.#found(reader, id);
    const order = reportOrderFrom(command.data, body, reader, orderKeyOf(reader, key));
    if (!found.orderIds.includes(order.orderId)) {
      // The state first: whose step it is hangs on it.
      const decision = decideReport(found.report, reportQuestionOf(order));
      if (!decision.ok && decision.refusal.rule === 'state') throw refused(decision.refusal);
      const hindered = reportHindrance(reader, command.data, found.report);
      if (hindered !== null) throw new ProblemError('forbidden', { detail: { 'zh-CN': hindered.zh, en: hindered.en } });
      if (!decision.ok) throw refused(decision.refusal);
      await this.#refuseUnknownIssue(reader, issueNamedBy(order));
      const outcome = await this.orders.give(found.report, order);
      if (outcome.kind === 'refused') throw refused(outcome.refusal);
    }
    return this.#view(reader, id, reply);
  }

  @Get(':id/appeals')
  async appeals(@CurrentReader() reader: Reader, @Param('id') id: string, @Query() query: unknown): Promise<KeptAppealsPage> {
    const { figure, cursor, limit } = parseRequest(keptAppealsQuerySchema, query, 'parameters');
    const page = await this.kept.page(await this.#found(reader, id), figure, decodeCursor(cursor), limit);
    if (page === null) throw new ProblemError('invalid-request', { errors: [{ parameter: 'figure', rule: 'report.figureUnknown', detail: { 'zh-CN': '报告中没有这个数字', en: 'The report has no such figure' } }] });
    return { items: page.items, total: page.total, nextCursor: encodeCursor(page.next) };
  }

  @Get(':id/snapshot')
  async snapshot(@CurrentReader() reader: Reader, @Param('id') id: string): Promise<ReportSnapshot> {
    const { frozen, report } = await this.#found(reader, id);
    if (frozen === null) throw new ProblemError('not-found', { detail: { 'zh-CN': `该报告${reportStateNames[report.state]['zh-CN']}，尚未定稿`, en: `The report is ${reportStateNames[report.state].en}: nothing is frozen yet` } });
    return frozen;
  }

  @Get(':id/exports/:format')
  async file(@CurrentReader() reader: Reader, @Param('id') id: string, @Param('format') name: string, @Res() reply: FastifyReply): Promise<void> {
    const format = reportFormatSchema.safeParse(name);
    if (!format.success) throw new ProblemError('not-found', { detail: { 'zh-CN': '只能导出 docx、pdf、xlsx', en: 'Reports are exported as docx, pdf and xlsx' } });
    const { name: fileName, type, content } = await this.exports.file(await this.#found(reader, id), format.data);
    void reply.headers({ 'content-type': type, 'content-disposition': `attachment; filename="${fileName}"`, 'cache-control': 'no-store' }).send(content);
  }

  async #refuseUnknownIssue(reader: Reader, issueId: string | null): Promise<void> {
    if (issueId !== null && (await this.issues.find(issueId, [readableIssues(reader)])) === null) throw new ProblemError('invalid-request', { errors: [fieldFault('/issueId', 'commonIssue.unknown')] });
  }

  async #found(reader: Reader, id: string): Promise<ReportDocument> {
    const found = await this.reports.find(id, [readableReports(reader)]);
    if (found === null) throw new ProblemError('not-found');
    return found;
  }

  async #view(reader: Reader, id: string, reply: FastifyReply): Promise<ReportView> {
    const found = await this.#found(reader, id);
    reply.header('etag', `"${String(found.textVersion)}"`);
    return reportViewOf(reader, found);
  }
}

/** @throws ProblemError `command-refused` where the text is worked on no more */
function refuseUnlessEditable(reader: Reader, { report }: ReportDocument): void {
  if (isEditable(reader, report)) return;
  throw new ProblemError('command-refused', { state: report.state, allowed: [], detail: { 'zh-CN': `该报告${reportStateNames[report.state]['zh-CN']}，正文不能修改`, en: `The report is ${reportStateNames[report.state].en}: its text can not be changed` } });
}

function stale(document: ReportDocument, asked: number): ProblemError {
  return new ProblemError('precondition-failed', { errors: staleFaults(document, asked) });
}

function refused(refusal: ReportRefusal): ProblemError {
  return new ProblemError('command-refused', { detail: reportRefusalText(refusal), state: refusal.state, allowed: refusal.allowed });
}
