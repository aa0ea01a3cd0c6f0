import { roles, type Role } from '@suqiao/contracts';
import type { Things } from './seeded-things';

/** Where a reader of the matrix sits, seen from the things in it: in their county, in another of the same city, in another city, above all. */
export const places = ['ownCounty', 'anotherCounty', 'anotherCity', 'province'] as const;
export type Place = (typeof places)[number];

/** `in`: the door opens, whatever is said behind it; else exactly this status. */
export type Outcome = 'in' | 401 | 403 | 404;

/** What a route asks for, with the things in it. */
export interface AskedRoute {
  readonly parameters?: (things: Things) => Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: (things: Things) => unknown;
}
/** One route's line: who is let in, from where. */
export interface AccessLine extends AskedRoute {
  readonly outcomeOf: (role: Role, place: Place) => Outcome;
  /** A list's answer names nothing of what lies elsewhere; `shows`: and to these roles of the own county it names the appeal. */
  readonly shows?: readonly Role[];
}

const handlers: readonly Role[] = ['unitHandler', 'unitHead'];
const commanders: readonly Role[] = [...handlers, 'supervisor', 'administrator'];
const overseers: readonly Role[] = ['unitHead', 'supervisor', 'administrator'];
const insighters: readonly Role[] = ['supervisor', 'analyst', 'administrator'];

/** Anybody of these roles, wherever they sit: it belongs to nobody, or holds only what is the reader's. */
function everywhere(allowed: readonly Role[], asked: AskedRoute & { readonly shows?: readonly Role[] } = {}): AccessLine {
  return { ...asked, outcomeOf: (role) => (allowed.includes(role) ? 'in' : 403) };
}
/**
 * A thing of the own county: elsewhere there is no such thing.
 * @param inside what these roles meet there and above; unless told it opens
 */
function thing(allowed: readonly Role[], asked: AskedRoute, inside: (role: Role, place: 'ownCounty' | 'province') => Outcome = () => 'in'): AccessLine {
  return { ...asked, outcomeOf: (role, place) => (!allowed.includes(role) ? 403 : place === 'anotherCounty' || place === 'anotherCity' ? 404 : inside(role, place)) };
}
/** What one person has made for themselves: for anybody else there is no such thing. */
function personal(allowed: readonly Role[], owner: Role, asked: AskedRoute): AccessLine {
  return { ...asked, outcomeOf: (role, place) => (!allowed.includes(role) ? 403 : role === owner && place === 'ownCounty' ? 'in' : 404) };
}
/** The province's own. @param else_ what a reader of these roles elsewhere is told */
function provincial(allowed: readonly Role[], asked: AskedRoute = {}, else_: 403 | 404 = 403): AccessLine {
  return { ...asked, outcomeOf: (role, place) => (!allowed.includes(role) ? 403 : place === 'province' ? 'in' : else_) };
}
const nobody: AccessLine = { outcomeOf: () => 403 };
const anybody: AccessLine = { outcomeOf: () => 'in' };

const appeal = { parameters: ({ trackingNumber }: Things) => ({ trackingNumber }) };
const ofCase = { parameters: ({ caseId }: Things) => ({ id: caseId }) };
const ofOrder = { parameters: ({ orderId }: Things) => ({ id: orderId }) };
const ofRecord = { parameters: ({ recordId }: Things) => ({ id: recordId, subject: 'nobody' }) };
const ofEnterprise = { parameters: ({ creditCode }: Things) => ({ creditCode }) };
const ofImport = { parameters: ({ importId }: Things) => ({ importId }) };
const ofIssue = { parameters: ({ issueId }: Things) => ({ id: issueId, command: 'comment' }) };
const ofConsultation = { parameters: ({ consultationId }: Things) => ({ id: consultationId, command: 'hold' }) };
const ofReport = { parameters: ({ reportId }: Things) => ({ id: reportId, command: 'comment', format: 'xlsx' }) };
const ofWatchList = { parameters: ({ watchListId, caseId }: Things) => ({ id: watchListId, caseId }) };
const ofPreview = { parameters: ({ previewId }: Things) => ({ previewId }) };
const ofChannel = { parameters: ({ keyId, webhookId }: Things) => ({ name: 'visit', keyId, id: webhookId }) };
/** A unit sees what it leads or helps with; the issue has no unit yet. */
const notUnits = (role: Role, place: 'ownCounty' | 'province'): Outcome => (handlers.includes(role) && place === 'ownCounty' ? 404 : 'in');
/** Worked on by its author's unit, and by supervisors and administrators above. */
const notOtherUnits = (role: Role, place: 'ownCounty' | 'province'): Outcome => (handlers.includes(role) && place === 'province' ? 403 : 'in');
/** Who names the readers of off-the-record remarks: the author, and supervisors and administrators above. */
const governs = (role: Role, place: 'ownCounty' | 'province'): Outcome => (role === 'supervisor' || role === 'administrator' || (role === 'unitHandler' && place === 'ownCounty') ? 'in' : 404);
const noDetails = { body: () => ({}) };

