import { z } from 'zod';
import { anyAppealClassifiedSchema } from './appeal-classified';
import { anyAppealReceivedSchema } from './appeal-received';
import { appealAmendedSchema, appealRequestDecidedSchema, appealWithdrawalRequestedSchema } from './appeal-requests';
import { appealRatedSchema, appealRatingDecidedSchema } from './appeal-ratings';
import { calendarLoadedSchema } from './calendar-loaded';
import { appealCategoryCorrectedSchema } from './category-corrected';
import { caseEventSchema, type CaseEvent, type CaseSnapshot } from './case';
import { issueAppealAnsweredSchema, issueEventSchema } from './common-issue';
import { consultationEventSchema } from './consultation';
import { reminderSentSchema } from './reminder';
import { reportEventSchema } from './special-report';
import { orderEventSchema } from './supervision-order';

export * from './appeal-received';
export * from './appeal-classified';
export * from './appeal-requests';
export * from './appeal-ratings';
export * from './calendar-loaded';
export * from './case';
export * from './case-parts';
export * from './case-upgrade';
export { caseEventV1Schemas, type CaseSnapshotV1, type TransitionV1 } from './case-v1';
export * from './category-corrected';
export * from './common-issue';
export * from './consultation';
export * from './dead-letter';
export * from './ingest';
export * from './ingest-answers';
export * from './reminder';
export * from './special-report';
export * from './supervision-order';

/** Any fact that Suqiao publishes. An older version comes out as the newest. */
export const suqiaoEventSchema = z.discriminatedUnion('dataschema', [anyAppealReceivedSchema, anyAppealClassifiedSchema, caseEventSchema, orderEventSchema, reminderSentSchema, calendarLoadedSchema, appealAmendedSchema, appealWithdrawalRequestedSchema, appealRequestDecidedSchema, appealCategoryCorrectedSchema, appealRatedSchema, appealRatingDecidedSchema, issueEventSchema, issueAppealAnsweredSchema, reportEventSchema, consultationEventSchema]);
export type SuqiaoEvent = z.infer<typeof suqiaoEventSchema>;

/** Whether an event is a step of a case. */
export function isCaseEvent(event: SuqiaoEvent): event is CaseEvent {
  return event.type.startsWith('case.');
}

/** Who has a part in a case: its unit and its joint units, also those that have answered. */
export function handlersOf({ unit, joint }: Pick<CaseSnapshot, 'unit' | 'joint'>): string[] {
  return [unit.unitId, ...joint.map((part) => part.unit.unitId)];
}
