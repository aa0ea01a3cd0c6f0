import type { CurrentChannelInfo } from './channel-keys';

/** Injection token of `ChannelQuota`; a process without one counts nothing. */
export const CHANNEL_QUOTA = Symbol('channel quota');

/** A channel's quota after something was taken from it. */
export interface QuotaState {
  readonly isAllowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  readonly windowInSeconds: number;
  readonly resetsInSeconds: number;
}

/** Counts what channels ask for. */
export interface ChannelQuota {
  /**
   * Takes so many requests from a channel's quota.
   * @returns `null` when nobody can say what is left at present; the request is let through
   */
  take(channel: CurrentChannelInfo, cost: number): Promise<QuotaState | null>;
}

/** `RateLimit-Policy` and `RateLimit` as draft-ietf-httpapi-ratelimit-headers-10 writes them (RFC 9651 lists). */
export function quotaHeaders({ limit, remaining, windowInSeconds, resetsInSeconds }: Omit<QuotaState, 'isAllowed'>, policy = 'channel'): Readonly<Record<string, string>> {
  return {
    'ratelimit-policy': `"${policy}";q=${String(limit)};w=${String(windowInSeconds)}`,
    ratelimit: `"${policy}";r=${String(remaining)};t=${String(resetsInSeconds)}`,
  };
}
