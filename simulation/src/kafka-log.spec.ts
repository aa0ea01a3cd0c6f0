import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { mustConsume } from './kafka-log';

const root = resolve(__dirname, '..', '..');
/** Hear nothing where the deployment names no channel that pushes through Kafka, and no outlet. */
const onlyWhereAsked = new Set(['intake-ingest', 'intake-ingest-progress', 'intake-notices']);

it('waits for every consumer that the services have', () => {
  const sources = globSync('services/*/src/*.consumer.ts', { cwd: root }).map((path) => readFileSync(join(root, path), 'utf8'));
  const consumers = sources.flatMap((source) => [...source.matchAll(/consumer: '([^']+)'/g)].map(([, name = '']) => name));
  const awaited = new Set(mustConsume.flatMap(([, names]) => names));
  expect([...new Set(consumers)].filter((name) => !onlyWhereAsked.has(name)).sort()).toEqual([...awaited].sort());
});
