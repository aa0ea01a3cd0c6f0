/** Injection token of one part's readiness; the composition collects all of them behind `/readyz`. */
export const READINESS = Symbol('readiness');

/** One part's say: resolves when the part does its work, rejects with the reason when not. */
export interface ReadinessCheck {
  readonly name: string;
  check(): Promise<void>;
}
