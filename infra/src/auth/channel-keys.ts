import { createHash, randomBytes } from 'node:crypto';

/** Injection token of the channels' directory. */
export const CHANNEL_DIRECTORY = Symbol('channel directory');

/** Who owns a key: implemented by the service that keeps channels. */
export interface ChannelDirectory {
  /** @param keyHash as of `hashChannelKey` */
  findByKeyHash(keyHash: string): Promise<CurrentChannelInfo | null>;
}

/** The channel behind a request. */
export interface CurrentChannelInfo {
  readonly name: string;
}

const prefix = 'sqk_';

/** A new channel key: 256 random bits. It is shown once and stored only as its hash. */
export function newChannelKey(): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`;
}

/** Whether a bearer credential is meant as a channel key; no access token begins so. */
export function isChannelKey(credential: string): boolean {
  return credential.startsWith(prefix);
}

/** SHA-256 in hex. Enough for a key of 256 random bits, which nobody guesses; a password would need a slow hash. */
export function hashChannelKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
