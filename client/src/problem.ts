import type { components } from './schema';

/** RFC 9457, as every refusal of Suqiao's is. */
export type Problem = components['schemas']['Problem'];

/** Thrown when Suqiao refuses. `problem.type` names why, `problem.errors` the wrong fields. */
export class SuqiaoProblem extends Error {
  override readonly name = 'SuqiaoProblem';

  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(`${String(status)} ${problem.title}${problem.detail === undefined ? '' : `: ${problem.detail}`}`);
  }
}

/** @param body of an answer that is no success; what is no problem, such as a proxy's page, becomes one */
export function problemFrom(status: number, body: unknown): SuqiaoProblem {
  return new SuqiaoProblem(status, isProblem(body) ? body : { type: 'about:blank', title: `HTTP ${String(status)}`, status });
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'type' in body && typeof body.type === 'string' && 'title' in body && typeof body.title === 'string';
}
