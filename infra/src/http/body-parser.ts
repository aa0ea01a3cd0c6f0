import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError, type Text } from './problem';

const charsetPattern = /;\s*charset\s*=\s*"?([\w-]+)/i;
const positionPattern = /line (\d+) column (\d+)/;

/**
 * Leaves JSON as the only body that is read. It must be UTF-8: bytes that are not would else become replacement
 * characters and be stored as what the person said. Keys that could reach a prototype are refused.
 */
export function acceptOnlyJson(fastify: FastifyInstance): void {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const foreign = refuseForeignCharset(request);
    if (foreign !== null) {
      done(foreign);
      return;
    }
    let text: string;
    try {
      text = decoder.decode(body);
    } catch {
      done(invalid({ 'zh-CN': '请求体不是有效的 UTF-8', en: 'The body is not valid UTF-8' }));
      return;
    }
    void parse(request, text, (error, value) => {
      if (error) done(invalid(reasonOf(text)));
      else done(null, value);
    });
  });
}

/** The refusal of a body that says that it is not UTF-8, or `null`. */
export function refuseForeignCharset(request: FastifyRequest): ProblemError | null {
  const charset = charsetPattern.exec(request.headers['content-type'] ?? '')?.[1]?.toLowerCase();
  if (charset === undefined || charset === 'utf-8' || charset === 'utf8') return null;
  return new ProblemError('unsupported-media-type', { detail: { 'zh-CN': `请用 UTF-8 编码，而不是 ${charset}`, en: `Send UTF-8, not ${charset}` } });
}

function invalid(detail: Text): ProblemError {
  return new ProblemError('invalid-json', { detail });
}

/** Why a text that the parser refused is refused; runs on the way to a refusal only. */
function reasonOf(text: string): Text {
  if (text.trim() === '') return { 'zh-CN': '请求体为空', en: 'The body is empty' };
  try {
    JSON.parse(text);
  } catch (error) {
    const [, line, column] = positionPattern.exec(String(error)) ?? [];
    if (line !== undefined && column !== undefined) return { 'zh-CN': `第 ${line} 行第 ${column} 列有误`, en: `Mistake at line ${line}, column ${column}` };
    return { 'zh-CN': '内容不完整或有误', en: 'It is incomplete or has a mistake' };
  }
  return { 'zh-CN': '含有禁用的键 __proto__ 或 constructor.prototype', en: 'It has a forbidden key: __proto__ or constructor.prototype' };
}
