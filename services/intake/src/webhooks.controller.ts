import { Controller, Delete, Get, Header, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { deliveryListQuerySchema, newWebhookSchema, webhookReplaySchema } from '@suqiao/contracts';
import type { DeliveryListQuery, DeliveryPage, IssuedWebhook, NewWebhook, WebhookDelivery, WebhookReplay, WebhookReplayed, WebhookView } from '@suqiao/contracts';
import { AllowChannel, CurrentChannel, NeedsScope, type CurrentChannelInfo } from '@suqiao/infra/auth';
import { ZodBody, ZodQuery } from '@suqiao/infra/http';
import { WebhooksService } from './webhooks.service';
import type { WebhookOwner } from './webhooks.store';

/** 渠道's own webhooks. A sandbox key keeps webhooks of its own, which are told of the sandbox only. */
@Controller('api/v1/webhooks')
@AllowChannel()
@NeedsScope('webhooks:manage')
export class WebhooksController {
  constructor(@Inject(WebhooksService) private readonly webhooks: WebhooksService) {}

  @Get()
  list(@CurrentChannel() channel: CurrentChannelInfo): Promise<{ items: WebhookView[] }> {
    return this.webhooks.list(ownerOf(channel));
  }

  @Post()
  @HttpCode(201)
  @Header('cache-control', 'no-store')
  create(@CurrentChannel() channel: CurrentChannelInfo, @ZodBody(newWebhookSchema) wanted: NewWebhook): Promise<IssuedWebhook> {
    return this.webhooks.create(ownerOf(channel), wanted);
  }

  @Get(':id')
  get(@CurrentChannel() channel: CurrentChannelInfo, @Param('id') id: string): Promise<WebhookView> {
    return this.webhooks.get(ownerOf(channel), id);
  }

  @Put(':id')
  change(@CurrentChannel() channel: CurrentChannelInfo, @Param('id') id: string, @ZodBody(newWebhookSchema) wanted: NewWebhook): Promise<WebhookView> {
    return this.webhooks.change(ownerOf(channel), id, wanted);
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@CurrentChannel() channel: CurrentChannelInfo, @Param('id') id: string): Promise<void> {
    return this.webhooks.remove(ownerOf(channel), id);
  }

  @Post(':id/secret')
  @HttpCode(201)
  @Header('cache-control', 'no-store')
  rotate(@CurrentChannel() channel: CurrentChannelInfo, @Param('id') id: string): Promise<IssuedWebhook> {
    return this.webhooks.rotate(ownerOf(channel), id);
  }

  @Post(':id/pause')
  @HttpCode(200)
  pause(@CurrentChannel() channel: CurrentChannelInfo, @Param('id') id: string): Promise<WebhookView> {
    return this.webhooks.pause(ownerOf(channel), id);
  }

  @Post(':id/resume')
  @HttpCode(200)
  resume(@CurrentChannel() channel: CurrentChannelInfo, @Param('id') id: string): Promise<WebhookView> {
    return this.webhooks.resume(ownerOf(channel), id);
  }

  @Post(':id/test')
  @HttpCode(202)
  test(@CurrentChannel() channel: CurrentChannelInfo, @Param('id') id: string): Promise<WebhookDelivery> {
    return this.webhooks.test(ownerOf(channel), id);
  }

  @Get(':id/deliveries')
  deliveries(@CurrentChannel() channel: CurrentChannelInfo, @Param('id') id: string, @ZodQuery(deliveryListQuerySchema) query: DeliveryListQuery): Promise<DeliveryPage> {
    return this.webhooks.listDeliveries(ownerOf(channel), id, query);
  }

  @Get(':id/deliveries/:deliveryId')
  delivery(@CurrentChannel() channel: CurrentChannelInfo, @Param('id') id: string, @Param('deliveryId') deliveryId: string): Promise<WebhookDelivery> {
    return this.webhooks.delivery(ownerOf(channel), id, deliveryId);
  }

  @Post(':id/deliveries/:deliveryId/replay')
  @HttpCode(202)
  replayOne(@CurrentChannel() channel: CurrentChannelInfo, @Param('id') id: string, @Param('deliveryId') deliveryId: string): Promise<WebhookDelivery> {
    return this.webhooks.replayOne(ownerOf(channel), id, deliveryId);
  }

  @Post(':id/replay')
  @HttpCode(202)
  replay(@CurrentChannel() channel: CurrentChannelInfo, @Param('id') id: string, @ZodBody(webhookReplaySchema) wanted: WebhookReplay): Promise<WebhookReplayed> {
    return this.webhooks.replay(ownerOf(channel), id, wanted);
  }
}

function ownerOf({ name, sandbox }: CurrentChannelInfo): Required<WebhookOwner> {
  return { channel: name, sandbox };
}
