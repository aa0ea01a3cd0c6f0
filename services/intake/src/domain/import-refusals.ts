import type { Language } from '@suqiao/contracts';

type Values = Readonly<Record<string, string | number>>;

/** Why a whole file is refused. It crosses from one thread to another, so it is data. */
export interface FileRefusal {
  readonly rule: FileRule;
  readonly values: Values;
}

/** Thrown while a file is read; tells by name what is wrong with it. */
export class FileRefusedError extends Error {
  override readonly name = 'FileRefusedError';

  constructor(
    readonly rule: FileRule,
    readonly values: Values = {},
  ) {
    super(`${rule} ${JSON.stringify(values)}`);
  }
}

const texts = {
  'file.empty': { 'zh-CN': '文件中没有数据：第一行应为表头，其后至少一行', en: 'There is nothing in the file: a row of headings and at least one row below it are needed' },
  'file.encoding': { 'zh-CN': '文件编码为 {found}，不能读取：请另存为 UTF-8 或 GB18030（GBK）编码的 CSV，或 XLSX', en: 'The file is encoded as {found}: save it as CSV in UTF-8 or GB18030 (GBK), or as XLSX' },
  'file.oldExcel': { 'zh-CN': '这是旧版 Excel（.xls）或加密的文件：请取消密码并另存为 XLSX', en: 'This is a file of an old Excel (.xls), or it is encrypted: save it without a password as XLSX' },
  'file.notXlsx': { 'zh-CN': '这不是 XLSX 文件：{reason}', en: 'This is not an XLSX file: {reason}' },
  'file.zipBomb': { 'zh-CN': '文件解压后过大（{measure}），已拒绝', en: 'The file would unpack beyond all measure ({measure}) and is refused' },
  'file.unreadable': { 'zh-CN': '工作表无法读取：{reason}', en: 'The sheet can not be read: {reason}' },
  'file.csvBroken': { 'zh-CN': 'CSV 格式有误，第 {line} 行：引号不成对或位置不对', en: 'The CSV is broken at line {line}: a quote is not closed or stands in a wrong place' },
  'file.tooManyRows': { 'zh-CN': '共 {rows} 行，超过 {limit} 行：请拆分为多个文件', en: '{rows} rows, more than {limit}: split the file' },
  'file.tooManyColumns': { 'zh-CN': '共 {columns} 列，超过 {limit} 列', en: '{columns} columns, more than {limit}' },
  'file.tooMuchMemory': { 'zh-CN': '工作表过大，超出可用内存：请删去空白行列，或另存为 CSV', en: 'The sheet is too large for the memory there is: remove empty rows and columns, or save it as CSV' },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;
export type FileRule = keyof typeof texts;

/** A refusal in words. */
export function refusalText({ rule, values }: FileRefusal): Readonly<Record<Language, string>> {
  const filled = (text: string) => text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  return { 'zh-CN': filled(texts[rule]['zh-CN']), en: filled(texts[rule].en) };
}
