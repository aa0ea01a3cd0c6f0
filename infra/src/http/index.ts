export { decodeCursor, encodeCursor, type PagePosition } from './cursor';
export { createHttpApplication, problemOf, ProblemFilter, sendProblem } from './application';
export { ProblemError, languageOf, type FieldFault, type ProblemDetails, type Text } from './problem';
export { faultsOf, fieldFault, parseRequest } from './validation';
export { buildOpenApiDocument, describeRoute, type RouteDescription } from './openapi';
export { READINESS, type ReadinessCheck } from './readiness';
