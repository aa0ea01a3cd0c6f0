import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Inject, Injectable, Optional, type OnModuleDestroy } from '@nestjs/common';
import { Agent, request } from 'undici';
import { addressFault, isNamed, mayConnect } from './domain/webhook-address';
import { WEBHOOK_SETTINGS, type WebhookSettings } from './webhooks.settings';

/** What came of one try. */
export interface Sent {
  /** `null`: no answer came. */
  readonly status: number | null;
  /** How the answer began, or what failed. */
  readonly said: string;
  readonly durationInMs: number;
}

const answerInMs = 10_000;
const connectInMs = 5000;
/** Of an answer's body no more is read: it is for a person who looks for a mistake. */
const mostReadBytes = 4096;
const mostSaidCharacters = 300;

/** Injection token of a `Resolve` instead of the system's. */
export const WEBHOOK_RESOLVE = Symbol('webhook resolve');
/** All addresses of a name. */
export type Resolve = (hostname: string, done: (error: Error | null, addresses: readonly LookupAddress[]) => void) => void;

const systemResolve: Resolve = (hostname, done) => {
  lookup(hostname, { all: true }, (error, addresses) => {
    done(error, error === null ? addresses : []);
  });
};

/** Sends messages to addresses that strangers gave. */
@Injectable()
export class WebhookSending implements OnModuleDestroy {
  readonly #settings: WebhookSettings;
  readonly #resolve: Resolve;
  /** To hosts that the deployment named, whatever their address. */
  readonly #named = new Agent({ connect: { timeout: connectInMs }, headersTimeout: answerInMs, bodyTimeout: answerInMs });
  readonly #guarded: Agent;

  constructor(@Inject(WEBHOOK_SETTINGS) settings: WebhookSettings, @Optional() @Inject(WEBHOOK_RESOLVE) resolve?: Resolve) {
    this.#settings = settings;
    this.#resolve = resolve ?? systemResolve;
    this.#guarded = new Agent({ connect: { timeout: connectInMs, lookup: this.#lookup }, headersTimeout: answerInMs, bodyTimeout: answerInMs });
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.#named.destroy(), this.#guarded.destroy()]);
  }

  /** Posts a body; a redirect is an answer like another and is not followed. Never rejects. */
  async send(address: string, headers: Readonly<Record<string, string>>, body: string): Promise<Sent> {
    const startedAt = performance.now();
    const sent = (status: number | null, said: string): Sent => ({ status, said: said.slice(0, mostSaidCharacters), durationInMs: Math.round(performance.now() - startedAt) });
    try {
      const url = new URL(address);
      // Asked anew: what the deployment allows may have changed since the webhook was made.
      const fault = addressFault(url, this.#settings.allowed);
      if (fault !== null) return sent(null, fault);
      const dispatcher = isNamed(url, this.#settings.allowed) ? this.#named : this.#guarded;
      const answer = await request(url, { method: 'POST', dispatcher, headers, body, signal: AbortSignal.timeout(answerInMs) });
      return sent(answer.statusCode, await beginningOf(answer.body));
    } catch (error) {
      return sent(null, error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    }
  }

  /**
   * Looks a name up for the very connection that is about to be made, so that a name can't answer one thing to a check and
   * another to the connection. One address inside refuses them all.
   */
  readonly #lookup: LookupFunction = (hostname, options, callback) => {
    this.#resolve(hostname, (error, addresses) => {
      const [first] = addresses;
      if (error !== null) callback(error, '', 0);
      else if (first === undefined || addresses.some(({ address }) => !mayConnect(address, this.#settings.allowed))) callback(new Error('webhook.inside: the name leads to an address that is not public'), '', 0);
      else if (options.all === true) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    });
  };
}

async function beginningOf(body: AsyncIterable<Buffer> & { destroy(): unknown }): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    sizeBytes += chunk.length;
    if (sizeBytes >= mostReadBytes) break;
  }
  body.destroy();
  return Buffer.concat(chunks).subarray(0, mostReadBytes).toString('utf8');
}
