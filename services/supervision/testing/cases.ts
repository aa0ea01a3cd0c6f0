import { caseEventSchema, formatSequence, upgradeSnapshot } from '@suqiao/contracts';
import type { CaseEvent, CaseSnapshot, Transition, UnitReference } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';

/** The federation of a division, as a case names it. */
export function federationOf(divisionCode: string): UnitReference {
  const unit = directory.unit(`${divisionCode}-federation`);
  if (unit === undefined) throw new Error(`division ${divisionCode} has no federation`);
  return { unitId: unit.unitId, name: unit.name, kind: unit.kind, level: unit.level, divisionCode: unit.divisionCode };
}

/** Hours from now as an instant. */
export function inHours(hours: number): string {
  return new Date(Date.now() + hours * 3600 * 1000).toISOString();
}

/** A case, dispatched to 历下区's federation and due in a fortnight unless told otherwise. */
export function caseOf(caseId: string, over: Partial<CaseSnapshot> = {}): CaseSnapshot {
  const divisionCode = over.divisionCode ?? '370102';
  const first = upgradeSnapshot({
    caseId, trackingNumber: 'SQ20261123-00000000-0', channel: 'visit', title: '标题', appellantName: '企业', categoryCode: null, urgency: 'ordinary', unsure: [], divisionCode,
    level: directory.lowestLevel(divisionCode), state: 'dispatched', unit: federationOf(divisionCode), policy: 'demonstration@1',
    clocks: { dueAt: inHours(336), dueSoonAt: inHours(312), stepDueAt: inHours(336), acceptBy: null, closeBy: null, provisional: false },
    fired: { acceptanceOverdue: false, dueSoon: false, overdue: false }, late: [], sequence: 1, receivedAt: '2026-11-23T01:00:00.000Z', dispatchedAt: '2026-11-23T01:00:01.000Z',
    acceptedAt: null, answeredAt: null, closedAt: null, answer: null,
  });
  return { ...first, ...over };
}

/** A transition by the system at a second that its sequence tells. */
export function transitionOf(type: Transition['type'], sequence: number, over: Partial<Transition> = {}): Transition {
  return { type, at: `2026-11-23T01:00:${String(sequence).padStart(2, '0')}.000Z`, by: { kind: 'system' }, reason: null, text: null, fromState: null, fromUnitId: null, toUnitId: null, ...over };
}

/** The event that tells of a transition into `snapshot`. */
export function caseEventOf(snapshot: CaseSnapshot, transition: Transition): CaseEvent {
  return caseEventSchema.parse({
    specversion: '1.0', id: `${snapshot.caseId}:${String(snapshot.sequence)}`, source: '/suqiao/dispatch', type: `case.${transition.type}`, subject: snapshot.caseId, time: transition.at,
    datacontenttype: 'application/json', dataschema: `urn:suqiao:schema:case.${transition.type}:2`, sequence: formatSequence(snapshot.sequence), partitionkey: snapshot.caseId,
    data: { case: snapshot, transition },
  });
}
