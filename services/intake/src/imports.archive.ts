import { once } from 'node:events';
import { crc32 } from 'node:zlib';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { FileRefusedError } from './domain/import-refusals';

/** Limits of an archive. A sheet of 100,000 rows unpacks to some 130 MB, ten to forty times its size. */
export const archiveLimits = { entries: 1000, unpackedBytes: 256 * 1024 * 1024, ratio: 200, ratioFromBytes: 8 * 1024 * 1024 } as const;

interface Part {
  readonly name: Buffer;
  readonly content: Buffer;
}

/**
 * The parts of an XLSX file that hold its table, unpacked once under limits and packed again without compression. Whoever
 * reads the answer finds only what was measured: an archive may say other sizes, or hold other entries, in its local
 * headers than in its directory.
 * @throws FileRefusedError for what is no XLSX file, and for one that would unpack beyond the limits: by what its directory
 * says, before anything is unpacked, and by what really comes out
 */
export async function tableParts(bytes: Buffer): Promise<ArrayBuffer> {
  try {
    const archive = await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true, strictFileNames: true });
    const entries = await listed(archive, bytes.length);
    const parts: Part[] = [];
    let unpacked = 0;
    for (const entry of entries.filter(({ fileName }) => /\.(xml|rels)$/.test(fileName))) {
      const content = await inflated(archive, entry, archiveLimits.unpackedBytes - unpacked);
      unpacked += content.length;
      parts.push({ name: Buffer.from(entry.fileName), content });
    }
    return packed(parts);
  } catch (error) {
    if (error instanceof FileRefusedError) throw error;
    throw new FileRefusedError('file.notXlsx', { reason: error instanceof Error ? error.message.slice(0, 200) : 'zip' });
  }
}

async function listed(archive: ZipFile, sizeBytes: number): Promise<Entry[]> {
  if (archive.entryCount > archiveLimits.entries) throw new FileRefusedError('file.zipBomb', { measure: `${String(archive.entryCount)} entries` });
  const entries: Entry[] = [];
  let unpacked = 0;
  for await (const entry of archive.eachEntry()) {
    unpacked += entry.uncompressedSize;
    entries.push(entry);
    if (unpacked > archiveLimits.unpackedBytes) throw new FileRefusedError('file.zipBomb', { measure: `> ${String(archiveLimits.unpackedBytes)} bytes` });
    if (entry.isEncrypted()) throw new FileRefusedError('file.oldExcel');
  }
  if (unpacked > archiveLimits.ratioFromBytes && unpacked > sizeBytes * archiveLimits.ratio) throw new FileRefusedError('file.zipBomb', { measure: `1:${String(Math.round(unpacked / sizeBytes))}` });
  const names = new Set(entries.map(({ fileName }) => fileName));
  if (names.size < entries.length) throw new FileRefusedError('file.notXlsx', { reason: 'two parts of one name' });
  const missing = ['[Content_Types].xml', 'xl/workbook.xml'].find((name) => !names.has(name));
  if (missing !== undefined) throw new FileRefusedError('file.notXlsx', { reason: `${missing} –` });
  return entries;
}

async function inflated(archive: ZipFile, entry: Entry, mostBytes: number): Promise<Buffer> {
  const stream = await archive.openReadStreamPromise(entry);
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    chunks.push(chunk);
    // The directory may lie; yauzl refuses more than it says, this what adds up.
    if (size > mostBytes) stream.destroy(new FileRefusedError('file.zipBomb', { measure: `> ${String(archiveLimits.unpackedBytes)} bytes` }));
  });
  await once(stream, 'end');
  return Buffer.concat(chunks, size);
}

/** A zip archive of stored entries (PKWARE APPNOTE 4.3.7, 4.3.12, 4.3.16). */
function packed(parts: readonly Part[]): ArrayBuffer {
  const local = parts.map((part) => Buffer.concat([headerOf(part, 0x04034b50, 30), part.name]));
  const sizes = parts.map(({ content }, index) => (local[index]?.length ?? 0) + content.length);
  let offset = 0;
  const directory = parts.map((part, index) => {
    const header = headerOf(part, 0x02014b50, 46);
    header.writeUInt32LE(offset, 42);
    offset += sizes[index] ?? 0;
    return Buffer.concat([header, part.name]);
  });
  const directoryBytes = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directoryBytes, 12);
  end.writeUInt32LE(offset, 16);
  const whole = new Uint8Array(offset + directoryBytes + end.length);
  let at = 0;
  for (const piece of [...parts.flatMap(({ content }, index) => [local[index] ?? Buffer.alloc(0), content]), ...directory, end]) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole.buffer;
}

function headerOf({ name, content }: Part, signature: number, size: 30 | 46): Buffer {
  const header = Buffer.alloc(size);
  // A directory's header has two more bytes, the version of its maker, before what both have.
  const shift = size === 46 ? 2 : 0;
  header.writeUInt32LE(signature, 0);
  header.writeUInt16LE(20, 4);
  if (shift > 0) header.writeUInt16LE(20, 6);
  // Names are UTF-8.
  header.writeUInt16LE(0x0800, 6 + shift);
  header.writeUInt32LE(crc32(content), 14 + shift);
  header.writeUInt32LE(content.length, 18 + shift);
  header.writeUInt32LE(content.length, 22 + shift);
  header.writeUInt16LE(name.length, 26 + shift);
  return header;
}
