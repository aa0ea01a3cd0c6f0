import { Module } from '@nestjs/common';
import { AuditModule } from '@suqiao/infra/audit';
import { AuditController } from './audit.controller';
import { BulkActions } from './bulk.actions';
import { BulkController } from './bulk.controller';
import { BulkStore } from './bulk.store';
import { BulkSweep } from './bulk.sweep';
import { CalendarConsumer } from './calendar.consumer';
import { CalendarStore } from './calendar.store';
import { ChangesStore } from './changes.store';
import { DeadLettersController } from './dead-letters.controller';
import { DeadLettersStore } from './dead-letters.store';
import { DigestController } from './digest.controller';
import { DigestMaking } from './digest.making';
import { DigestStore } from './digest.store';
import { DigestSweep } from './digest.sweep';
import { Acting } from './hand-overs.acting';
import { HandOversController } from './hand-overs.controller';
import { HandOversStore } from './hand-overs.store';
import { HealthOfPartsController } from './health.controller';
import { RatesConsumer } from './rates.consumer';
import { RatesController } from './rates.controller';
import { RATE_FORMULAS, rateFormulas } from './rates.settings';
import { RATES_CLOCK, RatesStore } from './rates.store';
import { reminderRules } from './domain/reminder';
import { officeClockProvider } from './office-clock';
import { ReadersSeenStore } from './readers-seen.store';
import { REMINDER_RULES, RemindersAsking } from './reminders.asking';
import { RemindersConsumer } from './reminders.consumer';
import { CaseRemindersController, RemindersController } from './reminders.controller';
import { RemindersStore } from './reminders.store';
import { RemindersSweep } from './reminders.sweep';
import { SupervisionChanges } from './supervision.changes';
import { SupervisionConsumer } from './supervision.consumer';
import { SupervisionController } from './supervision.controller';
import { SupervisionLists } from './supervision.lists';
import { SupervisionStore } from './supervision.store';
import { orderRules } from './domain/order-rules';
import { SupervisionOrdersController } from './supervision-orders.controller';
import { ORDER_RULES, SupervisionOrdersIssuing } from './supervision-orders.issuing';
import { SupervisionOrdersRecount } from './supervision-orders.recount';
import { SupervisionOrdersStore } from './supervision-orders.store';
import { SupervisionOrdersSweep } from './supervision-orders.sweep';
import { SupervisionStream } from './supervision.stream';
import { TalliesStore } from './tallies.store';
import { TalliesSweep } from './tallies.sweep';
import { WatchListsController } from './watch-lists.controller';
import { WatchListsStore } from './watch-lists.store';

/** Composition of supervision. */
@Module({
  imports: [AuditModule],
  controllers: [AuditController, DigestController, HandOversController, WatchListsController, BulkController, CaseRemindersController, RemindersController, SupervisionOrdersController, SupervisionController, RatesController, DeadLettersController, HealthOfPartsController],
  providers: [
    CalendarStore, CalendarConsumer, officeClockProvider, RemindersStore, RemindersAsking, RemindersConsumer, RemindersSweep, { provide: REMINDER_RULES, useValue: reminderRules },
    DigestStore, DigestMaking, DigestSweep, ReadersSeenStore, HandOversStore, Acting, WatchListsStore, BulkStore, BulkActions, BulkSweep,
    SupervisionOrdersStore, SupervisionOrdersIssuing, SupervisionOrdersSweep, SupervisionOrdersRecount, { provide: ORDER_RULES, useValue: orderRules }, SupervisionStore, SupervisionLists, TalliesStore, TalliesSweep, SupervisionStream, ChangesStore, SupervisionChanges, SupervisionConsumer, DeadLettersStore, RatesStore, RatesConsumer, { provide: RATES_CLOCK, useValue: () => new Date() }, { provide: RATE_FORMULAS, useFactory: () => rateFormulas(process.env) },
  ],
})
export class SupervisionModule {}
