import { createParamDecorator, Inject, Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Reader, Role } from '@suqiao/contracts';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../http/problem';
import { CHANNEL_DIRECTORY, hashChannelKey, isChannelKey, type ChannelDirectory, type CurrentChannelInfo } from './channel-keys';
import { READER_TOKENS, unauthenticated, type ReaderTokens } from './reader-tokens';

/** Who may use a route. A route that says nothing is closed to everybody: forgetting to say fails safe. */
interface Access {
  readonly open: boolean;
  readonly channels: boolean;
  readonly roles: readonly Role[];
}
const accessKey = 'suqiao:access';

/** Anybody, without a credential. */
export const Public = () => SetMetadata<string, Access>(accessKey, { open: true, channels: false, roles: [] });
/** Channels by their key. */
export const AllowChannel = () => SetMetadata<string, Access>(accessKey, { open: false, channels: true, roles: [] });
/** Readers in one of these roles, by their access token. */
export const AllowReaders = (...roles: readonly Role[]) => SetMetadata<string, Access>(accessKey, { open: false, channels: false, roles });
/** Channels, and readers in one of these roles. */
export const AllowChannelAndReaders = (...roles: readonly Role[]) => SetMetadata<string, Access>(accessKey, { open: false, channels: true, roles });

/** Whoever a request comes from. */
export type Caller = { readonly kind: 'channel'; readonly channel: CurrentChannelInfo } | { readonly kind: 'reader'; readonly reader: Reader };

const callers = new WeakMap<object, Caller>();

function callerOf(context: ExecutionContext): Caller {
  const caller = callers.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (caller === undefined) throw unauthenticated();
  return caller;
}

/** Parameter decorator: the caller, channel or reader. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => callerOf(context));
/** Parameter decorator: the reader; the route allows readers only. */
export const CurrentReader = createParamDecorator((_: unknown, context: ExecutionContext): Reader => {
  const caller = callerOf(context);
  if (caller.kind !== 'reader') throw new ProblemError('forbidden');
  return caller.reader;
});
/** Parameter decorator: the channel; the route allows channels only. */
export const CurrentChannel = createParamDecorator((_: unknown, context: ExecutionContext): CurrentChannelInfo => {
  const caller = callerOf(context);
  if (caller.kind !== 'channel') throw new ProblemError('forbidden');
  return caller.channel;
});

/** How long a found key is believed without asking the store: a withdrawn key works at most this much longer. */
const keyCacheInMs = 5000;

/** The one guard of every route. */
@Injectable()
export class AccessGuard implements CanActivate {
  readonly #channels = new Map<string, { readonly channel: CurrentChannelInfo; readonly untilInMs: number }>();

  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(CHANNEL_DIRECTORY) private readonly directory: ChannelDirectory,
    @Inject(READER_TOKENS) private readonly tokens: ReaderTokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(accessKey, [context.getHandler(), context.getClass()]);
    if (access?.open === true) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const credential = /^Bearer ([\w.~+/=-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (credential === undefined) throw unauthenticated();
    const caller = await this.#identify(credential);
    const allowed = caller.kind === 'channel' ? access?.channels === true : access?.roles.includes(caller.reader.role) === true;
    if (!allowed) throw new ProblemError('forbidden');
    callers.set(request, caller);
    return true;
  }

  async #identify(credential: string): Promise<Caller> {
    if (!isChannelKey(credential)) return { kind: 'reader', reader: await this.tokens.readerOf(credential) };
    const hash = hashChannelKey(credential);
    const cached = this.#channels.get(hash);
    if (cached !== undefined && cached.untilInMs > Date.now()) return { kind: 'channel', channel: cached.channel };
    const channel = await this.directory.findByKeyHash(hash);
    if (channel === null) throw unauthenticated('invalid_token');
    this.#channels.set(hash, { channel, untilInMs: Date.now() + keyCacheInMs });
    return { kind: 'channel', channel };
  }
}
