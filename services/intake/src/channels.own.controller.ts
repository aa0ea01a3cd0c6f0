import { Controller, Get, Inject } from '@nestjs/common';
import type { OwnChannel } from '@suqiao/contracts';
import { AllowChannel, CHANNEL_QUOTA, CurrentChannel, type ChannelQuota, type CurrentChannelInfo } from '@suqiao/infra/auth';
import { ProblemError } from '@suqiao/infra/http';
import { ChannelKeysStore } from './channels.keys.store';
import { ChannelsStore } from './channels.store';
import { WebhooksStore } from './webhooks.store';

/** A channel's word about itself: the first call of whoever tries a key out. */
@Controller('api/v1/channel')
export class OwnChannelController {
  constructor(
    @Inject(ChannelsStore) private readonly channels: ChannelsStore,
    @Inject(ChannelKeysStore) private readonly keys: ChannelKeysStore,
    @Inject(CHANNEL_QUOTA) private readonly quota: ChannelQuota,
    @Inject(WebhooksStore) private readonly webhooks: WebhooksStore,
  ) {}

  @Get()
  @AllowChannel()
  async get(@CurrentChannel() { name, keyId, scopes, sandbox, expiresAt, ...rest }: CurrentChannelInfo): Promise<OwnChannel> {
    const [channel, key, webhooks, state] = await Promise.all([this.channels.find(name), this.keys.findById(keyId), this.webhooks.list({ channel: name, sandbox }), this.quota.take({ name, keyId, scopes, sandbox, expiresAt, ...rest }, 0)]);
    if (channel === null) throw new ProblemError('not-found');
    const quota = state === null ? null : { limit: state.limit, remaining: state.remaining, windowInSeconds: state.windowInSeconds, resetsInSeconds: state.resetsInSeconds };
    return { name, displayName: channel.displayName, keyId, label: key?.label ?? keyId, scopes: [...scopes], sandbox, expiresAt, pausedWebhooks: webhooks.filter(({ pausedBecause }) => pausedBecause !== null).length, quota };
  }
}
