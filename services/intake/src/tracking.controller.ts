import { Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { newRatingSchema, trackingEntrySchema, type NewRating, type TrackedAppeal, type TrackingEntry } from '@suqiao/contracts';
import { Public } from '@suqiao/infra/auth';
import { ZodBody } from '@suqiao/infra/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TrackingService } from './tracking.service';
import { TrackingSession } from './tracking.session';

/** 诉求人's door, without an account: follow an appeal and rate its answer. The digits come in a body and stand in no address. */
@Controller('api/v1/tracking')
@Public()
export class TrackingController {
  constructor(
    @Inject(TrackingService) private readonly tracking: TrackingService,
    @Inject(TrackingSession) private readonly sessions: TrackingSession,
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

  @Delete()
  @HttpCode(204)
  leave(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    reply.header('set-cookie', this.sessions.closed(request.protocol === 'https'));
  }

  #appealId(request: FastifyRequest): Promise<string | null> {
    return this.sessions.appealIdOf(request.headers.cookie, new Date());
  }
}
