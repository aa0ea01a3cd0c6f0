import multipart from '@fastify/multipart';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { ProblemError } from './problem';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Set by `TakesForm`. */
    takesForm?: boolean;
  }
}

/** Method decorator: the route takes `multipart/form-data` and reads it itself (`request.parts`), within limits of its own. */
export const TakesForm = () => RouteConfig({ takesForm: true });

/** Lets those routes that ask for it read forms with files; on every other one a form stays a body of a wrong type. */
export function acceptForms(fastify: FastifyInstance): void {
  fastify.addHook('preParsing', (request, _reply, payload, done) => {
    const isForm = /^multipart\//i.test(request.headers['content-type'] ?? '');
    if (isForm && request.routeOptions.config.takesForm !== true) done(new ProblemError('unsupported-media-type'));
    else done(null, payload);
  });
  void fastify.register(multipart, { throwFileSizeLimit: true });
}
