import { analysisSchema } from '@suqiao/contracts';
import { ConsoleWorld } from './console-world';
import { until } from './running-suqiao';

/** Figures that narrow each other down, each with its appeals, in a real browser. The console must have been built. */
describe('analysis at the console', () => {
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = await ConsoleWorld.start();
    await Promise.all(Array.from({ length: 3 }, (_, at) => world.dispatched(`用地指标一直没有下达${String(at)}`)));
    await until('insight has the appeals', async () => {
      const response = await fetch(`${world.suqiao.baseUrl}/api/v1/insight/analysis?level=county`, { headers: { authorization: `Bearer ${world.suqiao.user('analyst').token}` } });
      return analysisSchema.parse(await response.json()).total.count === 3;
    });
  });
  afterAll(() => world.stop());

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

  it('reads the same in English, in the dark, on a phone, and says where there is nothing', async () => {
    const driver = await world.signedIn('supervisor-jinan', { language: 'en', colorScheme: 'dark', widthPx: 390 });
    const { page, say } = driver;
    await page.goto(`${world.suqiao.baseUrl}/analysis`);
    await page.getByRole('region', { name: say.analysis.totals }).getByRole('link', { name: /^Appeals 3$/ }).waitFor();
    expect([await driver.violations(), await driver.overflows()]).toEqual([[], false]);
    await page.goto(`${world.suqiao.baseUrl}/analysis?from=2021-01-01&to=2021-02-01`);
    await page.getByText(say.analysis.empty).waitFor();
    await page.getByRole('button', { name: say.analysis.clear }).click();
    await page.getByRole('region', { name: say.analysis.flow }).waitFor();
    expect(driver.complaints).toEqual([]);
    await driver.close();
  });
});
