import { analysisSchema } from '@suqiao/contracts';
import { startMailServer, type MailServer } from '@suqiao/infra/mail-server';
import { ConsoleWorld } from './console-world';
import { until } from './running-suqiao';

/** Figures that narrow each other down, each with its appeals, in a real browser. The console must have been built. */
describe('analysis at the console', () => {
  let world: ConsoleWorld;
  let mail: MailServer;
  beforeAll(async () => {
    mail = await startMailServer();
    // What the app inherits; nothing else in this file's environment has them.
    Object.assign(process.env, { SMTP_URL: `smtp://127.0.0.1:${String(mail.port)}`, MAIL_FROM: 'no-reply@suqiao.example', ANALYSIS_MAIL_DOMAINS: 'gsl.example' });
    world = await ConsoleWorld.start();
    await Promise.all(Array.from({ length: 3 }, (_, at) => world.dispatched(`用地指标一直没有下达${String(at)}`)));
    await until('insight has the appeals', async () => {
      const response = await fetch(`${world.suqiao.baseUrl}/api/v1/insight/analysis?level=county`, { headers: { authorization: `Bearer ${world.suqiao.user('analyst').token}` } });
      return analysisSchema.parse(await response.json()).total.count === 3;
    });
  });
  afterAll(async () => {
    await world.stop();
    await mail.close();
    for (const name of ['SMTP_URL', 'MAIL_FROM', 'ANALYSIS_MAIL_DOMAINS']) Reflect.deleteProperty(process.env, name);
  });

  it('narrows down by the map, a class and a day, opens the appeals behind a figure, and saves the figures as a file', async () => {
    const driver = await world.signedIn('analyst');
    const { page, say } = driver;
    const { analysis } = say;
    await page.getByRole('navigation', { name: say.shell.navigation }).getByRole('link', { name: say.shell.analysis, exact: true }).click();
    const totals = page.getByRole('region', { name: analysis.totals });
    await totals.getByRole('link', { name: `${analysis.appeals} 3` }).waitFor();
    expect([await driver.violations(), await driver.overflows()]).toEqual([[], false]);

    const map = page.getByRole('list', { name: analysis.map });
    await map.getByRole('link', { name: '济南市', exact: true }).press('Enter');
    await page.getByRole('heading', { level: 1 }).and(page.getByText(analysis.title)).waitFor();
    await page.getByRole('list', { name: analysis.places, exact: true }).getByRole('link', { name: '历下区', exact: true }).click();
    await page.getByRole('region', { name: analysis.categories }).getByRole('link', { name: '行政审批', exact: true }).click();
    await page.waitForURL(/division=370102&category=approvals$/);
    await page.reload();
    await totals.getByRole('link', { name: `${analysis.appeals} 3` }).waitFor();
    expect(await driver.loadedSizeBytes()).toBeLessThan(300_000);

    const views = page.getByRole('region', { name: analysis.views });
    await views.getByRole('textbox', { name: analysis.viewName }).fill('历下审批');
    await views.getByRole('button', { name: analysis.viewSave }).click();
    await page.goto(`${world.suqiao.baseUrl}/analysis`);
    await views.getByRole('link', { name: '历下审批', exact: true }).click();
    await page.waitForURL(/division=370102&category=approvals$/);
    await totals.getByRole('link', { name: `${analysis.appeals} 3` }).waitFor();
    const download = page.waitForEvent('download');
    await totals.getByRole('button', { name: 'CSV' }).click();
    expect((await download).suggestedFilename()).toMatch(/^analysis-.*\.csv$/);
    const flow = page.getByRole('region', { name: analysis.flow });
    await flow.getByText(analysis.asTable.replace('{{title}}', analysis.flow)).click();
    await flow.getByRole('link', { name: /→ 县级 3$/ }).click();
    await page.getByText(say.figureList.lead.replace('{{total}}', '3')).waitFor();
    await page.goBack();
    // A band of the drawing leads to the same list; the table beside it is for the keyboard.
    await flow.locator('svg path').first().dispatchEvent('click');
    await page.getByText(say.figureList.lead.replace('{{total}}', '3')).waitFor();
    await page.goBack();
    await page.getByRole('combobox', { name: analysis.state }).selectOption({ label: say.state.dispatched });
    await page.waitForURL(/state=dispatched$/);
    await totals.getByRole('link', { name: `${analysis.appeals} 3` }).waitFor();
    await page.getByRole('combobox', { name: analysis.state }).selectOption({ label: say.state.closed });
    await page.getByText(analysis.empty).waitFor();
    expect(driver.complaints).toEqual([]);
    await driver.close();
  });

  it('orders mail of a saved view, tries it on oneself, pauses, resumes and ends it', async () => {
    const driver = await world.signedIn('supervisor-jinan');
    const { page, say } = driver;
    const { analysis } = say;
    const of = (text: string) => `${text} 济南全部`;
    await page.goto(`${world.suqiao.baseUrl}/analysis`);
    await page.getByText(analysis.mail.title.replace('{{count}}', '0')).click();
    await page.getByText(analysis.mail.noView).waitFor();
    const views = page.getByRole('region', { name: analysis.views });
    await views.getByRole('textbox', { name: analysis.viewName }).fill('济南全部');
    await views.getByRole('button', { name: analysis.viewSave }).click();
    const order = page.getByRole('form', { name: analysis.mail.order });
    await order.getByRole('combobox', { name: analysis.mail.every }).selectOption('week');
    await order.getByRole('combobox', { name: analysis.mail.on }).selectOption({ label: '星期三' });
    const recipients = order.getByRole('textbox', { name: analysis.mail.to.replace('{{domains}}', 'gsl.example') });
    await recipients.fill('lin@elsewhere.example');
    await order.getByRole('button', { name: analysis.mail.order }).click();
    await order.getByText('ANALYSIS_MAIL_DOMAINS').waitFor();
    await recipients.fill('lin@gsl.example\nhe@gsl.example');
    await order.getByRole('button', { name: analysis.mail.order }).click();
    const list = page.getByRole('list', { name: analysis.mail.list, exact: true });
    await list.getByText('每周星期三 → lin@gsl.example、he@gsl.example').waitFor();
    const test = list.getByRole('form', { name: of(analysis.mail.test) });
    await test.getByRole('textbox', { name: analysis.mail.testTo }).fill('me@gsl.example');
    await test.getByRole('button', { name: analysis.mail.test }).click();
    await page.getByText(analysis.mail.tested.replace('{{address}}', 'me@gsl.example')).waitFor();
    expect(mail.received.map(({ to, subject }) => [to, subject.startsWith('［试发］分析: 济南全部')])).toEqual([[['me@gsl.example'], true]]);
    expect(mail.received[0]?.text).toContain('诉求\t3');
    await list.getByText(analysis.mail.sendings.replace('{{count}}', '1')).click();
    await list.getByText(`me@gsl.example ${analysis.mail.delivery.sent}`).waitFor();
    expect([await driver.violations(), await driver.overflows()]).toEqual([[], false]);
    await list.getByRole('button', { name: of(analysis.mail.pause) }).click();
    await list.getByText(analysis.mail.state.paused, { exact: true }).waitFor();
    await list.getByRole('button', { name: of(analysis.mail.resume) }).click();
    await list.getByText(analysis.mail.state.running, { exact: true }).waitFor();
    await list.getByRole('button', { name: of(analysis.viewRemove) }).click();
    await list.waitFor({ state: 'detached' });
    expect(driver.complaints).toEqual([]);
    await driver.close();
  });

  it('reads the same in English, in the dark, on a phone, and says where there is nothing', async () => {
    const driver = await world.signedIn('supervisor-jinan', { language: 'en', colorScheme: 'dark', widthPx: 390 });
    const { page, say } = driver;
    await page.goto(`${world.suqiao.baseUrl}/analysis`);
    await page.getByRole('region', { name: say.analysis.totals }).getByRole('link', { name: /^Appeals 3$/ }).waitFor();
    await page.getByText(say.analysis.mail.title.replace('{{count}}', '0')).click();
    await page.getByRole('form', { name: say.analysis.mail.order }).waitFor();
    expect([await driver.violations(), await driver.overflows()]).toEqual([[], false]);
    await page.goto(`${world.suqiao.baseUrl}/analysis?from=2021-01-01&to=2021-02-01`);
    await page.getByText(say.analysis.empty).waitFor();
    await page.getByRole('button', { name: say.analysis.clear }).click();
    await page.getByRole('region', { name: say.analysis.flow }).waitFor();
    expect(driver.complaints).toEqual([]);
    await driver.close();
  });
});
