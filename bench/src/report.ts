import type { BenchResult } from './measure';
import type { Memory } from './memory';
import { median, type Comparison } from './rounds';

/** What each figure is to reach. */
export const targets = { acknowledgements: 0.7, waitingWorkflows: 0.8, wholeLives: 0.9, memoryBytes: 1.5 * 1024 ** 3 } as const;

const mark = (reached: boolean) => (reached ? '✓' : '✗');
const figure = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(1));
const mebibytes = (bytes: number) => `${(bytes / 1024 ** 2).toFixed(0)} MiB`;

/** The result as a Markdown table: each figure beside its limit from the same run. */
export function markdownReport(result: BenchResult): string {
  const { machine, latencies: { limit, suqiao } } = result;
  const ratio = (name: string, unit: string, comparison: Comparison, target: number) =>
    `| ${name} | ${figure(comparison.suqiaoMedian)} ${unit} (${spread(comparison.suqiao)}) | ${figure(comparison.limitMedian)} ${unit} (${spread(comparison.limits)}) | ${comparison.ratio.toFixed(2)} | ≥ ${String(target)} ${mark(comparison.ratio >= target)} |`;
  return [
    `CPU ${String(machine.cpuCount)} × ${machine.cpuModel}; load ${machine.loadAtStart.toFixed(2)} → ${machine.loadAtEnd.toFixed(2)}; ${result.at}; ${result.tookInSeconds.toFixed(0)} s; medians of interleaved rounds (least–most)`,
    '',
    '| 指标 figure | 诉桥 Suqiao | 极限 limit | 比值 ratio | 目标 target |',
    '|---|---|---|---|---|',
    ratio('持久受理，全链路运行 durable acknowledgements, whole path running', '/s', result.acknowledgementsWholePath, targets.acknowledgements),
    ratio('持久受理，仅受理服务 durable acknowledgements, intake alone', '/s', result.acknowledgementsIntakeAlone, targets.acknowledgements),
    ratio('受理到工作流等待 accepted to waiting workflow', '/s', result.waitingWorkflows, targets.waitingWorkflows),
    ratio('完整办理 whole lives', '/s', result.wholeLives, targets.wholeLives),
    `| 突发推送后上板 on the board after a burst | ${figure(median(result.burstOnBoard))} /s (${spread(result.burstOnBoard)}) | | | |`,
    `| 推送 50/s，p50 push at 50/s, p50 | ${suqiao.p50.toFixed(1)} ms | ${limit.p50.toFixed(1)} ms | ${(suqiao.p50 / limit.p50).toFixed(2)} | |`,
    `| 推送 50/s，p99 push at 50/s, p99 | ${suqiao.p99.toFixed(1)} ms | ${limit.p99.toFixed(1)} ms | ${(suqiao.p99 / limit.p99).toFixed(2)} | |`,
    memoryRow('空闲内存，启动后 idle memory after start', result.memoryIdleAfterStart),
    memoryRow('空闲内存，负载后 idle memory after load', result.memoryIdleAfterLoad),
  ].join('\n');
}

function spread(values: readonly number[]): string {
  return `${figure(Math.min(...values))}–${figure(Math.max(...values))}`;
}

function memoryRow(name: string, { bytes, totalBytes }: Memory): string {
  const parts = Object.entries(bytes).map(([part, value]) => `${part} ${mebibytes(value)}`).join(', ');
  return `| ${name} (${parts}) | ${mebibytes(totalBytes)} | | | < ${mebibytes(targets.memoryBytes)} ${mark(totalBytes < targets.memoryBytes)} |`;
}
