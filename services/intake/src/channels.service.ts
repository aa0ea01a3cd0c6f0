import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { AuditAction, ChannelAccount, ChannelKeyView, IssuedKey, KeyRotation, NewChannelKey, Reader } from '@suqiao/contracts';
import { AuditTrail } from '@suqiao/infra/audit';
import { hashChannelKey, newChannelKey } from '@suqiao/infra/auth';
import { fieldFault, ProblemError } from '@suqiao/infra/http';
import { ChannelKeysStore, type ChannelKeyDocument } from './channels.keys.store';
import { ChannelsStore, type ChannelDocument } from './channels.store';

/** A channel's keys that are not revoked; more are a sign of a script gone wild. */
const mostKeys = 50;
const hourInMs = 3600 * 1000;

/** Issues keys and ends them. */
@Injectable()
export class ChannelsService {
  constructor(
    @Inject(ChannelsStore) private readonly channels: ChannelsStore,
    @Inject(ChannelKeysStore) private readonly keys: ChannelKeysStore,
    @Inject(AuditTrail) private readonly trail: AuditTrail,
  ) {}

  /** Channels with their keys. */
  async accounts(channels: readonly ChannelDocument[], now: Date): Promise<ChannelAccount[]> {
    const byChannel = Map.groupBy(await this.keys.of(channels.map(({ _id }) => _id)), ({ channel }) => channel);
    return channels.map(({ _id, displayName, quotaPerMinute }) => ({ name: _id, displayName, quotaPerMinute, keys: (byChannel.get(_id) ?? []).map((key) => keyView(key, now)) }));
  }

  /** @throws ProblemError `not-found` */
  async account(name: string): Promise<ChannelAccount> {
    const channel = await this.channels.find(name);
    const [account] = channel === null ? [] : await this.accounts([channel], new Date());
    if (account === undefined) throw new ProblemError('not-found');
    return account;
  }

  /**
   * A new key, or a new client with its secret, which only this answer tells.
   * @throws ProblemError `not-found`; `invalid-request` for a time that is over, or too many keys
   */
  async issue(name: string, wanted: NewChannelKey, by: Reader, replaces: string | null = null): Promise<IssuedKey> {
    const now = new Date();
    refusePast(wanted.expiresAt, now);
    const { keys } = await this.account(name);
    if (keys.filter(({ revokedAt }) => revokedAt === null).length >= mostKeys) throw new ProblemError('invalid-request', { errors: [fieldFault('', 'keys.tooMany')] });
    const { kind, label, scopes, sandbox, expiresAt } = wanted;
    const secret = newChannelKey({ sandbox });
    const key: ChannelKeyDocument = {
      _id: `${kind === 'client' ? 'sqc' : 'sqi'}-${randomBytes(12).toString('hex')}`, channel: name, kind, label, hash: hashChannelKey(secret), scopes: [...scopes], sandbox,
      createdAt: now.toISOString(), createdBy: by.name, expiresAt, lastUsedAt: null, revokedAt: null,
    };
    await this.#note(by, replaces === null ? 'keyIssued' : 'keyRotated', name, { key: key._id, label, scopes: scopes.join(', '), ...(replaces !== null && { replaces }) });
    await this.keys.insert(key);
    return { key: keyView(key, now), secret };
  }

  /**
   * A new key like an old one, which goes on working for the overlap.
   * @throws ProblemError `not-found`; `invalid-request`; `command-refused` for a key that is revoked or expired
   */
  async rotate(name: string, keyId: string, { overlapInHours, expiresAt }: KeyRotation, by: Reader): Promise<IssuedKey> {
    const now = new Date();
    const old = await this.keys.findById(keyId);
    if (old?.channel !== name) throw new ProblemError('not-found');
    const { state } = keyView(old, now);
    if (state !== 'active') throw new ProblemError('command-refused', { state, allowed: [] });
    const issued = await this.issue(name, { kind: old.kind, label: old.label, scopes: old.scopes, sandbox: old.sandbox, expiresAt }, by, keyId);
    await this.keys.endBy(name, keyId, new Date(now.getTime() + overlapInHours * hourInMs).toISOString());
    return issued;
  }

  /** @throws ProblemError `not-found` */
  async revoke(name: string, keyId: string, by: Reader): Promise<ChannelKeyView> {
    const now = new Date();
    const known = await this.keys.findById(keyId);
    if (known?.channel === name && known.revokedAt === null) await this.#note(by, 'keyRevoked', name, { key: keyId, label: known.label });
    const key = await this.keys.revoke(name, keyId, now.toISOString());
    if (key === null) throw new ProblemError('not-found');
    return keyView(key, now);
  }

  /** On the audit trail before it is done: an entry may tell of what then failed, but nothing is done without one. */
  async #note(by: Reader, action: AuditAction, channel: string, details: Readonly<Record<string, string>>): Promise<void> {
    await this.trail.append({ by, action, object: { kind: 'channel', id: channel, name: channel }, reason: null, details: { ...details }, divisionPath: [] });
  }
}

function refusePast(expiresAt: string | null, now: Date): void {
  if (expiresAt !== null && Date.parse(expiresAt) <= now.getTime()) throw new ProblemError('invalid-request', { errors: [fieldFault('/expiresAt', 'expiresAt.past')] });
}

function keyView({ _id, kind, label, scopes, sandbox, createdAt, createdBy, expiresAt, lastUsedAt, revokedAt }: ChannelKeyDocument, now: Date): ChannelKeyView {
  const isExpired = expiresAt !== null && Date.parse(expiresAt) <= now.getTime();
  return { keyId: _id, kind, label, scopes, sandbox, createdAt, createdBy, expiresAt, lastUsedAt, revokedAt, state: revokedAt !== null ? 'revoked' : isExpired ? 'expired' : 'active' };
}
