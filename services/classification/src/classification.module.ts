import { Module } from '@nestjs/common';
import { ClassificationConsumer } from './classification.consumer';
import { ClassificationStore } from './classification.store';

/** Composition of classification. */
@Module({ providers: [ClassificationStore, ClassificationConsumer] })
export class ClassificationModule {}
