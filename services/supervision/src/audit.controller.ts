import { Controller, Get, Header, Inject, Query } from '@nestjs/common';
import { auditListQuerySchema, type AuditPage, type AuditVerification, type Reader } from '@suqiao/contracts';
import { AuditTrail } from '@suqiao/infra/audit';
import { AllowReaders, CurrentReader } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, parseRequest } from '@suqiao/infra/http';

/** 审计: who saw or changed what had to be written down, and whether the trail is whole. Supervisors see their own division's. */
@Controller('api/v1/audit')
@AllowReaders('supervisor', 'administrator')
export class AuditController {
  constructor(@Inject(AuditTrail) private readonly trail: AuditTrail) {}

  @Get('entries')
  @Header('cache-control', 'no-store')
  async list(@CurrentReader() reader: Reader, @Query() query: unknown): Promise<AuditPage> {
    const { action, about, cursor, limit } = parseRequest(auditListQuerySchema, query, 'parameters');
    const { items, total, next } = await this.trail.list({ reader, action, about }, decodeCursor(cursor), limit);
    return { items, total, nextCursor: encodeCursor(next) };
  }

  @Get('verification')
  @Header('cache-control', 'no-store')
  verify(): Promise<AuditVerification> {
    return this.trail.verify();
  }
}
