import { Module } from '@nestjs/common';
import { CHANNEL_DIRECTORY } from '@suqiao/infra/auth';
import { AttachmentsController } from './attachments.controller';
import { attachmentsProviders } from './attachments.module';
import { CHANNEL_REGISTRY, ChannelsStore } from './channels.store';
import { EnterpriseAppeals } from './enterprises.appeals';
import { EnterprisesConsumer } from './enterprises.consumer';
import { EnterprisesController } from './enterprises.controller';
import { EnterprisesStore } from './enterprises.store';
import { ImportsController } from './imports.controller';
import { importsProviders } from './imports.module';
import { IntakeConsumer } from './intake.consumer';
import { IntakeController } from './intake.controller';
import { IntakeService } from './intake.service';
import { IntakeStore } from './intake.store';
import { OffRecordController } from './records-off-record.controller';
import { OffRecordStore } from './records-off-record.store';
import { Open311Controller } from './open311.controller';
import { open311Providers } from './open311.module';
import { RecordsController } from './records.controller';
import { RecordsStore } from './records.store';
import { RecordViews } from './records.views';

/** Composition of intake. */
@Module({
  controllers: [IntakeController, EnterprisesController, RecordsController, OffRecordController, ImportsController, Open311Controller, AttachmentsController],
  providers: [
    IntakeStore,
    ChannelsStore,
    IntakeService,
    IntakeConsumer,
    EnterprisesStore,
    EnterpriseAppeals,
    EnterprisesConsumer,
    RecordsStore,
    RecordViews,
    OffRecordStore,
    ...importsProviders,
    ...open311Providers,
    ...attachmentsProviders,
    { provide: CHANNEL_DIRECTORY, useExisting: ChannelsStore },
    { provide: CHANNEL_REGISTRY, useExisting: ChannelsStore },
  ],
  exports: [CHANNEL_DIRECTORY, CHANNEL_REGISTRY, ChannelsStore],
})
export class IntakeModule {}
