import type { ConsoleDriver } from '@suqiao/console/browser';
import { ConsoleWorld } from './console-world';
import { until } from './running-suqiao';

/** Several people at one matter, a network that goes away, and the way to anything by its name. The console must have been built. */
describe('people at the console', () => {
  let world: ConsoleWorld;
  beforeAll(async () => { world = await ConsoleWorld.start(); });
  afterAll(() => world.stop());
  const uniquely = (title: string) => `${title} ${String(Date.now())}`;

  /** Keeps a text as a template, begins anew, and answers with it. */
  const answerByTemplate = async (driver: ConsoleDriver, text: string) => {
    const { page, say } = driver;
    await driver.commandButton('answer').click();
    const form = page.getByRole('dialog');
    const written = form.getByRole('textbox').first();
    await written.fill(text);
    await form.getByText(say.templates.keep).click();
    await form.getByRole('textbox', { name: say.templates.name }).fill('当面办结');
    await form.getByRole('button', { name: say.templates.save }).click();
    await form.getByRole('combobox', { name: say.templates.choose, exact: true }).selectOption({ label: '当面办结' });
    await written.fill('');
    await form.getByRole('button', { name: say.templates.put, exact: true }).click();
    expect([await written.inputValue(), await driver.violations()]).toEqual([text, []]);
    await form.getByRole('button', { name: say.form.submit.replace('{{command}}', say.command.answer) }).click();
    await form.waitFor({ state: 'detached' });
  };

  it('tells whoever still writes what a colleague has done to the case, and refuses by name what came too late', async () => {
    const { id } = await world.dispatched(uniquely('两人同办'));
    const [first, second] = [await world.signedIn('handler-lixia-market'), await world.signedIn('supervisor-province')];
    await world.openCase(second, id);
    await second.untilLive();
    await (await second.menuCommand('transfer')).click();
    const form = second.page.getByRole('dialog');
    await form.getByRole('textbox', { name: second.say.form.reason }).fill('转给联合会研究');
    await world.openCase(first, id);
    await first.accept();
    await answerByTemplate(first, '已与企业当面办结');
    await first.write('close', '企业已确认');
    const told = form.getByRole('status').filter({ hasText: '办理情况刚刚有变化，现为“已办结”' });
    await told.waitFor();
    await until('every step of the colleague is told', async () => (await told.getByRole('listitem').count()) === 3);
    expect(await told.getByRole('listitem').first().innerText()).toContain('签收');
    expect(await second.violations()).toEqual([]);
    await form.getByLabel(second.say.form.unit).fill('工商业联合会');
    await form.locator('.ant-select-item-option').first().click();
    await form.getByRole('button', { name: second.say.form.submit.replace('{{command}}', second.say.command.transfer) }).click();
    const refused = form.getByRole('alert').filter({ hasText: '已办结' });
    await refused.waitFor();
    // What was written is still there, and on the page itself the news goes when it was read.
    expect(await form.getByRole('textbox', { name: second.say.form.reason }).inputValue()).toBe('转给联合会研究');
    await form.getByRole('button', { name: second.say.form.cancel, exact: true }).last().click();
    await form.waitFor({ state: 'detached' });
    await second.page.getByRole('button', { name: second.say.case.newsSeen }).click();
    await second.page.getByText('办理情况刚刚有变化').waitFor({ state: 'detached' });
    await first.close();
    await second.close();
  });

  it('keeps what was written over a network that goes away, sends it once, and is live again by itself', async () => {
    const { id } = await world.dispatched(uniquely('断网'));
    const driver = await world.signedIn('supervisor-province');
    await world.openCase(driver, id);
    await driver.untilLive();
    await (await driver.menuCommand('comment')).click();
    const form = driver.page.getByRole('dialog');
    const send = form.getByRole('button', { name: driver.say.form.submit.replace('{{command}}', driver.say.command.comment) });
    await form.getByRole('textbox').first().fill('断网前写下的');
    await driver.context.setOffline(true);
    await send.click();
    await form.getByRole('alert').filter({ hasText: driver.say.problem.unreachable }).waitFor();
    expect(await form.getByRole('textbox').first().inputValue()).toBe('断网前写下的');
    await driver.context.setOffline(false);
    await send.click();
    await form.waitFor({ state: 'detached' });
    await driver.page.getByText('断网前写下的').waitFor();
    expect(await driver.timeline()).toEqual([driver.say.transition.commented, driver.say.transition.dispatched]);
    await driver.untilLive();
    await driver.close();
  });

  it('finds pages, cases and settings by a few letters, by keyboard alone', async () => {
    const word = `寻找${String(Date.now()).slice(-6)}`;
    const { id, trackingNumber } = await world.dispatched(`扩建用地指标 ${word}`);
    const driver = await world.signedIn('supervisor-province');
    const { page, say } = driver;
    const palette = page.getByRole('dialog', { name: say.shell.palette });
    const field = palette.getByRole('combobox');
    const open = async (written: string) => {
      await page.keyboard.press('Control+k');
      await field.fill(written);
    };
    await open('三率');
    await palette.getByRole('option', { name: '三率' }).waitFor();
    expect(await driver.violations()).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: say.rates.title }).waitFor();
    for (const written of [word, trackingNumber.toLowerCase()]) {
      await open(written);
      await palette.getByRole('option', { name: trackingNumber }).waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/cases/${id}`);
      await page.goBack();
    }
    await open('英文');
    await palette.getByRole('option', { name: say.shell.language }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    await page.keyboard.press('Control+k');
    const english = page.getByRole('dialog', { name: 'Find pages and cases' });
    await english.getByRole('combobox').fill('nothing of the kind');
    await english.getByText('Nothing found.', { exact: false }).waitFor();
    await page.keyboard.press('Escape');
    await english.waitFor({ state: 'detached' });
    await page.goto(`${world.suqiao.baseUrl}/found?q=${encodeURIComponent(word)}`);
    await driver.rows().filter({ hasText: word }).waitFor();
    expect(await driver.violations()).toEqual([]);
    expect(driver.complaints).toEqual([]);
    await driver.close();
  });
});
