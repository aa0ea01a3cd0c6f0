import { parseArgs } from 'node:util';
import { simulate } from './simulation';

/** `npm run simulate -- --seed 7 --steps 100`: a seed that is not given is drawn and told. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { seed: { type: 'string' }, steps: { type: 'string' } } });
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  const steps = Number(values.steps ?? 100);
  if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(steps) || steps < 1) throw new Error('--seed and --steps are whole numbers');
  console.log(`seed ${String(seed)}, ${String(steps)} steps`);
  const { failures, summary } = await simulate([seed], steps, (line) => {
    console.log(line);
  });
  for (const failure of failures) console.error(failure);
  console.log(summary);
  console.log(failures.length === 0 ? 'every invariant holds' : `${String(failures.length)} broken: npm run simulate -- --seed ${String(seed)} --steps ${String(steps)}`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
