/** Something that the person at the terminal can put right. Its message says what to do: Chinese, then English. */
export class StackError extends Error {
  override readonly name = 'StackError';

  /**
   * @param chinese what is wrong and what to do
   * @param english the same in English
   */
  constructor(readonly chinese: string, readonly english: string) {
    super(`${chinese}\n${english}`);
  }
}

/** `EADDRINUSE`, `ESRCH` and the like; by shape, because an error of another realm is no instance of this one's Error. */
export function systemErrorCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
