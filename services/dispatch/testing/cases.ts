import type { AppealClassified, CaseSnapshot, UnitReference, WorkingCalendar } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import type { CaseOrder } from '@suqiao/workflows';
import { DispatchFacts } from '../src/dispatch.facts';
import { reference } from '../src/domain/hand-over';
import { openCase } from '../src/domain/plan';

/** The directory's answers under a default policy and a calendar. */
export function factsOf(policy: string, calendar: WorkingCalendar = directory.calendar): DispatchFacts {
  return new DispatchFacts({ current: calendar, atLeast: () => Promise.resolve(calendar) }, policy);
}

/** What a classified appeal may differ in. */
export interface SortedChanges {
  readonly category?: string | null;
  readonly division?: string | null;
  readonly unsure?: ('category' | 'jurisdiction')[];
  readonly caseId?: string;
  readonly channel?: string;
  readonly urgency?: 'ordinary' | 'urgent' | 'critical';
}

/** An appeal about a registration in 历下区, as classification announces it. */
export function classified(changes: SortedChanges = {}): AppealClassified['data'] {
  const { category = 'approvals.registration', division = '370102', unsure = [], caseId = '019ac000-0000-7000-8000-000000000001', channel = 'test', urgency = 'ordinary' } = changes;
  const decision = <Value>(value: Value) => ({ value, certainty: 0.9, method: 'rule' as const, reason: { zh: '因', en: 'why' } });
  return {
    appeal: {
      appealId: caseId, trackingNumber: 'SQ20261123-00000000-0', channel, channelReference: caseId, title: '题', content: '文', occurredAt: null,
      receivedAt: '2026-11-23T01:00:00.000Z', appellantName: '某公司', creditCode: null, divisionCode: division, categoryCode: category, confidential: false,
    },
    sorting: { category: decision(category), jurisdiction: decision(division), urgency: decision(urgency), unsure, modelVersion: 'test' },
  };
}

/** The case that such an appeal opens. */
export function opened(facts: DispatchFacts, now: Date, changes: SortedChanges = {}): CaseSnapshot {
  return openCase(classified(changes), facts.opening(), now).snapshot;
}

/** A unit of the directory, as a case names it. */
export function unitOf(unitId: string): UnitReference {
  const unit = directory.unit(unitId);
  if (unit === undefined) throw new Error(`the directory has no unit ${unitId}`);
  return reference(unit);
}

/** An order by the system, asking for whatever is given. */
export function orderOf(command: CaseOrder['command'], changes: Partial<CaseOrder> = {}): CaseOrder {
  return { command, by: { kind: 'system' }, reason: null, unit: null, categoryCode: null, answer: null, ...changes };
}
