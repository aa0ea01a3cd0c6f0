import { Body, Controller, Header, Inject, Param, Post } from '@nestjs/common';
import { isTrackingNumber, newUnmaskingSchema, type Reader, type Unmasking } from '@suqiao/contracts';
import { AuditTrail } from '@suqiao/infra/audit';
import { AllowReaders, CurrentReader, readableFilter } from '@suqiao/infra/auth';
import { parseRequest, ProblemError } from '@suqiao/infra/http';
import { mayUnmask } from './domain/unmasking';
import { IntakeStore } from './intake.store';

/** 查看诉求人: personal data that every other door masks, shown once to who has to call, and only after that is on the audit trail. */
@Controller('api/v1/appeals/:trackingNumber/unmaskings')
@AllowReaders('unitHandler', 'unitHead', 'supervisor')
export class UnmaskingsController {
  constructor(
    @Inject(IntakeStore) private readonly store: IntakeStore,
    @Inject(AuditTrail) private readonly trail: AuditTrail,
  ) {}

  @Post()
  @Header('cache-control', 'no-store')
  async unmask(@CurrentReader() reader: Reader, @Param('trackingNumber') trackingNumber: string, @Body() body: unknown): Promise<Unmasking> {
    const appeal = isTrackingNumber(trackingNumber) ? await this.store.findByTrackingNumber(trackingNumber, readableFilter(reader)) : null;
    if (appeal === null) throw new ProblemError('not-found');
    const unit = appeal.case?.unit;
    if (!mayUnmask(reader, unit?.unitId ?? null)) {
      throw new ProblemError('forbidden', { detail: { 'zh-CN': `现由${unit?.name.zh ?? '受理方'}办理，请向其了解`, en: `It is the turn of ${unit?.name.en ?? 'intake'}: ask there` } });
    }
    const { reason } = parseRequest(newUnmaskingSchema, body);
    const { name, contact, phone, email } = appeal.appellant;
    const shown = { name, contact, phone, email: email ?? null };
    const fields = Object.entries(shown).filter(([field, value]) => field !== 'name' && value !== null).map(([field]) => field);
    const receipt = await this.trail.append({
      by: reader, action: 'personalDataUnmasked', object: { kind: 'appeal', id: appeal._id, name: trackingNumber }, reason, details: { fields: fields.join(', ') }, divisionPath: appeal.divisionPath,
    });
    return { trackingNumber, appellant: shown, receipt };
  }
}
