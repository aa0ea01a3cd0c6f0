import { Module } from '@nestjs/common';
import { ClassificationConsumer } from './classification.consumer';
import { ClassificationStore } from './classification.store';
import { DuplicateCandidates } from './duplicates.candidates';
import { DuplicatesConsumer } from './duplicates.consumer';
import { DuplicatesController } from './duplicates.controller';
import { DuplicatesStore } from './duplicates.store';

/** Composition of classification. */
@Module({
  controllers: [DuplicatesController],
  providers: [ClassificationStore, ClassificationConsumer, DuplicateCandidates, DuplicatesStore, DuplicatesConsumer],
})
export class ClassificationModule {}
