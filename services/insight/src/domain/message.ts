/** A message as grouping sees it, cut into words outside: a domain folder makes no native calls. */
export interface Message {
  readonly id: string;
  /** Who wrote it, as a token that can be compared; empty when nobody knows. */
  readonly user: string;
  readonly title: string;
  readonly detail: string;
  /** When it came, in milliseconds since 1970. */
  readonly atMs: number;
  readonly titleWords: readonly string[];
  readonly detailWords: readonly string[];
  /** Code of the division that it concerns, if known. */
  readonly division?: string;
  /** Id of the enterprise that it concerns, if known. */
  readonly enterprise?: string;
}
