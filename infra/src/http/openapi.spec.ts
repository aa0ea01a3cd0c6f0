import { appealAcknowledgementSchema, caseListQuerySchema, casePageSchema, newAppealSchema, problemTypes } from '@suqiao/contracts';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { z } from 'zod';
import { buildOpenApiDocument, describeRoute } from './openapi';
import { ProblemError } from './problem';

const document = buildOpenApiDocument(
  [
    describeRoute({
      method: 'post', path: '/api/v1/appeals', summary: '提交诉求 Push', tag: '渠道', security: 'channel', body: newAppealSchema, status: 202, answer: appealAcknowledgementSchema,
      headers: z.object({ 'Idempotency-Key': z.string() }), answerHeaders: z.object({ Location: z.string() }), problems: problemTypes,
    }),
    describeRoute({ method: 'get', path: '/api/v1/cases', summary: '待办 Inbox', tag: '办理', security: 'reader', query: caseListQuerySchema, status: 200, answer: casePageSchema, problems: ['unauthenticated'] }),
    describeRoute({ method: 'get', path: '/api/v1/cases/{id}', summary: '一件 One', tag: '办理', security: 'channelOrReader', parameters: z.object({ id: z.string() }), status: 200, problems: ['not-found'] }),
    describeRoute({ method: 'get', path: '/healthz', summary: '存活 Live', tag: '运行', security: 'public', status: 200, problems: [] }),
  ],
  '1.2.3',
);

/** The document as its readers get it. */
const plain = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), z.looseObject({}))), components: z.looseObject({ schemas: z.record(z.string(), z.looseObject({})) }) }).parse(JSON.parse(JSON.stringify(document)));

function* references(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === '$ref' && typeof inner === 'string') yield inner;
    else yield* references(inner);
  }
}

describe('the OpenAPI document', () => {
  it('is of version 3.1 and refers to nothing that it lacks', () => {
    expect(document.openapi).toBe('3.1.0');
    const names = [...references(plain)].map((reference) => reference.replace('#/components/schemas/', ''));
    expect(names).toContain('Problem');
    expect(names.filter((name) => !(name in plain.components.schemas))).toEqual([]);
  });

  it('has JSON Schemas that a validator of draft 2020-12 takes, and that tell right from wrong', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats(ajv);
    ajv.addSchema({ $id: 'document', ...plain });
    for (const name of Object.keys(plain.components.schemas)) expect(() => ajv.compile({ $ref: `document#/components/schemas/${name}` })).not.toThrow();
    const appeal = ajv.compile({ $ref: 'document#/components/schemas/NewAppeal' });
    const good = { channelReference: '1', title: 'a', content: 'b', appellant: { name: 'c' } };
    expect(appeal(good)).toBe(true);
    expect(appeal({ ...good, extra: 1 })).toBe(false);
    expect(appeal({ ...good, divisionCode: '37' })).toBe(false);
  });

  it('names every operation once', () => {
    const ids = Object.values(plain.paths).flatMap((item) => Object.values(item).map((operation) => operation['operationId']));
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(4);
  });

  it('states each problem under the status that it is answered with', () => {
    const { responses } = z.object({ responses: z.record(z.string(), z.looseObject({ description: z.string() })) }).parse(plain.paths['/api/v1/appeals']?.['post']);
    for (const type of problemTypes) expect(responses[String(new ProblemError(type).status)]?.description).toContain(type);
  });

  it('says who may call', () => {
    const security = (path: string, method: string) => plain.paths[path]?.[method]?.['security'];
    expect(security('/api/v1/appeals', 'post')).toEqual([{ channelKey: [] }]);
    expect(security('/api/v1/cases', 'get')).toEqual([{ readerToken: [] }]);
    expect(security('/api/v1/cases/{id}', 'get')).toEqual([{ channelKey: [] }, { readerToken: [] }]);
    expect(security('/healthz', 'get')).toEqual([]);
  });
});
