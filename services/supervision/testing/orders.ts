import type { OrderDraft } from '../src/domain/supervision-order';
import { federationOf } from './cases';

/** An order of 济南 to 历下区, due in a week of November 2026 unless told otherwise. */
export function draftOf(over: Partial<OrderDraft> = {}): OrderDraft {
  return {
    orderId: '019ac000-0000-4000-8000-00000000000a', number: '济南工商联督〔2026〕1号', year: 2026, serial: 1, issuedBy: federationOf('370100'), unit: federationOf('370102'),
    caseId: '019ac000-0000-7000-8000-000000000001', trackingNumber: 'SQ20261123-00000000-0', caseTitle: '标题', appellantMasked: '济南****', confidential: false, divisionCode: '370102',
    cause: 'person', because: null, title: '督办事项', demand: '请办理。', issuedAt: '2026-11-23T01:00:00.000Z', dueAt: '2026-11-30T09:30:00.000Z', provisional: false, ...over,
  };
}
