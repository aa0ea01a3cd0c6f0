import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ProblemError } from '@suqiao/infra/http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { formOf, type Open311Form, type Open311Fault } from './domain/open311-form';

const prefix = '/open311/';
const decoder = new TextDecoder('utf-8', { fatal: true });

/** What a posted form was read as; `null` when its bytes are not UTF-8. */
export type ReadForm = Open311Form | Open311Fault | null;

/** Whether a body was read as a form that has its arguments. */
export function isForm(body: unknown): body is Open311Form {
  return body instanceof Map;
}

/**
 * Lets Open311 be spoken as its clients do: bodies are forms, and the key stands in the form as `api_key`, or in the URL
 * before the host, which comes as Basic. Either is only another place for the Bearer credential, so that the one guard
 * judges it. A key in the query is not taken: queries end up in the logs of everything on the way.
 */
@Injectable()
export class Open311Door {
  constructor(@Inject(HttpAdapterHost) host: HttpAdapterHost) {
    const fastify = host.httpAdapter.getInstance<FastifyInstance>();
    fastify.addContentTypeParser<Buffer>('application/x-www-form-urlencoded', { parseAs: 'buffer' }, (request, body, done) => {
      if (request.url.startsWith(prefix)) done(null, read(body));
      else done(new ProblemError('unsupported-media-type'));
    });
    fastify.addHook('preHandler', (request, _reply, done) => {
      const key = request.url.startsWith(prefix) ? keyOf(request) : undefined;
      if (key !== undefined) request.headers.authorization = `Bearer ${key}`;
      done();
    });
  }
}

function read(body: Buffer): ReadForm {
  try {
    return formOf(decoder.decode(body));
  } catch {
    return null;
  }
}

/** The key where Open311's clients put it; nothing where a Bearer credential came already. */
function keyOf({ headers: { authorization = '' }, body }: FastifyRequest): string | undefined {
  if (/^Bearer /i.test(authorization)) return undefined;
  const basic = /^Basic ([\w+/=]+)$/i.exec(authorization)?.[1];
  const [name = '', password = ''] = basic === undefined ? [] : Buffer.from(basic, 'base64').toString('utf8').split(':', 2);
  if (basic !== undefined) return password === '' ? name : password;
  return isForm(body) ? body.get('api_key') : undefined;
}
