import { parentPort, workerData } from 'node:worker_threads';
import { FileRefusedError } from './domain/import-refusals';
import { readTable, type TableRow } from './imports.reading';
import type { FromThread, ThreadTask } from './imports.threads';
import { writeTable } from './imports.writing';

/** Rows go over in portions, the next when the last was stored: only this thread ever holds a whole file. */
const portion = { rows: 500, characters: 2_000_000 } as const;

/** Does one task of `imports.threads.ts`, on a thread of its own, and ends. */
async function run(task: ThreadTask): Promise<void> {
  if (task.kind === 'read') await read(Buffer.from(task.bytes));
  else await write(task);
}

async function read(bytes: Buffer): Promise<void> {
  const { head, rows } = await readTable(bytes);
  await said({ kind: 'head', head });
  let some: TableRow[] = [];
  let characters = 0;
  for await (const row of rows) {
    some.push(row);
    characters += row.cells.reduce((sum, { length }) => sum + length, 0);
    if (some.length < portion.rows && characters < portion.characters) continue;
    await said({ kind: 'rows', rows: some });
    some = [];
    characters = 0;
  }
  if (some.length > 0) await said({ kind: 'rows', rows: some });
}

async function write({ sheet, headings }: Extract<ThreadTask, { readonly kind: 'write' }>): Promise<void> {
  const rows: (readonly string[])[] = [];
  for (;;) {
    const more = await said({ kind: 'more' });
    if (more.length === 0) break;
    for (const row of more) rows.push(row);
  }
  const file = await writeTable(sheet, headings, rows);
  await said({ kind: 'file', bytes: new Uint8Array(file) });
}

/** Tells the other side, and waits for its answer. */
function said(message: FromThread): Promise<readonly (readonly string[])[]> {
  return new Promise((resolve) => {
    parentPort?.once('message', resolve);
    parentPort?.postMessage(message);
  });
}

run(workerData as ThreadTask)
  .catch((error: unknown) => said(error instanceof FileRefusedError ? { kind: 'refused', refusal: { rule: error.rule, values: error.values } } : { kind: 'failed', reason: String(error) }))
  .finally(() => parentPort?.close());
