import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { boardReport, markdownReport, measure, measureAnalysis, measureBoard, measureBulk, measureGrouping, measureReport, measureSteady, measureStorm } from '@suqiao/bench';
import { StackError } from '@suqiao/infra/local';

const root = resolve(__dirname, '..', '..', '..');
const stateDir = resolve(process.env['SUQIAO_STATE_DIR'] ?? join(root, '.suqiao'));

/**
 * `npm run bench`: figures beside their limits, as a table to stdout and as JSON to `bench.json` in the state folder.
 * `npm run bench -- --board 1000000`: how long the board's pages take over so many cases, instead.
 * `npm run bench -- --bulk 1000000`: so many appeals in bulk calls, against bare inserts, instead.
 * `npm run bench -- --steady 200`: single pushes at so many a second, instead.
 * `npm run bench -- --grouping 100000 [streaming]`: so many invented messages grouped by matter, instead.
 * `npm run bench -- --report 1000000`: a quarterly special report over so many appeals, instead.
 * `npm run bench -- --analysis 1000000`: the analysis page's questions over so many appeals, instead.
 * `npm run bench -- --storm 10000`: so many cases that fall overdue within one minute, instead.
 */
async function main(): Promise<void> {
  mkdirSync(stateDir, { recursive: true });
  const [option, count, mode] = process.argv.slice(2);
  if (option === '--grouping') {
    console.log(JSON.stringify(measureGrouping(Number(count ?? 10_000), mode === 'streaming' ? 'streaming' : 'batch', 1, (line) => console.error(line)), null, 2));
    return;
  }
  if (option === '--report') {
    console.log(JSON.stringify(await measureReport({ root, stateDir, toolsDir: join(stateDir, 'tools') }, Number(count ?? 100_000), (line) => console.error(line)), null, 2));
    return;
  }
  if (option === '--analysis') {
    console.log(JSON.stringify(await measureAnalysis({ root, stateDir, toolsDir: join(stateDir, 'tools') }, Number(count ?? 100_000), (line) => console.error(line)), null, 2));
    return;
  }
  if (option === '--storm') {
    console.log(JSON.stringify(await measureStorm({ root, stateDir, toolsDir: join(stateDir, 'tools') }, Number(count ?? 10_000), (line) => console.error(line)), null, 2));
    return;
  }
  if (option === '--steady') {
    console.log(JSON.stringify(await measureSteady({ root, stateDir, toolsDir: join(stateDir, 'tools') }, Number(count ?? 200), (line) => console.error(line)), null, 2));
    return;
  }
  if (option === '--bulk') {
    const bulk = await measureBulk({ root, stateDir, toolsDir: join(stateDir, 'tools') }, Number(count ?? 40_000), (line) => console.error(line));
    writeFileSync(join(stateDir, 'bench-bulk.json'), `${JSON.stringify(bulk, null, 2)}\n`);
    console.log(JSON.stringify(bulk, null, 2));
    return;
  }
  if (option === '--board') {
    const board = await measureBoard({ root, stateDir, toolsDir: join(stateDir, 'tools') }, Number(count ?? 1_000_000), (line) => console.error(line));
    writeFileSync(join(stateDir, 'bench-board.json'), `${JSON.stringify(board, null, 2)}\n`);
    console.log(boardReport(board));
    return;
  }
  const result = await measure({ root, stateDir, toolsDir: join(stateDir, 'tools') }, (line) => console.error(line));
  writeFileSync(join(stateDir, 'bench.json'), `${JSON.stringify(result, null, 2)}\n`);
  console.log(markdownReport(result));
}

main().catch((error: unknown) => {
  console.error(error instanceof StackError ? error.message : error);
  process.exitCode = 1;
});
