import type { OutletName } from '@suqiao/contracts';

/** Injection token of the outlets that a deployment has switched on. */
export const OUTLETS = Symbol('outlets');

/** How an appellant may be reached, as the appeal has it. */
export interface Reachable {
  readonly phone: string | null;
  readonly email?: string | undefined;
}

/** What is said: the subject where the outlet has one. */
export interface NoticeText {
  readonly subject: string;
  readonly body: string;
}

/** What came of a try; `refused`: this recipient will never take it, `away`: later, perhaps. */
export type Delivery = { readonly kind: 'sent' } | { readonly kind: 'refused' | 'away'; readonly reason: string };

/** A way by which word reaches an appellant. */
export interface Outlet {
  readonly name: OutletName;
  /** Where it would go, or `null`. */
  recipientOf(appellant: Reachable): string | null;
  /**
   * Sends once; does not throw.
   * @param id the same whenever a notice is sent again, for whoever takes it to know it by
   */
  send(recipient: string, text: NoticeText, id: string): Promise<Delivery>;
}

/** `reason` without the recipient, in one line of bounded length: a server likes to say whom it refuses. */
export function maskedReason(reason: string, recipient: string): string {
  return reason.replaceAll(recipient, '[masked]').replaceAll(/[\w.+-]+@[\w.-]+/g, '[masked]').replaceAll(/\+?\d[\d -]{6,}\d/g, '[masked]').replaceAll(/\s+/g, ' ').trim().slice(0, 300);
}
