import { caseEventSchema, formatSequence, topics, upgradeSnapshot, type CaseEvent, type CaseSnapshot, type Transition } from '@suqiao/contracts';

const market = { unitId: '370102-market-regulation', name: { zh: '历下区市场监督管理局', en: 'Lixia Administration' }, kind: 'department', level: 'county', divisionCode: '370102' } as const;

/** A step of an appeal's case by a supervisor, as dispatch announces it. */
export function caseStepOf({ appealId, trackingNumber }: { readonly appealId: string; readonly trackingNumber: string }, sequence: number, type: Transition['type'], over: Partial<CaseSnapshot> = {}): CaseEvent {
  const at = new Date().toISOString();
  const first = upgradeSnapshot({
    caseId: appealId, trackingNumber, channel: 'hotline', title: '题', appellantName: '企业', categoryCode: null, urgency: 'ordinary', unsure: [], divisionCode: '370102', level: 'county', state: 'dispatched', unit: market, policy: 'demonstration@1',
    clocks: { dueAt: at, dueSoonAt: at, stepDueAt: at, acceptBy: null, closeBy: null, provisional: false }, fired: { acceptanceOverdue: false, dueSoon: false, overdue: false }, late: [], sequence, receivedAt: at, dispatchedAt: at,
    acceptedAt: null, answeredAt: null, closedAt: null, answer: null,
  });
  const by = { kind: 'person', subject: 'zhou', name: '周桥', role: 'supervisor', unitId: null } as const;
  return caseEventSchema.parse({
    specversion: '1.0', id: `${appealId}:${String(sequence)}`, source: '/suqiao/dispatch', type: `case.${type}`, subject: appealId, time: at, datacontenttype: 'application/json', dataschema: `urn:suqiao:schema:case.${type}:2`,
    sequence: formatSequence(sequence), partitionkey: appealId, data: { case: { ...first, ...over }, transition: { type, at, by, reason: null, text: null, fromState: null, fromUnitId: null, toUnitId: null } },
  });
}

/** The same, as it is published. */
export const publishedStepOf = (...step: Parameters<typeof caseStepOf>) => ({ topic: topics.case, event: caseStepOf(...step) });
