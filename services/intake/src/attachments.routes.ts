import { attachmentSchema, attachmentsSchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';
import { z } from 'zod';

const tag = '附件 Attachments';
const path = '/api/v1/appeals/{trackingNumber}/attachments';
const appeal = z.object({ trackingNumber: z.string() });
const bytes = z.string().meta({ contentEncoding: 'binary' });

/** The routes of attachments. */
export const attachmentRoutes: readonly RouteDescription[] = [
  describeRoute({
    method: 'post', path, summary: '添加附件；同一文件只存一份 Add a file; the same one twice adds nothing (200)', tag, security: 'channel', parameters: appeal,
    body: z.object({ file: bytes }), bodyType: 'multipart/form-data', status: 201, answer: attachmentSchema, answerHeaders: z.object({ Location: z.string() }),
    problems: ['invalid-request', 'unauthenticated', 'forbidden', 'not-found', 'too-large', 'unsupported-media-type', 'unavailable'],
  }),
  describeRoute({ method: 'get', path, summary: '附件列表 All files of an appeal', tag, security: 'channelOrReader', parameters: appeal, status: 200, answer: attachmentsSchema, problems: ['unauthenticated', 'forbidden', 'not-found', 'unavailable'] }),
  describeRoute({
    method: 'get', path: `${path}/{id}`, summary: '下载附件 A file', tag, security: 'channelOrReader', parameters: appeal.extend({ id: z.string() }), status: 200, answer: bytes, answerType: 'application/octet-stream',
    answerHeaders: z.object({ 'Content-Disposition': z.string() }), problems: ['unauthenticated', 'forbidden', 'not-found', 'command-refused', 'unavailable'],
  }),
];
