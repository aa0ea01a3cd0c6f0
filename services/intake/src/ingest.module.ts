import type { Provider } from '@nestjs/common';
import { IngestConsumer } from './ingest.consumer';
import { INGEST_CHANNELS, ingestChannels } from './ingest.settings';

/** What takes channels' appeals from Kafka, for intake's composition. */
export const ingestProviders: readonly Provider[] = [IngestConsumer, { provide: INGEST_CHANNELS, useFactory: () => ingestChannels(process.env) }];
