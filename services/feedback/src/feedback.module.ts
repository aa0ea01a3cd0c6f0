import { Module } from '@nestjs/common';

/** Composition of feedback. */
@Module({})
export class FeedbackModule {}
