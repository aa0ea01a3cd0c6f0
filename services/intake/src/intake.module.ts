import { Module } from '@nestjs/common';
import { CHANNEL_DIRECTORY } from '@suqiao/infra/auth';
import { CHANNEL_REGISTRY, ChannelsStore } from './channels.store';
import { IntakeConsumer } from './intake.consumer';
import { IntakeController } from './intake.controller';
import { IntakeService } from './intake.service';
import { IntakeStore } from './intake.store';

/** Composition of intake. */
@Module({
  controllers: [IntakeController],
  providers: [
    IntakeStore,
    ChannelsStore,
    IntakeService,
    IntakeConsumer,
    { provide: CHANNEL_DIRECTORY, useExisting: ChannelsStore },
    { provide: CHANNEL_REGISTRY, useExisting: ChannelsStore },
  ],
  exports: [CHANNEL_DIRECTORY, CHANNEL_REGISTRY, ChannelsStore],
})
export class IntakeModule {}
