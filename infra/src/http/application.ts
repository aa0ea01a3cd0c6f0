import { randomUUID } from 'node:crypto';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter, type LoggerService, type Type, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ProblemType } from '@suqiao/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { loggerFor, runWithTraceparent, traceparentOf } from '../telemetry';
import { isTransient } from '../kafka/transient';
import { languageOf, ProblemError } from './problem';

const bodyLimitBytes = 256 * 1024;
const logger = loggerFor('http');

/** Codes of Fastify's own refusals and what Suqiao calls them. */
const fastifyProblems: Readonly<Record<string, ProblemType>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid-json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid-json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid-json',
};
const statusProblems: Readonly<Record<number, ProblemType>> = {
  400: 'invalid-json', 401: 'unauthenticated', 403: 'forbidden', 404: 'not-found', 405: 'method-not-allowed', 413: 'too-large', 415: 'unsupported-media-type',
};

/** Any error as the problem that its reader is told. Nothing of the inside leaves with it. */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (isTransient(error)) return new ProblemError('unavailable', { headers: { 'retry-after': '5' } });
  const { code, statusCode }: { code?: unknown; statusCode?: unknown } = typeof error === 'object' && error !== null ? error : {};
  const type = typeof code === 'string' ? fastifyProblems[code] : undefined;
  if (type !== undefined) return new ProblemError(type);
  const status = error instanceof HttpException ? error.getStatus() : statusCode;
  return new ProblemError((typeof status === 'number' ? statusProblems[status] : undefined) ?? 'internal');
}

/** Writes every error as `application/problem+json`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** Sends a problem outside of Nest's reach: from Fastify's own error and not-found handlers. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error);
  if (problem.type === 'internal') logger.error({ err: error, request: request.id, url: request.url }, 'a request failed');
  if (reply.sent) return;
  const language = languageOf(request.headers['accept-language']);
  void reply
    .status(problem.status)
    .headers({ 'content-language': language, 'cache-control': 'no-store', ...problem.details.headers })
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem.toProblem(language, `urn:uuid:${request.id}`)));
}

const securityHeaders = {
  // Styles inline because the console's component library writes them at run time; scripts never.
  'content-security-policy': "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
};

/** A Nest application on Fastify with Suqiao's limits, problems, headers and traces; not listening yet. */
export async function createHttpApplication(module: Type | DynamicModule, nest: LoggerService): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ bodyLimit: bodyLimitBytes, genReqId: () => randomUUID(), requestTimeout: 30_000, routerOptions: { maxParamLength: 200 } });
  const application = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger: nest, abortOnError: false });
  application.useGlobalFilters(new ProblemFilter());
  application.enableShutdownHooks();
  const fastify = adapter.getInstance();
  fastify.addHook('onRequest', (request, _reply, done) => {
    runWithTraceparent(traceparentOf(request.headers['traceparent']), done);
  });
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    for (const [name, value] of Object.entries(securityHeaders)) if (!reply.hasHeader(name)) reply.header(name, value);
    done();
  });
  fastify.setErrorHandler((error, request, reply) => {
    sendProblem(error, request, reply);
  });
  return application;
}
