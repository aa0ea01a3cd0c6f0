import type { Provider } from '@nestjs/common';
import { ChangeViews } from './changes.views';
import { DeliveriesStore } from './webhooks.deliveries.store';
import { WebhookSending } from './webhooks.sending';
import { WebhooksService } from './webhooks.service';
import { WEBHOOK_SETTINGS, webhookSettings } from './webhooks.settings';
import { WebhooksStore } from './webhooks.store';
import { WebhooksSweep } from './webhooks.sweep';

/** What webhooks are made of, for intake's composition. */
export const webhookProviders: readonly Provider[] = [
  ChangeViews,
  WebhooksStore,
  DeliveriesStore,
  WebhookSending,
  WebhooksSweep,
  WebhooksService,
  { provide: WEBHOOK_SETTINGS, useFactory: () => webhookSettings(process.env) },
];