const channelDoors = [
  'POST /api/v1/appeals', 'POST /api/v1/appeals/bulk', 'POST /api/v1/appeals/{trackingNumber}/amendments', 'POST /api/v1/appeals/{trackingNumber}/withdrawal', 'POST /api/v1/appeals/{trackingNumber}/attachments',
  'GET /api/v1/changes', 'GET /api/v1/channel', 'GET /api/v1/channel/refusals', 'GET /api/v1/webhooks', 'POST /api/v1/webhooks', 'GET /api/v1/webhooks/{id}', 'PUT /api/v1/webhooks/{id}', 'DELETE /api/v1/webhooks/{id}', 'POST /api/v1/webhooks/{id}/secret',
  'POST /api/v1/webhooks/{id}/pause', 'POST /api/v1/webhooks/{id}/resume', 'POST /api/v1/webhooks/{id}/test', 'GET /api/v1/webhooks/{id}/deliveries', 'GET /api/v1/webhooks/{id}/deliveries/{deliveryId}',
  'POST /api/v1/webhooks/{id}/deliveries/{deliveryId}/replay', 'POST /api/v1/webhooks/{id}/replay', 'POST /open311/v2/requests.json', 'GET /open311/v2/requests.json', 'GET /open311/v2/requests/{file}', 'GET /open311/v2/tokens/{file}',
] as const;
/** Doors without an account. A visitor's session is asked for behind them. */
export const publicDoors: readonly string[] = [
  'POST /api/v1/tracking', 'GET /api/v1/tracking', 'DELETE /api/v1/tracking', 'POST /api/v1/tracking/rating', 'POST /api/v1/tracking/attachments', 'GET /api/v1/tracking/attachments', 'GET /api/v1/public/form',
  'POST /api/v1/public/appeals', 'GET /open311/discovery.json', 'GET /open311/v2/services.json', 'GET /open311/v2/services/{file}',
];

