import { Controller, Get, Inject } from '@nestjs/common';
import type { ChannelNames } from '@suqiao/contracts';
import { AllowReaders } from '@suqiao/infra/auth';
import { ChannelsStore } from './channels.store';

/** A federation has tens of channels; a list that is cut says so by its total. */
const mostNames = 1000;

/** What channels are called, for everyone who reads of them. */
@Controller('api/v1/directory/channels')
@AllowReaders('unitHandler', 'unitHead', 'supervisor', 'analyst', 'administrator')
export class ChannelNamesController {
  constructor(@Inject(ChannelsStore) private readonly channels: ChannelsStore) {}

  @Get()
  async names(): Promise<ChannelNames> {
    const { channels, total } = await this.channels.list(null, mostNames);
    return { items: channels.slice(0, mostNames).map(({ _id, displayName }) => ({ name: _id, displayName })), total };
  }
}
