import { Controller, Get, HttpCode, Inject, Optional, Res } from '@nestjs/common';
import { Public } from '../auth';
import { READINESS, type ReadinessCheck } from '../http';
import { EventBus } from '../kafka';
import { MONGO } from '../mongo';
import type { FastifyReply } from 'fastify';
import type { Connection } from 'mongoose';

const checkLimitInMs = 3000;

/** Whether this process lives, and whether everything that it needs on the path of an appeal works. */
@Controller()
@Public()
export class HealthController {
  readonly #checks: readonly ReadinessCheck[];

  constructor(@Inject(MONGO) mongo: Connection, @Inject(EventBus) bus: EventBus, @Optional() @Inject(READINESS) more: ReadinessCheck | undefined) {
    this.#checks = [
      {
        name: 'mongodb',
        check: async () => {
          const hello = await mongo.getClient().db('admin').command({ hello: 1 });
          if (hello['isWritablePrimary'] !== true) throw new Error('no primary');
        },
      },
      {
        name: 'kafka',
        check: async () => {
          if (!(await bus.isReady())) throw new Error('a consumer has not joined its group yet');
        },
      },
      ...(more === undefined ? [] : [more]),
    ];
  }

  @Get('healthz')
  @HttpCode(200)
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('readyz')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: string; parts: Record<string, string> }> {
    const states = await Promise.all(this.#checks.map(async ({ name, check }) => [name, await outcome(check())] as const));
    const isReady = states.every(([, state]) => state === 'ready');
    reply.status(isReady ? 200 : 503).header('cache-control', 'no-store');
    return { status: isReady ? 'ready' : 'not ready', parts: Object.fromEntries(states) };
  }
}

async function outcome(check: Promise<void>): Promise<string> {
  const limit = new Promise<string>((resolve) => {
    setTimeout(resolve, checkLimitInMs, `no answer within ${String(checkLimitInMs / 1000)} s`).unref();
  });
  return Promise.race([check.then(() => 'ready', (error: unknown) => (error instanceof Error ? error.message : String(error))), limit]);
}
