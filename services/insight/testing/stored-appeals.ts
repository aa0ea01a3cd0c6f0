import { randomUUID } from 'node:crypto';
import { directory } from '@suqiao/directory';
import type { StoredAppeal } from '../src/appeals.model';

/** An appeal as insight's own view has it, a case with an answer behind it unless told otherwise. */
export function storedAppeal(over: Partial<StoredAppeal> = {}): StoredAppeal {
  const _id = over._id ?? randomUUID();
  const divisionCode = over.divisionCode === undefined ? '370102' : over.divisionCode;
  return {
    _id, trackingNumber: `SQ20260701-${_id.slice(0, 8).toUpperCase()}-0`, title: '题', channel: 'hotline-12345', appellantName: '某公司', content: '文', creditCode: null, enterprise: `name:${_id.slice(0, 8)}`,
    categoryCode: 'financing.loan-refused', divisionCode, divisionPath: divisionCode === null ? ['370000'] : directory.divisionPath(divisionCode), confidential: false, receivedAt: new Date(), level: 'county', state: 'answered',
    outcome: null, handledBy: [], answeredAt: new Date(), closedAt: null, sequence: 3, groupId: null, waiting: false, changed: false, reasons: [], answers: [], outbox: [], outboxSince: null, ...over,
  };
}
