import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AuditModule } from '@suqiao/infra/audit';
import { CHANNEL_DIRECTORY, CHANNEL_QUOTA } from '@suqiao/infra/auth';
import { AmendController } from './amend.controller';
import { AmendService } from './amend.service';
import { AmendStore } from './amend.store';
import { BulkController } from './bulk.controller';
import { BulkService } from './bulk.service';
import { ChangesController } from './changes.controller';
import { SandboxLife } from './changes.sandbox';
import { ChangesStore } from './changes.store';
import { ChannelsController } from './channels.controller';
import { ChannelKeysStore } from './channels.keys.store';
import { ChannelNamesController } from './channels.names.controller';
import { OwnChannelController } from './channels.own.controller';
import { ChannelsService } from './channels.service';
import { AttachmentsController } from './attachments.controller';
import { attachmentsProviders } from './attachments.module';
import { CHANNEL_REGISTRY, ChannelsStore } from './channels.store';
import { EnterpriseAppeals } from './enterprises.appeals';
import { EnterprisesConsumer } from './enterprises.consumer';
import { EnterprisesController } from './enterprises.controller';
import { EnterprisesStore } from './enterprises.store';
import { ImportsController } from './imports.controller';
import { importsProviders } from './imports.module';
import { ingestProviders } from './ingest.module';
import { IntakeConsumer } from './intake.consumer';
import { IntakeController } from './intake.controller';
import { SandboxStore } from './intake.sandbox.store';
import { IntakeService } from './intake.service';
import { IntakeStore } from './intake.store';
import { OffRecordController } from './records-off-record.controller';
import { OffRecordStore } from './records-off-record.store';
import { Open311Controller } from './open311.controller';
import { open311Providers } from './open311.module';
import { DEFAULT_QUOTA, defaultQuotaIn, LeasedQuota } from './quota';
import { RefusalsController } from './refusals.controller';
import { RefusalsInterceptor } from './refusals.interceptor';
import { RefusalsStore } from './refusals.store';
import { RecordsController } from './records.controller';
import { RecordsStore } from './records.store';
import { RecordViews } from './records.views';
import { NoticesController } from './notices.controller';
import { noticesProviders } from './notices.module';
import { PublicController } from './public.controller';
import { TrackingController } from './tracking.controller';
import { trackingProviders } from './tracking.module';
import { UnmaskingsController } from './unmaskings.controller';
import { WebhooksAdminController } from './webhooks.admin.controller';
import { WebhooksController } from './webhooks.controller';
import { webhookProviders } from './webhooks.module';

/** Composition of intake. */
@Module({
  imports: [AuditModule],
  controllers: [BulkController, AmendController, ChangesController, ChannelsController, ChannelNamesController, OwnChannelController, RefusalsController, IntakeController, EnterprisesController, RecordsController, OffRecordController, ImportsController, Open311Controller, AttachmentsController, WebhooksController, WebhooksAdminController, TrackingController, PublicController, NoticesController, UnmaskingsController],
  providers: [
    IntakeStore,
    SandboxStore,
    SandboxLife,
    ChangesStore,
    AmendStore,
    AmendService,
    BulkService,
    RefusalsStore,
    { provide: APP_INTERCEPTOR, useClass: RefusalsInterceptor },
    ChannelKeysStore,
    ChannelsService,
    LeasedQuota,
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
    ...ingestProviders,
    ...open311Providers,
    ...attachmentsProviders,
    ...webhookProviders,
    ...trackingProviders,
    ...noticesProviders,
    { provide: DEFAULT_QUOTA, useFactory: () => defaultQuotaIn(process.env) },
    { provide: CHANNEL_QUOTA, useExisting: LeasedQuota },
    { provide: CHANNEL_DIRECTORY, useExisting: ChannelsStore },
    { provide: CHANNEL_REGISTRY, useExisting: ChannelsStore },
  ],
  exports: [CHANNEL_QUOTA, CHANNEL_DIRECTORY, CHANNEL_REGISTRY, ChannelsStore],
})
export class IntakeModule {}
