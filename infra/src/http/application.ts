import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { DynamicModule, LoggerService, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { requestArrived, runWithTraceparent, traceparentOf } from '../telemetry';
import { acceptOnlyJson } from './body-parser';
import { acceptForms } from './forms';
import { ProblemError } from './problem';
import { ProblemFilter, securityHeaders, sendProblem } from './problem-filter';
import { RouteTable, type RegisteredRoute } from './route-table';
import { acceptStreams } from './streams';

/** Largest body that is read, unless told otherwise: an appeal's longest text four times over. */
const defaultBodyLimitBytes = 256 * 1024;
/** How long a client may take to send its request. */
const requestTimeoutInMs = 30_000;
/** How long it may take where a route reads the body itself, as fast as it can take it. */
const streamTimeoutInMs = 15 * 60 * 1000;
const longestParameter = 200;

/** What a composition may choose. */
export interface HttpOptions {
  /** 256 KiB unless told. */
  readonly bodyLimitBytes?: number;
  /** Origins besides its own that the pages may call, such as an issuer of access tokens elsewhere. */
  readonly connectSources?: readonly string[];
  /** Addresses and networks of proxies, with commas, whose word on a client's address is believed; SUQIAO_TRUSTED_PROXIES unless told, else nobody's. */
  readonly trustedProxies?: string;
}

/** A Nest application on Fastify with Suqiao's limits, problems, headers and traces; not listening yet. */
export async function createHttpApplication(
  module: Type | DynamicModule,
  nest: LoggerService,
  { bodyLimitBytes = defaultBodyLimitBytes, connectSources = [], trustedProxies = process.env['SUQIAO_TRUSTED_PROXIES']?.trim() ?? '' }: HttpOptions = {},
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: bodyLimitBytes,
    genReqId: () => randomUUID(),
    requestTimeout: streamTimeoutInMs,
    ...(trustedProxies !== '' && { trustProxy: trustedProxies }),
    routerOptions: { maxParamLength: longestParameter },
    // What the router refuses never reaches a filter or a hook.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      sendProblem(error, request, reply);
    },
    clientErrorHandler: (error, socket) => {
      refuseUnreadable(error.code, socket);
    },
  });
  const fastify = adapter.getInstance();
  const routes = new RouteTable();
  fastify.decorate('routeTable', routes);
  routes.watch(fastify);
  const headers = Object.entries(securityHeaders(connectSources));
  const arrivals = new WeakMap<FastifyRequest, () => void>();
  fastify.addHook('onRequest', (request, reply, done) => {
    const over = requestArrived();
    arrivals.set(request, over);
    reply.raw.once('close', over);
    const { takesStream, takesForm } = request.routeOptions.config;
    if (takesStream === undefined && takesForm !== true) limitArrival(request.raw);
    done();
  });
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    // A stream of events is answered when it begins.
    arrivals.get(request)?.();
    for (const [name, value] of headers) if (!reply.hasHeader(name)) reply.header(name, value);
    reply.header('x-request-id', request.id);
    done();
  });
  // After the body was read: reading it leaves the context of earlier hooks.
  fastify.addHook('preValidation', (request, _reply, done) => {
    runWithTraceparent(traceparentOf(request.headers['traceparent']), done);
  });
  acceptOnlyJson(fastify);
  acceptForms(fastify);
  acceptStreams(fastify);
  const application = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger: nest, abortOnError: false, bodyParser: false });
  application.useGlobalFilters(new ProblemFilter());
  application.enableShutdownHooks();
  return application;
}

/** Breaks with a client that takes too long to send its body. */
function limitArrival(request: IncomingMessage): void {
  if (request.headers['content-length'] === undefined && request.headers['transfer-encoding'] === undefined) return;
  const late = setTimeout(() => {
    if (!request.complete) request.socket.destroy();
  }, requestTimeoutInMs);
  const over = () => {
    clearTimeout(late);
  };
  request.once('end', over).once('close', over);
}

/** Every route of an application that `createHttpApplication` made, once it is initialised. */
export function registeredRoutes(application: NestFastifyApplication): readonly RegisteredRoute[] {
  return application.getHttpAdapter().getInstance().routeTable?.routes ?? [];
}

/** Answers what is not HTTP, or too slow or too large in its headers, without knowing a request. */
function refuseUnreadable(code: string | undefined, socket: Socket): void {
  if (code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  const problem = new ProblemError('invalid-request', { detail: { 'zh-CN': '无法读取该 HTTP 请求', en: 'The HTTP request can not be read' } });
  const body = JSON.stringify(problem.toProblem('zh-CN', `urn:uuid:${randomUUID()}`));
  const headers = ['HTTP/1.1 400 Bad Request', 'content-type: application/problem+json; charset=utf-8', 'content-language: zh-CN', `content-length: ${String(Buffer.byteLength(body))}`, 'connection: close'];
  socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`);
}
