import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { channelOf } from '@suqiao/infra/auth';
import { ProblemError, problemOf } from '@suqiao/infra/http';
import type { FastifyRequest } from 'fastify';
import { tap, type Observable } from 'rxjs';
import { Open311Refusal } from './open311.refusals';
import { RefusalsStore } from './refusals.store';

/** Notes what channels send by HTTP and is refused; the lines of a bulk call are noted where they are read. */
@Injectable()
export class RefusalsInterceptor implements NestInterceptor {
  constructor(@Inject(RefusalsStore) private readonly refusals: RefusalsStore) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const channel = channelOf(request);
    // Whoever only asks has lost nothing.
    if (channel === null || request.method === 'GET') return next.handle();
    return next.handle().pipe(tap({
      error: (error: unknown) => {
        const { type, status, details } = error instanceof Open311Refusal ? asProblem(error) : problemOf(error);
        if (status >= 500) return;
        this.refusals.note({ channel: channel.name, sandbox: channel.sandbox, keyId: channel.keyId, door: `${request.method} ${request.routeOptions.url ?? ''}`, reference: referenceIn(request.body), type, faults: details.errors ?? [] });
      },
    }));
  }
}

function asProblem({ faults }: Open311Refusal): ProblemError {
  return new ProblemError('invalid-request', { errors: faults.map(({ argument, text }) => ({ parameter: argument, rule: 'open311', detail: text })) });
}

const longestReference = 128;

/** The channel's own number in a body that was not checked; `null` where there is none. */
export function referenceIn(body: unknown): string | null {
  const { channelReference }: { channelReference?: unknown } = typeof body === 'object' && body !== null ? body : {};
  return typeof channelReference === 'string' && channelReference !== '' ? channelReference.slice(0, longestReference) : null;
}
