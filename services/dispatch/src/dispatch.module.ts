import { Module } from '@nestjs/common';
import { READINESS, type ReadinessCheck } from '@suqiao/infra/http';
import { AnswerTemplatesController } from './answer-templates.controller';
import { AnswerTemplatesStore } from './answer-templates.store';
import { CaseOrders } from './case-orders';
import { CaseWords } from './case-words';
import { ChannelRequestsConsumer } from './channel-requests.consumer';
import { ChannelRequestsStore } from './channel-requests.store';
import { CommonIssuesConsumer } from './common-issues.consumer';
import { DirectoryController } from './directory.controller';
import { CalendarController } from './calendar.controller';
import { CalendarRecount } from './calendar-recount';
import { CalendarsStore } from './calendars.store';
import { DispatchConsumer } from './dispatch.consumer';
import { DispatchController } from './dispatch.controller';
import { DispatchFacts, policyProvider } from './dispatch.facts';
import { DispatchStore } from './dispatch.store';
import { RoutingController } from './routing.controller';
import { MergeUndo } from './merge-undo';

/** Composition of dispatch. The workflows' worker is a process of its own: `worker.ts`. */
@Module({
  controllers: [DispatchController, AnswerTemplatesController, DirectoryController, CalendarController, RoutingController],
  providers: [
    DispatchStore,
    CaseOrders,
    CaseWords,
    AnswerTemplatesStore,
    MergeUndo,
    DispatchConsumer,
    ChannelRequestsStore,
    ChannelRequestsConsumer,
    CommonIssuesConsumer,
    CalendarsStore,
    CalendarRecount,
    DispatchFacts,
    policyProvider,
    { provide: READINESS, useFactory: (orders: CaseOrders): ReadinessCheck => ({ name: 'temporal', check: () => orders.checkWorker() }), inject: [CaseOrders] },
  ],
  exports: [READINESS],
})
export class DispatchModule {}
