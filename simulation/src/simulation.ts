import { setTimeout as delay } from 'node:timers/promises';
import { appealViewSchema, caseViewSchema, supervisedCaseSchema } from '@suqiao/contracts';
import { evidenceOf, type Evidence } from './evidence';
import { breaksOf, type Break } from './invariants';
import { planOf, type Step } from './plan';
import { World } from './world';

/** How long everything may take to come to rest: the clocks of a case left alone run some 14 s, a dead consumer's place is free after 10 s. */
const settleLimitInMs = 75_000;

/** What a simulation came to. */
export interface Outcome {
  /** In words, with seeds, steps and timelines; empty when every invariant holds. */
  readonly failures: readonly string[];
  /** What happened, in one line. */
  readonly summary: string;
}

/** Runs the decisions of each seed on one fresh Suqiao, lets it come to rest, and checks what must hold. */
export async function simulate(seeds: readonly number[], length: number, tell: (line: string) => void): Promise<Outcome> {
  const startedAt = Date.now();
  const seconds = () => ((Date.now() - startedAt) / 1000).toFixed(1);
  const world = await World.start();
  let failures: string[] = [];
  try {
    tell(`${seconds()} s: Suqiao runs`);
    for (const seed of seeds) {
      for (const [step, decision] of planOf(seed, length).entries()) await world.take(decision, { seed, step });
      tell(`${seconds()} s: seed ${String(seed)}, ${String(length)} steps taken`);
    }
    await world.settle();
    tell(`${seconds()} s: everything is up and everybody has an answer`);
    const { evidence, breaks } = await atRest(world);
    const fallen = world.engines.fallen.map((how) => ({ invariant: 'only what is killed dies', how }));
    failures = [...breaks, ...fallen, ...(await doorsDisagree(world, evidence))].map((broken) => told(broken, world, evidence));
    return { failures, summary: `${seconds()} s: ${summaryOf(world, evidence, seeds.flatMap((seed) => planOf(seed, length)))}` };
  } catch (error) {
    failures = [String(error)];
    throw error;
  } finally {
    const logs = await world.stop(failures.length > 0);
    if (failures.length > 0) tell(`logs are kept in ${logs}`);
  }
}

/** Looks until every invariant holds; what still breaks when time is over is broken. */
async function atRest(world: World): Promise<{ evidence: Evidence; breaks: Break[] }> {
  const end = Date.now() + settleLimitInMs;
  for (;;) {
    const evidence = await evidenceOf(world);
    const breaks = breaksOf(world.journal, evidence);
    if (breaks.length === 0 || Date.now() > end) return { evidence, breaks };
    await delay(1000);
  }
}

/** The doors tell what the stores hold. */
async function doorsDisagree(world: World, { cases, appeals }: Evidence): Promise<Break[]> {
  const invariant = 'doors tell the stores';
  const found = await Promise.all(cases.map(async ({ _id, timeline, snapshot: { state, sequence, mergedInto } }): Promise<Break[]> => {
    const appeal = appeals.find((one) => one._id === _id);
    if (appeal === undefined) return [];
    const [own, board, channel] = await Promise.all([
      world.call('GET', `/api/v1/cases/${_id}`, 'admin'), world.call('GET', `/api/v1/supervision/cases/${_id}`, 'supervisor-province'),
      world.call('GET', `/api/v1/appeals/${appeal.trackingNumber}`, appeal.channel),
    ]);
    const view = caseViewSchema.safeParse(own.body).data;
    const supervised = supervisedCaseSchema.safeParse(board.body).data;
    const status = appealViewSchema.safeParse(channel.body).data?.status;
    return [
      ...(view?.sequence === sequence && view.timeline.length === timeline.length ? [] : [{ invariant, caseId: _id, how: `the inbox answers ${String(own.status)} with another case` }]),
      ...(supervised?.sequence === sequence && supervised.timeline.length === timeline.length ? [] : [{ invariant, caseId: _id, how: `the board answers ${String(board.status)} with another case` }]),
      // A merged appeal shows the case that goes on.
      ...(status === state || (mergedInto !== null && status !== undefined) ? [] : [{ invariant, caseId: _id, how: `the channel is told ${String(channel.status)} ${status ?? 'nothing'}, the case is ${state}` }]),
    ];
  }));
  return found.flat();
}

/** A break with what is needed to see it again: the seed, the step, and the case's timeline. */
function told({ invariant, how, caseId, place }: Break, { journal }: World, { cases, appeals }: Evidence): string {
  const reference = appeals.find((appeal) => appeal._id === caseId)?.channelReference;
  const at = place ?? journal.pushes.find(({ push }) => push.appeal.channelReference === reference)?.place;
  const orders = journal.orders.filter((entry) => entry.caseId === caseId).map(({ order, place: given, answers }) =>
    `    step ${String(given.step)} ${order.person} ${order.command} ${order.orderId}: ${answers.map(({ status }) => status).join(', ')}`);
  const lines = (cases.find((stored) => stored._id === caseId)?.timeline ?? []).map((line, index) =>
    `    ${String(index + 1)} ${line.at} ${line.type} by ${line.by.kind} ${line.reason ?? line.text ?? ''} ${line.fromState ?? ''} ${line.fromUnitId ?? ''} → ${line.toUnitId ?? ''}`);
  return [
    `${invariant}: ${how}`, `  seed ${String(at?.seed ?? '?')}, step ${String(at?.step ?? '?')}${caseId === undefined ? '' : `, case ${caseId} (${reference ?? 'no appeal'})`}`,
    ...(orders.length > 0 ? ['  orders'] : []), ...orders, ...(lines.length > 0 ? ['  timeline'] : []), ...lines,
  ].join('\n');
}

function summaryOf({ journal }: World, { cases, letters }: Evidence, steps: readonly Step[]): string {
  const count = (statuses: readonly number[]) => [...Map.groupBy(statuses, (status) => status)].sort(([a], [b]) => a - b).map(([status, all]) => `${String(status)}×${String(all.length)}`).join(' ');
  const outages = steps.flatMap((step) => (step.kind === 'outage' ? [step.part] : []));
  const types = new Set(cases.flatMap(({ timeline }) => timeline.map(({ type }) => type)));
  return [
    `${String(cases.length)} cases`, `pushes ${count(journal.pushes.flatMap(({ answers }) => answers.map(({ status }) => status)))}`,
    `orders ${count(journal.orders.flatMap(({ answers }) => answers.map(({ status }) => status)))}`, `${String(cases.reduce((sum, { timeline }) => sum + timeline.length, 0))} steps of ${String(types.size)} kinds`,
    `killed ${outages.join(', ')}`, `${String(letters.size)} dead letters`,
  ].join('; ');
}
