import type { Provider } from '@nestjs/common';
import { NoticesConsumer } from './notices.consumer';
import { NOTICE_SETTINGS, noticeSettings, outletsIn } from './notices.settings';
import { NoticesStore } from './notices.store';
import { NoticesSweep } from './notices.sweep';
import { OUTLETS } from './outlets/outlet';

/** What word to appellants is made of, for intake's composition. */
export const noticesProviders: readonly Provider[] = [
  NoticesStore,
  NoticesSweep,
  NoticesConsumer,
  { provide: OUTLETS, useFactory: () => outletsIn(process.env) },
  { provide: NOTICE_SETTINGS, useFactory: () => noticeSettings(process.env) },
];
