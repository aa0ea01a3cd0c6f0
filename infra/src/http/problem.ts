import type { FieldError, Language, Problem, ProblemType } from '@suqiao/contracts';

interface ProblemKind {
  readonly status: number;
  readonly title: Readonly<Record<Language, string>>;
}

/** Each problem's HTTP status and what it is called. */
const kinds: Readonly<Record<ProblemType, ProblemKind>> = {
  'invalid-json': { status: 400, title: { 'zh-CN': '请求体不是有效的 JSON', en: 'The body is not valid JSON' } },
  'invalid-request': { status: 400, title: { 'zh-CN': '请求内容有误', en: 'The request has mistakes' } },
  unauthenticated: { status: 401, title: { 'zh-CN': '未登录或凭证无效', en: 'Not signed in, or the credential is not valid' } },
  forbidden: { status: 403, title: { 'zh-CN': '您的角色不能这样做', en: 'Your role may not do this' } },
  'not-found': { status: 404, title: { 'zh-CN': '找不到', en: 'Not found' } },
  'method-not-allowed': { status: 405, title: { 'zh-CN': '此处不支持该方法', en: 'The method is not supported here' } },
  'too-large': { status: 413, title: { 'zh-CN': '请求体过大', en: 'The body is too large' } },
  'unsupported-media-type': { status: 415, title: { 'zh-CN': '不支持的内容类型', en: 'The content type is not supported' } },
  'idempotency-key-missing': { status: 400, title: { 'zh-CN': '缺少 Idempotency-Key', en: 'Idempotency-Key is missing' } },
  'idempotency-key-mismatch': { status: 422, title: { 'zh-CN': '同一 Idempotency-Key 用于不同内容', en: 'The Idempotency-Key was used with another body' } },
  'idempotency-key-in-flight': { status: 409, title: { 'zh-CN': '同一 Idempotency-Key 的请求仍在处理', en: 'A request with this Idempotency-Key is still being worked on' } },
  'precondition-failed': { status: 412, title: { 'zh-CN': '内容已被他人修改，请重新载入', en: 'Somebody else has changed it; load it again' } },
  'precondition-required': { status: 428, title: { 'zh-CN': '请在 If-Match 中给出所依据的版本', en: 'Say in If-Match which version the change is based on' } },
  'command-refused': { status: 409, title: { 'zh-CN': '当前状态不接受该办理', en: 'The present state refuses the command' } },
  unavailable: { status: 503, title: { 'zh-CN': '服务暂时不可用，请稍后重试', en: 'Temporarily unavailable, try again' } },
  'too-many-requests': { status: 429, title: { 'zh-CN': '请求过于频繁', en: 'Too many requests' } },
  internal: { status: 500, title: { 'zh-CN': '系统内部错误', en: 'Internal error' } },
};

/** A text in both languages, chosen when the problem is written. */
export type Text = Readonly<Record<Language, string>>;

/** A wrong field before its language is known. */
export interface FieldFault extends Omit<FieldError, 'detail'> {
  readonly detail: Text;
}

/** What a problem tells beyond its type; `headers` go onto the answer, the rest into its body. */
export interface ProblemDetails {
  readonly detail?: Text;
  readonly errors?: readonly FieldFault[];
  readonly state?: string;
  readonly allowed?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** How many wrong fields one problem lists; a body of nothing but unknown keys would else be answered with more than it sent. */
const mostErrors = 100;

function cutDetail(count: number): Text | undefined {
  return count > mostErrors ? { 'zh-CN': `共 ${String(count)} 处有误，列出前 ${String(mostErrors)} 处`, en: `${String(count)} mistakes; the first ${String(mostErrors)} are listed` } : undefined;
}

/** Thrown by whoever refuses a request; the filter writes it as RFC 9457 in the reader's language. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly type: ProblemType,
    readonly details: ProblemDetails = {},
  ) {
    super(`${type}: ${details.detail?.en ?? kinds[type].title.en}`);
  }

  get status(): number {
    return kinds[this.type].status;
  }

  /** The body of the answer. */
  toProblem(language: Language, instance: string): Problem {
    const { errors, state, allowed } = this.details;
    const detail = this.details.detail ?? cutDetail(errors?.length ?? 0);
    return {
      type: `urn:suqiao:problem:${this.type}`,
      title: kinds[this.type].title[language],
      status: this.status,
      instance,
      ...(detail && { detail: detail[language] }),
      ...(errors && { errors: errors.slice(0, mostErrors).map((fault) => ({ ...fault, detail: fault.detail[language] })) }),
      ...(state !== undefined && { state }),
      ...(allowed && { allowed: [...allowed] }),
    };
  }
}

/** The reader's language from Accept-Language: the first of zh and en by weight, Chinese when neither is asked for. */
export function languageOf(header: string | undefined): Language {
  const wishes = (header ?? '').split(',').map((part, index) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const weight = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find((found) => found !== undefined);
    return { tag, weight: weight === undefined ? 1 : Number(weight), index };
  });
  const known = wishes.filter(({ tag, weight }) => weight > 0 && (tag === 'en' || tag.startsWith('en-') || tag === 'zh' || tag.startsWith('zh-')));
  const best = known.sort((a, b) => b.weight - a.weight || a.index - b.index)[0];
  return best?.tag.startsWith('en') === true ? 'en' : 'zh-CN';
}
