import type { Provider } from '@nestjs/common';
import { PublicLimits, PUBLIC_RULES, usualRules } from './public-limits';
import { PublicChannel } from './public.channel';
import { PUBLIC_CHANNEL, publicChannelIn } from './public.settings';
import { TrackingService } from './tracking.service';
import { TrackingSession } from './tracking.session';
import { TrackingStore } from './tracking.store';

/** What the public doors are made of, for intake's composition. */
export const trackingProviders: readonly Provider[] = [
  TrackingStore,
  TrackingSession,
  TrackingService,
  PublicLimits,
  PublicChannel,
  { provide: PUBLIC_RULES, useValue: usualRules },
  { provide: PUBLIC_CHANNEL, useFactory: () => publicChannelIn(process.env) },
];
