import { Module } from '@nestjs/common';

/** Composition of insight. */
@Module({})
export class InsightModule {}
