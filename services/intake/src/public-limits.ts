import { createHmac, randomBytes } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { quotaHeaders } from '@suqiao/infra/auth';
import { ProblemError } from '@suqiao/infra/http';
import { isDuplicateKey, MONGO } from '@suqiao/infra/mongo';
import type { Connection, mongo } from 'mongoose';
import { RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible';

/** Injection token of `PublicRules`. */
export const PUBLIC_RULES = Symbol('public rules');

/** So many in so long. */
export interface PublicRule {
  readonly limit: number;
  readonly windowInSeconds: number;
}

/** What the public doors allow; the keys name the rules in `RateLimit-Policy`. */
export type PublicRules = Readonly<Record<'trackingAddress' | 'trackingNumber' | 'raiseAddress' | 'raiseAll' | 'uploadAddress', PublicRule>>;

/** A person mistypes a few times; four digits are ten thousand: at this rate, over a month for half of them, and each try is counted. */
export const usualRules: PublicRules = {
  trackingAddress: { limit: 30, windowInSeconds: 600 },
  trackingNumber: { limit: 10, windowInSeconds: 3600 },
  raiseAddress: { limit: 10, windowInSeconds: 3600 },
  raiseAll: { limit: 600, windowInSeconds: 3600 },
  uploadAddress: { limit: 40, windowInSeconds: 3600 },
};

interface SecretDocument {
  readonly _id: string;
  readonly key: string;
}
const secretName = 'public-doors';
const keySizeBytes = 32;

/**
 * Limits of what anybody may call, counted in MongoDB for all processes; addresses and numbers are counted under a keyed
 * hash, not as they are. Where nobody can count, nobody is let in.
 */
@Injectable()
export class PublicLimits implements OnModuleInit {
  readonly #connection: Connection;
  readonly #limiters = new Map<keyof PublicRules, RateLimiterMongo>();
  #key: Buffer | null = null;

  constructor(
    @Inject(MONGO) connection: Connection,
    @Inject(PUBLIC_RULES) private readonly rules: PublicRules,
  ) {
    this.#connection = connection;
  }

  async onModuleInit(): Promise<void> {
    const limits = this.#connection.collection('public_limits');
    await limits.createIndex({ expire: -1 }, { expireAfterSeconds: 0 });
    await limits.createIndex({ key: 1 }, { unique: true });
  }

  /**
   * The key of all processes for what public doors sign, made at its first use. It lies in the store beside the appeals
   * themselves: who can read it there needs no session.
   */
  async key(): Promise<Buffer> {
    if (this.#key !== null) return this.#key;
    const secrets: mongo.Collection<SecretDocument> = this.#connection.getClient().db(this.#connection.name).collection<SecretDocument>('intake_secrets');
    try {
      await secrets.updateOne({ _id: secretName }, { $setOnInsert: { key: randomBytes(keySizeBytes).toString('base64') } }, { upsert: true });
    } catch (error) {
      // Another process was first.
      if (!isDuplicateKey(error)) throw error;
    }
    const found = await secrets.findOne({ _id: secretName }, { readConcern: 'majority' });
    if (found === null) throw new ProblemError('unavailable', { headers: { 'retry-after': '1' } });
    this.#key = Buffer.from(found.key, 'base64');
    return this.#key;
  }

  /**
   * Counts one.
   * @returns headers that tell what is left
   * @throws ProblemError `too-many-requests` with `Retry-After` and the headers
   */
  async take(rule: keyof PublicRules, of: string): Promise<Readonly<Record<string, string>>> {
    const { limit, windowInSeconds } = this.rules[rule];
    const taken = await consumed(this.#limiter(rule), await this.#hash(rule, of));
    const resetsInSeconds = Math.max(1, Math.ceil(taken.msBeforeNext / 1000));
    const headers = quotaHeaders({ limit, remaining: Math.max(0, limit - taken.consumedPoints), windowInSeconds, resetsInSeconds }, rule);
    if (taken.consumedPoints > limit) throw new ProblemError('too-many-requests', { headers: { ...headers, 'retry-after': String(resetsInSeconds) } });
    return headers;
  }

  /** Gives one back: it was no guess. */
  async giveBack(rule: keyof PublicRules, of: string): Promise<void> {
    await this.#limiter(rule).reward(await this.#hash(rule, of), 1);
  }

  async #hash(rule: string, of: string): Promise<string> {
    return createHmac('sha256', await this.key()).update(`${rule} ${of}`).digest('base64url');
  }

  #limiter(rule: keyof PublicRules): RateLimiterMongo {
    const known = this.#limiters.get(rule);
    if (known !== undefined) return known;
    const { limit, windowInSeconds } = this.rules[rule];
    const limiter = new RateLimiterMongo({
      storeClient: this.#connection.getClient(), dbName: this.#connection.name, tableName: 'public_limits', keyPrefix: rule, points: limit, duration: windowInSeconds, disableIndexesCreation: true,
    });
    this.#limiters.set(rule, limiter);
    return limiter;
  }
}

/** Whom an address belongs to: of IPv6 a household or an office has 64 bits, not one address. */
export function holderOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('%')[0]?.split('::') ?? [];
  const first = head.split(':').filter((part) => part !== '');
  const last = (tail ?? '').split(':').filter((part) => part !== '');
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  return `${[...first, ...zeros, ...last].slice(0, 4).map((part) => Number.parseInt(part, 16).toString(16)).join(':')}::/64`;
}

async function consumed(limiter: RateLimiterMongo, key: string): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(key, 1);
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return refused;
    throw refused;
  }
}
