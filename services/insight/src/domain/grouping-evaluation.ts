/** How well predicted groups match known ones. */
export interface GroupingFigures {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Known groups of `hotSize` or more, and how many of them a predicted group finds. */
  readonly hot: number;
  readonly hotFound: number;
  readonly missed: readonly string[];
}

const hotSize = 5;
/** A hot group is found when one predicted group has at least this precision and recall towards it. */
const foundFrom = 0.7;

/**
 * B-cubed figures over the messages whose group is known (Bagga and Baldwin 1998), and the hot groups found. A message
 * without a known group inside a predicted one that has known ones counts as wrongly merged.
 * @param gold id → known group @throws RangeError when no known message was predicted
 */
export function evaluateGroups(predicted: readonly (readonly string[])[], gold: ReadonlyMap<string, string>): GroupingFigures {
  const sizes = new Map<string, number>();
  for (const group of gold.values()) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  let [precision, recall, judged] = [0, 0, 0];
  const found = new Set<string>();
  for (const cluster of predicted) {
    const shared = new Map<string, number>();
    for (const id of cluster) {
      const group = gold.get(id);
      if (group !== undefined) shared.set(group, (shared.get(group) ?? 0) + 1);
    }
    for (const [group, count] of shared) {
      const [right, whole] = [count / cluster.length, count / (sizes.get(group) ?? count)];
      precision += count * right;
      recall += count * whole;
      judged += count;
      if (right >= foundFrom && whole >= foundFrom) found.add(group);
    }
  }
  if (judged === 0) throw new RangeError('none of the known messages is among the grouped ones');
  const hot = [...sizes].filter(([, size]) => size >= hotSize).map(([group]) => group);
  const [p, r] = [precision / judged, recall / judged];
  return { precision: p, recall: r, f1: (2 * p * r) / (p + r), hot: hot.length, hotFound: hot.filter((group) => found.has(group)).length, missed: hot.filter((group) => !found.has(group)) };
}
