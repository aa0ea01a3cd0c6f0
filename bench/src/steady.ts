import { compareLatencies, type Latencies } from './acknowledgements';
import { until } from './callers';
import { Running, type Places } from './running';

const rounds = 3;
const secondsPerRound = 20;
const drainLimitInMs = 120_000;

/** How long single pushes take at a steady rate, over connections that are kept alive. */
export interface SteadyResult {
  readonly perSecond: number;
  readonly pushes: number;
  /** Milliseconds. */
  readonly latencies: Latencies;
}

/** Pushes one by one to an intake alone, which publishes each appeal's event meanwhile; the limit is a bare `insertOne` at the same rate. */
export async function measureSteady(places: Places, perSecond: number, say: (line: string) => void): Promise<SteadyResult> {
  const running = await Running.intakeAlone(places);
  try {
    const appeals = running.database().collection('appeals');
    const drained = () => until('the outboxes are empty', async () => (await appeals.findOne({ outboxSince: { $type: 'date' } })) === null, drainLimitInMs);
    const countPerRound = perSecond * secondsPerRound;
    say(`${String(rounds)} rounds of ${String(countPerRound)} pushes, ${String(perSecond)} a second`);
    return { perSecond, pushes: rounds * countPerRound, latencies: await compareLatencies(running, { perSecond, rounds, countPerRound, drained }) };
  } finally {
    await running.stop();
  }
}
