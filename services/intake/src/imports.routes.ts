import { importFileQuerySchema, importMappingSchema, importRowsPageSchema, importRowsQuerySchema, importsPageSchema, importsQuerySchema, importUploadSchema, importViewSchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';
import { z } from 'zod';

const imports = { security: 'reader', tag: '文件导入 Imports' } as const;
const importId = z.object({ importId: z.string() });
const file = z.string().meta({ format: 'binary' });
const fileType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The routes of imports, as the API documents them. */
export const importsRoutes: readonly RouteDescription[] = [
  describeRoute({ ...imports, method: 'get', path: '/api/v1/imports', summary: '我的导入 One\'s own imports, the newest first', status: 200, query: importsQuerySchema, answer: importsPageSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden', 'unavailable'] }),
  describeRoute({
    ...imports, method: 'post', path: '/api/v1/imports', summary: '上传文件 Upload a file; its rows are checked, nothing is imported yet', status: 201, body: importUploadSchema, bodyType: 'multipart/form-data', answer: importViewSchema,
    answerHeaders: z.object({ Location: z.string() }), problems: ['invalid-request', 'unauthenticated', 'forbidden', 'too-large', 'unsupported-media-type', 'too-many-requests', 'unavailable'],
  }),
  describeRoute({ ...imports, method: 'get', path: '/api/v1/imports/template', summary: '下载模板 A template with the headings, and with the codes where it is XLSX', status: 200, query: importFileQuerySchema, answer: file, answerType: fileType, problems: ['invalid-request', 'unauthenticated', 'forbidden'] }),
  describeRoute({ ...imports, method: 'get', path: '/api/v1/imports/{importId}', summary: '导入进度 What a file is, how its columns are read, how far it is', status: 200, parameters: importId, answer: importViewSchema, problems: ['unauthenticated', 'forbidden', 'not-found', 'unavailable'] }),
  describeRoute({ ...imports, method: 'get', path: '/api/v1/imports/{importId}/rows', summary: '逐行预览 Its rows, what is wrong with each, what became of it', status: 200, parameters: importId, query: importRowsQuerySchema, answer: importRowsPageSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden', 'not-found', 'unavailable'] }),
  describeRoute({
    ...imports, method: 'post', path: '/api/v1/imports/{importId}/mapping', summary: '列的对应 Say what each column is; all rows are checked anew', status: 200, parameters: importId, body: importMappingSchema, answer: importViewSchema,
    problems: ['invalid-json', 'invalid-request', 'unauthenticated', 'forbidden', 'not-found', 'too-large', 'unsupported-media-type', 'command-refused', 'unavailable'],
  }),
  describeRoute({ ...imports, method: 'post', path: '/api/v1/imports/{importId}/commit', summary: '导入有效行 Import the good rows, once however often it is sent; the others can be mended', status: 202, parameters: importId, answer: importViewSchema, problems: ['unauthenticated', 'forbidden', 'not-found', 'command-refused', 'unavailable'] }),
  describeRoute({ ...imports, method: 'get', path: '/api/v1/imports/{importId}/errors', summary: '下载错误行 The wrong rows with the reasons, to mend and upload again', status: 200, parameters: importId, query: importFileQuerySchema, answer: file, answerType: fileType, problems: ['invalid-request', 'unauthenticated', 'forbidden', 'not-found', 'command-refused', 'unavailable'] }),
];
