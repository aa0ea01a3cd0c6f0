import { caseSnapshotSchema, isCaseEvent, suqiaoEventSchema, topics, transitionSchema, type CaseEvent } from '@suqiao/contracts';
import { z } from 'zod';
import { mustKnowDivision, type Seen } from './kafka-log';
import type { World } from './world';

const stepSchema = z.object({ ...transitionSchema.shape, sequence: z.int() });
const outbox = z.array(z.unknown());
const storedAppealSchema = z.object({ _id: z.string(), channel: z.string(), channelReference: z.string(), trackingNumber: z.string(), case: caseSnapshotSchema.nullable(), timeline: z.array(stepSchema.loose()), outbox });
const storedCaseSchema = z
  .object({ ...caseSnapshotSchema.shape, _id: z.string(), timeline: z.array(transitionSchema), orderIds: z.array(z.string()).default([]), outbox })
  .transform(({ _id, timeline, orderIds, outbox: waiting, ...snapshot }) => ({ _id, timeline, orderIds, outbox: waiting, snapshot }));
const boardRowSchema = z.object({ _id: z.string(), snapshot: caseSnapshotSchema, timeline: z.array(stepSchema) });

export type StoredAppeal = z.infer<typeof storedAppealSchema>;
export type StoredCase = z.infer<typeof storedCaseSchema>;
export type BoardRow = z.infer<typeof boardRowSchema>;

/** Everything that the invariants look at, read at one time. */
export interface Evidence {
  readonly appeals: readonly StoredAppeal[];
  readonly cases: readonly StoredCase[];
  readonly board: readonly BoardRow[];
  /** Published facts of each case, copies too; poison that was put in is not among them. */
  readonly published: ReadonlyMap<string, readonly CaseEvent[]>;
  readonly received: ReadonlySet<string>;
  /** Dead letters that are kept, and those that the poison on the topics must have made, and may have made, by id. */
  readonly letters: ReadonlySet<string>;
  readonly expectedLetters: ReadonlySet<string>;
  readonly possibleLetters: ReadonlySet<string>;
  /** Closed cases whose workflow goes on: it waits for something, or can't write what it has decided. */
  readonly undead: readonly string[];
  /** Consumers that have not taken everything yet. */
  readonly behind: readonly string[];
}

/** Reads the stores and the topics as they are now. */
export async function evidenceOf(world: World): Promise<Evidence> {
  const { consumers, behind } = await world.log.progress();
  const database = world.engines.mongo.getClient().db(world.engines.mongo.name);
  const all = async <Row>(name: string, schema: z.ZodType<Row>) => z.array(schema).parse(await database.collection(name).find().toArray());
  const [appeals, cases, board, letters] = await Promise.all([
    all('appeals', storedAppealSchema), all('cases', storedCaseSchema), all('supervised_cases', boardRowSchema), all('dead_letters', z.object({ _id: z.string() })),
  ]);
  const records = world.log.records();
  const poison = records.filter((record) => world.isPoison(record));
  const events = records.filter((record) => !world.isPoison(record)).flatMap(eventIn);
  const closed = cases.filter(({ snapshot }) => snapshot.state === 'closed').map(({ _id }) => _id);
  const lives = await Promise.all(closed.map(async (id) => ({ id, status: (await world.temporal.workflow.getHandle(id).describe()).status.name })));
  return {
    appeals, cases, board, behind, undead: lives.flatMap(({ id, status }) => (status === 'COMPLETED' ? [] : [id])),
    published: Map.groupBy(events.filter(isCaseEvent), (event) => event.subject),
    received: new Set(events.filter((event) => event.type === 'appeal.received').map((event) => event.subject)),
    letters: new Set(letters.map(({ _id }) => _id)),
    // What is an event of the contracts nevertheless, names a division that nobody knows.
    expectedLetters: new Set(poison.flatMap((record) => letterIds(record, eventIn(record).length === 0 ? consumers.get(record.topic) : mustKnowDivision))),
    possibleLetters: new Set(poison.flatMap((record) => letterIds(record, consumers.get(record.topic)))),
  };
}

function letterIds({ topic, partition, offset }: Seen, consumers: Iterable<string> = []): string[] {
  return [...consumers].map((consumer) => `${consumer}:${topic}:${String(partition)}:${String(offset)}`);
}

/** What is no event of the contracts and was not put in as poison comes to light as a dead letter that nobody expected. */
function eventIn({ topic, value }: Seen) {
  if (topic === topics.deadLetter) return [];
  const parsed = suqiaoEventSchema.safeParse(parseJson(value));
  return parsed.success ? [parsed.data] : [];
}

function parseJson(value: Buffer): unknown {
  try {
    const parsed: unknown = JSON.parse(value.toString('utf8'));
    return parsed;
  } catch {
    return null;
  }
}
