import { importFields } from '@suqiao/contracts';
import type { ImportConstants, ImportField, Language } from '@suqiao/contracts';

/** What a template calls a field's column, and what other people's tables call it. */
interface FieldWords {
  readonly heading: Readonly<Record<Language, string>>;
  readonly synonyms: readonly string[];
}

const words: Readonly<Record<ImportField, FieldWords>> = {
  number: { heading: { 'zh-CN': '编号', en: 'Number' }, synonyms: ['诉求编号', '登记编号', '问题编号', '序号', '答卷编号', 'no', 'id', 'reference'] },
  title: { heading: { 'zh-CN': '诉求标题', en: 'Title' }, synonyms: ['标题', '题目', '问题标题', '诉求名称', '主题', 'subject'] },
  content: { heading: { 'zh-CN': '诉求内容', en: 'Content' }, synonyms: ['内容', '问题描述', '诉求描述', '具体诉求', '诉求事项', '困难和问题', '存在问题', '意见建议', '正文', 'description', 'text', 'matter'] },
  occurredAt: { heading: { 'zh-CN': '发生时间', en: 'Occurred at' }, synonyms: ['日期', '时间', '发生日期', '走访日期', '走访时间', '座谈日期', '座谈时间', '提交时间', '填报时间', 'date', 'time', 'occurred'] },
  appellantName: { heading: { 'zh-CN': '企业名称', en: 'Enterprise' }, synonyms: ['企业', '单位名称', '公司名称', '诉求人', '诉求企业', '名称', 'company', 'appellant', 'enterprise name'] },
  creditCode: { heading: { 'zh-CN': '统一社会信用代码', en: 'Credit code' }, synonyms: ['信用代码', '社会信用代码', '统一信用代码', '税号', 'unified social credit code', 'uscc'] },
  contact: { heading: { 'zh-CN': '联系人', en: 'Contact' }, synonyms: ['姓名', '联系人姓名', '填报人', '负责人', 'contact person', 'name'] },
  phone: { heading: { 'zh-CN': '联系电话', en: 'Phone' }, synonyms: ['电话', '手机', '手机号', '手机号码', '联系方式', '电话号码', 'telephone', 'mobile', 'phone number'] },
  divisionCode: { heading: { 'zh-CN': '行政区划', en: 'Division' }, synonyms: ['管辖', '行政区划代码', '区划代码', '所属区县', '区县', '县市区', '所在地', '所在区划', '属地', 'division code', 'county', 'district'] },
  categoryCode: { heading: { 'zh-CN': '诉求分类', en: 'Category' }, synonyms: ['分类', '类别', '诉求类别', '问题类别', '问题类型', '诉求类型', '分类代码', 'category code', 'type'] },
  confidential: { heading: { 'zh-CN': '是否保密', en: 'Confidential' }, synonyms: ['保密', '涉密', 'secret'] },
};

/** What no row can be an appeal without, and neither a column nor a constant gives. */
export function missingFields(fields: readonly (ImportField | null)[], constants: ImportConstants): ImportField[] {
  const required: readonly ImportField[] = ['title', 'content', 'appellantName'];
  return required.filter((field) => !fields.includes(field) && !(field === 'title' && constants.title !== undefined));
}

/** What stands above the reasons in a file of rows to mend; such a column is not read when the file comes back. */
export const reasonHeading: Readonly<Record<Language, string>> = { 'zh-CN': '导入错误原因', en: 'Why it was not imported' };

/** The heading of a field's column in a template. */
export function headingOf(field: ImportField, language: Language): string {
  return words[field].heading[language];
}

/** Whether a column holds the reasons of an earlier import, in either language. */
export function isReasonHeading(heading: string): boolean {
  return Object.values(reasonHeading).includes(heading.trim());
}

/** `诉求 标题＊（必填）` → `诉求标题`: what people add to a heading says nothing of its meaning. */
function bareHeading(heading: string): string {
  return heading.normalize('NFKC').toLowerCase().replaceAll(/\([^)]*\)|\[[^\]]*\]/g, '').replaceAll(/[\s*:：_.、-]/g, '');
}

const fieldOfHeading: ReadonlyMap<string, ImportField> = new Map(
  importFields.flatMap((field) => [field, ...Object.values(words[field].heading), ...words[field].synonyms].map((word) => [bareHeading(word), field] as const)),
);

/** A field for each column by its heading, the first column of a meaning only; null where the heading tells none. */
export function proposedFields(headings: readonly string[]): (ImportField | null)[] {
  const taken = new Set<ImportField>();
  return headings.map((heading) => {
    const field = fieldOfHeading.get(bareHeading(heading));
    if (field === undefined || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
}
