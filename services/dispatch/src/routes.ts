import { answerTemplateSchema, answerTemplatesSchema, newAnswerTemplateSchema, dryRunSchema, newDryRunSchema, routingSchema, calendarViewSchema, calendarYearSchema, caseCommandSchema, caseListQuerySchema, casePageSchema, caseViewSchema, categorySchema, commandBodySchemas, divisionSchema, industrySchema, policyPresetSchema, readerSchema, unitSchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';
import { z } from 'zod';
import { unitsQuerySchema } from './directory.controller';

const caseTag = '办理 Cases';
const directoryTag = '目录 Directory';
const shared = { security: 'reader', status: 200 } as const;
const itemsOf = (item: z.ZodType) => z.object({ items: z.array(item) });

/** Dispatch's routes, as the API documents them. */
export const routes: readonly RouteDescription[] = [
  describeRoute({ ...shared, method: 'get', path: '/api/v1/cases', summary: '待办 The inbox', tag: caseTag, query: caseListQuerySchema, answer: casePageSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden'] }),
  describeRoute({ ...shared, method: 'get', path: '/api/v1/cases/{id}', summary: '案件 One case', tag: caseTag, parameters: z.object({ id: z.string() }), answer: caseViewSchema, problems: ['unauthenticated', 'forbidden', 'not-found'] }),
  describeRoute({
    ...shared, method: 'post', path: '/api/v1/cases/{id}/commands/{command}', summary: '签收、退回、转办、会办、答复、延期、挂起、提级、回访、办结、重办等 A command on a case', tag: caseTag,
    parameters: z.object({ id: z.string(), command: caseCommandSchema }), headers: z.object({ 'Idempotency-Key': z.string().max(255).optional() }),
    body: z.union(Object.values(commandBodySchemas)),
    answer: caseViewSchema, problems: ['invalid-json', 'invalid-request', 'unauthenticated', 'forbidden', 'not-found', 'command-refused', 'unavailable'],
  }),
  describeRoute({ ...shared, method: 'get', path: '/api/v1/answer-templates', summary: '答复模板 Templates of answers, one\'s own and the office\'s', tag: caseTag, answer: answerTemplatesSchema, problems: ['unauthenticated', 'forbidden'] }),
  describeRoute({ ...shared, method: 'post', path: '/api/v1/answer-templates', summary: '存为模板 Keep a text as a template', tag: caseTag, status: 201, body: newAnswerTemplateSchema, answer: answerTemplateSchema, problems: ['invalid-json', 'invalid-request', 'unauthenticated', 'forbidden', 'too-large', 'unsupported-media-type'] }),
  describeRoute({ ...shared, method: 'delete', path: '/api/v1/answer-templates/{id}', summary: '删除模板 Remove one\'s own', tag: caseTag, status: 204, parameters: z.object({ id: z.string() }), problems: ['unauthenticated', 'forbidden', 'not-found'] }),
  describeRoute({ ...shared, method: 'get', path: '/api/v1/me', summary: '当前用户 Who is reading', tag: directoryTag, answer: readerSchema, problems: ['unauthenticated'] }),
  describeRoute({ ...shared, method: 'get', path: '/api/v1/directory/divisions', summary: '行政区划 Divisions', tag: directoryTag, answer: itemsOf(divisionSchema), problems: ['unauthenticated'] }),
  describeRoute({ ...shared, method: 'get', path: '/api/v1/directory/categories', summary: '分类 Categories', tag: directoryTag, answer: itemsOf(categorySchema), problems: ['unauthenticated'] }),
  describeRoute({ ...shared, method: 'get', path: '/api/v1/directory/industries', summary: '国民经济行业分类 Industries of GB/T 4754-2017', tag: directoryTag, answer: itemsOf(industrySchema), problems: ['unauthenticated'] }),
  describeRoute({ ...shared, method: 'get', path: '/api/v1/directory/policies', summary: '时限规则 Policy presets', tag: directoryTag, answer: itemsOf(policyPresetSchema).extend({ chosen: z.string().meta({ description: 'The preset by whose rule set cases here are dated' }) }), problems: ['unauthenticated'] }),
  describeRoute({ ...shared, method: 'get', path: '/api/v1/directory/calendar', summary: '工作日历 The working calendar', tag: directoryTag, answer: calendarViewSchema, problems: ['unauthenticated'] }),
  describeRoute({
    ...shared, method: 'post', path: '/api/v1/directory/calendar-years', summary: '载入年度日历 Load a year of the calendar', tag: directoryTag, body: calendarYearSchema, status: 202,
    answer: z.object({ version: z.string() }), problems: ['invalid-json', 'invalid-request', 'unauthenticated', 'forbidden'],
  }),
  describeRoute({ ...shared, method: 'get', path: '/api/v1/directory/routing', summary: '派单规则 Routing rules in force', tag: directoryTag, answer: routingSchema, problems: ['unauthenticated', 'forbidden'] }),
  describeRoute({
    ...shared, method: 'post', path: '/api/v1/directory/routing/dry-run', summary: '试算派单规则：近期诉求会改派到哪里 Try other routing rules on past appeals; nothing is changed', tag: directoryTag, body: newDryRunSchema,
    answer: dryRunSchema, problems: ['invalid-json', 'invalid-request', 'unauthenticated', 'forbidden', 'too-large', 'unsupported-media-type'],
  }),
  describeRoute({ ...shared, method: 'get', path: '/api/v1/directory/units', summary: '单位 Units', tag: directoryTag, query: unitsQuerySchema, answer: z.object({ items: z.array(unitSchema), total: z.int() }), problems: ['invalid-request', 'unauthenticated'] }),
];
