import type { Provider } from '@nestjs/common';
import { OPEN311_ORIGIN } from './open311.controller';
import { Open311Door } from './open311.door';
import { Open311Store } from './open311.store';

/** What Open311 is made of, for intake's composition. */
export const open311Providers: readonly Provider[] = [Open311Store, Open311Door, { provide: OPEN311_ORIGIN, useFactory: () => process.env['SUQIAO_ORIGIN']?.trim() ?? '' }];
