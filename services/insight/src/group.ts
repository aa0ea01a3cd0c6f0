import { parseArgs } from 'node:util';
import { stringify } from 'csv-stringify/sync';
import { groupAll, groupStream } from './domain/group-runs';
import type { Grouping } from './domain/grouping';
import { evaluateGroups, type GroupingFigures } from './domain/grouping-evaluation';
import { compareAll, fitRules } from './domain/grouping-fit';
import { crossValidate } from './domain/grouping-folds';
import { groupingRules } from './grouping-rules';
import { readGroups, readMessages } from './message-file';

const usage = `group MESSAGES.csv [--streaming] [--threshold 0.15]                    writes id,group
group MESSAGES.csv [--streaming] --evaluate GROUPS.csv [--json]       how well known groups are found
group MESSAGES.csv --pictures [--least 5]                             name, span, trend and heat of each group, one JSON a line
group --fit GROUPS.csv MESSAGES.csv                                   models that known groups teach
group --fit GROUPS.csv MESSAGES.csv --folds 5 [--seed 1] [--streaming]  judged on groups that were not learned from`;

/** Groups messages by matter; a group is called by the id of a message of it. See `usage`. */
function main(): void {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      streaming: { type: 'boolean', default: false }, evaluate: { type: 'string' }, fit: { type: 'string' }, folds: { type: 'string' }, seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false }, threshold: { type: 'string', default: String(groupingRules.threshold) }, pictures: { type: 'boolean', default: false }, least: { type: 'string', default: '5' },
    },
  });
  const [file] = positionals;
  const threshold = Number(values.threshold);
  if (file === undefined) throw new Error(usage);
  if (!(threshold > 0 && threshold <= 1)) throw new RangeError('--threshold must be above 0 and at most 1');
  const messages = readMessages(file);
  const run = values.streaming ? groupStream : groupAll;
  if (values.fit !== undefined) {
    const known = readGroups(values.fit);
    if (values.folds === undefined) console.log(JSON.stringify(fitRules(compareAll(messages), known), rounded, 2));
    else printFolds(crossValidate(messages, known, { folds: Number(values.folds), seed: Number(values.seed), threshold }, run));
    return;
  }
  const grouping = run(messages, { ...groupingRules, threshold });
  if (values.pictures) printPictures(grouping, Number(values.least), messages.reduce((latest, { atMs }) => Math.max(latest, atMs), 0));
  else if (values.evaluate === undefined) process.stdout.write(stringify(grouping.groupIds().flatMap((group) => grouping.membersOf(group).map((id) => [id, group])), { header: true, columns: ['id', 'group'] }));
  else printFigures(evaluateGroups(grouping.groupIds().map((group) => grouping.membersOf(group)), readGroups(values.evaluate)), values.json);
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(4)) : value;
}

function printFigures(figures: GroupingFigures, isJson: boolean): void {
  if (isJson) {
    console.log(JSON.stringify(figures));
    return;
  }
  console.log(lineOf(figures));
  if (figures.missed.length > 0) console.log(`missed: ${figures.missed.join(', ')}`);
}

function printFolds(folds: readonly GroupingFigures[]): void {
  for (const [at, figures] of folds.entries()) console.log(`fold ${String(at + 1)}: ${lineOf(figures)}`);
  const mean = folds.reduce((sum, { f1 }) => sum + f1, 0) / folds.length;
  const spread = Math.sqrt(folds.reduce((sum, { f1 }) => sum + (f1 - mean) ** 2, 0) / folds.length);
  const [found, hot] = [folds.reduce((sum, { hotFound }) => sum + hotFound, 0), folds.reduce((sum, each) => sum + each.hot, 0)];
  console.log(`F1 mean ${mean.toFixed(4)}  standard deviation ${spread.toFixed(4)}; hot groups found ${String(found)} of ${String(hot)}`);
}

function lineOf({ precision, recall, f1, hot, hotFound }: GroupingFigures): string {
  return `B-cubed precision ${precision.toFixed(4)}  recall ${recall.toFixed(4)}  F1 ${f1.toFixed(4)}  hot groups found ${String(hotFound)} of ${String(hot)}`;
}

function printPictures(grouping: Grouping, least: number, nowMs: number): void {
  const large = grouping.groupIds().filter((group) => grouping.membersOf(group).length >= least);
  const pictures = large.map((group) => ({ group, ...grouping.pictureOf(group, nowMs) })).sort((a, b) => b.heat.value - a.heat.value);
  for (const { group, firstAtMs, lastAtMs, ...picture } of pictures) console.log(JSON.stringify({ group, first: new Date(firstAtMs).toISOString(), last: new Date(lastAtMs).toISOString(), ...picture }));
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
