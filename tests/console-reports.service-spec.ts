import { ConsoleWorld } from './console-world';
import { until } from './running-suqiao';

/** A report from its draft to its receipt, in a real browser. */
describe('special reports at the console', () => {
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = await ConsoleWorld.start();
    await Promise.all(Array.from({ length: 3 }, (_, at) => world.dispatched(`银行抽贷影响生产${String(at)}`)));
    await until('insight has the appeals', async () => {
      const response = await fetch(`${world.suqiao.baseUrl}/api/v1/insight/appeals?limit=1`, { headers: { authorization: `Bearer ${world.suqiao.user('analyst').token}` } });
      return ((await response.json()) as { total: number }).total === 3;
    });
  });
  afterAll(() => world.stop());

  it('are drafted with linked figures, edited, approved by two people, frozen, sent and receipted', async () => {
    const analyst = await world.signedIn('analyst');
    const { page, say } = analyst;
    const { reports } = say;
    const give = async (driver: typeof analyst, command: keyof typeof reports.command, fill: () => Promise<void> = () => Promise.resolve()) => {
      const form = driver.page.getByRole('dialog');
      await driver.page.getByRole('region', { name: reports.commands, exact: true }).getByRole('button', { name: reports.command[command], exact: true }).click();
      await form.waitFor();
      await fill();
      await form.getByRole('button', { name: reports.form.submit.replace('{{command}}', reports.command[command]), exact: true }).click();
      await form.waitFor({ state: 'detached' });
    };
    await page.getByRole('navigation', { name: say.shell.navigation }).getByRole('link', { name: say.shell.reports, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: reports.title }).waitFor();
    expect(await analyst.violations()).toEqual([]);
    // The present quarter is the first that is offered; the last one is chosen.
    await page.getByLabel(reports.quarter).selectOption({ index: 0 });
    await page.getByRole('button', { name: reports.make, exact: true }).click();
    const preview = page.getByRole('region', { name: reports.preview });
    await preview.getByText('受理民营企业诉求').waitFor({ timeout: 60_000 });
    const address = page.url();
    await page.reload();
    await preview.getByText('受理民营企业诉求').waitFor();
    expect(await analyst.loadedSizeBytes()).toBeLessThan(300_000);

    await preview.getByRole('link', { name: '3', exact: true }).first().click();
    await page.getByText(say.figureList.lead.replace('{{total}}', '3')).waitFor();
    await page.getByRole('button', { name: say.figureList.back }).click();

    await page.getByRole('button', { name: reports.edit, exact: true }).click();
    const first = page.getByRole('textbox', { name: reports.textLabel.replace('{{number}}', '1'), exact: true });
    await first.fill('本季度另有12件。');
    await page.getByText(reports.typed.replace('{{numbers}}', '12件')).waitFor();
    await first.fill('本季度共受理');
    await page.getByLabel(reports.insertLabel).selectOption('figure:total');
    await preview.getByText('本季度共受理3').waitFor();
    await page.getByRole('button', { name: reports.save, exact: true }).press('Enter');
    await page.getByText(reports.saved).waitFor();

    await give(analyst, 'addProblem', async () => {
      await page.getByRole('dialog').getByRole('textbox', { name: reports.form.name, exact: true }).fill('抽贷断贷');
      expect(await analyst.violations()).toEqual([]);
    });
    await page.getByRole('region', { name: reports.problems }).getByText('抽贷断贷').waitFor();
    await give(analyst, 'submit');

    const [head, leader] = [await world.signedIn('supervisor-province', { colorScheme: 'dark' }), await world.signedIn('admin', { widthPx: 390 })];
    for (const driver of [head, leader]) {
      await driver.page.goto(address);
      await driver.page.getByText('本季度共受理3').waitFor();
      expect([await driver.overflows(), await driver.violations()]).toEqual([false, []]);
      await give(driver, 'approve');
    }
    await give(head, 'freeze');
    await head.page.locator('.page-head').getByText(/鲁联专报〔20\d\d〕1号/).waitFor();
    const download = head.page.waitForEvent('download');
    await head.page.getByRole('button', { name: reports.docx }).click();
    expect((await download).suggestedFilename()).toMatch(/\.docx$/);
    await head.page.getByRole('link', { name: '3', exact: true }).first().click();
    await head.page.getByText(reports.keptLead.replace('{{total}}', '3')).waitFor();
    expect(await head.violations()).toEqual([]);

    await page.reload();
    await give(analyst, 'send', async () => { await page.getByRole('dialog').getByLabel(reports.form.way).fill('机要交换'); });
    await give(analyst, 'recordReceipt');
    await page.locator('.page-head').getByText(reports.state.received).waitFor();
    expect([...analyst.complaints, ...head.complaints, ...leader.complaints]).toEqual([]);
    await Promise.all([analyst, head, leader].map((driver) => driver.close()));
  });
});
