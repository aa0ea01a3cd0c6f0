import { Controller, Get, Headers, Inject, Param } from '@nestjs/common';
import { channelRefusalsQuerySchema, type ChannelRefusal, type ChannelRefusalsPage, type Language } from '@suqiao/contracts';
import { AllowChannel, AllowReaders, CurrentChannel, NeedsLevel, type CurrentChannelInfo } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, languageOf, ProblemError, ZodQuery } from '@suqiao/infra/http';
import type { z } from 'zod';
import { ChannelsStore } from './channels.store';
import { shanghaiDay } from './domain/appeal';
import { RefusalsStore, type RefusalDocument } from './refusals.store';

type Query = z.infer<typeof channelRefusalsQuerySchema>;
const daysShown = 30;
const dayInMs = 24 * 3600 * 1000;

/** What a channel was refused: to itself, and to the administrators who help it. */
@Controller('api/v1')
export class RefusalsController {
  constructor(
    @Inject(RefusalsStore) private readonly refusals: RefusalsStore,
    @Inject(ChannelsStore) private readonly channels: ChannelsStore,
  ) {}

  /** A sandbox key is shown what the sandbox refused, any other what was refused in earnest. */
  @Get('channel/refusals')
  @AllowChannel()
  own(@CurrentChannel() { name, sandbox }: CurrentChannelInfo, @ZodQuery(channelRefusalsQuerySchema) query: Query, @Headers('accept-language') accepted: string | undefined): Promise<ChannelRefusalsPage> {
    return this.#page(name, sandbox, query, languageOf(accepted));
  }

  @Get('channels/:name/refusals')
  @AllowReaders('administrator')
  @NeedsLevel('province')
  async list(@Param('name') name: string, @ZodQuery(channelRefusalsQuerySchema) query: Query, @Headers('accept-language') accepted: string | undefined): Promise<ChannelRefusalsPage> {
    if ((await this.channels.find(name)) === null) throw new ProblemError('not-found');
    return this.#page(name, null, query, languageOf(accepted));
  }

  async #page(channel: string, sandbox: boolean | null, { cursor, limit }: Query, language: Language): Promise<ChannelRefusalsPage> {
    const since = shanghaiDay(new Date(Date.now() - (daysShown - 1) * dayInMs));
    const [{ items, total, next }, days] = await Promise.all([this.refusals.list(channel, sandbox, decodeCursor(cursor), limit), sandbox === true ? [] : this.refusals.days(channel, since)]);
    return {
      items: items.map((refusal) => viewOf(refusal, language)), total, nextCursor: encodeCursor(next),
      days: days.map(({ day, type, count }) => ({ day, type, title: new ProblemError(type).toProblem(language, '').title, count })),
    };
  }
}

function viewOf({ _id, at, door, sandbox, keyId, reference, type, faults }: RefusalDocument, language: Language): ChannelRefusal {
  const problem = new ProblemError(type, faults.length > 0 ? { errors: faults } : {}).toProblem(language, `urn:uuid:${_id}`);
  return { at: at.toISOString(), door, sandbox, keyId, reference, problem };
}
