import { caseEventSchema, formatSequence, upgradeSnapshot } from '@suqiao/contracts';
import type { AppealClassified, CaseEvent, CaseSnapshot, Transition } from '@suqiao/contracts';

const lixiaMarket = { unitId: '370102-market-regulation', name: { zh: '历下区市场监督管理局', en: 'Lixia Administration for Market Regulation' }, kind: 'department', level: 'county', divisionCode: '370102' } as const;

/** A case's snapshot at `sequence`, dispatched to a department of 历下区 unless told otherwise. */
export function snapshotOf(appealId: string, trackingNumber: string, sequence: number, over: Partial<CaseSnapshot> = {}): CaseSnapshot {
  const first = upgradeSnapshot({
    caseId: appealId, trackingNumber, channel: 'visit', title: '标题', appellantName: '企业', categoryCode: null, urgency: 'ordinary', unsure: [], divisionCode: '370102', level: 'county',
    state: 'dispatched', unit: lixiaMarket, policy: 'demonstration@1',
    clocks: { dueAt: '2026-12-14T09:00:00.000Z', dueSoonAt: '2026-12-11T09:00:00.000Z', stepDueAt: '2026-12-14T09:00:00.000Z', acceptBy: null, closeBy: null, provisional: false },
    fired: { acceptanceOverdue: false, dueSoon: false, overdue: false }, late: [], sequence, receivedAt: '2026-11-23T01:00:00.000Z', dispatchedAt: '2026-11-23T01:00:01.000Z',
    acceptedAt: null, answeredAt: null, closedAt: null, answer: null,
  });
  return { ...first, ...over };
}

/** The event that tells of a transition into `snapshot`. */
export function caseEventOf(snapshot: CaseSnapshot, transition: Partial<Transition> & Pick<Transition, 'type'>): CaseEvent {
  const at = `2026-11-23T01:00:${String(snapshot.sequence).padStart(2, '0')}.000Z`;
  return caseEventSchema.parse({
    specversion: '1.0', id: `${snapshot.caseId}:${String(snapshot.sequence)}`, source: '/suqiao/dispatch', type: `case.${transition.type}`, subject: snapshot.caseId, time: at,
    datacontenttype: 'application/json', dataschema: `urn:suqiao:schema:case.${transition.type}:2`, sequence: formatSequence(snapshot.sequence), partitionkey: snapshot.caseId,
    data: { case: snapshot, transition: { at, by: { kind: 'system' }, reason: null, text: null, fromState: null, fromUnitId: null, toUnitId: null, ...transition } },
  });
}

/** The event that an appeal was sorted into `divisionCode`. */
export function classifiedEventOf(appealId: string, trackingNumber: string, divisionCode: string | null): AppealClassified {
  const reason = { zh: '测试', en: 'test' };
  const at = '2026-11-23T01:00:00.500Z';
  return {
    specversion: '1.0', id: `${appealId}:classified`, source: '/suqiao/classification', type: 'appeal.classified', subject: appealId, time: at,
    datacontenttype: 'application/json', dataschema: 'urn:suqiao:schema:appeal.classified:2', partitionkey: appealId,
    data: {
      appeal: {
        appealId, trackingNumber, channel: 'visit', channelReference: 'r', title: '标题', content: '内容', occurredAt: null, receivedAt: '2026-11-23T01:00:00.000Z',
        appellantName: '企业', creditCode: null, divisionCode: null, categoryCode: null, confidential: false,
      },
      sorting: {
        category: { value: null, certainty: 0, method: 'none', reason }, jurisdiction: { value: divisionCode, certainty: 1, method: 'code', reason },
        urgency: { value: 'ordinary', certainty: 1, method: 'rule', reason }, unsure: ['category'], modelVersion: 'test',
      },
    },
  };
}
