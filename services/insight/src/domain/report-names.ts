import type { Name, ProblemState } from '@suqiao/contracts';

/** Channels that a deployment begins with. What it registers later is called by its own name. */
const channelNames: Readonly<Record<string, Name>> = {
  'hotline-12345': { zh: '12345热线', en: 'hotline 12345' }, 'hotline-96178': { zh: '96178民营企业服务热线', en: 'hotline 96178' }, 'digital-federation': { zh: '数字工商联', en: 'Digital Federation' },
  visit: { zh: '走访调研', en: 'visits' }, symposium: { zh: '座谈交流', en: 'symposia' }, questionnaire: { zh: '问卷调查', en: 'questionnaires' }, brief: { zh: '社情民意信息', en: 'briefs' }, 'public-page': { zh: '公众网页', en: 'the public page' },
};

/** What a channel is called in a report. */
export function channelNameOf(channel: string): Name {
  return channelNames[channel] ?? { zh: channel, en: channel };
}

/** 问题状态 as people read it. */
export const problemStateNames: Readonly<Record<ProblemState, Name>> = {
  open: { zh: '未办', en: 'open' }, inProgress: { zh: '办理中', en: 'in progress' }, solved: { zh: '已解决', en: 'solved' }, dropped: { zh: '不再跟踪', en: 'no longer tracked' },
};

/** Who issues special reports, how they are numbered and signed, to whom they go: data of the deployment. */
export interface ReportOffice {
  readonly divisionCode: string;
  /** 发文机关标志, in red. */
  readonly letterhead: string;
  /** 发文机关代字. */
  readonly numberPrefix: string;
  readonly issuer: string;
  /** 主送机关. */
  readonly addressee: string;
  /** 审签步骤: each by another person, who is no one else's subordinate in it. */
  readonly steps: readonly { readonly step: string; readonly name: Name; readonly roles: readonly string[] }[];
}

export const reportOffices: readonly ReportOffice[] = [
  {
    divisionCode: '370000', letterhead: '山东省工商业联合会专题报告', numberPrefix: '鲁联专报', issuer: '山东省工商业联合会', addressee: '省营转办',
    steps: [
      { step: 'divisionHead', name: { zh: '处室负责人审核', en: 'Checked by the division\'s head' }, roles: ['supervisor'] },
      { step: 'leader', name: { zh: '分管领导签发', en: 'Signed by the federation\'s leader' }, roles: ['supervisor', 'administrator'] },
    ],
  },
];

/** The office of a division, or `undefined` where none issues reports. */
export function reportOfficeOf(divisionCode: string): ReportOffice | undefined {
  return reportOffices.find((office) => office.divisionCode === divisionCode);
}

/** `鲁联专报〔2026〕3号`. */
export function reportNumberText({ numberPrefix }: ReportOffice, year: number, serial: number): string {
  return `${numberPrefix}〔${String(year)}〕${String(serial)}号`;
}
