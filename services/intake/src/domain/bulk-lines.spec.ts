import fc from 'fast-check';
import { LineSplitter, ListSplitter, type BulkPiece, type BulkSplitter } from './bulk-lines';

const textOf = (piece: BulkPiece) => ('fault' in piece ? `(${piece.fault})` : Buffer.from(piece.bytes).toString('utf8').trim());

/** Feeds a text in chunks that end at the given places, and gives the pieces as texts. */
function split(splitter: BulkSplitter, text: string, cuts: readonly number[] = []): string[] | string {
  const bytes = Buffer.from(text);
  const ends = [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  const pieces = ends.flatMap((end, index) => splitter.feed(bytes.subarray(ends[index - 1] ?? 0, end)));
  const last = splitter.end();
  return last === 'notAList' ? `${pieces.map(textOf).join(' ')} notAList`.trim() : [...pieces, ...last].map(textOf);
}

const values = fc.array(fc.oneof(fc.jsonValue(), fc.record({ 标题: fc.string({ unit: 'binary' }), list: fc.array(fc.constantFrom('[', ']', '{', '"', '\\', ',')) })), { maxLength: 8 });
const places = fc.array(fc.nat(2000), { maxLength: 12 });

it('cuts lines wherever chunks end', () => {
  fc.assert(fc.property(values, places, fc.constantFrom('\n', '\r\n', '\n\n \n'), fc.boolean(), (items, cuts, lineEnd, closed) => {
    const lines = items.map((item) => JSON.stringify(item));
    expect(split(new LineSplitter(100_000), lines.join(lineEnd) + (closed ? lineEnd : ''), cuts)).toEqual(lines);
  }));
});

it('cuts a list wherever chunks end, whatever its elements hold', () => {
  fc.assert(fc.property(values, places, fc.constantFrom(0, 2), (items, cuts, indent) => {
    const elements = split(new ListSplitter(100_000), `\uFEFF ${JSON.stringify(items, null, indent)}\n`, cuts);
    expect(Array.isArray(elements) ? elements.map((text) => JSON.parse(text) as unknown) : elements).toEqual(JSON.parse(JSON.stringify(items)));
  }));
});

it('says that a piece is too long, and goes on behind it', () => {
  fc.assert(fc.property(places, (cuts) => {
    expect(split(new LineSplitter(10), `1\n${'x'.repeat(11)}\n${'y'.repeat(10)}\n`, cuts)).toEqual(['1', '(tooLong)', 'y'.repeat(10)]);
    expect(split(new ListSplitter(10), `[1,"${'x'.repeat(11)}",2]`, cuts)).toEqual(['1', '(tooLong)', '2']);
  }));
});

it.each([
  ['[]', []], [' [ ] ', []], ['[1,]', ['1', '']], ['[,1]', ['', '1']], ['[1 2]', ['1 2']], ['[{"a":]}, 3]', ['{"a":]}', '3']],
  ['[1,2', '1 notAList'], ['', 'notAList'], ['{"a":1}', 'notAList'], ['[1] x', '1 notAList'], ['[1][2]', '1 notAList'],
])('%j', (text, expected) => {
  expect(split(new ListSplitter(100), text)).toEqual(expected);
});
