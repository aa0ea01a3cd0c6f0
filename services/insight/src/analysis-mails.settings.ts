import { originIn, settingIn } from '@suqiao/infra/environment';
import { ProblemError } from '@suqiao/infra/http';
import { mailSettingsIn, MailSender } from '@suqiao/infra/mail';

/** Injection token of `AnalysisMailSettings`. */
export const ANALYSIS_MAIL_SETTINGS = Symbol('analysis mail settings');

/** What a deployment decides about mail of the analysis. */
export interface AnalysisMailSettings {
  /** `null` where no mail leaves. */
  readonly sender: MailSender | null;
  /** Recipients may be of these domains, in small letters; none where no mail leaves. */
  readonly domains: readonly string[];
  /** The address under which people reach Suqiao. */
  readonly origin: string;
}

/**
 * SMTP_URL and MAIL_FROM (as for notices), and ANALYSIS_MAIL_DOMAINS: domains with commas, such as `gsl.shandong.gov.cn`; without
 * either nobody gets mail of the analysis.
 * @throws Error naming the variable that is missing or not understood
 */
export function analysisMailSettings(environment: NodeJS.ProcessEnv): AnalysisMailSettings {
  const mail = mailSettingsIn(environment);
  const domains = (settingIn(environment, 'ANALYSIS_MAIL_DOMAINS') ?? '').split(',').map((domain) => domain.trim().toLowerCase()).filter((domain) => domain !== '');
  const wrong = domains.find((domain) => !/^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u.test(domain));
  if (wrong !== undefined) throw new Error(`ANALYSIS_MAIL_DOMAINS: ${wrong} is not a domain`);
  return { sender: mail === null ? null : new MailSender(mail), domains: mail === null ? [] : domains, origin: originIn(environment) };
}

/** @throws ProblemError `command-refused` that says what to set, where no mail of the analysis leaves */
export function refuseUnlessConfigured({ domains }: Pick<AnalysisMailSettings, 'domains'>): void {
  if (domains.length > 0) return;
  throw new ProblemError('command-refused', {
    state: 'notConfigured',
    detail: { 'zh-CN': '本部署没有开通分析邮件：请管理员设定 SMTP_URL、MAIL_FROM 和 ANALYSIS_MAIL_DOMAINS（允许的收件域名，逗号分隔）', en: 'This deployment sends no mail of the analysis: set SMTP_URL, MAIL_FROM and ANALYSIS_MAIL_DOMAINS (domains of recipients, with commas)' },
  });
}

/** The deployment's settings. */
export const analysisMailProviders = [{ provide: ANALYSIS_MAIL_SETTINGS, useFactory: () => analysisMailSettings(process.env) }];
