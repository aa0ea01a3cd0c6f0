import { Module } from '@nestjs/common';
import { AuditTrail } from './audit-trail';

/** The audit trail, one writer a process however many services have it. */
@Module({ providers: [AuditTrail], exports: [AuditTrail] })
export class AuditModule {}
