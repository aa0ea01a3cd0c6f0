import type { OutletName } from '@suqiao/contracts';
import type { Delivery } from '@suqiao/infra/mail';

export { maskedReason, type Delivery } from '@suqiao/infra/mail';

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
