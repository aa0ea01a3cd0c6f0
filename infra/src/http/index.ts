export { createHttpApplication, registeredRoutes, type HttpOptions } from './application';
export { decodeCursor, encodeCursor, type PagePosition } from './cursor';
export { assertRoutesDocumented, mountDocumentation, type Documents } from './documentation';
export { buildOpenApiDocument, describeRoute, type RouteDescription } from './openapi';
export { languageOf, ProblemError, type FieldFault, type ProblemDetails, type Text } from './problem';
export { problemOf, ProblemFilter, registerUnavailable, sendProblem } from './problem-filter';
export { READINESS, type ReadinessCheck } from './readiness';
export type { RegisteredRoute } from './route-table';
export { faultsOf, fieldFault, parseRequest, ZodBody, ZodParam, ZodQuery, type RequestPart } from './validation';
