import type { Category, Language, Open311Attribute, Open311Definition, Open311Discovery, Open311Service } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';

/** Sortable; to be raised whenever categories or attributes change, so that clients fetch them anew. A test holds it to that. */
export const open311Changeset = '2026-11-23T00:00:00Z';

/** Where an appeal stands whose category nobody knows yet. */
export const unsortedService = 'others';

const specification = 'http://wiki.open311.org/GeoReport_v2';

/** 诉求分类 in the words of Open311; `group` is the first level. */
export function serviceOf(category: Category, language: Language): Open311Service {
  const parent = category.parentCode === null ? undefined : directory.category(category.parentCode);
  const names = [category.name, ...(parent === undefined ? [] : [parent.name])];
  return {
    service_code: category.code, service_name: nameIn(category.name, language), description: nameIn(category.description, language), metadata: true, type: 'realtime',
    keywords: names.flatMap(({ zh, en }) => [zh, en]).join(', '), group: nameIn((parent ?? category).name, language),
  };
}

/** What a category is called; the code itself where the directory no longer has it. */
export function serviceName(code: string, language: Language): string {
  const category = directory.category(code);
  return category === undefined ? code : nameIn(category.name, language);
}

interface AttributeWords {
  readonly code: string;
  readonly datatype: Open311Attribute['datatype'];
  readonly required?: true;
  readonly zh: string;
  readonly en: string;
  readonly values?: (language: Language) => NonNullable<Open311Attribute['values']>;
}

/** What an appeal says beyond what Open311 has a field for; the same for every category. */
const attributes: readonly AttributeWords[] = [
  { code: 'enterprise_name', datatype: 'string', required: true, zh: '企业名称', en: 'Name of the enterprise' },
  { code: 'credit_code', datatype: 'string', zh: '统一社会信用代码（18 位）', en: 'Unified social credit code, 18 characters' },
  { code: 'title', datatype: 'string', zh: '诉求标题（不填则取描述的开头）', en: 'Title; the description\'s beginning when left out' },
  {
    code: 'division_code', datatype: 'singlevaluelist', zh: '所在行政区划', en: 'Administrative division',
    values: (language) => directory.divisions.map((division) => ({ key: division.code, name: directory.divisionPath(division.code).toReversed().slice(division.parentCode === null ? 0 : 1).map((code) => nameIn(directory.division(code)?.name ?? division.name, language)).join(' ') })),
  },
  { code: 'occurred_at', datatype: 'datetime', zh: '发生时间', en: 'When it happened' },
  { code: 'channel_reference', datatype: 'string', zh: '渠道编号：同一编号只登记一件', en: 'The channel\'s own number: one appeal a number' },
  { code: 'confidential', datatype: 'singlevaluelist', zh: '是否保密', en: 'Whether it is confidential', values: (language) => [{ key: 'false', name: language === 'en' ? 'No' : '否' }, { key: 'true', name: language === 'en' ? 'Yes' : '是' }] },
];

/** Codes of the attributes that a service definition names. */
export const attributeCodes: ReadonlySet<string> = new Set(attributes.map(({ code }) => code));

/** The definition of a category, `null` for a code that is none. */
export function definitionOf(code: string, language: Language): Open311Definition | null {
  if (directory.category(code) === undefined) return null;
  return {
    service_code: code,
    attributes: attributes.map(({ code: attribute, datatype, required, zh, en, values }, index) => ({
      variable: true, code: attribute, datatype, required: required === true, datatype_description: datatype === 'datetime' ? 'RFC 3339, 2026-11-23T09:30:00+08:00' : '',
      order: index + 1, description: language === 'en' ? en : zh, ...(values && { values: values(language) }),
    })),
  };
}

/** The discovery document of an installation at `origin`, without a slash at its end. */
export function discoveryOf(origin: string): Open311Discovery {
  return {
    changeset: open311Changeset,
    contact: `诉桥管理员 The administrator of Suqiao: ${origin}`,
    key_service: `向诉桥管理员申请渠道密钥 Ask the administrator for a channel key: ${origin}/api/docs`,
    endpoints: [{ specification, url: `${origin}/open311/v2`, changeset: open311Changeset, type: 'production', formats: ['text/xml', 'application/json'] }],
  };
}

function nameIn(name: { readonly zh: string; readonly en: string }, language: Language): string {
  return language === 'en' ? name.en : name.zh;
}
