import { Module } from '@nestjs/common';
import { AuditModule } from '@suqiao/infra/audit';
import { settingIn } from '@suqiao/infra/environment';
import { ClassificationConsumer } from './classification.consumer';
import { ClassificationStore } from './classification.store';
import { CorrectionsConsumer } from './corrections.consumer';
import { CorrectionsStore } from './corrections.store';
import { mergeRuleOf } from './domain/merge-rule';
import { DuplicateCandidates } from './duplicates.candidates';
import { DuplicatesConsumer } from './duplicates.consumer';
import { DuplicatesController } from './duplicates.controller';
import { DuplicatesMerging, MERGE_RULE } from './duplicates.merging';
import { DuplicatesStore } from './duplicates.store';
import { ModelInService } from './model-in-service';
import { ModelsController } from './models.controller';
import { ModelsStore } from './models.store';
import { RetrainingSchedule } from './retraining.schedule';

/** The rule that SUQIAO_MERGE_RULE names: the same text of one enterprise through two channels, unless told otherwise. */
const mergeRule = { provide: MERGE_RULE, useFactory: () => mergeRuleOf(settingIn(process.env, 'SUQIAO_MERGE_RULE') ?? 'exact') };

/** Composition of classification. */
@Module({
  imports: [AuditModule],
  controllers: [DuplicatesController, ModelsController],
  providers: [
    ClassificationStore, ClassificationConsumer, DuplicateCandidates, DuplicatesStore, DuplicatesConsumer, DuplicatesMerging, mergeRule,
    CorrectionsStore, CorrectionsConsumer, ModelsStore, ModelInService, RetrainingSchedule,
  ],
})
export class ClassificationModule {}
