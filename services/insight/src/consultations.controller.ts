import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { consultationCommandBodySchemas, consultationCommandSchema, consultationListQuerySchema, newConsultationSchema, type Actor, type ConsultationCommand, type ConsultationPage, type ConsultationView, type Reader } from '@suqiao/contracts';
import { AllowReaders, CurrentReader } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, fieldFault, parseRequest, ProblemError, type FieldFault } from '@suqiao/infra/http';
import { addDuration } from '@suqiao/workflows/domain';
import type { FastifyReply } from 'fastify';
import { ConsultationsCalling } from './consultations.calling';
import type { ConsultationDocument } from './consultations.model';
import { ConsultationsStore } from './consultations.store';
import { decideConsultation, type ConsultationOrder } from './domain/consultation';
import { consultationOffers, mayCall, mayGiveConsultation, readableConsultations } from './domain/consultation-permission';
import { consultationRefusalText } from './domain/consultation-texts';
import { readableIssues } from './domain/issue-permission';
import { CommonIssueCalendar } from './insight.calendar';
import { IssuesStore } from './issues.store';
import { unitAt } from './named-units';
import { orderKeyOf } from './order-key';

/** How often a command looks again after somebody else was faster. */
const mostAttempts = 10;

/** 会商: call, list, read, hold and follow consultations. */
@Controller('api/v1/insight/consultations')
@AllowReaders('unitHandler', 'unitHead', 'supervisor', 'analyst', 'administrator')
export class ConsultationsController {
  constructor(
    @Inject(ConsultationsStore) private readonly store: ConsultationsStore,
    @Inject(ConsultationsCalling) private readonly calling: ConsultationsCalling,
    @Inject(IssuesStore) private readonly issues: IssuesStore,
    @Inject(CommonIssueCalendar) private readonly calendar: CommonIssueCalendar,
  ) {}

  @Post()
  @AllowReaders('supervisor', 'analyst', 'administrator')
  async call(@CurrentReader() reader: Reader, @Body() body: unknown, @Headers('idempotency-key') key: string | undefined, @Res({ passthrough: true }) reply: FastifyReply): Promise<ConsultationView> {
    if (!mayCall(reader)) throw new ProblemError('forbidden');
    const now = await this.issues.now();
    const plan = await this.calling.planOf(parseRequest(newConsultationSchema, body), readableIssues(reader), now);
    const consultationId = orderKeyOf(reader, key);
    await this.calling.call(plan, { consultationId, divisionCode: reader.divisionCode, by: actorOf(reader), scheduled: null }, now);
    reply.header('location', `/api/v1/insight/consultations/${consultationId}`);
    return viewOf(reader, await this.#found(reader, consultationId));
  }

  @Get()
  async list(@CurrentReader() reader: Reader, @Query() query: unknown): Promise<ConsultationPage> {
    const { state, overdue, issue, cursor, limit } = parseRequest(consultationListQuerySchema, query, 'parameters');
    const filters = [
      readableConsultations(reader), ...(state === undefined ? [] : [{ 'consultation.state': state }]), ...(overdue === undefined ? [] : [{ isTaskLate: overdue }]),
      ...(issue === undefined ? [] : [{ 'consultation.agenda.issueId': issue }]),
    ];
    const page = await this.store.list(filters, decodeCursor(cursor), limit);
    return { items: page.items, total: page.total, nextCursor: encodeCursor(page.next) };
  }

  @Get(':id')
  async get(@CurrentReader() reader: Reader, @Param('id') id: string): Promise<ConsultationView> {
    return viewOf(reader, await this.#found(reader, id));
  }

  @Post(':id/commands/:command')
  @HttpCode(200)
  async command(@CurrentReader() reader: Reader, @Param('id') id: string, @Param('command') name: string, @Body() body: unknown, @Headers('idempotency-key') key: string | undefined): Promise<ConsultationView> {
    const command = consultationCommandSchema.safeParse(name);
    if (!command.success) throw new ProblemError('not-found', { detail: { 'zh-CN': `没有“${name.slice(0, 40)}”这项办理`, en: `There is no command "${name.slice(0, 40)}"` } });
    const first = await this.#found(reader, id);
    if (!mayGiveConsultation(reader, command.data, first.consultation)) throw new ProblemError('forbidden');
    const order = await this.#orderFrom(command.data, body, reader);
    refuseOthersTask(reader, order, first);
    const orderId = orderKeyOf(reader, key);
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const found = attempt === 0 ? first : await this.#found(reader, id);
      if (found.orderIds.includes(orderId)) return viewOf(reader, found);
      const decision = decideConsultation(found.consultation, order, await this.issues.now());
      if (!decision.ok) throw new ProblemError('command-refused', { state: decision.refusal.state, allowed: decision.refusal.allowed, detail: consultationRefusalText(decision.refusal) });
      if (await this.store.advance(found, decision.change, orderId)) return viewOf(reader, await this.#found(reader, id));
    }
    throw new ProblemError('unavailable', { headers: { 'retry-after': '1' } });
  }

  async #found(reader: Reader, id: string): Promise<ConsultationDocument> {
    const found = await this.store.find(id, [readableConsultations(reader)]);
    if (found === null) throw new ProblemError('not-found');
    return found;
  }

  /** What a request asks for. @throws ProblemError `invalid-request`, field by field */
  async #orderFrom(command: ConsultationCommand, body: unknown, reader: Reader): Promise<ConsultationOrder> {
    const given = body ?? {};
    const by = actorOf(reader);
    switch (command) {
      case 'change':
        return { command, by, text: null, set: await this.calling.planOf(parseRequest(consultationCommandBodySchemas.change, given), readableIssues(reader), await this.issues.now()) };
      case 'hold':
        return this.#holding(parseRequest(consultationCommandBodySchemas.hold, given), by);
      case 'finishTask': {
        const { taskId, feedback } = parseRequest(consultationCommandBodySchemas.finishTask, given);
        return { command, by, taskId, text: feedback };
      }
      case 'returnTask': {
        const { taskId, reason } = parseRequest(consultationCommandBodySchemas.returnTask, given);
        return { command, by, taskId, text: reason };
      }
      case 'close':
        return { command, by, text: parseRequest(consultationCommandBodySchemas.close, given).note ?? null };
      case 'cancel':
        return { command, by, text: parseRequest(consultationCommandBodySchemas.cancel, given).reason };
    }
  }

