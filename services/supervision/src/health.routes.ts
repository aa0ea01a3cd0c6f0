import { healthSchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';

/** The route of the parts' state, as the API documents it. */
export const healthRoutes: readonly RouteDescription[] = [
  describeRoute({ method: 'get', path: '/api/v1/supervision/health', summary: '各部分状况 How each part is, asked just now; the worst first', tag: '运行 Running', security: 'reader', status: 200, answer: healthSchema, problems: ['unauthenticated', 'forbidden'] }),
];
