import { z } from 'zod';
import { en, zhCN } from 'zod/locales';
import { ProblemError, type FieldFault, type Text } from './problem';

/** Sentences for the rules that are Suqiao's own; zod's locales say the rest. */
const ownRules: Readonly<Record<string, Text>> = {
  'divisionCode.format': { 'zh-CN': '行政区划代码应为 6 位数字（GB/T 2260）', en: 'A division code has 6 digits (GB/T 2260)' },
  'divisionCode.unknown': { 'zh-CN': '没有这个行政区划代码', en: 'There is no division with this code' },
  'categoryCode.format': { 'zh-CN': '分类代码格式有误，例如 financing 或 financing.loan-refused', en: 'A category code looks like financing or financing.loan-refused' },
  'categoryCode.unknown': { 'zh-CN': '没有这个分类', en: 'There is no category with this code' },
  'unitId.format': { 'zh-CN': '单位编号格式有误，例如 370102-federation', en: 'A unit id looks like 370102-federation' },
  'unitId.unknown': { 'zh-CN': '没有这个单位', en: 'There is no unit with this id' },
  'creditCode.invalid': { 'zh-CN': '统一社会信用代码有误：应为 18 位且校验码正确（GB 32100-2015）', en: 'Not a unified social credit code: 18 characters with a right check character (GB 32100-2015)' },
  'phone.format': { 'zh-CN': '电话号码格式有误', en: 'Not a telephone number' },
  'occurredAt.format': { 'zh-CN': '应为真实存在的日期时间，并带时区，例如 2026-11-23T09:30:00+08:00', en: 'Expected a real date and time with an offset, such as 2026-11-23T09:30:00+08:00' },
  'occurredAt.future': { 'zh-CN': '发生时间晚于现在一天以上', en: 'The time lies more than a day ahead' },
  'occurredAt.past': { 'zh-CN': '发生时间过早', en: 'The time lies too far back' },
  'text.controlCharacter': { 'zh-CN': '含有控制字符', en: 'Contains control characters' },
  'text.brokenCharacter': { 'zh-CN': '含有残缺的字符（孤立代理项）', en: 'Contains a broken character (a lone surrogate)' },
  'field.unknown': { 'zh-CN': '没有这个字段', en: 'There is no such field' },
  'cursor.invalid': { 'zh-CN': '游标无效，请从第一页重新开始', en: 'The cursor is not valid; start from the first page' },
};

const locales = { 'zh-CN': zhCN().localeError, en: en().localeError };

/** A fault in a body's field at `pointer` by one of Suqiao's own rules. */
export function fieldFault(pointer: string, rule: string): FieldFault {
  return { pointer, rule, detail: ownRules[rule] ?? { 'zh-CN': rule, en: rule } };
}

/**
 * Checks a request's part.
 * @param where `body` points into it by JSON Pointer; any other place names its parameters
 * @throws ProblemError `invalid-request` with one entry a wrong field
 */
export function parseRequest<Schema extends z.ZodType>(schema: Schema, value: unknown, where: 'body' | 'parameters' = 'body'): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ProblemError('invalid-request', { errors: faultsOf(schema, value, where) });
}

/** Every issue as a fault, said in both languages; each unknown key is a fault of its own. Empty when there is none. */
export function faultsOf(schema: z.ZodType, value: unknown, where: 'body' | 'parameters'): FieldFault[] {
  const issuesIn = (language: keyof typeof locales) => schema.safeParse(value, { error: locales[language] }).error?.issues ?? [];
  const english = issuesIn('en');
  return issuesIn('zh-CN').flatMap((issue, index) => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => placed([...issue.path, key], where, 'field.unknown', ownRules['field.unknown']));
    const own = ownRules[issue.message];
    if (own !== undefined) return [placed(issue.path, where, issue.message, own)];
    return [placed(issue.path, where, issue.code, { 'zh-CN': issue.message, en: english[index]?.message ?? issue.message })];
  });
}

function placed(path: readonly PropertyKey[], where: 'body' | 'parameters', rule: string, detail: Text | undefined): FieldFault {
  const place = where === 'body' ? { pointer: path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('') } : { parameter: path.map(String).join('.') };
  return { ...place, rule, detail: detail ?? { 'zh-CN': rule, en: rule } };
}
