import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ChannelsStore } from './channels.store';
import { PUBLIC_CHANNEL } from './public.settings';

const displayName = '网上提交';

/** The channel of the public page, registered at start without a key; `name` is `null` where a deployment has none. */
@Injectable()
export class PublicChannel implements OnModuleInit {
  constructor(
    @Inject(ChannelsStore) private readonly channels: ChannelsStore,
    @Inject(PUBLIC_CHANNEL) readonly name: string | null,
  ) {}

  async onModuleInit(): Promise<void> {
    if (this.name !== null) await this.channels.create({ name: this.name, displayName });
  }
}
