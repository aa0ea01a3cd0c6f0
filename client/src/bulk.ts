import type { components } from './schema';
import { problemFrom } from './problem';
import { asksToComeAgain, pause, retryingFetch, type RetryOptions } from './retrying';

export type BulkAppeal = components['schemas']['BulkAppeal'];
export type BulkAppealAnswer = components['schemas']['BulkAppealAnswer'];

/** One appeal of a bulk push and what became of it. */
export interface BulkOutcome {
  readonly appeal: BulkAppeal;
  readonly answer: BulkAppealAnswer;
}

/** What a bulk push may be told. */
export interface BulkOptions extends RetryOptions {
  /** How many appeals go in one call, 10,000 at the most; 1000 unless told. */
  readonly perCall?: number;
}

const usualPerCall = 1000;
const breaksInARow = 20;
const pauseInMs = 500;

/**
 * Pushes any number of appeals, in calls of a bounded size, and gives what became of each, in order. When a call is cut off
 * it goes on behind the last line that was answered; what was stored without being answered is answered as `replayed`,
 * because each line is known by its own key, or by its `channelReference`.
 * @throws SuqiaoProblem when a whole call is refused; Error when twenty calls in a row brought no answer to any line
 */
export async function* pushInBulk(url: string, headers: Readonly<Record<string, string>>, appeals: Iterable<BulkAppeal> | AsyncIterable<BulkAppeal>, options: BulkOptions = {}): AsyncGenerator<BulkOutcome> {
  const { perCall = usualPerCall, wait = pause } = options;
  let waiting: BulkAppeal[] = [];
  for await (const appeal of appeals) {
    waiting.push(appeal);
    if (waiting.length < perCall) continue;
    yield* pushAll(waiting);
    waiting = [];
  }
  yield* pushAll(waiting);

  async function* pushAll(call: readonly BulkAppeal[]): AsyncGenerator<BulkOutcome> {
    for (let [done, breaks] = [0, 0]; done < call.length; ) {
      const before = done;
      for await (const answer of answersOf(url, headers, call.slice(done), options)) {
        const appeal = call[done];
        if (appeal === undefined || isAway(answer)) break;
        yield { appeal, answer };
        done++;
      }
      breaks = done > before ? 0 : breaks + 1;
      if (breaks >= breaksInARow) throw new Error(`the bulk push was cut off ${String(breaksInARow)} times in a row`);
      if (done < call.length) await wait(pauseInMs * 2 ** Math.min(breaks, 6));
    }
  }
}

/** Answers in the order of the lines, until the answer is over or cut off. */
async function* answersOf(url: string, headers: Readonly<Record<string, string>>, lines: readonly BulkAppeal[], options: BulkOptions): AsyncGenerator<BulkAppealAnswer> {
  const body = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const send = retryingFetch(options, () => true);
  const response = await send(new Request(url, { method: 'POST', headers: { ...headers, 'content-type': 'application/x-ndjson' }, body }));
  if (!response.ok) {
    if (asksToComeAgain(response)) return;
    throw problemFrom(response.status, await response.json().catch(() => null));
  }
  try {
    for await (const line of linesOf(response)) {
      const value: unknown = JSON.parse(line);
      if (isAnswer(value)) yield value;
    }
  } catch {
    // Cut off in the middle: what was answered counts, the rest is pushed again.
  }
}

async function* linesOf(response: Response): AsyncGenerator<string> {
  let held = '';
  for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = `${held}${piece}`.split('\n');
    held = lines.pop() ?? '';
    yield* lines.filter((line) => line.trim() !== '');
  }
  if (held.trim() !== '') yield held;
}

function isAnswer(value: unknown): value is BulkAppealAnswer {
  return typeof value === 'object' && value !== null && 'index' in value && 'status' in value;
}

/** A line that was refused because the store is away is no answer to it yet. */
function isAway(answer: BulkAppealAnswer): boolean {
  return answer.status === 'refused' && (answer.problem.status === 503 || answer.problem.status === 429);
}
