import { Module } from '@nestjs/common';
import { DeadLettersController } from './dead-letters.controller';
import { DeadLettersStore } from './dead-letters.store';
import { SupervisionConsumer } from './supervision.consumer';
import { SupervisionController } from './supervision.controller';
import { SupervisionStore } from './supervision.store';
import { SupervisionStream } from './supervision.stream';

/** Composition of supervision. */
@Module({
  controllers: [SupervisionController, DeadLettersController],
  providers: [SupervisionStore, SupervisionStream, SupervisionConsumer, DeadLettersStore],
})
export class SupervisionModule {}
