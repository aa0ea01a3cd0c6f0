import fc from 'fast-check';
import { flowLayout, type Flow } from './flow-layout';

const name = fc.constantFrom('a', 'b', 'c', 'd');
const flows = fc.uniqueArray(fc.record({ from: name, to: name, count: fc.integer({ min: 1, max: 1000 }) }), { selector: ({ from, to }: Flow) => `${from} ${to}`, minLength: 1 });

it('draws every stage as high as what flows through it, within the drawing, and no band outside of its bars', () => {
  fc.assert(fc.property(flows, (first) => {
    // The second column hands everything on that it got.
    const second = [...new Set(first.map(({ to }) => to))].map((from): Flow => ({ from, to: 'end', count: first.filter(({ to }) => to === from).reduce((sum, { count }) => sum + count, 0) }));
    const { nodes, bands } = flowLayout([first, second], 300, 8);
    for (const { top, height } of nodes) expect([top >= 0, top + height <= 300 + 1e-6]).toEqual([true, true]);
    for (const { column, from, to, fromMiddle, toMiddle, width } of bands) {
      const [begin, end] = [nodes.find((node) => node.column === column && node.name === from), nodes.find((node) => node.column === column + 1 && node.name === to)];
      for (const [node, middle] of [[begin, fromMiddle], [end, toMiddle]] as const) {
        expect(node).toBeDefined();
        if (node !== undefined) expect([middle - width / 2 >= node.top - 1e-6, middle + width / 2 <= node.top + node.height + 1e-6]).toEqual([true, true]);
      }
    }
    expect(nodes.filter(({ column }) => column === 2).map(({ count }) => count)).toEqual([first.reduce((sum, { count }) => sum + count, 0)]);
  }));
});
