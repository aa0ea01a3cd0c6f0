import { inflateSync } from 'node:zlib';

const headerBytes = { woff: 44, sfnt: 12 } as const;
const entryBytes = { woff: 20, sfnt: 16 } as const;

/** One table of a font. */
interface FontTable {
  readonly tag: string;
  readonly checksum: number;
  readonly data: Buffer;
}

/**
 * A font without its packing: who lays out text unpacks a table of a WOFF anew for each letter, which takes minutes.
 * Source: WOFF File Format 1.0, OpenType's table directory.
 * @throws Error for anything but a WOFF 1.0
 */
export function sfntOf(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF 1.0 font');
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, at) => tableAt(woff, headerBytes.woff + at * entryBytes.woff));
  const highest = Math.floor(Math.log2(count));
  const head = Buffer.alloc(headerBytes.sfnt + count * entryBytes.sfnt);
  woff.copy(head, 0, 4, 8);
  head.writeUInt16BE(count, 4);
  head.writeUInt16BE(16 * 2 ** highest, 6);
  head.writeUInt16BE(highest, 8);
  head.writeUInt16BE(16 * (count - 2 ** highest), 10);
  const pieces: Buffer[] = [head];
  let offset = head.length;
  tables.forEach(({ tag, checksum, data }, at) => {
    const entry = headerBytes.sfnt + at * entryBytes.sfnt;
    head.write(tag, entry, 'latin1');
    head.writeUInt32BE(checksum, entry + 4);
    head.writeUInt32BE(offset, entry + 8);
    head.writeUInt32BE(data.length, entry + 12);
    const padded = Math.ceil(data.length / 4) * 4;
    pieces.push(data, Buffer.alloc(padded - data.length));
    offset += padded;
  });
  return Buffer.concat(pieces);
}

function tableAt(woff: Buffer, entry: number): FontTable {
  const [offset, packed, whole] = [woff.readUInt32BE(entry + 4), woff.readUInt32BE(entry + 8), woff.readUInt32BE(entry + 12)];
  const bytes = woff.subarray(offset, offset + packed);
  return { tag: woff.toString('latin1', entry, entry + 4), checksum: woff.readUInt32BE(entry + 16), data: packed < whole ? inflateSync(bytes) : bytes };
}
