import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { analysisMailBodySchemas, analysisMailCommands, mostMailTests, newAnalysisMailSchema, type AnalysisMail, type AnalysisMailCommand, type AnalysisMails, type MailRecipient, type Reader } from '@suqiao/contracts';
import { AllowReaders, CurrentReader } from '@suqiao/infra/auth';
import { fieldFault, parseRequest, ProblemError, type FieldFault } from '@suqiao/infra/http';
import { AnalysisMailSending } from './analysis-mails.sending';
import { ANALYSIS_MAIL_SETTINGS, refuseUnlessConfigured, type AnalysisMailSettings } from './analysis-mails.settings';
import { AnalysisMailsStore, type MailOrderDocument, type MailSendingDocument } from './analysis-mails.store';
import { AnalysisMailsSweep } from './analysis-mails.sweep';
import { AnalysisViewsStore } from './analysis-views.store';
import { isOfDomain } from './domain/analysis-mail';
import { IssuesStore } from './issues.store';

const dayInMs = 86_400_000;

/** 定时邮件: saved views that leave by mail. An order is its owner's alone. */
@Controller('api/v1/insight/analysis-mails')
@AllowReaders('unitHandler', 'unitHead', 'supervisor', 'analyst', 'administrator')
export class AnalysisMailsController {
  constructor(
    @Inject(AnalysisMailsStore) private readonly store: AnalysisMailsStore,
    @Inject(AnalysisMailSending) private readonly sending: AnalysisMailSending,
    @Inject(AnalysisMailsSweep) private readonly sweep: AnalysisMailsSweep,
    @Inject(AnalysisViewsStore) private readonly views: AnalysisViewsStore,
    @Inject(IssuesStore) private readonly issues: IssuesStore,
    @Inject(ANALYSIS_MAIL_SETTINGS) private readonly settings: AnalysisMailSettings,
  ) {}

  @Get()
  async list(@CurrentReader() reader: Reader): Promise<AnalysisMails> {
    await this.store.saw(reader, await this.issues.now());
    const orders = await this.store.of(reader.subject);
    return { items: await Promise.all(orders.map((order) => this.#viewOf(order))), domains: [...this.settings.domains] };
  }

  @Post()
  @HttpCode(201)
  async order(@CurrentReader() owner: Reader, @Body() body: unknown): Promise<AnalysisMail> {
    const { viewId, rhythm, recipients } = parseRequest(newAnalysisMailSchema, body);
    refuseUnlessConfigured(this.settings);
    const now = await this.issues.now();
    const view = (await this.views.of(owner)).find((each) => each.mine && each.viewId === viewId);
    const next = this.sweep.nextOf({ rhythm }, now);
    const faults: FieldFault[] = [
      ...(view === undefined ? [fieldFault('/viewId', 'analysisMail.view')] : []),
      ...(next.nextAt === null ? [fieldFault('/rhythm', 'analysisMail.uncovered')] : []),
      ...recipients.flatMap(({ address }, at) => this.#faultsOf(`/recipients/${String(at)}/address`, address)),
    ];
    if (faults.length > 0 || view === undefined) throw new ProblemError('invalid-request', { errors: faults });
    await this.store.saw(owner, now, true);
    const order = await this.store.add({ owner, viewId, viewName: view.name, rhythm, recipients, orderedAt: now, state: 'running', stopReason: null, ...next });
    if (order === null) throw new ProblemError('invalid-request', { errors: [fieldFault('', 'analysisMail.tooMany')] });
    return this.#viewOf(order);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@CurrentReader() { subject }: Reader, @Param('id') id: string): Promise<void> {
    if (!(await this.store.remove(id, subject))) throw new ProblemError('not-found');
  }

  @Post(':id/commands/:command')
  @HttpCode(200)
  async command(@CurrentReader() reader: Reader, @Param('id') id: string, @Param('command') name: string, @Body() body: unknown): Promise<AnalysisMail> {
    const order = await this.store.find(id, reader.subject);
    const command = analysisMailCommands.find((each) => each === name);
    if (order === null || command === undefined) throw new ProblemError('not-found');
    await this.store.saw(reader, await this.issues.now());
    if (command === 'test') await this.#test(order, parseRequest(analysisMailBodySchemas.test, body));
    else await this.#turn(order, reader, command);
    const found = await this.store.find(id, reader.subject);
    if (found === null) throw new ProblemError('not-found');
    return this.#viewOf(found);
  }

  /** Resuming makes it an order of the reader as they are now: with the role and place that they have come to have. */
  async #turn(order: MailOrderDocument, owner: Reader, command: Exclude<AnalysisMailCommand, 'test'>): Promise<void> {
    const allowed = order.state === 'running' ? ['pause', 'test'] : ['resume', 'test'];
    if (!allowed.includes(command)) throw new ProblemError('command-refused', { state: order.state, allowed });
    if (command === 'pause') {
      if (!(await this.store.change(order, { state: 'paused', nextAt: null, uncoveredDay: null }))) throw new ProblemError('unavailable');
      return;
    }
    refuseUnlessConfigured(this.settings);
    const next = this.sweep.nextOf(order, await this.issues.now());
    if (next.nextAt === null) throw new ProblemError('invalid-request', { errors: [fieldFault('', 'analysisMail.uncovered')] });
    if (!(await this.store.change(order, { state: 'running', stopReason: null, owner, ...next }))) throw new ProblemError('unavailable');
  }

  /** At once, and not again: what came of it is in the answer. */
  async #test(order: MailOrderDocument, recipient: MailRecipient): Promise<void> {
    refuseUnlessConfigured(this.settings);
    const faults = this.#faultsOf('/address', recipient.address);
    if (faults.length > 0) throw new ProblemError('invalid-request', { errors: faults });
    const now = await this.issues.now();
    if ((await this.store.testsSince(order._id, new Date(now.getTime() - dayInMs))) >= mostMailTests) throw new ProblemError('too-many-requests', { detail: { 'zh-CN': `每个订阅一天至多试发 ${String(mostMailTests)} 次`, en: `At most ${String(mostMailTests)} tests a day of one order` } });
    await this.sending.carryOut(await this.store.makeTest(order._id, recipient, now), order, now);
  }

  #faultsOf(pointer: string, address: string): FieldFault[] {
    if (isOfDomain(address, this.settings.domains)) return [];
    const domains = this.settings.domains.join(', ');
    return [{ ...fieldFault(pointer, 'analysisMail.domain'), detail: { 'zh-CN': `只能发往：${domains}（由 ANALYSIS_MAIL_DOMAINS 设定）`, en: `Mail goes to ${domains} only (set by ANALYSIS_MAIL_DOMAINS)` } }];
  }

  async #viewOf({ _id, viewId, viewName, rhythm, recipients, state, stopReason, orderedAt, nextAt, uncoveredDay }: MailOrderDocument): Promise<AnalysisMail> {
    const { latest, inAll } = await this.store.sendingsOf(_id);
    return { mailId: _id, viewId, viewName, rhythm, recipients: [...recipients], state, stopReason, orderedAt: orderedAt.toISOString(), nextAt: nextAt?.toISOString() ?? null, uncoveredDay, sendings: latest.map(sendingOf), sendingsInAll: inAll };
  }
}

function sendingOf({ _id, test, dueAt, state, attempts, settledAt, reason, deliveries }: MailSendingDocument): AnalysisMail['sendings'][number] {
  return { sendingId: _id, test, dueAt: dueAt.toISOString(), state, attempts, settledAt: settledAt?.toISOString() ?? null, reason, deliveries: [...deliveries] };
}
