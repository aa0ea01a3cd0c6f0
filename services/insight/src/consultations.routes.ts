import { consultationCommandBodySchemas, consultationCommandSchema, consultationListQuerySchema, consultationPageSchema, consultationScheduleSchema, consultationScheduleViewSchema, consultationViewSchema, newConsultationSchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';
import { z } from 'zod';

const consultations = { security: 'reader', tag: '会商 Consultations' } as const;
const id = z.object({ id: z.string() });
const key = z.object({ 'Idempotency-Key': z.string().min(1).max(255).optional().meta({ description: '同一键只办理一次' }) });
const written = ['invalid-json', 'invalid-request', 'unauthenticated', 'forbidden', 'too-large', 'unsupported-media-type'] as const;

/** The routes of consultations, as the API documents them. */
export const consultationRoutes: readonly RouteDescription[] = [
  describeRoute({ ...consultations, method: 'post', path: '/api/v1/insight/consultations', summary: '召集会商 Call a consultation', status: 201, body: newConsultationSchema, headers: key, answer: consultationViewSchema, answerHeaders: z.object({ Location: z.string() }), problems: [...written] }),
  describeRoute({ ...consultations, method: 'get', path: '/api/v1/insight/consultations', summary: '会商清单 Consultations, the latest first', status: 200, query: consultationListQuerySchema, answer: consultationPageSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden'] }),
  describeRoute({ ...consultations, method: 'get', path: '/api/v1/insight/consultations/{id}', summary: '一次会商的全程 One consultation with its whole history', status: 200, parameters: id, answer: consultationViewSchema, problems: ['unauthenticated', 'forbidden', 'not-found'] }),
  describeRoute({
    ...consultations, method: 'post', path: '/api/v1/insight/consultations/{id}/commands/{command}', summary: '改期、记录召开、任务办结与退回、办结、取消 Give a consultation a command', status: 200,
    parameters: z.object({ id: z.string(), command: consultationCommandSchema }), body: z.union(Object.values(consultationCommandBodySchemas)), headers: key, answer: consultationViewSchema, problems: [...written, 'not-found', 'command-refused', 'unavailable'],
  }),
  describeRoute({ ...consultations, method: 'get', path: '/api/v1/insight/consultation-schedule', summary: '定期会商 The schedule of the reader\'s division', status: 200, answer: consultationScheduleViewSchema, problems: ['unauthenticated', 'forbidden'] }),
  describeRoute({ ...consultations, method: 'put', path: '/api/v1/insight/consultation-schedule', summary: '设定定期会商 Set the schedule', status: 200, body: consultationScheduleSchema, answer: consultationScheduleViewSchema, problems: [...written] }),
  describeRoute({ ...consultations, method: 'delete', path: '/api/v1/insight/consultation-schedule', summary: '取消定期会商 Take the schedule away', status: 200, answer: consultationScheduleViewSchema, problems: ['unauthenticated', 'forbidden'] }),
];
