import fc from 'fast-check';
import { EventStreamReader, reconnectDelayInMs } from './event-stream';

const readAll = (pieces: readonly string[]) => {
  const reader = new EventStreamReader();
  return pieces.flatMap((piece) => reader.push(piece));
};

describe('EventStreamReader', () => {
  it('reads an event with its name and data', () => {
    expect(readAll(['event: change\ndata: {"a":1}\n\n'])).toEqual([{ event: 'change', data: '{"a":1}' }]);
  });

  it('skips comments, unknown fields and events without data', () => {
    expect(readAll(['retry: 2000\n\n: still here\n\nevent: change\n\ndata:x\n\n'])).toEqual([{ event: 'message', data: 'x' }]);
  });

  it('joins several data lines and takes off one blank only', () => {
    expect(readAll(['data:  two\ndata: lines\n\n'])).toEqual([{ event: 'message', data: ' two\nlines' }]);
  });

  it('waits for the blank line', () => {
    expect(readAll(['data: half\n'])).toEqual([]);
  });

  it('reads the same however the stream is cut and whichever line end it has', () => {
    const lines = ['event: change', 'data: {"名":"诉桥"}', '', ': beat', '', 'data: a', 'data: b', '', ''];
    const expected = [{ event: 'change', data: '{"名":"诉桥"}' }, { event: 'message', data: 'a\nb' }];
    fc.assert(
      fc.property(fc.constantFrom('\n', '\r\n'), fc.array(fc.nat(80), { maxLength: 12 }), (lineEnd, cuts) => {
        const text = lines.join(lineEnd);
        const places = [0, ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length];
        const pieces = places.slice(1).map((end, index) => text.slice(places[index], end));
        expect(readAll(pieces)).toEqual(expected);
      }),
    );
  });
});

describe('reconnectDelayInMs', () => {
  it('grows to thirty seconds and never leaves the half below its ceiling', () => {
    expect([0, 1, 2, 5, 60].map((attempt) => reconnectDelayInMs(attempt, 1))).toEqual([1000, 2000, 4000, 30_000, 30_000]);
    expect(reconnectDelayInMs(0, 0)).toBe(500);
  });
});
