import { canonicalJson, type AuditContent, type AuditEntry, type AuditReceipt, type AuditVerification } from '@suqiao/contracts';

/** SHA-256 of a text in UTF-8, hexadecimal. */
export type TextDigest = (text: string) => string;
/** How a chain may be broken. */
export type ChainBreak = NonNullable<AuditVerification['firstBreak']>;

/** What the first entry has in the place of the digest of the one before it. */
export const genesisDigest = '0'.repeat(64);

/**
 * Entries that go on with a chain, one after another.
 * @param head the last entry of the chain; null when there is none
 */
export function linked(head: AuditReceipt | null, contents: readonly AuditContent[], digestOf: TextDigest): AuditEntry[] {
  const entries: AuditEntry[] = [];
  let last = head;
  for (const content of contents) {
    const rest = { ...content, sequence: (last?.sequence ?? 0) + 1, previousDigest: last?.digest ?? genesisDigest };
    const entry = { ...rest, digest: digestOf(canonicalJson(rest)) };
    entries.push(entry);
    last = entry;
  }
  return entries;
}

/** An entry as it was found: it may have been changed into anything. */
export type FoundEntry = Readonly<Record<string, unknown>>;

/**
 * Whether an entry is the one that follows `head`, unchanged.
 * @param head the last good entry; null at the beginning
 * @returns the break, or null
 */
export function breakAfter(head: AuditReceipt | null, found: FoundEntry, digestOf: TextDigest): ChainBreak | null {
  const sequence = (head?.sequence ?? 0) + 1;
  if (typeof found['sequence'] !== 'number') return { sequence, kind: 'changed' };
  if (found['sequence'] !== sequence) return { sequence, kind: found['sequence'] > sequence ? 'missing' : 'misplaced' };
  const { digest, ...rest } = found;
  if (digest !== digestOf(canonicalJson(rest))) return { sequence, kind: 'changed' };
  return found['previousDigest'] === (head?.digest ?? genesisDigest) ? null : { sequence, kind: 'misplaced' };
}

/**
 * Walks a chain entry by entry. What a chain alone can't tell, that its end was cut off or that all of it was written
 * anew, is told by receipts that were kept elsewhere.
 */
export class ChainWalk {
  readonly #digestOf: TextDigest;
  readonly #kept: ReadonlyMap<number, string>;
  readonly #keptUpTo: number;
  #head: AuditReceipt | null = null;
  #broken: ChainBreak | null = null;

  /** @param receipts entries that are known to have been written */
  constructor(digestOf: TextDigest, receipts: readonly AuditReceipt[] = []) {
    this.#digestOf = digestOf;
    this.#kept = new Map(receipts.map(({ sequence, digest }) => [sequence, digest]));
    this.#keptUpTo = receipts.reduce((most, { sequence }) => Math.max(most, sequence), 0);
  }

  /** Takes the next entry. @returns whether the chain holds so far; after a break nothing more is looked at */
  take(found: FoundEntry): boolean {
    this.#broken ??= breakAfter(this.#head, found, this.#digestOf);
    if (this.#broken !== null) return false;
    const sequence = (this.#head?.sequence ?? 0) + 1;
    const digest = String(found['digest']);
    if ((this.#kept.get(sequence) ?? digest) !== digest) {
      this.#broken = { sequence, kind: 'rewritten' };
      return false;
    }
    this.#head = { sequence, digest };
    return true;
  }

  /** What the walk has found once every entry was taken. */
  result(): Pick<AuditVerification, 'entries' | 'head' | 'firstBreak'> {
    const entries = this.#head?.sequence ?? 0;
    const cutOff: ChainBreak | null = entries < this.#keptUpTo ? { sequence: entries + 1, kind: 'missing' } : null;
    return { entries, head: this.#head, firstBreak: this.#broken ?? cutOff };
  }
}
