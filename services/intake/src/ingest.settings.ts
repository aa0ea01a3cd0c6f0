import { channelNameSchema } from '@suqiao/contracts';

/** Injection token of the channels that push through Kafka, `readonly string[]`. */
export const INGEST_CHANNELS = Symbol('channels that push through Kafka');

/**
 * The channels that push through Kafka: SUQIAO_INGEST_CHANNELS, comma separated; none without it. Each has topics of its own,
 * and the brokers' access list says who is which.
 * @throws Error naming the variable for a name that can't be a topic's
 */
export function ingestChannels(environment: NodeJS.ProcessEnv): readonly string[] {
  const names = (environment['SUQIAO_INGEST_CHANNELS'] ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '');
  const wrong = names.find((name) => !channelNameSchema.safeParse(name).success);
  if (wrong !== undefined) throw new Error(`SUQIAO_INGEST_CHANNELS: "${wrong}" is not a channel's name of small letters, digits and hyphens`);
  return [...new Set(names)];
}
