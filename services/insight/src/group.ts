import { parseArgs } from 'node:util';
import { stringify } from 'csv-stringify/sync';
import { groupAll, groupStream } from './domain/grouping';
import { evaluateGroups } from './domain/grouping-evaluation';
import { knownPairs } from './domain/known-pairs';
import { fitPairModel } from './domain/pair-model';
import { signalNames } from './domain/pair-signals';
import { groupingRules } from './grouping-rules';
import { readGroups, readMessages } from './message-file';

const usage = 'group MESSAGES.csv [--streaming] [--evaluate GROUPS.csv [--json]] [--threshold 0.2]    or    group --fit GROUPS.csv MESSAGES.csv';

/**
 * Groups messages by matter and writes `id,group` to stdout, a group named by its first message. With `--evaluate` it
 * prints how well the groups match known ones instead; with `--fit`, the weights of a pair model that known groups teach.
 */
function main(): void {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { streaming: { type: 'boolean', default: false }, evaluate: { type: 'string' }, fit: { type: 'string' }, json: { type: 'boolean', default: false }, threshold: { type: 'string' } },
  });
  const [file] = positionals;
  if (file === undefined) throw new Error(usage);
  const messages = readMessages(file);
  if (values.fit !== undefined) {
    const { bias, weights } = fitPairModel(knownPairs(messages, readGroups(values.fit)));
    console.log(JSON.stringify({ bias, weights: Object.fromEntries(signalNames.map((name, at) => [name, weights[at]])) }, null, 2));
    return;
  }
  const threshold = values.threshold === undefined ? groupingRules.threshold : Number(values.threshold);
  if (!(threshold > 0 && threshold <= 1)) throw new RangeError('--threshold must be above 0 and at most 1');
  const groups = (values.streaming ? groupStream : groupAll)(messages, { ...groupingRules, threshold });
  if (values.evaluate === undefined) {
    process.stdout.write(stringify(groups.flatMap((ids) => ids.map((id) => [id, ids[0]])), { header: true, columns: ['id', 'group'] }));
    return;
  }
  const figures = evaluateGroups(groups, readGroups(values.evaluate));
  if (values.json) console.log(JSON.stringify(figures));
  else {
    const { precision, recall, f1, hot, hotFound, missed } = figures;
    console.log(`B-cubed precision ${precision.toFixed(4)}  recall ${recall.toFixed(4)}  F1 ${f1.toFixed(4)}\nhot groups found ${String(hotFound)} of ${String(hot)}`);
    if (missed.length > 0) console.log(`missed: ${missed.join(', ')}`);
  }
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
