import { loadavg } from 'node:os';
import { Grouping, groupingRules, inventedMessages, messageOf } from '@suqiao/insight';

/** What grouping so many invented messages cost. */
export interface GroupingResult {
  readonly messages: number;
  readonly seed: number;
  readonly mode: 'batch' | 'streaming';
  readonly seconds: number;
  /** Processor time, of all threads: what holds beside other work on the machine. */
  readonly cpuSeconds: number;
  /** Seconds each tenth of the messages took to be taken in: near linear when these are alike. */
  readonly secondsOfTenths: readonly number[];
  readonly repairSeconds: number;
  readonly peakMebibytes: number;
  readonly groups: number;
  readonly pairsCompared: number;
  readonly loadAtStart: number;
}

/** A stream is repaired when so many messages came, and a quarter of what there is. */
const leastBetweenRepairs = 500;
const shareBetweenRepairs = 0.25;

/**
 * Groups a stream of invented messages in this process, cutting them into words included. One mode a process: the peak of
 * memory is the process's.
 */
export function measureGrouping(messages: number, mode: GroupingResult['mode'], seed: number, say: (line: string) => void): GroupingResult {
  const loadAtStart = loadavg()[0] ?? 0;
  const startedAt = performance.now();
  const since = (from: number) => (performance.now() - from) / 1000;
  const grouping = new Grouping(groupingRules);
  if (mode === 'batch') for (const { text } of inventedMessages(messages, seed)) grouping.foresee(messageOf(text));
  const secondsOfTenths: number[] = [];
  let [tenthAt, repairedAt, taken, repairSeconds] = [performance.now(), 0, 0, 0];
  const repair = () => {
    const from = performance.now();
    grouping.repair();
    repairSeconds += since(from);
    repairedAt = taken;
  };
  for (const { text } of inventedMessages(messages, seed)) {
    if (mode === 'batch') grouping.link(messageOf(text));
    else grouping.add(messageOf(text));
    taken += 1;
    if (mode === 'streaming' && taken - repairedAt >= Math.max(leastBetweenRepairs, shareBetweenRepairs * taken)) repair();
    if (taken % Math.ceil(messages / 10) !== 0 && taken !== messages) continue;
    secondsOfTenths.push(Number(since(tenthAt).toFixed(1)));
    tenthAt = performance.now();
    say(`${mode}: ${String(taken)} of ${String(messages)}, ${since(startedAt).toFixed(0)} s`);
  }
  repair();
  const { user, system } = process.cpuUsage();
  return {
    messages, seed, mode, cpuSeconds: Number(((user + system) / 1e6).toFixed(1)), seconds: Number(since(startedAt).toFixed(1)), secondsOfTenths, repairSeconds: Number(repairSeconds.toFixed(1)), loadAtStart,
    // The kernel counts the peak in KiB.
    peakMebibytes: Math.round(process.resourceUsage().maxRSS / 1024), groups: grouping.groupIds().length, pairsCompared: grouping.compared,
  };
}
