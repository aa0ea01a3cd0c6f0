import { problemSchema, type Language, type Problem } from '@suqiao/contracts';
import type { z } from 'zod';

/** A request that the API refused (RFC 9457), that got no answer (`unreachable`), or whose answer is not what was agreed. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly kind: 'problem' | 'unreachable' | 'unexpected',
    readonly problem: Problem,
  ) {
    super(problem.title);
  }

  /** Whether asking again later may help. */
  get isPassing(): boolean {
    return this.kind === 'unreachable' || this.problem.status === 429 || this.problem.status >= 500;
  }
}

/** What the client needs of the session and of the page. */
export interface ApiContext {
  accessToken(): string | null;
  language(): Language;
  /** The API does not accept the token any more. */
  onUnauthenticated(): void;
}

/** The part of a request that callers choose. */
export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  /** A form with a file, instead of a body. */
  readonly form?: FormData;
  readonly idempotencyKey?: string;
  /** The version that a change is based on, as its ETag. */
  readonly ifMatch?: string;
  readonly signal?: AbortSignal;
}

/** Speaks to the API of this origin: token and language on each request, each answer parsed before anyone believes it. */
export class ApiClient {
  /** How far the server's clock is ahead of this machine's, in milliseconds: countdowns run by the server's. */
  clockOffsetInMs = 0;

  constructor(private readonly context: ApiContext) {}

  /**
   * Asks and parses.
   * @throws ApiProblem for every failure but an abort
   */
  async ask<Schema extends z.ZodType>(path: string, schema: Schema, options: RequestOptions = {}): Promise<z.infer<Schema>> {
    const response = await this.open(path, options);
    const parsed = schema.safeParse(await readJson(response));
    if (!parsed.success) throw new ApiProblem('unexpected', { type: 'about:blank', title: path, status: response.status });
    return parsed.data;
  }

  /** Sends a request and gives the response once it is a good one; for streams, and for `ask`. */
  async open(path: string, { method = 'GET', body, form, idempotencyKey, ifMatch, signal }: RequestOptions = {}): Promise<Response> {
    const token = this.context.accessToken();
    const request: RequestInit = {
      method,
      headers: {
        accept: 'application/json, application/problem+json, text/event-stream',
        'accept-language': this.context.language(),
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      // The browser itself says where the parts of a form begin.
      ...(form !== undefined && { body: form }),
      ...(signal !== undefined && { signal }),
    };
    const response = await fetch(path, request).catch((error: unknown) => {
      if (signal?.aborted === true) throw error;
      throw new ApiProblem('unreachable', { type: 'about:blank', title: path, status: 0 });
    });
    this.#noteClock(response);
    if (response.ok) return response;
    if (response.status === 401) this.context.onUnauthenticated();
    throw await problemOf(response);
  }

  #noteClock(response: Response): void {
    const serverInMs = Date.parse(response.headers.get('date') ?? '');
    if (Number.isNaN(serverInMs)) return;
    // The header has whole seconds: less than two is no difference.
    const offsetInMs = serverInMs - Date.now();
    this.clockOffsetInMs = Math.abs(offsetInMs) < 2000 ? 0 : offsetInMs;
  }
}

async function readJson(response: Response): Promise<unknown> {
  return response.json().catch(() => null);
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const parsed = problemSchema.safeParse(await readJson(response));
  if (parsed.success) return new ApiProblem('problem', parsed.data);
  const passing = response.status >= 500;
  return new ApiProblem(passing ? 'unreachable' : 'unexpected', { type: 'about:blank', title: response.statusText, status: response.status });
}
