import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { noticeListQuerySchema, type Notice, type NoticeListQuery, type NoticePage } from '@suqiao/contracts';
import { AllowReaders, NeedsLevel } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, ProblemError, ZodQuery } from '@suqiao/infra/http';
import { NoticesStore, type NoticeDocument } from './notices.store';
import { NoticesSweep } from './notices.sweep';
import { OUTLETS, type Outlet } from './outlets/outlet';

/** An administrator's look at word to appellants: what was sent, what waits, what was given up and why. */
@Controller('api/v1/notices')
@AllowReaders('administrator')
@NeedsLevel('province')
export class NoticesController {
  constructor(
    @Inject(NoticesStore) private readonly notices: NoticesStore,
    @Inject(NoticesSweep) private readonly sweep: NoticesSweep,
    @Inject(OUTLETS) private readonly outlets: readonly Outlet[],
  ) {}

  @Get()
  async list(@ZodQuery(noticeListQuerySchema) query: NoticeListQuery): Promise<NoticePage> {
    const position = decodeCursor(query.cursor);
    const page = await this.notices.list(query, position === null ? null : { createdAt: new Date(position[0]), id: position[1] });
    return { items: page.items.map(viewOf), total: page.total, nextCursor: encodeCursor(page.next), outlets: this.outlets.map(({ name }) => name) };
  }

  @Post(':id/retry')
  @HttpCode(202)
  async retry(@Param('id') id: string): Promise<Notice> {
    const notice = await this.notices.again(id, new Date());
    if (notice === null) throw new ProblemError('not-found', { detail: { 'zh-CN': '没有这条已放弃的通知', en: 'No notice of this id was given up' } });
    this.sweep.wake();
    return viewOf(notice);
  }
}

function viewOf({ _id: id, trackingNumber, channel, moment, outlet, state, attempts, createdAt, nextAt, sentAt, reason }: NoticeDocument): Notice {
  return { id, trackingNumber, channel, moment, outlet, state, attempts, createdAt: createdAt.toISOString(), nextAt: nextAt?.toISOString() ?? null, sentAt: sentAt?.toISOString() ?? null, reason };
}
