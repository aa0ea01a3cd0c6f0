/** What came of a try; `refused`: this recipient will never take it, `away`: later, perhaps. */
export type Delivery = { readonly kind: 'sent' } | { readonly kind: 'refused' | 'away'; readonly reason: string };

/** `reason` without the recipient, in one line of bounded length: a server likes to say whom it refuses. */
export function maskedReason(reason: string, recipient: string): string {
  return reason.replaceAll(recipient, '[masked]').replaceAll(/[\w.+-]+@[\w.-]+/g, '[masked]').replaceAll(/\+?\d[\d -]{6,}\d/g, '[masked]').replaceAll(/\s+/g, ' ').trim().slice(0, 300);
}
