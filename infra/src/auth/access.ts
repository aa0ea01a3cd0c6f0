import { createParamDecorator, Inject, Injectable, Optional, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { ChannelScope, Level, Reader, Role } from '@suqiao/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../http/problem';
import { CHANNEL_DIRECTORY, hashChannelKey, isChannelKey, type ChannelDirectory, type CurrentChannelInfo } from './channel-keys';
import { CHANNEL_QUOTA, quotaHeaders, type ChannelQuota } from './channel-quota';
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

const scopeKey = 'suqiao:scope';
/** A channel's credential must have this scope; a route for channels that names none takes any. Readers have roles instead. */
export const NeedsScope = (scope: ChannelScope) => SetMetadata<string, ChannelScope>(scopeKey, scope);

const levelKey = 'suqiao:level';
/** A reader must be of this level: what lies in no division, such as a channel, is the province's. Channels are let in as ever. */
export const NeedsLevel = (level: Level) => SetMetadata<string, Level>(levelKey, level);

/** Whoever a request comes from. */
export type Caller = { readonly kind: 'channel'; readonly channel: CurrentChannelInfo } | { readonly kind: 'reader'; readonly reader: Reader };

const callers = new WeakMap<object, Caller>();

/** The channel that a request was let in for; `null` for a reader, or for whom no guard has seen. */
export function channelOf(request: FastifyRequest): CurrentChannelInfo | null {
  const caller = callers.get(request);
  return caller?.kind === 'channel' ? caller.channel : null;
}

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
/** More keys than channels have; beyond it the oldest are asked for again. */
const keysCached = 1000;

/** The one guard of every route. */
@Injectable()
export class AccessGuard implements CanActivate {
  readonly #channels = new Map<string, { readonly channel: CurrentChannelInfo; readonly untilInMs: number }>();

  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(CHANNEL_DIRECTORY) private readonly directory: ChannelDirectory,
    @Inject(READER_TOKENS) private readonly tokens: ReaderTokens,
    @Optional() @Inject(CHANNEL_QUOTA) private readonly quota: ChannelQuota | null = null,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(accessKey, [context.getHandler(), context.getClass()]);
    if (access?.open === true) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const credential = /^Bearer ([\w.~+/=-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (credential === undefined) throw unauthenticated();
    const caller = await this.#identify(credential);
    const allowed = caller.kind === 'channel' ? access?.channels === true : access?.roles.includes(caller.reader.role) === true && this.#isHighEnough(caller.reader, context);
    if (!allowed) throw new ProblemError('forbidden');
    if (caller.kind === 'channel') await this.#admit(caller.channel, context);
    callers.set(request, caller);
    return true;
  }

  #isHighEnough({ level }: Reader, context: ExecutionContext): boolean {
    const needed = this.reflector.getAllAndOverride<Level | undefined>(levelKey, [context.getHandler(), context.getClass()]);
    return needed === undefined || level === needed;
  }

  /** @throws ProblemError `forbidden` naming the scope that is missing; `too-many-requests` */
  async #admit(channel: CurrentChannelInfo, context: ExecutionContext): Promise<void> {
    const state = await this.quota?.take(channel, 1);
    const headers = state == null ? {} : quotaHeaders(state);
    void context.switchToHttp().getResponse<FastifyReply>().headers({ ...headers, ...(channel.sandbox && { 'suqiao-sandbox': 'true' }) });
    if (state?.isAllowed === false) throw new ProblemError('too-many-requests', { headers: { 'retry-after': String(Math.max(1, state.resetsInSeconds)) } });
    const scope = this.reflector.getAllAndOverride<ChannelScope | undefined>(scopeKey, [context.getHandler(), context.getClass()]);
    if (scope === undefined || channel.scopes.includes(scope)) return;
    throw new ProblemError('forbidden', {
      detail: { 'zh-CN': `该密钥没有 ${scope} 权限`, en: `The key lacks the scope ${scope}` },
      headers: { 'www-authenticate': `Bearer realm="suqiao", error="insufficient_scope", scope="${scope}"` },
    });
  }

  async #identify(credential: string): Promise<Caller> {
    if (!isChannelKey(credential)) return this.#bearerOf(credential);
    const hash = hashChannelKey(credential);
    return this.#channelOf(hash, () => this.directory.findByKeyHash(hash));
  }

  async #bearerOf(token: string): Promise<Caller> {
    if (this.tokens.bearerOf === undefined) return { kind: 'reader', reader: await this.tokens.readerOf(token) };
    const bearer = await this.tokens.bearerOf(token);
    if (bearer.kind === 'reader') return bearer;
    return this.#channelOf(JSON.stringify(bearer.client), () => this.directory.findByClient?.(bearer.client) ?? Promise.resolve(null));
  }

  async #channelOf(key: string, find: () => Promise<CurrentChannelInfo | null>): Promise<Caller> {
    const cached = this.#channels.get(key);
    const channel = cached !== undefined && cached.untilInMs > Date.now() ? cached.channel : await find();
    if (channel === null || (channel.expiresAt !== null && Date.parse(channel.expiresAt) <= Date.now())) throw unauthenticated('invalid_token');
    if (cached?.channel === channel) return { kind: 'channel', channel };
    const [oldest] = this.#channels.keys();
    if (this.#channels.size >= keysCached && oldest !== undefined) this.#channels.delete(oldest);
    this.#channels.set(key, { channel, untilInMs: Date.now() + keyCacheInMs });
    return { kind: 'channel', channel };
  }
}
