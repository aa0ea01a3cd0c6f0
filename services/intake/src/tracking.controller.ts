import { Controller, Delete, Get, HttpCode, HttpStatus, Inject, Post, Req, Res } from '@nestjs/common';
import { newRatingSchema, trackingEntrySchema, type Attachment, type Attachments, type NewRating, type TrackedAppeal, type TrackingEntry } from '@suqiao/contracts';
import { Public } from '@suqiao/infra/auth';
import { TakesForm, ZodBody } from '@suqiao/infra/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AttachmentsAttaching } from './attachments.attaching';
import { holderOf, PublicLimits } from './public-limits';
import { TrackingService } from './tracking.service';
import { TrackingSession } from './tracking.session';

/** 诉求人's door, without an account: follow an appeal and rate its answer. The digits come in a body and stand in no address. */
@Controller('api/v1/tracking')
@Public()
export class TrackingController {
  constructor(
    @Inject(TrackingService) private readonly tracking: TrackingService,
    @Inject(TrackingSession) private readonly sessions: TrackingSession,
    @Inject(AttachmentsAttaching) private readonly attaching: AttachmentsAttaching,
    @Inject(PublicLimits) private readonly limits: PublicLimits,
  ) {}

  @Post()
  @HttpCode(200)
  async enter(@ZodBody(trackingEntrySchema) entry: TrackingEntry, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<TrackedAppeal> {
    const { appeal, headers } = await this.tracking.enter(entry, request.ip);
    reply.headers({ ...headers, 'cache-control': 'no-store', 'set-cookie': await this.sessions.opened(appeal._id, new Date(), request.protocol === 'https') });
    return this.tracking.view(appeal);
  }

  @Get()
  async get(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<TrackedAppeal> {
    const appeal = await this.tracking.found(await this.#appealId(request));
    reply.header('cache-control', 'no-store');
    return this.tracking.view(appeal);
  }

  @Post('rating')
  @HttpCode(200)
  async rate(@ZodBody(newRatingSchema) rating: NewRating, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<TrackedAppeal> {
    const { _id } = await this.tracking.found(await this.#appealId(request));
    reply.header('cache-control', 'no-store');
    return this.tracking.rate(_id, rating);
  }

  /** 附件: photos and papers that the appellant adds, by the same rules as a channel's. */
  @Post('attachments')
  @HttpCode(201)
  @TakesForm()
  async attach(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Attachment> {
    const { _id } = await this.tracking.found(await this.#appealId(request));
    reply.headers({ ...(await this.limits.take('uploadAddress', holderOf(request.ip))), 'cache-control': 'no-store' });
    const { attachment, isNew } = await this.attaching.attach(request, _id, null);
    if (!isNew) reply.status(HttpStatus.OK).header('idempotent-replayed', 'true');
    return attachment;
  }

  @Get('attachments')
  async attachments(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Attachments> {
    const { _id } = await this.tracking.found(await this.#appealId(request));
    reply.header('cache-control', 'no-store');
    return this.attaching.listOf(_id);
  }

  @Delete()
  @HttpCode(204)
  leave(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    reply.header('set-cookie', this.sessions.closed(request.protocol === 'https'));
  }

  #appealId(request: FastifyRequest): Promise<string | null> {
    return this.sessions.appealIdOf(request.headers.cookie, new Date());
  }
}
