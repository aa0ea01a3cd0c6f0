/** A text as it is compared with others: which pairs of characters it has, in short, and where to look for its likes. */
export interface TextSketch {
  /** Hashes of its pairs of characters, ascending: all of them, or of a long text the 512 smallest, which are a fair sample. */
  readonly hashes: readonly number[];
  /** Whether `hashes` are all of them. */
  readonly whole: boolean;
  /** Texts that share a band are likely alike: half of those that share 55 of 100 pairs meet in one, almost none that share 20. */
  readonly bands: readonly number[];
}

const { imul } = Math;

const sampled = 512;
const bandCount = 16;
const rowsPerBand = 4;
/** Shorter texts say too little to be told apart by what they say. */
const shortestBanded = 12;

/** What of a text is compared: letters and digits in one width and case. Spaces, signs and masks say nothing. */
export function comparable(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** The sketch of a text. The same text gives the same sketch for ever: sketches are stored. */
export function sketchOf(text: string): TextSketch {
  const hashes = Uint32Array.from(pairHashes(comparable(text))).sort();
  return { hashes: [...hashes.subarray(0, sampled)], whole: hashes.length <= sampled, bands: hashes.length < shortestBanded ? [] : bandsOf(hashes) };
}

/**
 * How alike two texts are, by the pairs of characters that they share.
 * @returns `jaccard`, shared of all (0 to 1), and `overlap`, shared of the shorter text's, which a summary keeps high
 */
export function similarityOf(one: Pick<TextSketch, 'hashes' | 'whole'>, other: Pick<TextSketch, 'hashes' | 'whole'>): { readonly jaccard: number; readonly overlap: number } {
  if (one.hashes.length === 0 || other.hashes.length === 0) return { jaccard: 0, overlap: 0 };
  // Above the smaller of two samples' ends nothing is known of one of them.
  const end = Math.min(one.whole ? Infinity : (one.hashes.at(-1) ?? 0), other.whole ? Infinity : (other.hashes.at(-1) ?? 0));
  const known = (hashes: readonly number[]) => hashes.filter((hash) => hash <= end);
  const [left, right] = [known(one.hashes), new Set(known(other.hashes))];
  const shared = left.filter((hash) => right.has(hash)).length;
  return { jaccard: shared / (left.length + right.size - shared), overlap: shared / Math.min(left.length, right.size) };
}

function pairHashes(text: string): Set<number> {
  const hashes = new Set<number>();
  let before: number | null = null;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (before !== null) hashes.add(mixed(imul(before, 0x1f35_3b61) ^ code) >>> 0);
    before = code;
  }
  return hashes;
}

/** Spreads 32 bits evenly over 32 bits (murmur3's finish). Signed, which the engine computes as it is. */
function mixed(value: number): number {
  let left = imul(value ^ (value >>> 16), 0x85eb_ca6b);
  left = imul(left ^ (left >>> 13), 0xc2b2_ae35);
  return left ^ (left >>> 16);
}

/** MinHash: the least of each of 64 reorderings, four to a band. */
function bandsOf(hashes: Uint32Array): number[] {
  return Array.from({ length: bandCount }, (_, band) => {
    let key = band;
    for (let row = 0; row < rowsPerBand; row++) {
      const salt = mixed(band * rowsPerBand + row + 1);
      let least = 0x7fff_ffff;
      for (const hash of hashes) {
        const place = mixed(hash ^ salt);
        if (place < least) least = place;
      }
      key = mixed(imul(key, 0x9e37_79b1) ^ least);
    }
    // The band's number before the hash, so that bands never meet one another; still a whole number that a double holds.
    return band * 2 ** 32 + (key >>> 0);
  });
}
