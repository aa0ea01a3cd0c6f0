import { analysisMailSettings, refuseUnlessConfigured } from './analysis-mails.settings';

const mail = { SMTP_URL: 'smtp://127.0.0.1:25', MAIL_FROM: 'a@b.example' };

it('lets no mail of the analysis out unless a server and domains are set, and names the variable that is wrong', () => {
  expect(analysisMailSettings({})).toMatchObject({ sender: null, domains: [] });
  expect(analysisMailSettings({ ANALYSIS_MAIL_DOMAINS: 'gsl.example' }).domains).toEqual([]);
  expect(analysisMailSettings(mail).domains).toEqual([]);
  expect(analysisMailSettings({ ...mail, ANALYSIS_MAIL_DOMAINS: ' GSL.example, mail.gsl.example,' }).domains).toEqual(['gsl.example', 'mail.gsl.example']);
  expect(() => { refuseUnlessConfigured(analysisMailSettings(mail)); }).toThrow('set SMTP_URL, MAIL_FROM and ANALYSIS_MAIL_DOMAINS');
  expect(() => { refuseUnlessConfigured({ domains: ['gsl.example'] }); }).not.toThrow();
  for (const ANALYSIS_MAIL_DOMAINS of ['*', 'a@gsl.example', 'gsl']) expect(() => analysisMailSettings({ ...mail, ANALYSIS_MAIL_DOMAINS })).toThrow('ANALYSIS_MAIL_DOMAINS');
});