/** Who may come through which door, from where. A route without a line here fails the test. */
export const accessTable: Readonly<Record<string, AccessLine>> = {
  ...Object.fromEntries(channelDoors.map((door) => [door, nobody])),
  ...Object.fromEntries(publicDoors.map((door) => [door, anybody])),

  // Appeals and cases
  'GET /api/v1/appeals/{trackingNumber}': thing(roles, appeal),
  'GET /api/v1/appeals/{trackingNumber}/attachments': thing(commanders, appeal),
  'GET /api/v1/appeals/{trackingNumber}/attachments/{id}': thing(commanders, { parameters: ({ trackingNumber, attachmentId }) => ({ trackingNumber, id: attachmentId }) }),
  'GET /api/v1/appeals/{trackingNumber}/record': thing(commanders, { parameters: ({ raisedNumber }) => ({ trackingNumber: raisedNumber }) }),
  'POST /api/v1/appeals/{trackingNumber}/unmaskings': thing([...handlers, 'supervisor'], { ...appeal, body: () => ({ reason: '核实诉求内容，须电话联系企业' }) }),
  'GET /api/v1/cases': everywhere(roles, { shows: roles }),
  'GET /api/v1/cases/{id}': thing(roles, ofCase),
  'POST /api/v1/cases/{id}/commands/{command}': thing(commanders, { parameters: ({ caseId }) => ({ id: caseId, command: 'comment' }), ...noDetails }),
  'GET /api/v1/me': everywhere(roles),
  'GET /api/v1/directory/divisions': everywhere(roles),
  'GET /api/v1/directory/channels': everywhere(roles),
  'GET /api/v1/directory/categories': everywhere(roles),
  'GET /api/v1/directory/industries': everywhere(roles),
  'GET /api/v1/directory/policies': everywhere(roles),
  'GET /api/v1/directory/calendar': everywhere(roles),
  'GET /api/v1/directory/units': everywhere(roles),
  'GET /api/v1/directory/routing': provincial(['administrator']),
  'POST /api/v1/directory/routing/dry-run': provincial(['administrator'], noDetails),
  'POST /api/v1/directory/calendar-years': provincial(['administrator'], noDetails),
  'GET /api/v1/duplicates': everywhere(commanders),
  'POST /api/v1/duplicates/{id}/refuse': thing(overseers, { parameters: ({ duplicateId }) => ({ id: duplicateId }), ...noDetails }),
  'GET /api/v1/classification/models': everywhere(['analyst', 'administrator']),
  'POST /api/v1/classification/models/service': provincial(['analyst', 'administrator'], noDetails),
  'POST /api/v1/classification/models/retrainings': provincial(['analyst', 'administrator']),

  // Supervision
  'GET /api/v1/supervision/cases': everywhere([...overseers, 'analyst'], { shows: [...overseers, 'analyst'] }),
  'GET /api/v1/supervision/summary': everywhere([...overseers, 'analyst']),
  'GET /api/v1/supervision/cases/{id}': thing([...overseers, 'analyst'], ofCase),
  'GET /api/v1/supervision/stream': everywhere([...overseers, 'analyst']),
  'GET /api/v1/supervision/rates': everywhere([...overseers, 'analyst'], { query: 'from=2026-01&to=2026-03' }),
  'GET /api/v1/supervision/rates/cases': everywhere([...overseers, 'analyst'], { query: 'from=2026-01&to=2026-03' }),
  'POST /api/v1/supervision/cases/{id}/reminders': thing(overseers, { ...ofCase, ...noDetails }),
  'GET /api/v1/supervision/cases/{id}/reminders': thing([...overseers, 'analyst'], ofCase),
  'GET /api/v1/reminders': everywhere(commanders),
  // Who works for no single unit reads for their division's federation.
  'POST /api/v1/reminders/{id}/read': { parameters: ({ reminderId }) => ({ id: reminderId }), outcomeOf: (role, place) => (role === 'analyst' ? 403 : place === 'ownCounty' ? 'in' : 404) },
  // An order comes from above the case's level.
  'POST /api/v1/supervision/orders': { body: ({ caseId }) => ({ caseId, demand: '请三日内反馈办理情况' }), outcomeOf: (role, place) => (role !== 'supervisor' || place === 'ownCounty' ? 403 : place === 'province' ? 'in' : 404) },
  'GET /api/v1/supervision/orders': everywhere(roles),
  'GET /api/v1/supervision/orders/{id}': thing(roles, ofOrder),
  'GET /api/v1/supervision/orders/{id}/print': thing(roles, ofOrder),
  'POST /api/v1/supervision/orders/{id}/commands/{command}': thing([...handlers, 'supervisor'], { parameters: ({ orderId }) => ({ id: orderId, command: 'feedback' }), ...noDetails }, (role, place) => (place === 'ownCounty' && handlers.includes(role) ? 'in' : 403)),
  'POST /api/v1/supervision/bulk/preview': everywhere(overseers, { body: ({ caseId }) => ({ action: 'remind', caseIds: [caseId] }) }),
  'POST /api/v1/supervision/bulk/{previewId}/run': personal(overseers, 'supervisor', ofPreview),
  'GET /api/v1/supervision/bulk/{previewId}': personal(overseers, 'supervisor', ofPreview),
  'GET /api/v1/supervision/watch-lists': everywhere(overseers),
  'POST /api/v1/supervision/watch-lists': everywhere(overseers, noDetails),
  'GET /api/v1/supervision/watch-lists/{id}/cases': personal(overseers, 'supervisor', ofWatchList),
  'POST /api/v1/supervision/watch-lists/{id}/cases': personal(overseers, 'supervisor', { ...ofWatchList, body: ({ caseId }) => ({ caseId }) }),
  'POST /api/v1/supervision/watch-lists/{id}/cases/{caseId}/remove': personal(overseers, 'supervisor', ofWatchList),
  'GET /api/v1/supervision/hand-overs': everywhere(commanders),
  'POST /api/v1/supervision/hand-overs': everywhere(commanders, noDetails),
  'GET /api/v1/supervision/hand-overs/people': everywhere(commanders),
  'POST /api/v1/supervision/hand-overs/{id}/end': personal(commanders, 'supervisor', { parameters: ({ handOverId }) => ({ id: handOverId }) }),
  'GET /api/v1/supervision/digest': everywhere(overseers),
  'GET /api/v1/audit/entries': everywhere(['supervisor', 'administrator']),
  'GET /api/v1/audit/verification': everywhere(['supervisor', 'administrator']),
  'GET /api/v1/supervision/health': provincial(['administrator']),
  'GET /api/v1/dead-letters': provincial(['administrator']),
  'POST /api/v1/dead-letters/{id}/mend': provincial(['administrator'], { parameters: ({ letterId }) => ({ id: letterId }), ...noDetails }),
  'POST /api/v1/dead-letters/{id}/replay': provincial(['administrator'], { parameters: ({ letterId }) => ({ id: letterId }) }),

  // Channels and what goes out to people
  'GET /api/v1/channels': provincial(['administrator']),
  'POST /api/v1/channels': provincial(['administrator'], noDetails),
  'GET /api/v1/channels/{name}': provincial(['administrator'], ofChannel),
  'PUT /api/v1/channels/{name}': provincial(['administrator'], { ...ofChannel, ...noDetails }),
  'POST /api/v1/channels/{name}/keys': provincial(['administrator'], { ...ofChannel, ...noDetails }),
  'POST /api/v1/channels/{name}/keys/{keyId}/rotate': provincial(['administrator'], { ...ofChannel, body: () => ({ overlapInHours: -1 }) }),
  'POST /api/v1/channels/{name}/keys/{keyId}/revoke': provincial(['administrator'], ofChannel),
  'GET /api/v1/channels/{name}/refusals': provincial(['administrator'], ofChannel),
  'GET /api/v1/channels/{name}/webhooks': provincial(['administrator'], ofChannel),
  'GET /api/v1/channels/{name}/webhooks/{id}/deliveries': provincial(['administrator'], ofChannel),
  'POST /api/v1/channels/{name}/webhooks/{id}/pause': provincial(['administrator'], ofChannel),
  'POST /api/v1/channels/{name}/webhooks/{id}/resume': provincial(['administrator'], ofChannel),
  'POST /api/v1/channels/{name}/webhooks/{id}/replay': provincial(['administrator'], { ...ofChannel, ...noDetails }),
  'GET /api/v1/notices': provincial(['administrator']),
  'POST /api/v1/notices/{id}/retry': provincial(['administrator'], { parameters: ({ noticeId }) => ({ id: noticeId }) }),

  // Enterprises, records, imports
  'GET /api/v1/enterprises': everywhere(roles),
  'POST /api/v1/enterprises': everywhere(commanders, noDetails),
  'GET /api/v1/enterprises/{creditCode}': thing(roles, ofEnterprise),
  'PUT /api/v1/enterprises/{creditCode}': thing(commanders, { ...ofEnterprise, ...noDetails }),
  'GET /api/v1/enterprises/{creditCode}/appeals': thing(roles, ofEnterprise),
  'GET /api/v1/enterprises/{creditCode}/records': thing(roles, ofEnterprise),
  'GET /api/v1/records': everywhere(commanders),
  'POST /api/v1/records': everywhere(commanders, noDetails),
  'GET /api/v1/records/{id}': thing(commanders, ofRecord),
  'GET /api/v1/records/{id}/history': thing(commanders, ofRecord),
  'PUT /api/v1/records/{id}': thing(commanders, { ...ofRecord, ...noDetails }, notOtherUnits),
  'POST /api/v1/records/{id}/finish': thing(commanders, ofRecord, notOtherUnits),
  'POST /api/v1/records/{id}/appeals': thing(commanders, { ...ofRecord, ...noDetails }, notOtherUnits),
  'GET /api/v1/records/{id}/off-record': personal(roles, 'unitHandler', ofRecord),
  'POST /api/v1/records/{id}/off-record': personal(roles, 'unitHandler', { ...ofRecord, ...noDetails }),
  'GET /api/v1/records/{id}/off-record/readers': thing(roles, ofRecord, governs),
  'POST /api/v1/records/{id}/off-record/readers': thing(roles, { ...ofRecord, ...noDetails }, governs),
  'POST /api/v1/records/{id}/off-record/readers/{subject}/revoke': thing(roles, ofRecord, governs),
  'GET /api/v1/records/{id}/off-record/readings': thing(roles, ofRecord, governs),
  'GET /api/v1/imports': everywhere([...handlers, 'supervisor']),
  'POST /api/v1/imports': everywhere([...handlers, 'supervisor'], noDetails),
  'GET /api/v1/imports/template': everywhere([...handlers, 'supervisor'], { query: 'format=csv' }),
  'GET /api/v1/imports/{importId}': personal([...handlers, 'supervisor'], 'unitHandler', ofImport),
  'GET /api/v1/imports/{importId}/rows': personal([...handlers, 'supervisor'], 'unitHandler', ofImport),
  'GET /api/v1/imports/{importId}/errors': personal([...handlers, 'supervisor'], 'unitHandler', { ...ofImport, query: 'format=csv' }),
  'POST /api/v1/imports/{importId}/mapping': personal([...handlers, 'supervisor'], 'unitHandler', { ...ofImport, body: () => ({ columns: [null], constants: {} }) }),
  'POST /api/v1/imports/{importId}/commit': personal([...handlers, 'supervisor'], 'unitHandler', ofImport),

  // Insight
  'GET /api/v1/insight/appeals': everywhere(roles),
  'GET /api/v1/insight/analysis': everywhere(roles),
  'GET /api/v1/answer-templates': everywhere(commanders),
  'POST /api/v1/answer-templates': everywhere(commanders, { body: () => ({}) }),
  'DELETE /api/v1/answer-templates/{id}': { parameters: () => ({ id: 'none' }), outcomeOf: (role) => (commanders.includes(role) ? 404 : 403) },
  'GET /api/v1/insight/analysis-views': everywhere(roles),
  'POST /api/v1/insight/analysis-views': everywhere(roles, { body: () => ({}) }),
  'DELETE /api/v1/insight/analysis-views/{id}': { parameters: () => ({ id: 'none' }), outcomeOf: () => 404 },
  'GET /api/v1/insight/analysis-mails': everywhere(roles),
  'POST /api/v1/insight/analysis-mails': everywhere(roles, { body: () => ({}) }),
  'DELETE /api/v1/insight/analysis-mails/{id}': { parameters: () => ({ id: 'none' }), outcomeOf: () => 404 },
  'POST /api/v1/insight/analysis-mails/{id}/commands/{command}': { parameters: () => ({ id: 'none', command: 'pause' }), body: () => ({}), outcomeOf: () => 404 },
  'GET /api/v1/insight/analysis/exports/{format}': everywhere(roles, { parameters: () => ({ format: 'csv' }) }),
  'GET /api/v1/insight/cases/{id}/knowledge': thing(roles, ofCase),
  'GET /api/v1/insight/policies': everywhere(roles),
  'POST /api/v1/insight/policies': provincial(['analyst', 'administrator'], noDetails),
  'PUT /api/v1/insight/policies/{id}': provincial(['analyst', 'administrator'], { parameters: () => ({ id: 'private-economy-promotion-law' }), ...noDetails }),
  'GET /api/v1/insight/common-issues': everywhere(roles),
  'GET /api/v1/insight/common-issues/{id}': thing(roles, ofIssue, notUnits),
  'POST /api/v1/insight/common-issues/{id}/commands/{command}': thing(roles, { ...ofIssue, ...noDetails }, notUnits),
  'GET /api/v1/insight/consultation-schedule': everywhere(insighters),
  'PUT /api/v1/insight/consultation-schedule': everywhere(insighters, noDetails),
  'DELETE /api/v1/insight/consultation-schedule': everywhere(insighters),
  'GET /api/v1/insight/consultations': everywhere(roles),
  'POST /api/v1/insight/consultations': everywhere(insighters, noDetails),
  'GET /api/v1/insight/consultations/{id}': thing(roles, ofConsultation),
  'POST /api/v1/insight/consultations/{id}/commands/{command}': thing(roles, { ...ofConsultation, ...noDetails }, (role, place) => (place === 'ownCounty' && insighters.includes(role) ? 'in' : 403)),
  'GET /api/v1/insight/special-reports': everywhere(insighters),
  'POST /api/v1/insight/special-reports': provincial(['analyst', 'administrator'], { body: () => ({ quarter: '2026Q3' }) }),
  'GET /api/v1/insight/special-reports/{id}': provincial(insighters, ofReport, 404),
  'PUT /api/v1/insight/special-reports/{id}/text': { ...ofReport, ...noDetails, outcomeOf: (role, place) => (!insighters.includes(role) ? 403 : place !== 'province' ? 404 : role === 'supervisor' ? 403 : 'in') },
  'POST /api/v1/insight/special-reports/{id}/commands/{command}': provincial(insighters, { ...ofReport, ...noDetails }, 404),
  'GET /api/v1/insight/special-reports/{id}/appeals': provincial(insighters, { ...ofReport, query: 'figure=total' }, 404),
  // Nothing is frozen yet: there is none for anybody.
  'GET /api/v1/insight/special-reports/{id}/snapshot': { ...ofReport, outcomeOf: (role) => (insighters.includes(role) ? 404 : 403) },
  'GET /api/v1/insight/special-reports/{id}/exports/{format}': provincial(insighters, ofReport, 404),
};
