/** What flows from one stage to the next. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}
/** A stage's place: its bar from `top`, as high as it holds appeals. */
export interface FlowNode {
  readonly name: string;
  readonly column: number;
  readonly count: number;
  readonly top: number;
  readonly height: number;
}
/** A band between two bars, by the middles of its ends. */
export type FlowBand<Of extends Flow> = Of & {
  readonly column: number;
  readonly fromMiddle: number;
  readonly toMiddle: number;
  readonly width: number;
};

/**
 * Lays out stages in columns, the fullest on top, and the bands between them in the order of what they lead to.
 * @param stages each column's flows to the next
 * @param height of the drawing, @param gap between two bars, in the drawing's units
 */
export function flowLayout<Of extends Flow>(stages: readonly (readonly Of[])[], height: number, gap: number): { readonly nodes: readonly FlowNode[]; readonly bands: readonly FlowBand<Of>[] } {
  const columns = [...stages.map((flows) => summed(flows, 'from')), summed(stages.at(-1) ?? [], 'to')];
  const total = Math.max(1, ...columns.map((column) => column.reduce((sum, { count }) => sum + count, 0)));
  const mostBars = Math.max(1, ...columns.map((column) => column.length));
  const scale = Math.max(0, height - gap * (mostBars - 1)) / total;
  const nodes = columns.flatMap((column, at) => {
    let top = 0;
    return column.map(({ name, count }): FlowNode => {
      const node = { name, column: at, count, top, height: count * scale };
      top += node.height + gap;
      return node;
    });
  });
  const placeOf = (name: string, column: number) => nodes.find((node) => node.name === name && node.column === column)?.top ?? 0;
  const bands = stages.flatMap((flows, column) => {
    const used = new Map<string, number>();
    const take = (key: string, top: number, width: number) => {
      const before = used.get(key) ?? 0;
      used.set(key, before + width);
      return top + before + width / 2;
    };
    const inOrder = [...flows].sort((one, other) => placeOf(one.from, column) - placeOf(other.from, column) || placeOf(one.to, column + 1) - placeOf(other.to, column + 1));
    return inOrder.map((flow) => {
      const width = flow.count * scale;
      return { ...flow, column, width, fromMiddle: take(`from ${flow.from}`, placeOf(flow.from, column), width), toMiddle: take(`to ${flow.to}`, placeOf(flow.to, column + 1), width) };
    });
  });
  return { nodes, bands };
}

function summed(flows: readonly Flow[], end: 'from' | 'to'): { readonly name: string; readonly count: number }[] {
  const sums = new Map<string, number>();
  for (const flow of flows) sums.set(flow[end], (sums.get(flow[end]) ?? 0) + flow.count);
  return [...sums].map(([name, count]) => ({ name, count })).sort((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1));
}
