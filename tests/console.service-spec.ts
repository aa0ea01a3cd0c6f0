import { ConsoleDriver, launchBrowser } from '@suqiao/console/browser';
import type { Browser } from 'playwright-core';
import { appealOf, RunningSuqiao, until } from './running-suqiao';

/** The console as people use it: a real browser, the real path behind it. The console must have been built. */
describe('the console', () => {
  let suqiao: RunningSuqiao;
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
    suqiao = await RunningSuqiao.start('demonstration');
  });
  afterAll(async () => {
    await browser.close();
    await suqiao.stop();
  });

  const signedIn = async (username: string, setting: { language?: 'zh-CN' | 'en'; colorScheme?: 'light' | 'dark'; widthPx?: number } = {}) => {
    const driver = await ConsoleDriver.open(browser, { origin: suqiao.baseUrl, language: 'zh-CN', colorScheme: 'light', widthPx: 1280, ...setting });
    await driver.signIn(username, suqiao.user(username).password);
    return driver;
  };

  it('shows the supervisor live what a unit does with a case, from dispatch to closure', async () => {
    const supervisor = await signedIn('supervisor-province');
    await supervisor.untilLive();
    const before = await supervisor.figure('open');
    const title = `变更登记被反复退回 ${String(Date.now())}`;
    await suqiao.pushed('hotline-12345', appealOf({ title }));
    await until('the board counts the new case by itself', async () => (await supervisor.figure('open')) === before + 1);

    const unit = await signedIn('handler-lixia-market');
    await unit.openCase(title);
    await unit.accept();
    expect(await unit.violations()).toEqual([]);
    await unit.write('answer', '已为企业办结登记');
    await unit.write('close', '企业已确认');
    expect(await unit.timeline()).toEqual(['办结', '答复', '签收', '派单']);

    await until('the board sees the case go', async () => (await supervisor.figure('open')) === before);
    await supervisor.page.getByRole('link', { name: '已办结', exact: true }).click();
    await supervisor.openCase(title);
    await until('the supervisor reads the whole course', async () => (await supervisor.timeline()).length === 4);
    expect([...unit.complaints, ...supervisor.complaints]).toEqual([]);
    await unit.close();
    await supervisor.close();
  });

  it('transfers a case to another unit and says why a button does nothing', async () => {
    const title = `转办 ${String(Date.now())}`;
    await suqiao.pushed('hotline-12345', appealOf({ title }));
    const unit = await signedIn('handler-lixia-market', { language: 'en' });
    await until('the inbox shows the case', async () => (await unit.rows().filter({ hasText: title }).count()) === 1);
    await unit.openCase(title);
    expect(await unit.commandButton('answer').getAttribute('aria-disabled')).toBe('true');
    expect(await unit.commandButton('answer').getAttribute('aria-description')).not.toBe('');
    expect(await unit.violations()).toEqual([]);
    await unit.transfer('Federation', 'For the federation to settle');
    await until('it is another unit\'s turn', async () => (await unit.commandButton('accept').getAttribute('aria-disabled')) === 'true');
    await unit.close();
  });

  it('keeps the address over signing in, a session over a token that ran out, and nothing over signing out', async () => {
    const driver = await ConsoleDriver.open(browser, { origin: suqiao.baseUrl, language: 'zh-CN', colorScheme: 'light', widthPx: 1280 });
    const address = `${suqiao.baseUrl}/board?list=open&division=370100`;
    await driver.page.goto(address);
    await driver.signIn('supervisor-province', suqiao.user('supervisor-province').password);
    expect(driver.page.url()).toBe(address);
    await driver.expireToken();
    await driver.page.reload();
    await driver.untilLoaded();
    await driver.signOut();
    await driver.page.goto(address);
    await driver.page.getByRole('button', { name: '登录', exact: true }).waitFor();
    expect(driver.complaints).toEqual([]);
    await driver.close();
  });

  it('loads no page of more than 300 kB', async () => {
    const title = `分量 ${String(Date.now())}`;
    await suqiao.pushed('hotline-12345', appealOf({ title }));
    const driver = await signedIn('handler-shandong');
    const sizes: number[] = [];
    const measure = async () => {
      await driver.page.reload();
      await driver.untilLoaded();
      sizes.push(await driver.loadedSizeBytes());
    };
    await measure();
    await driver.openCase(title);
    await measure();
    await driver.close();
    const supervisor = await signedIn('supervisor-province');
    await supervisor.page.reload();
    await supervisor.untilLoaded();
    sizes.push(await supervisor.loadedSizeBytes());
    await supervisor.close();
    expect(Math.min(...sizes)).toBeGreaterThan(100_000);
    expect(Math.max(...sizes)).toBeLessThan(300_000);
    console.info(`inbox, case, board: ${sizes.map((size) => (size / 1000).toFixed(0)).join(', ')} kB`);
  });

  it('can be used by keyboard alone, and changes its language at once', async () => {
    await suqiao.pushed('hotline-12345', appealOf());
    const driver = await signedIn('handler-lixia-market');
    await driver.untilLoaded();
    await driver.page.reload();
    await driver.untilLoaded();
    await driver.page.keyboard.press('Tab');
    expect(await driver.page.evaluate('document.activeElement.textContent')).toBe('跳到正文');
    await driver.page.keyboard.press('Enter');
    for (let stop = 0; stop < 8 && !(await driver.page.evaluate('document.activeElement.classList.contains("row-link")')); stop++) await driver.page.keyboard.press('Tab');
    await driver.page.keyboard.press('Enter');
    await driver.commandButton('accept').waitFor();
    await driver.page.getByRole('button', { name: 'EN' }).press('Enter');
    await driver.page.getByRole('button', { name: 'Accept', exact: true }).waitFor();
    expect(await driver.page.evaluate('document.documentElement.lang')).toBe('en');
    await driver.close();
  });

  it.each([['zh-CN', 'light', 1280], ['zh-CN', 'dark', 390], ['en', 'dark', 1280], ['en', 'light', 390]] as const)('breaks no rule of accessibility: %s, %s, %d px', async (language, colorScheme, widthPx) => {
    const driver = await ConsoleDriver.open(browser, { origin: suqiao.baseUrl, language, colorScheme, widthPx });
    const found = [...(await driver.violations())];
    await driver.signIn('admin', suqiao.user('admin').password);
    for (const page of ['board', 'inbox', 'deadLetters'] as const) {
      await driver.openPage(page);
      await driver.untilLoaded();
      found.push(...(await driver.violations()));
    }
    expect(found).toEqual([]);
    expect(driver.complaints).toEqual([]);
    await driver.close();
  });
});
