import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { attachmentTypes } from '@suqiao/contracts';
import { fieldFault, ProblemError } from '@suqiao/infra/http';
import type { FastifyRequest } from 'fastify';
import { fileTypeFromBuffer } from 'file-type';
import type { AttachmentsStore, StoredFile } from './attachments.store';
import { attachmentName, isAttachmentType, textTypeOf } from './domain/attachment';

/** How much of a file is held to see what it is: an Office file names its parts somewhere in the first of them. */
const beginningBytes = 64 * 1024;
/** What a form adds to its file at the most. */
const formBytes = 64 * 1024;

/**
 * Reads the one file of a form into the store, piece by piece: what it is is seen from its beginning, how large it is while
 * it comes. Whatever goes wrong, nothing of it stays.
 * @throws ProblemError `too-large`, before anything is read where the request says its length; `unsupported-media-type`;
 * `invalid-request`
 */
export async function storeUpload(request: FastifyRequest, store: AttachmentsStore, limitBytes: number): Promise<StoredFile> {
  if (!request.isMultipart()) throw unsupported({ 'zh-CN': '请用 multipart/form-data 上传', en: 'Send multipart/form-data' });
  if (Number(request.headers['content-length'] ?? 0) > limitBytes + formBytes) throw tooLarge(limitBytes);
  let stored: StoredFile | null = null;
  try {
    for await (const part of request.parts({ limits: { fileSize: limitBytes, files: 1, fields: 4, fieldSize: 200, parts: 5 } })) {
      if (part.type === 'file') stored = await storeFile(part, store, limitBytes);
    }
    if (stored === null) throw new ProblemError('invalid-request', { errors: [fieldFault('/file', 'attachment.missing')] });
    return stored;
  } catch (error) {
    if (stored !== null) await store.discard(stored.fileId);
    throw isTooLarge(error) ? tooLarge(limitBytes) : error;
  }
}

interface FilePart {
  readonly filename: string;
  readonly file: Readable;
}

async function storeFile({ filename, file }: FilePart, store: AttachmentsStore, limitBytes: number): Promise<StoredFile> {
  // The form's reader would leave out what is too much and wait for the end, which may never come.
  file.once('limit', () => file.destroy(tooLarge(limitBytes)));
  const pieces: AsyncIterator<Buffer> = file[Symbol.asyncIterator]();
  const beginning: Buffer[] = [];
  for (let size = 0; size < beginningBytes; ) {
    const next = await pieces.next();
    if (next.done === true) break;
    size += next.value.length;
    beginning.push(next.value);
  }
  const first = Buffer.concat(beginning);
  const mediaType = await sniffed(first);
  const upload = await store.begin(new Date());
  const hash = createHash('sha256');
  let sizeBytes = 0;
  async function* whole(): AsyncGenerator<Buffer> {
    for (let piece: IteratorResult<Buffer> = { value: first }; piece.done !== true; piece = await pieces.next()) {
      hash.update(piece.value);
      sizeBytes += piece.value.length;
      yield piece.value;
    }
  }
  try {
    await pipeline(whole, upload);
  } catch (error) {
    await store.discard(upload.id);
    throw error;
  }
  return { fileId: upload.id, name: attachmentName(filename, mediaType), mediaType, sizeBytes, sha256: hash.digest('hex') };
}

async function sniffed(beginning: Buffer) {
  if (beginning.length === 0) throw new ProblemError('invalid-request', { errors: [fieldFault('/file', 'attachment.empty')] });
  const found = await fileTypeFromBuffer(beginning).catch(() => undefined);
  const mediaType = found === undefined ? textTypeOf(beginning) : found.mime;
  if (mediaType !== null && isAttachmentType(mediaType)) return mediaType;
  const allowed = [...new Set(Object.values(attachmentTypes))].join(', ');
  throw unsupported({ 'zh-CN': `不支持的文件类型${found === undefined ? '' : `（${found.ext}）`}，可上传：${allowed}`, en: `Files of this type are not taken${found === undefined ? '' : ` (${found.ext})`}; taken are ${allowed}` });
}

function isTooLarge(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'FST_REQ_FILE_TOO_LARGE';
}

/** The rest of what is being sent is not read any more, so the connection can't be used again. */
const closing = { connection: 'close' } as const;

function tooLarge(limitBytes: number): ProblemError {
  const limit = String(limitBytes / 1024 / 1024);
  return new ProblemError('too-large', { detail: { 'zh-CN': `文件超过 ${limit} MiB`, en: `The file is larger than ${limit} MiB` }, headers: closing });
}

function unsupported(detail: { readonly 'zh-CN': string; readonly en: string }): ProblemError {
  return new ProblemError('unsupported-media-type', { detail, headers: closing });
}
