import { inflateSync } from 'node:zlib';
import { fromBuffer } from 'yauzl';

/** The files of an archive, by name. */
export function unzipped(content: Buffer): Promise<Map<string, Buffer>> {
  return new Promise((resolve, reject) => {
    fromBuffer(content, { lazyEntries: true }, (error, archive) => {
      if (error !== null) { reject(error); return; }
      const files = new Map<string, Buffer>();
      archive.on('error', reject).on('end', () => { resolve(files); }).on('entry', (entry: { fileName: string }) => {
        archive.openReadStream(entry as Parameters<typeof archive.openReadStream>[0], (broken, stream) => {
          if (broken !== null) { reject(broken); return; }
          const pieces: Buffer[] = [];
          stream.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => { files.set(entry.fileName, Buffer.concat(pieces)); archive.readEntry(); });
        });
      });
      archive.readEntry();
    });
  });
}

/** What a PDF's compressed streams say. */
export function pdfStreams(content: Buffer): string[] {
  const binary = content.toString('latin1');
  return [...binary.matchAll(/stream\r?\n/g)].flatMap(({ index, 0: mark }) => {
    const end = binary.indexOf('endstream', index);
    try {
      return [inflateSync(content.subarray(index + mark.length, end)).toString('latin1')];
    } catch {
      return [];
    }
  });
}

/** Characters that a PDF's fonts map their glyphs to: all that its text can have. */
export function pdfCharacters(content: Buffer): Set<string> {
  const maps = pdfStreams(content).filter((stream) => stream.includes('beginbfrange') || stream.includes('beginbfchar'));
  return new Set(maps.flatMap((stream) => [...stream.matchAll(/<([0-9a-f]{4})>/gi)].map(([, code = '']) => String.fromCharCode(parseInt(code, 16)))));
}
