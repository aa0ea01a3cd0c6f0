import { loadavg } from 'node:os';

/** One figure beside its limit, both in the same unit, measured in turns. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly suqiao: number;
  readonly bare: number;
  readonly target: number;
  readonly load: number;
}

/** Measures limit and Suqiao in turns and takes the medians, so that what else the machine does falls on both. */
export async function inTurns(name: string, unit: string, target: number, rounds: number, bare: () => Promise<number>, suqiao: () => Promise<number>): Promise<Figure> {
  const [bares, ours]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    bares.push(await bare());
    ours.push(await suqiao());
    console.error(`${name}, ${String(round + 1)} / ${String(rounds)}: bare ${(bares.at(-1) ?? 0).toFixed(1)}, Suqiao ${(ours.at(-1) ?? 0).toFixed(1)} ${unit}`);
  }
  return { name, unit, suqiao: median(ours), bare: median(bares), target, load: loadavg()[0] ?? 0 };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** How many a second, of `count` done by `callers` at once. */
export async function ratePerSecond(count: number, callers: number, once: (index: number) => Promise<unknown>): Promise<number> {
  const started = performance.now();
  let next = 0;
  await Promise.all(Array.from({ length: callers }, async () => {
    for (let index = next++; index < count; index = next++) await once(index);
  }));
  return (1000 * count) / (performance.now() - started);
}

/** The figures as a Markdown table. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, unit, suqiao, bare, target, load }) => `| ${name} | ${suqiao.toFixed(1)} ${unit} | ${bare.toFixed(1)} ${unit} | **${(suqiao / bare).toFixed(2)}** | ≥ ${String(target)} | ${load.toFixed(1)} |`);
  return ['| figure | Suqiao | bare engine | ratio | target | load |', '|---|---|---|---|---|---|', ...rows].join('\n');
}
