import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { ProblemType } from '@suqiao/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isTransient } from '../kafka/transient';
import { loggerFor, masked } from '../telemetry';
import { languageOf, ProblemError } from './problem';

const logger = loggerFor('http');

/** Codes of Fastify's own refusals and what Suqiao calls them. */
const fastifyProblems: Readonly<Record<string, ProblemType>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid-json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid-json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid-json',
  FST_ERR_MAX_PARAM_LENGTH: 'not-found',
};
const statusProblems: Readonly<Record<number, ProblemType>> = {
  401: 'unauthenticated', 403: 'forbidden', 404: 'not-found', 405: 'method-not-allowed', 413: 'too-large', 414: 'not-found',
  415: 'unsupported-media-type', 429: 'too-many-requests', 503: 'unavailable',
};

/** How long a client should wait before it tries again while a part is away. */
const retryAfterInSeconds = '5';

const unavailablePredicates: ((error: unknown) => boolean)[] = [isTransient];

/** Adds to what counts as "a part that this process needs is away": such errors become 503 with Retry-After. */
export function registerUnavailable(predicate: (error: unknown) => boolean): void {
  unavailablePredicates.push(predicate);
}

/** Any error as the problem that its reader is told. Nothing of the inside leaves with it. */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (unavailablePredicates.some((predicate) => predicate(error))) return unavailable();
  const { code, statusCode }: { code?: unknown; statusCode?: unknown } = typeof error === 'object' && error !== null ? error : {};
  const type = typeof code === 'string' ? fastifyProblems[code] : undefined;
  if (type !== undefined) return new ProblemError(type);
  const status = error instanceof HttpException ? error.getStatus() : statusCode;
  if (typeof status !== 'number') return new ProblemError('internal');
  if (status === 503) return unavailable();
  return new ProblemError(statusProblems[status] ?? (status >= 400 && status < 500 ? 'invalid-request' : 'internal'));
}

function unavailable(): ProblemError {
  return new ProblemError('unavailable', { headers: { 'retry-after': retryAfterInSeconds } });
}

/**
 * On every answer, errors included.
 * @param connectSources origins besides its own that a page may call, such as an issuer of access tokens elsewhere
 * @param styleNonce of a page whose own script writes styles; nothing is inline but by it
 */
export function securityHeaders(connectSources: readonly string[] = [], styleNonce?: string): Readonly<Record<string, string>> {
  const connect = ["'self'", ...connectSources].join(' ');
  const styles = styleNonce === undefined ? "'self'" : `'self' 'nonce-${styleNonce}'`;
  return {
    'content-security-policy': `default-src 'self'; script-src 'self'; style-src ${styles}; img-src 'self' data:; font-src 'self' data:; connect-src ${connect}; frame-ancestors 'none'; base-uri 'none'; form-action 'self'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
  };
}

const problemHeaders = securityHeaders();

/** Sends an error as a problem; also from Fastify's own handlers, which Nest's filters never see. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = refined(problemOf(error), request);
  // The path without its query, which may hold what a person typed.
  const url = request.url.split('?', 1)[0];
  if (problem.type === 'internal') logger.error({ err: error, request: request.id, url }, 'a request failed');
  if (problem.type === 'unavailable' && !(error instanceof ProblemError)) logger.warn({ reason: masked(String(error)), request: request.id, url }, 'a part is away');
  if (reply.sent || reply.raw.headersSent) return;
  const language = languageOf(request.headers['accept-language']);
  void reply
    .status(problem.status)
    .headers({ ...problemHeaders, 'x-request-id': request.id, 'content-language': language, vary: 'Accept-Language', 'cache-control': 'no-store', ...problem.details.headers })
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem.toProblem(language, `urn:uuid:${request.id}`)));
}

/** Writes every error as `application/problem+json`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** A path that exists for other methods is told from one that does not exist. */
function refined(problem: ProblemError, request: FastifyRequest): ProblemError {
  // A catch-all page is no route of its own: what it could not find is as unknown as what nothing matched.
  const isUnmatched = request.is404 || request.routeOptions.url?.endsWith('*') === true;
  if (problem.type !== 'not-found' || !isUnmatched) return problem;
  const allowed = request.server.routeTable?.methodsAt(request.url) ?? [];
  if (allowed.length === 0 || allowed.includes(request.method)) return problem;
  return new ProblemError('method-not-allowed', { headers: { allow: allowed.join(', ') } });
}
