import { createHash, randomBytes } from 'node:crypto';
import type { ChannelScope } from '@suqiao/contracts';

/** Injection token of the channels' directory. */
export const CHANNEL_DIRECTORY = Symbol('channel directory');

/** Who owns a key: implemented by the service that keeps channels. */
export interface ChannelDirectory {
  /**
   * @param keyHash as of `hashChannelKey`
   * @returns `null` for a key that is unknown, revoked or expired
   */
  findByKeyHash(keyHash: string): Promise<CurrentChannelInfo | null>;
  /** The channel behind an OAuth client, or behind an access token that names it; `null` as above. Not every directory knows clients. */
  findByClient?(client: TokenClient): Promise<CurrentChannelInfo | null>;
}

/** What an access token says of the channel that it was given to. */
export interface TokenClient {
  readonly channel: string;
  /** The client of this installation's own issuer; `null` where another issuer vouches for the channel by its name. */
  readonly clientId: string | null;
  readonly scopes: readonly ChannelScope[];
}

/** The channel behind a request, and what the credential that it came with may be used for. */
export interface CurrentChannelInfo {
  readonly name: string;
  readonly keyId: string;
  readonly scopes: readonly ChannelScope[];
  /** What comes by this credential is checked and answered, and never becomes a case. */
  readonly sandbox: boolean;
  /** RFC 3339; `null`: until it is revoked. */
  readonly expiresAt: string | null;
  /** The channel's own quota; `null`: the deployment's default. */
  readonly quotaPerMinute: number | null;
}

const prefix = 'sqk_';
const sandboxPrefix = `${prefix}test_`;

/** A new channel key: 256 random bits. It is shown once and stored only as its hash. A sandbox key is told by its beginning. */
export function newChannelKey(options: { readonly sandbox?: boolean } = {}): string {
  return `${options.sandbox === true ? sandboxPrefix : prefix}${randomBytes(32).toString('base64url')}`;
}

/** Whether a bearer credential is meant as a channel key; no access token begins so. */
export function isChannelKey(credential: string): boolean {
  return credential.startsWith(prefix);
}

/** SHA-256 in hex. Enough for a key of 256 random bits, which nobody guesses; a password would need a slow hash. */
export function hashChannelKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
