import { createHash } from 'node:crypto';
import { Controller, Get, Headers, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { publicAppealSchema, type AppealAcknowledgement, type NewAppeal, type PublicAppeal, type PublicForm } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { Public } from '@suqiao/infra/auth';
import { ProblemError, ZodBody } from '@suqiao/infra/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { InFlightKeys, neededKey } from './intake.in-flight';
import { IntakeService } from './intake.service';
import { OUTLETS, type Outlet } from './outlets/outlet';
import { holderOf, PublicLimits } from './public-limits';
import { PublicChannel } from './public.channel';

/** An enterprise's own door: raise an appeal without an account, in a channel that nobody has a key of. */
@Controller('api/v1/public')
@Public()
export class PublicController {
  readonly #inFlight = new InFlightKeys();

  constructor(
    @Inject(IntakeService) private readonly intake: IntakeService,
    @Inject(PublicLimits) private readonly limits: PublicLimits,
    @Inject(PublicChannel) private readonly channel: PublicChannel,
    @Inject(OUTLETS) private readonly outlets: readonly Outlet[],
  ) {}

  @Get('form')
  form(@Res({ passthrough: true }) reply: FastifyReply): PublicForm {
    this.#open();
    reply.header('cache-control', 'public, max-age=3600');
    return {
      divisions: directory.divisions.filter(({ validTo }) => validTo === null).map(({ code, parentCode, name }) => ({ code, parentCode, name })),
      categories: directory.categories.map(({ code, parentCode, name }) => ({ code, parentCode, name })),
      mail: this.outlets.some(({ name }) => name === 'mail'),
    };
  }

  @Post('appeals')
  @HttpCode(202)
  async raise(@Headers('idempotency-key') header: string | undefined, @ZodBody(publicAppealSchema) body: PublicAppeal, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<AppealAcknowledgement> {
    const channel = this.#open();
    const key = neededKey(header);
    const headers = await this.limits.take('raiseAddress', holderOf(request.ip));
    await this.limits.take('raiseAll', channel);
    const { acknowledgement, replayed } = await this.#inFlight.run(channel, key, () => this.intake.receive(channel, key, appealFrom(body, key)));
    reply.headers({ ...headers, 'cache-control': 'no-store', ...(replayed && { 'idempotent-replayed': 'true' }) });
    return acknowledgement;
  }

  #open(): string {
    const { name } = this.channel;
    if (name === null) throw new ProblemError('not-found', { detail: { 'zh-CN': '此处不接受网上提交', en: 'Appeals are not taken here' } });
    return name;
  }
}

/** The channel's own number is made of the form's key: the same form is one appeal. */
function appealFrom({ title, content, appellant, divisionCode, categoryCode, confidential }: PublicAppeal, key: string): NewAppeal {
  const channelReference = createHash('sha256').update(key).digest('hex').slice(0, 32);
  return { channelReference, title, content, appellant, divisionCode, ...(categoryCode !== undefined && { categoryCode }), ...(confidential === true && { confidential }) };
}
