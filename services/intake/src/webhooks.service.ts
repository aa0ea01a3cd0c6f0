import { randomBytes, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { mostReplayed, mostWebhooks } from '@suqiao/contracts';
import type { DeliveryListQuery, DeliveryPage, IssuedWebhook, NewWebhook, WebhookDelivery, WebhookReplay, WebhookReplayed, WebhookView } from '@suqiao/contracts';
import { decodeCursor, encodeCursor, fieldFault, ProblemError } from '@suqiao/infra/http';
import { ChangesStore } from './changes.store';
import { addressFault } from './domain/webhook-address';
import { DeliveriesStore, type DeliveryDocument } from './webhooks.deliveries.store';
import { WEBHOOK_SETTINGS, type SecretBox, type WebhookSettings } from './webhooks.settings';
import { WebhooksStore, type WebhookDocument, type WebhookOwner } from './webhooks.store';
import { WebhooksSweep } from './webhooks.sweep';

/** For so long after its replacement an old secret signs beside the new one. */
const overlapInMs = 24 * 3600 * 1000;
const secretSizeBytes = 32;

/** What a channel, or an administrator for it, does with its webhooks. Another's webhook is not found. */
@Injectable()
export class WebhooksService {
  constructor(
    @Inject(WebhooksStore) private readonly webhooks: WebhooksStore,
    @Inject(DeliveriesStore) private readonly deliveries: DeliveriesStore,
    @Inject(ChangesStore) private readonly changes: ChangesStore,
    @Inject(WebhooksSweep) private readonly sweep: WebhooksSweep,
    @Inject(WEBHOOK_SETTINGS) private readonly settings: WebhookSettings,
  ) {}

  async list(owner: WebhookOwner): Promise<{ items: WebhookView[] }> {
    return { items: await Promise.all((await this.webhooks.list(owner)).map((webhook) => this.#viewOf(webhook))) };
  }

  async get(owner: WebhookOwner, id: string): Promise<WebhookView> {
    return this.#viewOf(await this.#own(owner, id));
  }

  /** @throws ProblemError `invalid-request` for an address that may not be reached, or one webhook too many */
  async create(owner: Required<WebhookOwner>, wanted: NewWebhook): Promise<IssuedWebhook> {
    this.#check(wanted);
    if ((await this.webhooks.list(owner)).length >= mostWebhooks) throw new ProblemError('invalid-request', { errors: [fieldFault('/url', 'webhooks.tooMany')] });
    const [id, secret] = [randomUUID(), newSecret()];
    // From here on: who comes new is not told of the past.
    const through = await this.changes.latest();
    await this.webhooks.create({
      ...wanted, ...owner, _id: id, createdAt: new Date(), secrets: [{ sealed: this.#box().seal(secret, id), until: null }], pausedBecause: null, pausedAt: null, failingSince: null, failures: 0, through,
    });
    return { webhook: await this.get(owner, id), secret };
  }

  async change(owner: WebhookOwner, id: string, wanted: NewWebhook): Promise<WebhookView> {
    await this.#own(owner, id);
    this.#check(wanted);
    await this.webhooks.change(id, wanted);
    return this.get(owner, id);
  }

  async remove(owner: WebhookOwner, id: string): Promise<void> {
    await this.#own(owner, id);
    await this.webhooks.remove(id);
    await this.deliveries.removeAll(id);
  }

  async rotate(owner: WebhookOwner, id: string): Promise<IssuedWebhook> {
    const { secrets } = await this.#own(owner, id);
    const secret = newSecret();
    await this.webhooks.replaceSecret(id, this.#box().seal(secret, id), secrets.at(-1)?.sealed, new Date(Date.now() + overlapInMs));
    return { webhook: await this.get(owner, id), secret };
  }

  async pause(owner: WebhookOwner, id: string): Promise<WebhookView> {
    await this.#own(owner, id);
    await this.webhooks.pause(id, 'asked', new Date());
    return this.get(owner, id);
  }

  /** It is told everything that happened meanwhile. */
  async resume(owner: WebhookOwner, id: string): Promise<WebhookView> {
    await this.#own(owner, id);
    await this.webhooks.resume(id);
    this.sweep.wake();
    return this.get(owner, id);
  }

  /** @throws ProblemError `command-refused` while it is paused */
  async test(owner: WebhookOwner, id: string): Promise<WebhookDelivery> {
    this.#refusePaused(await this.#own(owner, id));
    const deliveryId = `${id}:test-${randomUUID()}`;
    const now = new Date();
    await this.deliveries.make(id, [{ id: deliveryId, message: { type: 'test', timestamp: now.toISOString(), data: null } }], now);
    this.sweep.wake();
    return this.delivery(owner, id, deliveryId);
  }

  async listDeliveries(owner: WebhookOwner, id: string, { state, cursor, limit }: DeliveryListQuery): Promise<DeliveryPage> {
    await this.#own(owner, id);
    const position = decodeCursor(cursor);
    const createdAt = new Date(position?.[0] ?? Number.NaN);
    if (position !== null && Number.isNaN(createdAt.getTime())) throw new ProblemError('invalid-request', { errors: [{ parameter: 'cursor', rule: 'cursor.invalid', detail: fieldFault('', 'cursor.invalid').detail }] });
    const { items, total, next } = await this.deliveries.list(id, state, position === null ? null : { createdAt, id: position[1] }, limit);
    return { items: items.map(deliveryOf), total, nextCursor: encodeCursor(next) };
  }

  async delivery(owner: WebhookOwner, id: string, deliveryId: string): Promise<WebhookDelivery> {
    await this.#own(owner, id);
    const found = await this.deliveries.find(id, deliveryId);
    if (found === null) throw new ProblemError('not-found');
    return deliveryOf(found);
  }

  /** Sends one message again, whatever became of it. */
  async replayOne(owner: WebhookOwner, id: string, deliveryId: string): Promise<WebhookDelivery> {
    this.#refusePaused(await this.#own(owner, id));
    await this.deliveries.again(id, { id: deliveryId }, new Date(), 1);
    this.sweep.wake();
    return this.delivery(owner, id, deliveryId);
  }

  async replay(owner: WebhookOwner, id: string, { since, all }: WebhookReplay): Promise<WebhookReplayed> {
    this.#refusePaused(await this.#own(owner, id));
    const replayed = await this.deliveries.again(id, { since: new Date(since), states: all ? ['failed', 'delivered'] : ['failed'] }, new Date(), mostReplayed);
    this.sweep.wake();
    return replayed;
  }

  async #own(owner: WebhookOwner, id: string): Promise<WebhookDocument> {
    const found = await this.webhooks.find(owner, id);
    if (found === null) throw new ProblemError('not-found');
    return found;
  }

  #check({ url }: NewWebhook): void {
    const rule = addressFault(new URL(url), this.settings.allowed);
    if (rule !== null) throw new ProblemError('invalid-request', { errors: [fieldFault('/url', rule)] });
  }

  #refusePaused({ pausedBecause }: WebhookDocument): void {
    if (pausedBecause === null) return;
    throw new ProblemError('command-refused', { state: 'paused', allowed: ['resume'], detail: { 'zh-CN': '该 webhook 已暂停，请先恢复', en: 'The webhook is paused: resume it first' } });
  }

  #box(): SecretBox {
    if (this.settings.box !== null) return this.settings.box;
    throw new ProblemError('unavailable', { detail: { 'zh-CN': '本部署未设置 WEBHOOK_SECRET_KEY，暂不能使用 webhook', en: 'WEBHOOK_SECRET_KEY is not set here: there are no webhooks' } });
  }

  async #viewOf({ _id, url, types, description, sandbox, createdAt, pausedBecause, pausedAt, failingSince }: WebhookDocument): Promise<WebhookView> {
    const [waiting, failed] = await Promise.all([this.deliveries.countOf(_id, 'waiting'), this.deliveries.countOf(_id, 'failed')]);
    return {
      id: _id, url, types, description, sandbox, createdAt: createdAt.toISOString(), state: pausedBecause === null ? 'active' : 'paused', pausedBecause,
      pausedAt: pausedAt?.toISOString() ?? null, failingSince: failingSince?.toISOString() ?? null, waiting, failed,
    };
  }
}

function newSecret(): string {
  return `whsec_${randomBytes(secretSizeBytes).toString('base64')}`;
}

function deliveryOf({ _id, message, createdAt, state, nextAt, attempts, lastAttempts }: DeliveryDocument): WebhookDelivery {
  return {
    id: _id, type: message.type, appealId: message.data?.appealId ?? null, trackingNumber: message.data?.trackingNumber ?? null, createdAt: createdAt.toISOString(), state,
    nextAttemptAt: nextAt?.toISOString() ?? null, attempts, lastAttempts,
  };
}
