import { Controller, Get, Header, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { channelListQuerySchema, channelSettingsSchema, keyRotationSchema, newChannelKeySchema, newChannelSchema } from '@suqiao/contracts';
import type { ChannelAccount, ChannelKeyView, ChannelPage, ChannelSettings, IssuedKey, KeyRotation, NewChannel, NewChannelKey, Reader } from '@suqiao/contracts';
import { AllowReaders, CurrentReader, NeedsLevel } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, fieldFault, ProblemError, ZodBody, ZodQuery } from '@suqiao/infra/http';
import type { z } from 'zod';
import { ChannelsService } from './channels.service';
import { ChannelsStore } from './channels.store';

/** 系统管理员's door: channels and their keys. A key is shown once, when it is issued. */
@Controller('api/v1/channels')
@AllowReaders('administrator')
@NeedsLevel('province')
export class ChannelsController {
  constructor(
    @Inject(ChannelsService) private readonly service: ChannelsService,
    @Inject(ChannelsStore) private readonly channels: ChannelsStore,
  ) {}

  @Get()
  async list(@ZodQuery(channelListQuerySchema) { cursor, limit }: z.infer<typeof channelListQuerySchema>): Promise<ChannelPage> {
    const { channels, total } = await this.channels.list(decodeCursor(cursor)?.[0] ?? null, limit);
    const page = channels.slice(0, limit);
    const last = page.at(-1);
    return { items: await this.service.accounts(page, new Date()), total, nextCursor: encodeCursor(last !== undefined && channels.length > limit ? [last._id, ''] : null) };
  }

  @Post()
  @HttpCode(201)
  async create(@ZodBody(newChannelSchema) wanted: NewChannel): Promise<ChannelAccount> {
    if (!(await this.channels.create(wanted))) throw new ProblemError('invalid-request', { errors: [fieldFault('/name', 'channelName.taken')] });
    return this.service.account(wanted.name);
  }

  @Get(':name')
  get(@Param('name') name: string): Promise<ChannelAccount> {
    return this.service.account(name);
  }

  @Put(':name')
  async change(@Param('name') name: string, @ZodBody(channelSettingsSchema) settings: ChannelSettings): Promise<ChannelAccount> {
    await this.channels.change(name, settings);
    return this.service.account(name);
  }

  @Post(':name/keys')
  @HttpCode(201)
  @Header('cache-control', 'no-store')
  issue(@CurrentReader() reader: Reader, @Param('name') name: string, @ZodBody(newChannelKeySchema) wanted: NewChannelKey): Promise<IssuedKey> {
    return this.service.issue(name, wanted, reader);
  }

  @Post(':name/keys/:keyId/rotate')
  @HttpCode(201)
  @Header('cache-control', 'no-store')
  rotate(@CurrentReader() reader: Reader, @Param('name') name: string, @Param('keyId') keyId: string, @ZodBody(keyRotationSchema) rotation: KeyRotation): Promise<IssuedKey> {
    return this.service.rotate(name, keyId, rotation, reader);
  }

  @Post(':name/keys/:keyId/revoke')
  @HttpCode(200)
  revoke(@CurrentReader() reader: Reader, @Param('name') name: string, @Param('keyId') keyId: string): Promise<ChannelKeyView> {
    return this.service.revoke(name, keyId, reader);
  }
}
