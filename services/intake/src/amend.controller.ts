import { Controller, Headers, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { newAmendmentSchema, newWithdrawalSchema, type AppealRequest, type NewAmendment, type NewWithdrawal } from '@suqiao/contracts';
import { AllowChannel, CurrentChannel, NeedsScope, type CurrentChannelInfo } from '@suqiao/infra/auth';
import { ZodBody } from '@suqiao/infra/http';
import type { FastifyReply } from 'fastify';
import { AmendService, type Requested } from './amend.service';
import { neededKey } from './intake.in-flight';

/** 渠道's door to appeals that it has pushed: 补充 and 撤诉. The case decides; the answer says where to look. */
@Controller('api/v1/appeals/:trackingNumber')
@AllowChannel()
@NeedsScope('appeals:write')
export class AmendController {
  constructor(@Inject(AmendService) private readonly service: AmendService) {}

  @Post('amendments')
  @HttpCode(202)
  async amend(@CurrentChannel() channel: CurrentChannelInfo, @Param('trackingNumber') trackingNumber: string, @Headers('idempotency-key') header: string | undefined, @ZodBody(newAmendmentSchema) body: NewAmendment, @Res({ passthrough: true }) reply: FastifyReply): Promise<AppealRequest> {
    return answered(reply, trackingNumber, await this.service.ask({ channel, trackingNumber, key: neededKey(header), wanted: { kind: 'amendment', body } }));
  }

  @Post('withdrawal')
  @HttpCode(202)
  async withdraw(@CurrentChannel() channel: CurrentChannelInfo, @Param('trackingNumber') trackingNumber: string, @Headers('idempotency-key') header: string | undefined, @ZodBody(newWithdrawalSchema) body: NewWithdrawal, @Res({ passthrough: true }) reply: FastifyReply): Promise<AppealRequest> {
    return answered(reply, trackingNumber, await this.service.ask({ channel, trackingNumber, key: neededKey(header), wanted: { kind: 'withdrawal', body } }));
  }
}

function answered(reply: FastifyReply, trackingNumber: string, { request, replayed }: Requested): AppealRequest {
  reply.header('location', `/api/v1/appeals/${trackingNumber}`);
  if (replayed) reply.header('idempotent-replayed', 'true');
  return request;
}
