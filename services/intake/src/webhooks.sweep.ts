import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { MONGO, Sweep } from '@suqiao/infra/mongo';
import { loggerFor, traceparentOf } from '@suqiao/infra/telemetry';
import { Webhook } from 'standardwebhooks';
import type { Connection } from 'mongoose';
import { ChangesStore } from './changes.store';
import { ChangeViews } from './changes.views';
import { isDead, nextAttemptAt, verdictOf } from './domain/webhook-schedule';
import { DeliveriesStore, lanes, type DeliveryDocument } from './webhooks.deliveries.store';
import { WebhookSending } from './webhooks.sending';
import { WEBHOOK_SETTINGS, type WebhookSettings } from './webhooks.settings';
import { WebhooksStore, type WebhookDocument } from './webhooks.store';

const everyMs = 500;
const pageSize = 500;
/** After so many by one call the sweep looks whether the webhook is still to be told. */
const longestTurn = 100;

const logger = loggerFor('intake');

/**
 * Makes deliveries of the feed of changes and sends what is due. A webhook that is slow or dead keeps nobody but itself
 * waiting; what one process took and did not settle, because it died, is another's after a minute.
 */
@Injectable()
export class WebhooksSweep implements OnModuleInit, OnModuleDestroy {
  readonly #sweep: Sweep;
  /** Webhooks that this process is sending to. */
  readonly #busy = new Map<string, Promise<void>>();
  #stopping = false;

  constructor(
    @Inject(MONGO) connection: Connection,
    @Inject(WebhooksStore) private readonly webhooks: WebhooksStore,
    @Inject(DeliveriesStore) private readonly deliveries: DeliveriesStore,
    @Inject(ChangesStore) private readonly changes: ChangesStore,
    @Inject(ChangeViews) private readonly views: ChangeViews,
    @Inject(WebhookSending) private readonly sending: WebhookSending,
    @Inject(WEBHOOK_SETTINGS) private readonly settings: WebhookSettings,
  ) {
    this.#sweep = new Sweep(connection, { name: 'webhooks', everyMs, batch: () => this.#look(), logger });
  }

  onModuleInit(): void {
    this.#sweep.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.#stopping = true;
    await this.#sweep.stop();
    await Promise.allSettled(this.#busy.values());
  }

  /** Something is due now. */
  wake(): void {
    this.#sweep.wake();
  }

  async #look(): Promise<boolean> {
    const active = await this.webhooks.active();
    if (active.length === 0) return false;
    const latest = await this.changes.latest();
    let isMore = false;
    for (const webhook of active) {
      if (webhook.through < latest) isMore = (await this.#make(webhook, latest)) || isMore;
      if (!this.#busy.has(webhook._id)) this.#busy.set(webhook._id, this.#sendAll(webhook._id).finally(() => this.#busy.delete(webhook._id)));
    }
    return isMore;
  }

  /** @returns whether the feed has more for this webhook */
  async #make(webhook: WebhookDocument, latest: number): Promise<boolean> {
    const found = await this.changes.after(webhook.channel, webhook.sandbox, webhook.through, pageSize);
    const page = found.slice(0, pageSize);
    const wanted = page.filter(({ type }) => webhook.types?.includes(type) ?? true);
    const views = await this.views.of(wanted, webhook.sandbox);
    const messages = views.map((view, index) => ({
      id: `${webhook._id}:${view.id}`, message: { type: view.type, timestamp: view.at, data: { ...view, sequence: wanted[index]?.sequence ?? 0 } }, traceparent: wanted[index]?.traceparent,
    }));
    await this.deliveries.make(webhook._id, messages, new Date());
    const isMore = found.length > pageSize;
    // What was not there when the end was asked for is not passed over.
    await this.webhooks.madeThrough(webhook._id, webhook.through, isMore ? (page.at(-1)?.sequence ?? latest) : Math.max(latest, page.at(-1)?.sequence ?? 0));
    return isMore;
  }

  async #sendAll(id: string): Promise<void> {
    try {
      for (;;) {
        const webhook = await this.webhooks.findById(id);
        if (webhook === null || webhook.pausedBecause !== null) return;
        const sent = await Promise.all(Array.from({ length: lanes }, (_, lane) => this.#turn(webhook, lane)));
        if (this.#stopping || sent.some((count) => count < longestTurn)) return;
      }
    } catch (error) {
      logger.warn({ err: error, webhook: id }, 'sending to a webhook broke off; it goes on at the next look');
    }
  }

  /** Sends one message of a lane after the other. @returns how many, up to `longestTurn`; fewer when none is due or none is wanted any more */
  async #turn(webhook: WebhookDocument, lane: number): Promise<number> {
    for (let count = 0; count < longestTurn; count++) {
      const delivery = this.#stopping ? null : await this.deliveries.take(webhook._id, lane, new Date());
      if (delivery === null || !(await this.#send(webhook, delivery))) return count;
    }
    return longestTurn;
  }

  /** @returns whether the webhook is still to be told */
  async #send(webhook: WebhookDocument, { _id, message, traceparent, attempts }: DeliveryDocument): Promise<boolean> {
    const at = new Date();
    const body = JSON.stringify(message);
    const { status, said, durationInMs } = await this.sending.send(webhook.url, {
      'content-type': 'application/json; charset=utf-8', 'user-agent': 'Suqiao-Webhooks', 'webhook-id': _id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': this.#signatures(webhook, _id, at, body), traceparent: traceparentOf(traceparent),
    }, body);
    const attempt = { at: at.toISOString(), durationInMs, status, said };
    const verdict = verdictOf(status);
    const now = new Date();
    if (verdict === 'taken') {
      await this.deliveries.attempted(_id, attempt, { state: 'delivered', nextAt: null });
      await this.webhooks.succeeded(webhook._id);
      return true;
    }
    const nextAt = verdict === 'gone' ? now : nextAttemptAt(attempts + 1, now, Math.random());
    await this.deliveries.attempted(_id, attempt, nextAt === null ? { state: 'failed', nextAt: null } : { state: 'waiting', nextAt });
    const after = await this.webhooks.failed(webhook._id, now);
    const reason = verdict === 'gone' ? 'gone' : after !== null && isDead(after, now) ? 'failing' : null;
    if (reason !== null && (await this.webhooks.pause(webhook._id, reason, now))) logger.warn({ webhook: webhook._id, channel: webhook.channel, reason }, 'a webhook was paused');
    return reason === null;
  }

  /** By the newest secret and, for a day after it was replaced, by the one before it, as the Standard Webhooks have it. */
  #signatures({ _id: webhookId, secrets }: WebhookDocument, id: string, at: Date, body: string): string {
    const { box } = this.settings;
    if (box === null) throw new Error('WEBHOOK_SECRET_KEY is not set: webhooks can not be signed');
    const valid = secrets.filter(({ until }) => until === null || until > at);
    return valid.map(({ sealed }) => new Webhook(box.open(sealed, webhookId)).sign(id, at, body)).join(' ');
  }
}
