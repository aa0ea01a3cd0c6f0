import { auditListQuerySchema, auditPageSchema, auditVerificationSchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';

const audit = { method: 'get', security: 'reader', status: 200, tag: '审计 Audit' } as const;

/** The routes of the audit trail, as the API documents them. */
export const auditRoutes: readonly RouteDescription[] = [
  describeRoute({ ...audit, path: '/api/v1/audit/entries', summary: '审计记录 Who saw or changed what, why and when; the newest first', query: auditListQuerySchema, answer: auditPageSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden'] }),
  describeRoute({ ...audit, path: '/api/v1/audit/verification', summary: '校验审计链 Walks the whole chain: its length and the first break', answer: auditVerificationSchema, problems: ['unauthenticated', 'forbidden'] }),
];
