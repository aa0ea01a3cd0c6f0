/** Pairs that an analyst decided: always in one group, or never. */
export interface Decided {
  readonly together: readonly (readonly [number, number])[];
  readonly apart: readonly (readonly [number, number])[];
}

/** Each message knows only its nearest neighbours; of a large group it is asked of so many pairs a member. */
export const pairsKnown = 10;

interface Cluster {
  readonly members: number[];
  /** Sum of the probabilities of the pairs towards another cluster. */
  readonly links: Map<number, number>;
  readonly apart: Set<number>;
}

interface Merge {
  readonly a: number;
  readonly b: number;
  readonly mean: number;
}

/**
 * Merges the two clusters whose members are, in the mean over all pairs, most probably about the same matter, as long as
 * that mean reaches the threshold. What must be together starts together; what must be apart never meets. The same nodes and
 * links give the same clusters in whatever order they come.
 * @param links probability that two messages are about the same matter; pairs not listed count as 0
 */
export function averageLink(nodes: readonly number[], links: (node: number) => ReadonlyMap<number, number>, threshold: number, decided: Decided): number[][] {
  const clusters = startingClusters(nodes, links, decided);
  const queue = new MergeQueue();
  const meanOf = (a: Cluster, b: Cluster, sum: number) => {
    const [few, many] = [Math.min(a.members.length, b.members.length), Math.max(a.members.length, b.members.length)];
    return sum / (few * Math.min(many, pairsKnown));
  };
  const offer = (a: number, b: number) => {
    const [left, right] = [clusters.get(a), clusters.get(b)];
    if (left === undefined || right === undefined || left.apart.has(b)) return;
    const mean = meanOf(left, right, left.links.get(b) ?? 0);
    if (mean >= threshold) queue.push({ a: Math.min(a, b), b: Math.max(a, b), mean });
  };
  for (const [a, { links: towards }] of clusters) for (const b of towards.keys()) if (a < b) offer(a, b);
  for (let best = queue.pop(); best !== undefined; best = queue.pop()) {
    const [a, b] = [clusters.get(best.a), clusters.get(best.b)];
    if (a === undefined || b === undefined || meanOf(a, b, a.links.get(best.b) ?? 0) !== best.mean) continue;
    merge(clusters, best.a, best.b);
    for (const other of clusters.get(best.a)?.links.keys() ?? []) offer(best.a, other);
  }
  return [...clusters.values()].map(({ members }) => members.sort((x, y) => x - y)).sort((x, y) => (x[0] ?? 0) - (y[0] ?? 0));
}

function startingClusters(nodes: readonly number[], links: (node: number) => ReadonlyMap<number, number>, { together, apart }: Decided): Map<number, Cluster> {
  const sorted = [...nodes].sort((a, b) => a - b);
  const clusters = new Map<number, Cluster>(sorted.map((node) => [node, { members: [node], links: new Map(), apart: new Set() }]));
  for (const node of sorted) {
    for (const [other, probability] of links(node)) {
      // One of two may have too many neighbours to keep the other: what either knows holds for both.
      const [own, others] = [clusters.get(node)?.links, clusters.get(other)?.links];
      if (own === undefined || others === undefined || (own.get(other) ?? 0) >= probability) continue;
      own.set(other, probability);
      others.set(node, probability);
    }
  }
  for (const [a, b] of apart) {
    if (!clusters.has(a) || !clusters.has(b)) continue;
    clusters.get(a)?.apart.add(b);
    clusters.get(b)?.apart.add(a);
  }
  const homes = new Map(sorted.map((node) => [node, node]));
  for (const pair of together) {
    const [x, y] = pair.map((node) => homes.get(node));
    if (x === undefined || y === undefined || x === y) continue;
    const [a, b] = [Math.min(x, y), Math.max(x, y)];
    for (const member of clusters.get(b)?.members ?? []) homes.set(member, a);
    merge(clusters, a, b);
  }
  return clusters;
}

/** Puts the members of `b` into `a`; neighbours' links and prohibitions follow. */
function merge(clusters: Map<number, Cluster>, a: number, b: number): void {
  const [into, from] = [clusters.get(a), clusters.get(b)];
  if (into === undefined || from === undefined) return;
  into.members.push(...from.members);
  into.links.delete(b);
  for (const [other, sum] of from.links) {
    if (other === a) continue;
    const neighbour = clusters.get(other)?.links;
    const total = (into.links.get(other) ?? 0) + sum;
    into.links.set(other, total);
    neighbour?.delete(b);
    neighbour?.set(a, total);
  }
  for (const other of from.apart) {
    into.apart.add(other);
    clusters.get(other)?.apart.delete(b);
    clusters.get(other)?.apart.add(a);
  }
  clusters.delete(b);
}

/** A heap of possible merges, the most probable first; equal ones in the order of their messages. */
class MergeQueue {
  readonly #heap: Merge[] = [];

  push(merge: Merge): void {
    const heap = this.#heap;
    heap.push(merge);
    for (let at = heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfBefore(at, parent)) return;
      at = parent;
    }
  }

  pop(): Merge | undefined {
    const heap = this.#heap;
    const [top, last] = [heap[0], heap.pop()];
    if (heap.length === 0 || last === undefined) return top;
    heap[0] = last;
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const child = right < heap.length && isBefore(heap[right], heap[left]) ? right : left;
      if (child >= heap.length || !this.#swapIfBefore(child, at)) return top;
      at = child;
    }
  }

  #swapIfBefore(child: number, parent: number): boolean {
    const [x, y] = [this.#heap[child], this.#heap[parent]];
    if (x === undefined || y === undefined || !isBefore(x, y)) return false;
    [this.#heap[child], this.#heap[parent]] = [y, x];
    return true;
  }
}

function isBefore(x: Merge | undefined, y: Merge | undefined): boolean {
  if (x === undefined || y === undefined) return x !== undefined;
  return x.mean !== y.mean ? x.mean > y.mean : x.a !== y.a ? x.a < y.a : x.b < y.b;
}
