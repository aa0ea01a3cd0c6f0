import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { ChannelQuota, CurrentChannelInfo, QuotaState } from '@suqiao/infra/auth';
import { MONGO } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import type { Connection } from 'mongoose';
import { RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible';

/** Injection token of the quota of a channel that has none of its own, in requests and bulk lines a minute. */
export const DEFAULT_QUOTA = Symbol('default quota');

const generous = 300_000;

/** SUQIAO_CHANNEL_QUOTA_PER_MINUTE, or 5000 a second. @throws Error naming the variable when it is no whole number above 0 */
export function defaultQuotaIn(environment: NodeJS.ProcessEnv): number {
  const given = environment['SUQIAO_CHANNEL_QUOTA_PER_MINUTE']?.trim() ?? '';
  if (given === '') return generous;
  const quota = Number(given);
  if (Number.isSafeInteger(quota) && quota > 0) return quota;
  throw new Error('SUQIAO_CHANNEL_QUOTA_PER_MINUTE is not a whole number above 0');
}

const windowInSeconds = 60;
const largestBlock = 1000;
/** How long a request waits for the store's word on its quota, and how long nobody asks again after it did not come. */
const answerInMs = 1000;
const restInMs = 1000;

/** What this process may give away without asking: taken from the shared count in a block. */
interface Lease {
  readonly limit: number;
  left: number;
  /** In the shared count, after the last block. */
  elsewhere: number;
  endsAtInMs: number;
  isExhausted: boolean;
  awayUntilInMs: number;
  renewing: Promise<void> | null;
}

/**
 * Quotas that all processes share, in MongoDB. A process takes its part in blocks, half a block ahead, so that a call costs
 * no round trip. When the store can't say, a call is let through: a store that is away takes no appeals anyway.
 */
@Injectable()
export class LeasedQuota implements ChannelQuota, OnModuleInit {
  readonly #connection: Connection;
  readonly #leases = new Map<string, Lease>();
  readonly #limiters = new Map<number, RateLimiterMongo>();

  constructor(
    @Inject(MONGO) connection: Connection,
    @Inject(DEFAULT_QUOTA) private readonly defaultQuota: number,
  ) {
    this.#connection = connection;
  }

  async onModuleInit(): Promise<void> {
    const quotas = this.#connection.collection('channel_quotas');
    await quotas.createIndex({ expire: -1 }, { expireAfterSeconds: 0 });
    await quotas.createIndex({ key: 1 }, { unique: true });
  }

  async take(channel: CurrentChannelInfo, cost: number): Promise<QuotaState | null> {
    const key = channel.sandbox ? `${channel.name} sandbox` : channel.name;
    const limit = channel.quotaPerMinute ?? this.defaultQuota;
    for (;;) {
      const lease = this.#lease(key, limit);
      const blockSize = Math.min(largestBlock, Math.max(1, Math.floor(limit / 200)));
      const isRunning = Date.now() < lease.endsAtInMs;
      if (isRunning && lease.left >= cost) {
        lease.left -= cost;
        if (lease.left * 2 < blockSize && !lease.isExhausted) void this.#renew(key, lease, blockSize).catch(() => undefined);
        return stateOf(lease, true);
      }
      if (isRunning && lease.isExhausted) return stateOf(lease, false);
      if (Date.now() < lease.awayUntilInMs) return null;
      try {
        await this.#renew(key, lease, Math.max(blockSize, cost));
      } catch {
        return null;
      }
    }
  }

  #lease(key: string, limit: number): Lease {
    const known = this.#leases.get(key);
    if (known?.limit === limit) return known;
    const lease: Lease = { limit, left: 0, elsewhere: limit, endsAtInMs: 0, isExhausted: false, awayUntilInMs: 0, renewing: null };
    this.#leases.set(key, lease);
    return lease;
  }

  /** Many calls wait for one block. */
  #renew(key: string, lease: Lease, points: number): Promise<void> {
    lease.renewing ??= this.#takeBlock(key, lease, points).catch((error: unknown) => {
      if (lease.awayUntilInMs === 0) loggerFor('quota').warn({ reason: String(error) }, 'quotas can not be counted; channels are let through');
      lease.awayUntilInMs = Date.now() + restInMs;
      throw error;
    }).finally(() => {
      lease.renewing = null;
    });
    return lease.renewing;
  }

  async #takeBlock(key: string, lease: Lease, points: number): Promise<void> {
    const taken = await within(answerInMs, consumed(this.#limiter(lease.limit), key, points));
    // Whoever crosses the limit gets what was left below it; the count is beyond the limit for everybody else.
    const granted = Math.min(points, Math.max(0, lease.limit - (taken.consumedPoints - points)));
    const now = Date.now();
    lease.left = now < lease.endsAtInMs ? lease.left + granted : granted;
    lease.elsewhere = Math.max(0, lease.limit - taken.consumedPoints);
    lease.isExhausted = taken.consumedPoints >= lease.limit;
    lease.endsAtInMs = now + taken.msBeforeNext;
    lease.awayUntilInMs = 0;
  }

  #limiter(limit: number): RateLimiterMongo {
    const known = this.#limiters.get(limit);
    if (known !== undefined) return known;
    const limiter = new RateLimiterMongo({
      storeClient: this.#connection.getClient(), dbName: this.#connection.name, tableName: 'channel_quotas', keyPrefix: 'channel',
      points: limit, duration: windowInSeconds, disableIndexesCreation: true,
    });
    this.#limiters.set(limit, limiter);
    return limiter;
  }
}

/** The count after so many points were added to it, whether or not that is more than the limit. */
async function consumed(limiter: RateLimiterMongo, key: string, points: number): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(key, points);
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return refused;
    throw refused;
  }
}

function within<Result>(limitInMs: number, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new Error(`no answer within ${String(limitInMs)} ms`));
    }, limitInMs);
    work.finally(() => {
      clearTimeout(late);
    }).then(resolve, reject);
  });
}

function stateOf({ limit, left, elsewhere, endsAtInMs }: Lease, isAllowed: boolean): QuotaState {
  const resetsInSeconds = Math.max(0, Math.ceil((endsAtInMs - Date.now()) / 1000));
  return { isAllowed, limit, remaining: left + elsewhere, windowInSeconds, resetsInSeconds };
}
