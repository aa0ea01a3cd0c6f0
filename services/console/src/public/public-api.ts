import { ApiClient, ApiProblem } from '../api/client';
import { currentLanguage, type Translate } from '../i18n';

/** The API for somebody without an account. */
export const publicApi = new ApiClient({ accessToken: () => null, language: currentLanguage, onUnauthenticated: () => undefined });

/** A failure in one sentence: the API's own, or what the page knows. */
export function wordsOf(error: unknown, t: Translate): string {
  if (!(error instanceof ApiProblem)) return t('shell.crashed');
  if (error.kind !== 'problem') return `${t(error.kind === 'unreachable' ? 'problem.unreachable' : 'problem.unexpected')}: ${t(error.kind === 'unreachable' ? 'problem.unreachableHint' : 'problem.unexpectedHint')}`;
  return error.problem.detail ?? error.problem.title;
}

/** What is wrong with each field of a request, by its JSON Pointer. */
export function faultsIn(error: unknown): ReadonlyMap<string, string> {
  const errors = error instanceof ApiProblem ? (error.problem.errors ?? []) : [];
  return new Map(errors.flatMap(({ pointer, detail }) => (pointer === undefined ? [] : [[pointer, detail] as const])));
}

/** A key for one form, wherever the page is opened: `randomUUID` is there on safe origins only. */
export function formKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
