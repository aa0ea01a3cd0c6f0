import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuseForeignCharset } from './body-parser';
import { ProblemError } from './problem';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Set by `TakesStream`. */
    takesStream?: readonly string[];
  }
}

/** Inside only: what a body is called that its route reads by itself. From outside it is a wrong type like any other. */
const streamedType = 'application/vnd.suqiao.streamed';

/**
 * Method decorator: the route takes bodies of these media types and reads them itself, as a stream (`request.body`), within
 * limits of its own. It has as long as it takes for that; other requests have half a minute.
 */
export const TakesStream = (...mediaTypes: readonly string[]) => RouteConfig({ takesStream: mediaTypes });

/** The media type that a request came with, in lower case and without parameters. */
export function mediaTypeOf(request: FastifyRequest): string {
  return (request.raw.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** Lets those routes that ask for it read bodies as streams. */
export function acceptStreams(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(streamedType, (_request, payload, done) => {
    done(null, payload);
  });
  fastify.addHook('preParsing', (request, _reply, payload, done) => {
    const taken = request.routeOptions.config.takesStream;
    const mediaType = mediaTypeOf(request);
    if (taken === undefined ? mediaType === streamedType : !taken.includes(mediaType)) {
      done(new ProblemError('unsupported-media-type'));
      return;
    }
    const foreign = taken === undefined ? null : refuseForeignCharset(request);
    if (taken !== undefined) request.headers = { ...request.headers, 'content-type': streamedType };
    done(foreign, payload);
  });
}
