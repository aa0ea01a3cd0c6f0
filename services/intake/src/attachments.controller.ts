import { Controller, Get, HttpStatus, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { isTrackingNumber, type Attachment, type Attachments } from '@suqiao/contracts';
import { AllowChannel, AllowChannelAndReaders, CurrentCaller, NeedsScope, readableFilter, type Caller } from '@suqiao/infra/auth';
import { ProblemError, TakesForm } from '@suqiao/infra/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AttachmentsAttaching } from './attachments.attaching';
import { AttachmentsStore, type AttachmentDocument } from './attachments.store';
import { contentDisposition } from './domain/attachment';
import { SandboxStore } from './intake.sandbox.store';
import { IntakeStore } from './intake.store';

/** 附件: the channel that pushed an appeal adds files to it; it and who handles the appeal read them. */
@Controller('api/v1/appeals/:trackingNumber/attachments')
export class AttachmentsController {
  constructor(
    @Inject(IntakeStore) private readonly appeals: IntakeStore,
    @Inject(SandboxStore) private readonly sandbox: SandboxStore,
    @Inject(AttachmentsStore) private readonly store: AttachmentsStore,
    @Inject(AttachmentsAttaching) private readonly attaching: AttachmentsAttaching,
  ) {}

  @Post()
  @AllowChannel()
  @NeedsScope('appeals:write')
  @TakesForm()
  async add(@CurrentCaller() caller: Caller, @Param('trackingNumber') trackingNumber: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Attachment> {
    const { appealId, expiresAt } = await this.#appealOf(caller, trackingNumber);
    const { attachment, isNew } = await this.attaching.attach(request, appealId, expiresAt);
    reply.header('location', `/api/v1/appeals/${trackingNumber}/attachments/${attachment.id}`);
    if (!isNew) reply.status(HttpStatus.OK).header('idempotent-replayed', 'true');
    return attachment;
  }

  @Get()
  @AllowChannelAndReaders('unitHandler', 'unitHead', 'supervisor', 'administrator')
  @NeedsScope('appeals:read')
  async list(@CurrentCaller() caller: Caller, @Param('trackingNumber') trackingNumber: string): Promise<Attachments> {
    return this.attaching.listOf((await this.#appealOf(caller, trackingNumber)).appealId);
  }

  @Get(':id')
  @AllowChannelAndReaders('unitHandler', 'unitHead', 'supervisor', 'administrator')
  @NeedsScope('appeals:read')
  async download(@CurrentCaller() caller: Caller, @Param('trackingNumber') trackingNumber: string, @Param('id') id: string, @Res() reply: FastifyReply) {
    const found = await this.store.find((await this.#appealOf(caller, trackingNumber)).appealId, id);
    if (found === null) throw new ProblemError('not-found');
    if (found.state === 'pending' || found.state === 'refused') throw withheld(found);
    return reply
      .type(found.mediaType)
      .headers({
        'content-length': found.sizeBytes, 'content-disposition': contentDisposition(found.name), 'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'",
      })
      .send(this.store.read(found.fileId));
  }

  /** The appeal's id, and when it goes by itself, where the caller may see it; another's appeal is as unknown as none. */
  async #appealOf(caller: Caller, trackingNumber: string): Promise<{ readonly appealId: string; readonly expiresAt: Date | null }> {
    if (!isTrackingNumber(trackingNumber)) throw new ProblemError('not-found');
    if (caller.kind === 'channel' && caller.channel.sandbox) {
      const tried = await this.sandbox.findByTrackingNumber(trackingNumber, caller.channel.name);
      if (tried === null) throw new ProblemError('not-found');
      return { appealId: tried._id, expiresAt: tried.expiresAt };
    }
    const visible = caller.kind === 'channel' ? { channel: caller.channel.name } : readableFilter(caller.reader);
    const appeal = await this.appeals.findByTrackingNumber(trackingNumber, visible);
    if (appeal === null) throw new ProblemError('not-found');
    return { appealId: appeal._id, expiresAt: null };
  }
}

function withheld({ state, reason }: AttachmentDocument): ProblemError {
  const detail = state === 'pending' ? { 'zh-CN': '附件尚未检查完毕', en: 'The attachment is not examined yet' } : { 'zh-CN': `附件未通过检查：${reason ?? ''}`, en: `The attachment was refused: ${reason ?? ''}` };
  return new ProblemError('command-refused', { detail, state, allowed: [] });
}
