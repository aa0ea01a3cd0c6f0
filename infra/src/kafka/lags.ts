import { Admin } from '@platformatic/kafka';
import type { KafkaSettings } from './settings';

/** How far a consumer group is behind. */
export interface ConsumerLag {
  readonly consumer: string;
  /** Whether some process reads for it. */
  readonly isRead: boolean;
  /** Records behind what it has taken, in all its partitions. */
  readonly behind: number;
}

/** Kafka's word for the position after the newest record. */
const newest = -1n;
/** A group whose members all hold their partitions, or are just dividing them. */
const readStates: ReadonlySet<string> = new Set(['Stable', 'PreparingRebalance', 'CompletingRebalance', 'Assigning', 'Reconciling']);

/** Every consumer group of the cluster. @throws the client's error when the brokers do not answer */
export async function consumerLags(settings: KafkaSettings): Promise<ConsumerLag[]> {
  const admin = new Admin({ ...settings, retries: 0, timeout: 3000, connectTimeout: 2000 });
  try {
    const groups = await admin.listGroups();
    if (groups.size === 0) return [];
    const taken = await admin.listConsumerGroupOffsets({ groups: [...groups.keys()] });
    const partitions = new Map<string, Set<number>>();
    for (const { name, partitions: own } of taken.flatMap(({ topics }) => topics)) partitions.set(name, new Set([...(partitions.get(name) ?? []), ...own.map(({ partitionIndex }) => partitionIndex)]));
    const ends = partitions.size === 0 ? [] : await admin.listOffsets({ topics: [...partitions].map(([name, indexes]) => ({ name, partitions: [...indexes].map((partitionIndex) => ({ partitionIndex, timestamp: newest })) })) });
    const endOf = new Map(ends.flatMap(({ name, partitions: own }) => own.map(({ partitionIndex, offset }) => [`${name} ${String(partitionIndex)}`, offset] as const)));
    return taken.map(({ groupId, topics }) => ({
      consumer: groupId,
      isRead: readStates.has(String(groups.get(groupId)?.state)),
      behind: topics.reduce((sum, { name, partitions: own }) => sum + own.reduce((all, { partitionIndex, committedOffset }) => all + behindOf(endOf.get(`${name} ${String(partitionIndex)}`), committedOffset), 0), 0),
    }));
  } finally {
    await admin.close();
  }
}

/** A partition of which nothing was taken yet has no position: it is empty, or its group is new. */
function behindOf(end: bigint | undefined, taken: bigint): number {
  return end === undefined || taken < 0n ? 0 : Math.max(0, Number(end - taken));
}
