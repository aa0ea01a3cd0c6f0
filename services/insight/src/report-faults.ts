import type { ReportBlock } from '@suqiao/contracts';
import type { FieldFault } from '@suqiao/infra/http';
import { hasPersonalData } from './domain/report-personal';

const detail = { 'zh-CN': '含有电话、证件号码、统一社会信用代码或邮箱：个人信息不得写入报告', en: 'A telephone, identity or credit code number, or a mail address: personal data never enters a report' };

/** A fault at `pointer` where a text has personal data. */
export function personalFaults(texts: readonly (readonly [pointer: string, text: string])[]): FieldFault[] {
  return texts.filter(([, text]) => hasPersonalData(text)).map(([pointer]) => ({ pointer, rule: 'text.personalData', detail }));
}

/** The same for a report's text. */
export function personalFaultsIn(title: string, blocks: readonly ReportBlock[]): FieldFault[] {
  return personalFaults([['/title', title], ...blocks.map(({ text }, index) => [`/blocks/${String(index)}/text`, text] as const)]);
}