  /** 纪要, 议定事项 and tasks, whose due dates are counted from now by the calendar in force. */
  async #holding({ minutes, decisions, tasks }: (typeof consultationCommandBodySchemas.hold)['_output'], by: Actor): Promise<ConsultationOrder> {
    const now = await this.issues.now();
    const faults: FieldFault[] = [];
    const given = tasks.flatMap(({ text, unitId, within, issueId }, index) => {
      const due = addDuration(this.calendar.current, now, within);
      return unitAt(`/tasks/${String(index)}/unitId`, unitId, faults).map((owner) => ({
        taskId: randomUUID(), text, issueId: issueId ?? null, owner, dueAt: due.at.toISOString(), basis: { from: now.toISOString(), within }, provisional: due.provisional, overdue: false, doneAt: null, feedback: null,
      }));
    });
    if (faults.length > 0) throw new ProblemError('invalid-request', { errors: faults });
    return { command: 'hold', by, text: null, set: { minutes, decisions, tasks: given } };
  }
}

/** A unit's people finish their own unit's tasks. */
function refuseOthersTask({ unitId }: Reader, { command, taskId }: ConsultationOrder, { consultation }: ConsultationDocument): void {
  if (command !== 'finishTask' || unitId === null) return;
  const task = consultation.tasks.find((each) => each.taskId === taskId);
  if (task !== undefined && task.owner.unitId !== unitId) throw new ProblemError('forbidden', { detail: { 'zh-CN': `由${task.owner.name.zh}办理`, en: `It is for ${task.owner.name.en}` } });
  if (task === undefined) throw new ProblemError('invalid-request', { errors: [fieldFault('/taskId', 'task.unknown')] });
}

function actorOf({ subject, name, role, unitId }: Reader): Actor {
  return { kind: 'person', subject, name, role, unitId };
}

function viewOf(reader: Reader, { consultation, timeline }: ConsultationDocument): ConsultationView {
  return { ...consultation, timeline: [...timeline], commands: consultationOffers(reader, consultation) };
}
