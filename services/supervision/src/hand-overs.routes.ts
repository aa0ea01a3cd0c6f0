import { handOverPeopleQuerySchema, handOverPeopleSchema, handOverSchema, handOversSchema, newHandOverSchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';
import { z } from 'zod';

const handOvers = { security: 'reader', tag: '代理 Hand-overs' } as const;

/** The routes of hand-overs, as the API documents them. */
export const handOverRoutes: readonly RouteDescription[] = [
  describeRoute({
    ...handOvers, method: 'post', path: '/api/v1/supervision/hand-overs', summary: '安排代理 Hand over an absent person\'s work for some days', status: 201, body: newHandOverSchema, answer: handOverSchema,
    problems: ['invalid-json', 'invalid-request', 'unauthenticated', 'forbidden', 'command-refused', 'too-large', 'unsupported-media-type'],
  }),
  describeRoute({ ...handOvers, method: 'get', path: '/api/v1/supervision/hand-overs', summary: '代理安排 Hand-overs in which the reader is absent, deputy or maker', status: 200, answer: handOversSchema, problems: ['unauthenticated', 'forbidden'] }),
  describeRoute({ ...handOvers, method: 'get', path: '/api/v1/supervision/hand-overs/people', summary: '代理人选 Who may be absent by the reader\'s word, and who can stand in', status: 200, query: handOverPeopleQuerySchema, answer: handOverPeopleSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden', 'not-found'] }),
  describeRoute({ ...handOvers, method: 'post', path: '/api/v1/supervision/hand-overs/{id}/end', summary: '提前结束代理 End a hand-over before its last day', status: 200, parameters: z.object({ id: z.string() }), answer: handOverSchema, problems: ['unauthenticated', 'forbidden', 'not-found'] }),
];
