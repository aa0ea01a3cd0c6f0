/** A piece of a bulk body: the bytes of one appeal, or the notice that it was longer than an appeal may be. */
export type BulkPiece = { readonly bytes: Uint8Array } | { readonly fault: 'tooLong' };

/** Cuts a body that comes in chunks of any size into pieces, and never holds more than one piece. */
export interface BulkSplitter {
  /** @returns the pieces that are whole now */
  feed(chunk: Uint8Array): BulkPiece[];
  /** The body has ended. @returns what is left, or what is wrong with the whole: a list that was not closed, or none at all */
  end(): BulkPiece[] | 'notAList';
}

/** What a piece has so far. Beyond `mostBytes` only the fact is kept. */
class Gathering {
  #parts: Uint8Array[] = [];
  #sizeBytes = 0;

  constructor(private readonly mostBytes: number) {}

  add(part: Uint8Array): void {
    if (part.length === 0) return;
    this.#sizeBytes += part.length;
    if (this.#sizeBytes > this.mostBytes) this.#parts = [];
    else this.#parts.push(part);
  }

  /** The piece, and an empty start for the next one. */
  take(): BulkPiece {
    const [only, ...more] = this.#parts;
    const piece: BulkPiece = this.#sizeBytes > this.mostBytes ? { fault: 'tooLong' } : { bytes: more.length === 0 ? (only ?? new Uint8Array()) : joined(this.#parts, this.#sizeBytes) };
    this.#parts = [];
    this.#sizeBytes = 0;
    return piece;
  }
}

function joined(parts: readonly Uint8Array[], sizeBytes: number): Uint8Array {
  const whole = new Uint8Array(sizeBytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const lineFeed = 0x0a;
const blanks: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);
const isBlank = (piece: BulkPiece) => 'bytes' in piece && piece.bytes.every((byte) => blanks.has(byte));

/** NDJSON: one piece a line. Blank lines are no pieces. A last line needs no line feed, but it needs the body's end. */
export class LineSplitter implements BulkSplitter {
  readonly #line: Gathering;

  constructor(mostBytes: number) {
    this.#line = new Gathering(mostBytes);
  }

  feed(chunk: Uint8Array): BulkPiece[] {
    const pieces: BulkPiece[] = [];
    let from = 0;
    for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, from)) {
      this.#line.add(chunk.subarray(from, at));
      pieces.push(this.#line.take());
      from = at + 1;
    }
    this.#line.add(chunk.subarray(from));
    return pieces.filter((piece) => !isBlank(piece));
  }

  end(): BulkPiece[] {
    return [this.#line.take()].filter((piece) => !isBlank(piece));
  }
}

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

/** A JSON array: one piece an element of the outermost list. Whether an element is JSON is its reader's to say. */
export class ListSplitter implements BulkSplitter {
  readonly #element: Gathering;
  /** UTF-8's mark may stand before the list. */
  #state: 'before' | 'inside' | 'after' | 'broken' = 'before';
  #depth = 0;
  #isText = false;
  #isEscaped = false;
  #isSeparated = false;

  constructor(mostBytes: number) {
    this.#element = new Gathering(mostBytes);
  }

  feed(chunk: Uint8Array): BulkPiece[] {
    const pieces: BulkPiece[] = [];
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (this.#state !== 'inside') {
        this.#outside(byte);
        from = at + 1;
      } else if (this.#isCut(byte)) {
        this.#element.add(chunk.subarray(from, at));
        from = at + 1;
        this.#cut(byte, pieces);
      }
    }
    if (this.#state === 'inside') this.#element.add(chunk.subarray(from));
    return pieces;
  }

  end(): BulkPiece[] | 'notAList' {
    return this.#state === 'after' ? [] : 'notAList';
  }

  #outside(byte: number): void {
    if (blanks.has(byte)) return;
    if (this.#state === 'before' && byte === openList) this.#state = 'inside';
    else if (this.#state !== 'before' || ![0xef, 0xbb, 0xbf].includes(byte)) this.#state = 'broken';
  }

  /** Whether an element ends before this byte, which belongs to the outermost list. */
  #isCut(byte: number): boolean {
    if (this.#isText) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (byte === backslash) this.#isEscaped = true;
      else if (byte === quote) this.#isText = false;
      return false;
    }
    if (byte === quote) this.#isText = true;
    else if (byte === openObject || byte === openList) this.#depth++;
    else if (this.#depth === 0 && (byte === comma || byte === closeList)) return true;
    else if (byte === closeObject || byte === closeList) this.#depth = Math.max(0, this.#depth - 1);
    return false;
  }

  #cut(byte: number, pieces: BulkPiece[]): void {
    const piece = this.#element.take();
    if (byte === closeList) {
      this.#state = 'after';
      // Nothing between the brackets is an empty list; nothing after a comma is a mistake.
      if (isBlank(piece) && !this.#isSeparated) return;
    }
    this.#isSeparated = true;
    pieces.push(piece);
  }
}
