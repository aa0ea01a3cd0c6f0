import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allowedInside, type AllowedInside } from './domain/webhook-address';

/** Injection token of `WebhookSettings`. */
export const WEBHOOK_SETTINGS = Symbol('webhook settings');

/** What a deployment decides about webhooks. */
export interface WebhookSettings {
  readonly allowed: AllowedInside;
  /** `null`: no key is set, and no webhook can be made. */
  readonly box: SecretBox | null;
}

const keySizeBytes = 32;
const nonceSizeBytes = 12;
const tagSizeBytes = 16;

/** Seals secrets for the store by AES-256-GCM, each to whom it belongs: put elsewhere, it can't be opened. */
export class SecretBox {
  readonly #key: Buffer;

  /** @throws Error for a key that is not 32 bytes */
  constructor(key: Buffer) {
    if (key.length !== keySizeBytes) throw new Error(`WEBHOOK_SECRET_KEY is not ${String(keySizeBytes)} bytes in base64`);
    this.#key = key;
  }

  seal(secret: string, owner: string): string {
    const nonce = randomBytes(nonceSizeBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** @throws Error when it was sealed by another key, for another owner, or changed since */
  open(sealed: string, owner: string): string {
    const bytes = Buffer.from(sealed, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, nonceSizeBytes)).setAAD(Buffer.from(owner));
    decipher.setAuthTag(bytes.subarray(nonceSizeBytes, nonceSizeBytes + tagSizeBytes));
    return Buffer.concat([decipher.update(bytes.subarray(nonceSizeBytes + tagSizeBytes)), decipher.final()]).toString('utf8');
  }
}

/**
 * Reads how webhooks are kept:
 * - WEBHOOK_SECRET_KEY: 32 bytes in base64, by which their secrets are sealed. The embedded installation makes its own.
 * - WEBHOOK_ALLOW: hosts, host:port and networks that webhooks may reach though they are not public.
 * @throws Error naming the variable that is not understood
 */
export function webhookSettings(environment: NodeJS.ProcessEnv): WebhookSettings {
  const given = (name: string) => environment[name]?.trim() ?? '';
  const key = given('WEBHOOK_SECRET_KEY') === '' ? ownKey(given('SUQIAO_STATE_DIR')) : given('WEBHOOK_SECRET_KEY');
  return { allowed: allowedInside(given('WEBHOOK_ALLOW')), box: key === null ? null : new SecretBox(Buffer.from(key, 'base64')) };
}

/** The key in an embedded installation's state folder, made at its first use; of two processes at once one makes it. */
function ownKey(stateDir: string): string | null {
  if (stateDir === '') return null;
  mkdirSync(stateDir, { recursive: true });
  const file = join(stateDir, 'webhook-secret-key');
  if (!existsSync(file)) {
    // Whole or not at all: the other process must not read half a key.
    const draft = `${file}.${String(process.pid)}`;
    writeFileSync(draft, randomBytes(keySizeBytes).toString('base64'), { mode: 0o600 });
    try {
      linkSync(draft, file);
    } catch {
      // The other process was first; its key is read.
    } finally {
      rmSync(draft);
    }
  }
  return readFileSync(file, 'utf8');
}
