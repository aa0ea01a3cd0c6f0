/** What a retrying client may be told. */
export interface RetryOptions {
  /** How the requests are sent; `fetch` unless told. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** For how long one request is tried again, in ms: two minutes unless told. */
  readonly patienceInMs?: number;
  /** How waiting is done; for tests. */
  readonly wait?: (inMs: number) => Promise<void>;
}

const usualPatienceInMs = 120_000;
const longestPauseInMs = 30_000;
const firstPauseInMs = 500;

/**
 * A `fetch` that tries again when Suqiao says that it is away (503), that it is too much (429) or that the same key is just
 * being worked on (409 with Retry-After), and when no answer came at all: after Retry-After, else after half a second,
 * doubled each time. The request goes out as it was, with the same Idempotency-Key, so that nothing is doubled; one that
 * could double something, a POST without a key, is sent once.
 * @param isRepeatable for requests of which the caller knows better
 */
export function retryingFetch(options: RetryOptions = {}, isRepeatable = isIdempotent): (request: Request) => Promise<Response> {
  const { fetch: send = (request: Request) => fetch(request), patienceInMs = usualPatienceInMs, wait = pause } = options;
  return async (request) => {
    if (!isRepeatable(request)) return send(request);
    let waitedInMs = 0;
    for (let attempt = 0; ; attempt++) {
      const answer = await send(request.clone()).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
      if (answer instanceof Response && !asksToComeAgain(answer)) return answer;
      const pauseInMs = Math.min(longestPauseInMs, retryAfterInMs(answer) ?? firstPauseInMs * 2 ** attempt);
      if (waitedInMs + pauseInMs > patienceInMs || request.signal.aborted) {
        if (answer instanceof Response) return answer;
        throw answer;
      }
      if (answer instanceof Response) await answer.body?.cancel();
      await wait(pauseInMs);
      waitedInMs += pauseInMs;
    }
  };
}

function isIdempotent({ method, headers }: Request): boolean {
  return method !== 'POST' || headers.has('idempotency-key');
}

/** Whether an answer is none yet. */
export function asksToComeAgain({ status, headers }: Response): boolean {
  return status === 503 || status === 429 || (status === 409 && headers.has('retry-after'));
}

/** Seconds or a date (RFC 9110); `null` where there is none, or no answer. */
function retryAfterInMs(answer: Response | Error): number | null {
  const text = answer instanceof Response ? answer.headers.get('retry-after') : null;
  if (text === null) return null;
  const seconds = Number(text);
  const inMs = Number.isNaN(seconds) ? Date.parse(text) - Date.now() : seconds * 1000;
  return Number.isNaN(inMs) ? null : Math.max(0, inMs);
}

/** Waits. */
export function pause(inMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, inMs);
  });
}
