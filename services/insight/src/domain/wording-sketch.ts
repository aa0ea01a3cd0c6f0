/** Runs of so many characters: what two texts share of these, they copied. */
const runLength = 4;
/** So many of the smallest hashes stand for all. */
const hashesKept = 64;

/** A bottom-k sketch of the wording (Broder 1997): the smallest hashes of its runs of four characters, rising. */
export function sketchOf(texts: readonly string[]): Int32Array {
  const hashes = new Set<number>();
  for (const text of texts) for (let at = 0; at + runLength <= text.length; at++) hashes.add(hashOf(text, at));
  return Int32Array.from(hashes).sort().slice(0, hashesKept);
}

/** Jaccard similarity of two texts' wording, 0 to 1, estimated from the parts of `a` and `b` that hold their sketches. */
export function sharedWording(a: Int32Array, aFrom: number, b: Int32Array, bFrom: number): number {
  let [i, j, met, shared] = [aFrom, bFrom, 0, 0];
  for (; met < hashesKept && (i < a.length || j < b.length); met++) {
    const [left, right] = [a[i] ?? Infinity, b[j] ?? Infinity];
    if (left === right) shared += 1;
    if (left <= right) i++;
    if (right <= left) j++;
  }
  return met === 0 ? 0 : shared / met;
}

/** FNV-1a over the characters of a run, mixed once more. */
function hashOf(text: string, from: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < from + runLength; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return hash ^ (hash >>> 16);
}
