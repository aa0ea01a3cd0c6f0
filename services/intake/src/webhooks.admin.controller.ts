import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { deliveryListQuerySchema, webhookReplaySchema } from '@suqiao/contracts';
import type { DeliveryListQuery, DeliveryPage, WebhookReplay, WebhookReplayed, WebhookView } from '@suqiao/contracts';
import { AllowReaders, NeedsLevel } from '@suqiao/infra/auth';
import { ZodBody, ZodQuery } from '@suqiao/infra/http';
import { WebhooksService } from './webhooks.service';

/** 系统管理员's look at a channel's webhooks: what is paused and why, what was sent, and sending it again. */
@Controller('api/v1/channels/:name/webhooks')
@AllowReaders('administrator')
@NeedsLevel('province')
export class WebhooksAdminController {
  constructor(@Inject(WebhooksService) private readonly webhooks: WebhooksService) {}

  @Get()
  list(@Param('name') channel: string): Promise<{ items: WebhookView[] }> {
    return this.webhooks.list({ channel });
  }

  @Get(':id/deliveries')
  deliveries(@Param('name') channel: string, @Param('id') id: string, @ZodQuery(deliveryListQuerySchema) query: DeliveryListQuery): Promise<DeliveryPage> {
    return this.webhooks.listDeliveries({ channel }, id, query);
  }

  @Post(':id/pause')
  @HttpCode(200)
  pause(@Param('name') channel: string, @Param('id') id: string): Promise<WebhookView> {
    return this.webhooks.pause({ channel }, id);
  }

  @Post(':id/resume')
  @HttpCode(200)
  resume(@Param('name') channel: string, @Param('id') id: string): Promise<WebhookView> {
    return this.webhooks.resume({ channel }, id);
  }

  @Post(':id/replay')
  @HttpCode(202)
  replay(@Param('name') channel: string, @Param('id') id: string, @ZodBody(webhookReplaySchema) wanted: WebhookReplay): Promise<WebhookReplayed> {
    return this.webhooks.replay({ channel }, id, wanted);
  }
}
