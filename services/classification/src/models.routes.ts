import { chosenModelSchema, modelListSchema, modelRetrainingSchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';

const models = { security: 'reader', tag: '分类模型 Sorting models' } as const;

/** The routes of sorting's models, as the API documents them. */
export const modelRoutes: readonly RouteDescription[] = [
  describeRoute({ ...models, method: 'get', path: '/api/v1/classification/models', status: 200, summary: '分类模型及其成绩 Models, their figures, and which one sorts', answer: modelListSchema, problems: ['unauthenticated', 'forbidden', 'unavailable'] }),
  describeRoute({ ...models, method: 'post', path: '/api/v1/classification/models/retrainings', status: 202, summary: '立即再训练 Retrain from corrections now', answer: modelRetrainingSchema, problems: ['unauthenticated', 'forbidden', 'command-refused', 'unavailable'] }),
  describeRoute({ ...models, method: 'post', path: '/api/v1/classification/models/service', status: 200, summary: '改用此前的模型 Let a model sort again that did before', body: chosenModelSchema, answer: modelListSchema, problems: ['invalid-json', 'invalid-request', 'not-found', 'unauthenticated', 'forbidden', 'command-refused', 'unavailable'] }),
];
