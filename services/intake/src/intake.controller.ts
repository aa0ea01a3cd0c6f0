import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { isTrackingNumber, upgradeSnapshot, type AppealAcknowledgement, type AppealView } from '@suqiao/contracts';
import { AllowChannel, AllowChannelAndReaders, CurrentCaller, CurrentChannel, NeedsScope, readableFilter, type Caller, type CurrentChannelInfo } from '@suqiao/infra/auth';
import { ProblemError } from '@suqiao/infra/http';
import type { FastifyReply } from 'fastify';
import { maskContact, maskPhone, visibleSteps } from './domain/appeal';
import { requestView } from './domain/request';
import { InFlightKeys, neededKey } from './intake.in-flight';
import { SandboxStore } from './intake.sandbox.store';
import { IntakeService } from './intake.service';
import { IntakeStore, type AppealDocument } from './intake.store';

/** 渠道's door: push an appeal, ask what became of it. */
@Controller('api/v1/appeals')
export class IntakeController {
  readonly #inFlight = new InFlightKeys();

  constructor(
    @Inject(IntakeService) private readonly intake: IntakeService,
    @Inject(IntakeStore) private readonly store: IntakeStore,
    @Inject(SandboxStore) private readonly sandbox: SandboxStore,
  ) {}

  @Post()
  @HttpCode(202)
  @AllowChannel()
  @NeedsScope('appeals:write')
  async post(
    @CurrentChannel() channel: CurrentChannelInfo,
    @Headers('idempotency-key') header: string | undefined,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AppealAcknowledgement> {
    const key = neededKey(header);
    const { acknowledgement, replayed } = await this.#inFlight.run(channel.name, key, () => this.intake.receive(channel.name, key, body, { sandbox: channel.sandbox }));
    reply.header('location', `/api/v1/appeals/${acknowledgement.trackingNumber}`);
    if (replayed) reply.header('idempotent-replayed', 'true');
    return acknowledgement;
  }

  @Get(':trackingNumber')
  @AllowChannelAndReaders('unitHandler', 'unitHead', 'supervisor', 'analyst', 'administrator')
  @NeedsScope('appeals:read')
  async get(@CurrentCaller() caller: Caller, @Param('trackingNumber') trackingNumber: string): Promise<AppealView> {
    if (caller.kind === 'channel' && caller.channel.sandbox) return this.#sandboxView(caller.channel.name, trackingNumber);
    const visible = caller.kind === 'channel' ? { channel: caller.channel.name } : readableFilter(caller.reader);
    const appeal = isTrackingNumber(trackingNumber) ? await this.store.findByTrackingNumber(trackingNumber, visible) : null;
    if (appeal === null) throw new ProblemError('not-found');
    return viewOf(appeal, caller.kind === 'reader');
  }

  async #sandboxView(channel: string, trackingNumber: string): Promise<AppealView> {
    const appeal = isTrackingNumber(trackingNumber) ? await this.sandbox.findByTrackingNumber(trackingNumber, channel) : null;
    if (appeal === null) throw new ProblemError('not-found');
    return { ...viewOf(appeal, false), sandbox: true };
  }
}

function viewOf(appeal: AppealDocument, insider: boolean): AppealView {
  const own = appeal.case === null ? null : upgradeSnapshot(appeal.case);
  // A merged appeal goes on as the one that it was merged into.
  const known = own?.mergedInto != null && appeal.lead !== null ? appeal.lead : own;
  return {
    id: appeal._id, trackingNumber: appeal.trackingNumber, channel: appeal.channel, channelReference: appeal.channelReference,
    title: appeal.title, content: appeal.content, status: known === null ? appeal.status : known.state,
    appellant: { name: appeal.appellant.name, creditCode: appeal.appellant.creditCode, contact: maskContact(appeal.appellant.contact), phone: maskPhone(appeal.appellant.phone) },
    categoryCode: known?.categoryCode ?? appeal.given.categoryCode ?? null,
    divisionCode: known?.divisionCode ?? appeal.given.divisionCode ?? null,
    level: known?.level ?? null,
    currentUnit: known?.unit ?? null,
    dates: {
      occurredAt: appeal.occurredAt, receivedAt: appeal.receivedAt, dispatchedAt: known?.dispatchedAt ?? null, acceptedAt: known?.acceptedAt ?? null,
      answeredAt: known?.answeredAt ?? null, closedAt: known?.closedAt ?? null, dueAt: known?.clocks.dueAt ?? null, provisional: known?.clocks.provisional ?? false,
    },
    // What has not passed its check is not said yet.
    answer: known === null || (known.check === 'pending' && !insider) ? null : known.answer,
    interimAnswers: known?.interimAnswers ?? [],
    issueAnswers: (appeal.issueAnswers ?? []).map(({ at, name, outcome, text }) => ({ at, name, outcome, text })),
    outcome: known?.outcome ?? null,
    satisfaction: known?.satisfaction ?? null,
    mergedInto: own?.mergedInto?.trackingNumber ?? null,
    timeline: visibleSteps(appeal.timeline, insider),
    requests: (appeal.requests ?? []).map(requestView),
  };
}
