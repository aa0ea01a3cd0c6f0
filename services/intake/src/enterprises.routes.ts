import { appealRowPageSchema, enterpriseAppealsQuerySchema, enterpriseDetailsSchema, enterpriseListQuerySchema, enterprisePageSchema, enterpriseViewSchema, newEnterpriseSchema, recordPageSchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';
import { z } from 'zod';

const register = { security: 'reader', tag: '企业库 Enterprises', status: 200 } as const;
const creditCode = z.object({ creditCode: z.string() });
const read = ['unauthenticated', 'forbidden', 'not-found', 'unavailable'] as const;
const written = ['invalid-json', 'invalid-request', 'unauthenticated', 'forbidden', 'too-large', 'unsupported-media-type', 'unavailable'] as const;
const etag = z.object({ ETag: z.string() });

/** The routes of the register, as the API documents them. */
export const enterpriseRoutes: readonly RouteDescription[] = [
  describeRoute({ ...register, method: 'get', path: '/api/v1/enterprises', summary: '企业查询 Enterprises by name', query: enterpriseListQuerySchema, answer: enterprisePageSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden', 'unavailable'] }),
  describeRoute({
    ...register, method: 'post', path: '/api/v1/enterprises', summary: '登记企业，或核实待核实的企业 Enter an enterprise, or confirm one that an appeal named', status: 201, body: newEnterpriseSchema,
    answer: enterpriseViewSchema, answerHeaders: etag.extend({ Location: z.string() }), problems: [...written, 'command-refused'],
  }),
  describeRoute({ ...register, method: 'get', path: '/api/v1/enterprises/{creditCode}', summary: '企业 One enterprise with its counts', parameters: creditCode, answer: enterpriseViewSchema, answerHeaders: etag, problems: [...read] }),
  describeRoute({
    ...register, method: 'put', path: '/api/v1/enterprises/{creditCode}', summary: '更改或核实企业 Change or confirm an enterprise', parameters: creditCode, headers: z.object({ 'If-Match': z.string() }),
    body: enterpriseDetailsSchema, answer: enterpriseViewSchema, answerHeaders: etag, problems: [...written, 'not-found', 'precondition-failed', 'precondition-required'],
  }),
  describeRoute({ ...register, method: 'get', path: '/api/v1/enterprises/{creditCode}/appeals', summary: '企业的诉求 Its appeals within the reader\'s jurisdiction, the newest first', parameters: creditCode, query: enterpriseAppealsQuerySchema, answer: appealRowPageSchema, problems: ['invalid-request', ...read] }),
  describeRoute({ ...register, method: 'get', path: '/api/v1/enterprises/{creditCode}/records', summary: '企业的走访、座谈、问卷 Records in which it takes part, the newest day first', parameters: creditCode, query: enterpriseAppealsQuerySchema, answer: recordPageSchema, problems: ['invalid-request', ...read] }),
];
