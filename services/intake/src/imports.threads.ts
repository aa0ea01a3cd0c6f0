import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { FileRefusedError, type FileRefusal } from './domain/import-refusals';
import type { TableHead, TableRow } from './imports.reading';

/** What a thread is started for: to read a file, or to write an XLSX of rows that it asks for. */
export type ThreadTask = { readonly kind: 'read'; readonly bytes: Uint8Array } | { readonly kind: 'write'; readonly sheet: string; readonly headings: readonly string[] };

/** What a thread says. Each is answered, `more` with rows, anything else with none. */
export type FromThread =
  | { readonly kind: 'head'; readonly head: TableHead }
  | { readonly kind: 'rows'; readonly rows: readonly TableRow[] }
  | { readonly kind: 'more' }
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly refusal: FileRefusal }
  | { readonly kind: 'failed'; readonly reason: string };

/** A thread that needs more ends, and the file is refused; the process goes on. */
const heapOfThreadInMb = 1024;

/** From `src` as from `dist` this is the built one: a thread has no compiler. */
const threadFile = join(__dirname, '..', 'dist', 'imports.thread.js');

/** Where a file's head and rows go; a portion is read only after the one before it was taken. */
export interface TableTaker {
  head(head: TableHead): Promise<void>;
  rows(rows: readonly TableRow[]): Promise<void>;
}

/**
 * Reads a file on a thread of its own, so that nobody waits for it.
 * @param bytes handed over: not to be used again
 * @throws FileRefusedError; whatever `taker` throws
 */
export async function readOnThread(bytes: Uint8Array<ArrayBuffer>, taker: TableTaker): Promise<void> {
  await converse({ kind: 'read', bytes }, [bytes.buffer], async (message) => {
    if (message.kind === 'head') await taker.head(message.head);
    else if (message.kind === 'rows') await taker.rows(message.rows);
    return [];
  });
}

/** Writes an XLSX on a thread of its own. @param rows portion by portion, each not empty */
export async function writeOnThread(sheet: string, headings: readonly string[], rows: AsyncIterator<readonly (readonly string[])[]>): Promise<Buffer> {
  let file: Buffer | null = null;
  await converse({ kind: 'write', sheet, headings }, [], async (message) => {
    if (message.kind === 'file') file = Buffer.from(message.bytes);
    if (message.kind !== 'more') return [];
    const next = await rows.next();
    return next.done === true ? [] : next.value;
  });
  if (file === null) throw new Error('the thread ended without a file');
  return file;
}

async function converse(task: ThreadTask, transferList: readonly ArrayBuffer[], answer: (message: FromThread) => Promise<readonly (readonly string[])[]>): Promise<void> {
  const thread = new Worker(threadFile, { workerData: task, transferList: [...transferList], resourceLimits: { maxOldGenerationSizeMb: heapOfThreadInMb } });
  try {
    await new Promise<void>((resolve, reject) => {
      thread.on('message', (message: FromThread) => {
        if (message.kind === 'refused') reject(new FileRefusedError(message.refusal.rule, message.refusal.values));
        else if (message.kind === 'failed') reject(new Error(`a file could not be handled: ${message.reason}`));
        else answer(message).then((rows) => { thread.postMessage(rows); }, reject);
      });
      thread.on('error', (error: Error & { readonly code?: unknown }) => {
        reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new FileRefusedError('file.tooMuchMemory') : error);
      });
      thread.on('exit', () => {
        resolve();
      });
    });
  } finally {
    await thread.terminate();
  }
}
