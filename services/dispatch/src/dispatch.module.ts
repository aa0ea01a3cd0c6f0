import { Module } from '@nestjs/common';
import { READINESS, type ReadinessCheck } from '@suqiao/infra/http';
import { CaseOrders } from './case-orders';
import { DirectoryController } from './directory.controller';
import { DispatchConsumer, POLICY } from './dispatch.consumer';
import { DispatchController } from './dispatch.controller';
import { DispatchStore } from './dispatch.store';

/** Composition of dispatch. The workflows' worker is a process of its own: `worker.ts`. */
@Module({
  controllers: [DispatchController, DirectoryController],
  providers: [
    DispatchStore,
    CaseOrders,
    DispatchConsumer,
    { provide: POLICY, useFactory: () => process.env['SUQIAO_POLICY'] ?? 'shandong-enterprise-2020' },
    { provide: READINESS, useFactory: (orders: CaseOrders): ReadinessCheck => ({ name: 'temporal', check: () => orders.checkWorker() }), inject: [CaseOrders] },
  ],
  exports: [READINESS],
})
export class DispatchModule {}
