import { importLimits, recordKindSchema, type RecordKind } from '@suqiao/contracts';
import { faultsOf, ProblemError } from '@suqiao/infra/http';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { UploadedFile } from './imports.service';

/** A form with its file. */
export interface Upload {
  readonly channel: RecordKind;
  readonly file: UploadedFile;
}

/** Files in memory at once in one process, on their way into the store. */
const mostAtOnce = 2;
const formSchema = z.object({ channel: recordKindSchema, file: z.instanceof(Uint8Array) });

let atOnce = 0;

/**
 * Reads the form of an upload and hands it on. Only a few are taken at once, so that memory is bounded whoever uploads.
 * @throws ProblemError `too-many-requests`; `too-large`; `invalid-request`
 */
export async function readUpload<Result>(request: FastifyRequest, take: (upload: Upload) => Promise<Result>): Promise<Result> {
  if (!request.isMultipart()) throw new ProblemError('unsupported-media-type', { detail: { 'zh-CN': '请用 multipart/form-data 上传', en: 'Send multipart/form-data' } });
  if (atOnce >= mostAtOnce) throw new ProblemError('too-many-requests', { detail: { 'zh-CN': '正在读取其他文件，请稍后再传', en: 'Other files are being read: try again in a moment' }, headers: { 'retry-after': '5' } });
  atOnce++;
  try {
    return await take(await formOf(request));
  } finally {
    atOnce--;
  }
}

async function formOf(request: FastifyRequest): Promise<Upload> {
  let channel: unknown;
  let file: UploadedFile | null = null;
  try {
    for await (const part of request.parts({ limits: { fileSize: importLimits.fileBytes, files: 1, fields: 4, fieldSize: 200, parts: 5 } })) {
      if (part.type === 'file') {
        const content = await part.toBuffer();
        const bytes = new Uint8Array(content.length);
        bytes.set(content);
        file = { name: shownName(part.filename), bytes };
      } else if (part.fieldname === 'channel') channel = part.value;
    }
  } catch (error) {
    const { code }: { readonly code?: unknown } = typeof error === 'object' && error !== null ? error : {};
    if (code === 'FST_REQ_FILE_TOO_LARGE') throw new ProblemError('too-large', { detail: { 'zh-CN': '文件超过 20 MiB', en: 'The file is larger than 20 MiB' } });
    throw error;
  }
  const form = { channel, file: file?.bytes };
  const faults = faultsOf(formSchema, form, 'body');
  if (faults.length > 0 || file === null) throw new ProblemError('invalid-request', { errors: faults });
  return { channel: recordKindSchema.parse(channel), file };
}

/** A file's own name to show: without its folders and what can't be shown. */
function shownName(given: string): string {
  const name = given.split(/[\\/]/).at(-1)?.replaceAll(/\p{C}/gu, '').trim().slice(0, 200) ?? '';
  return name === '' ? '–' : name;
}
