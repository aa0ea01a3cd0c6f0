import { createHash } from 'node:crypto';
import { auditActions, auditEntrySchema, type AuditContent, type AuditEntry, type AuditReceipt } from '@suqiao/contracts';
import fc from 'fast-check';
import { ChainWalk, genesisDigest, linked } from './chain';

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex');
const reader = { subject: 'zhou', name: '周桥', role: 'supervisor', level: 'city', divisionCode: '370100', unitId: null } as const;

const contents: fc.Arbitrary<AuditContent> = fc.record({
  at: fc.integer({ min: 0, max: 4e12 }).map((ms) => new Date(ms).toISOString()), by: fc.constant(reader), action: fc.constantFrom(...auditActions),
  object: fc.record({ kind: fc.constant('appeal' as const), id: fc.uuid(), name: fc.string() }), reason: fc.option(fc.string()),
  details: fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }), divisionPath: fc.constant(['370102', '370100', '370000']),
});
const chains = fc.array(contents, { minLength: 1, maxLength: 12 }).map((list) => linked(null, list, digestOf));
const chainAndPlace = chains.chain((chain) => fc.tuple(fc.constant(chain), fc.nat({ max: chain.length - 1 })));

function walked(entries: readonly object[], receipts: readonly AuditReceipt[] = []) {
  const walk = new ChainWalk(digestOf, receipts);
  for (const entry of entries) if (!walk.take({ ...entry })) break;
  return walk.result();
}
const headOf = (chain: readonly AuditEntry[]) => chain.slice(-1).map(({ sequence, digest }) => ({ sequence, digest }));

describe('a chain of audit entries', () => {
  it('holds as it was written, in however many pieces', () => {
    fc.assert(fc.property(fc.array(fc.array(contents, { maxLength: 4 }), { maxLength: 5 }), (pieces) => {
      const chain: AuditEntry[] = [];
      for (const piece of pieces) chain.push(...linked(chain.at(-1) ?? null, piece, digestOf));
      expect(chain).toEqual(linked(null, pieces.flat(), digestOf));
      expect(walked(chain, headOf(chain))).toEqual({ entries: chain.length, head: headOf(chain)[0] ?? null, firstBreak: null });
    }));
  });

  it('names its places from 1, and its first entry follows nothing', () => {
    const chain = linked(null, fc.sample(contents, { numRuns: 3, seed: 7 }), digestOf);
    expect(chain.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(chain.map(({ previousDigest }) => previousDigest)).toEqual([genesisDigest, chain[0]?.digest, chain[1]?.digest]);
    for (const entry of chain) expect(auditEntrySchema.parse(entry)).toEqual(entry);
  });

  it('does not depend on the order in which a store gives the fields back', () => {
    fc.assert(fc.property(chains, (chain) => {
      const turned = chain.map((entry) => Object.fromEntries(Object.entries(entry).reverse()));
      expect(walked(turned).firstBreak).toBeNull();
    }));
  });

  it('shows a change of any field of any entry, where it is', () => {
    const fields = ['at', 'by', 'action', 'object', 'reason', 'details', 'divisionPath', 'previousDigest', 'digest', 'addedLater'];
    fc.assert(fc.property(chainAndPlace, fc.constantFrom(...fields), fc.jsonValue(), ([chain, place], field, value) => {
      const changed = chain.map((entry, index) => (index === place ? { ...entry, [field]: value } : entry));
      fc.pre(JSON.stringify(changed) !== JSON.stringify(chain) && !(value === null && field === 'reason' && chain[place]?.reason === null));
      const { firstBreak, entries } = walked(changed);
      expect(firstBreak).toEqual({ sequence: place + 1, kind: 'changed' });
      expect(entries).toBe(place);
    }));
  });

  it('shows that a field was taken away', () => {
    fc.assert(fc.property(chainAndPlace, ([chain, place]) => {
      const changed = chain.map((entry, index) => (index === place ? Object.fromEntries(Object.entries(entry).filter(([name]) => name !== 'reason')) : entry));
      expect(walked(changed).firstBreak).toEqual({ sequence: place + 1, kind: 'changed' });
    }));
  });

  it('shows a changed entry whose own digest was made anew, at the one after it or by a receipt', () => {
    fc.assert(fc.property(chainAndPlace, ([chain, place]) => {
      const before = chain[place - 1] ?? null;
      const own = chain[place];
      if (own === undefined) return;
      const { sequence, previousDigest, digest, ...content } = own;
      const forged = linked(before, [{ ...content, reason: `${content.reason ?? ''}!` }], digestOf);
      expect(forged[0]).toMatchObject({ sequence, previousDigest });
      const changed = chain.map((entry, index) => (index === place ? forged[0] ?? entry : entry));
      expect(walked(changed).firstBreak).toEqual(place === chain.length - 1 ? null : { sequence: place + 2, kind: 'misplaced' });
      expect(walked(changed, [{ sequence, digest }]).firstBreak).toEqual({ sequence, kind: 'rewritten' });
    }));
  });

  it('shows an entry that was removed: inside by the chain itself, at the end by a receipt', () => {
    fc.assert(fc.property(chainAndPlace, ([chain, place]) => {
      const rest = chain.filter((_, index) => index !== place);
      const expected = { sequence: place + 1, kind: 'missing' };
      if (place < chain.length - 1) expect(walked(rest).firstBreak).toEqual(expected);
      expect(walked(rest, headOf(chain)).firstBreak).toEqual(expected);
    }));
  });

  it('shows any other order, and an entry that stands twice', () => {
    const shuffled = chains.chain((chain) => fc.tuple(fc.constant(chain), fc.shuffledSubarray(chain, { minLength: chain.length })));
    fc.assert(fc.property(shuffled, ([chain, other]) => {
      fc.pre(other.some((entry, index) => entry !== chain[index]));
      expect(walked(other).firstBreak).not.toBeNull();
    }));
    fc.assert(fc.property(chainAndPlace, ([chain, place]) => {
      const twice = chain.flatMap((entry, index) => (index === place ? [entry, entry] : [entry]));
      expect(walked(twice).firstBreak).toEqual({ sequence: place + 2, kind: 'misplaced' });
    }));
  });

  it('shows entries whose places were exchanged, although each has its number put right', () => {
    fc.assert(fc.property(chains.filter((chain) => chain.length > 1), (chain) => {
      const [first, second, ...rest] = chain;
      const exchanged = [{ ...second, sequence: 1 }, { ...first, sequence: 2 }, ...rest];
      expect(walked(exchanged).firstBreak).toEqual({ sequence: 1, kind: 'changed' });
    }));
  });
});
