import type { ConsoleDriver } from '@suqiao/console/browser';
import { ConsoleWorld } from './console-world';
import { until } from './running-suqiao';

/** An enterprise in a real browser, on a phone and without an account: from its appeal to the redo of an answer that does not satisfy. */
describe('an enterprise at the public pages', () => {
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = await ConsoleWorld.start();
  });
  afterAll(() => world.stop());

  const handler = 'handler-lixia-market';
  const open = async (driver: ConsoleDriver, path: string) => {
    await driver.page.goto(`${world.suqiao.baseUrl}${path}`);
    await driver.page.getByRole('heading', { level: 1 }).waitFor();
  };
  const isWithinWidth = (driver: ConsoleDriver) => driver.page.evaluate<boolean>('document.documentElement.scrollWidth <= document.documentElement.clientWidth');
  const fillForm = async (driver: ConsoleDriver, over: { readonly creditCode?: string } = {}) => {
    const { raise } = driver.say.public;
    const field = (name: string) => driver.page.getByLabel(name, { exact: false });
    await field(raise.name).fill('济南样例机械有限公司');
    if (over.creditCode !== undefined) await field(raise.creditCode).fill(over.creditCode);
    await field(raise.contact).fill('张小明');
    await driver.page.locator('#phone').fill('139 0000 1234');
    await driver.page.locator('#title').fill('公司变更登记被反复退回');
    await driver.page.locator('#details').fill('办理股权变更登记，窗口反复退回，已四次。');
    await driver.page.locator('#division').selectOption('370102');
    await driver.page.locator('#category').selectOption('approvals.registration');
  };

  it('raises an appeal, follows it, rates its answer, and sees it being redone', async () => {
    const driver = await world.visitor({ widthPx: 360 });
    const { raise, track, rating } = driver.say.public;
    await driver.page.getByRole('link', { name: driver.say.public.raiseLink }).click();
    await driver.page.getByRole('heading', { level: 1, name: raise.title }).waitFor();
    expect(await driver.violations()).toEqual([]);
    expect(await isWithinWidth(driver)).toBe(true);
    expect(await driver.loadedSizeBytes()).toBeLessThan(200_000);

    // A mistyped code is told of at once, and what else is wrong when it is sent; the focus goes to the first mistake.
    await fillForm(driver, { creditCode: '91370102MA3T0000X0' });
    await driver.page.getByText(raise.creditCodeWrong).waitFor();
    await driver.page.getByRole('button', { name: raise.submit }).click();
    await driver.page.getByRole('alert').waitFor();
    await until('the focus is on the first mistake', () => driver.page.evaluate<boolean>('document.activeElement?.id === "creditCode"'));
    expect(await driver.page.locator('#consent-fault').innerText()).toBe('请阅读并同意个人信息处理说明');
    expect(await driver.violations()).toEqual([]);
    await driver.page.locator('#creditCode').fill('');
    await driver.page.locator('#consent').check();
    await driver.page.getByRole('button', { name: raise.submit }).dblclick();
    await driver.page.getByRole('heading', { level: 1, name: raise.done }).waitFor();
    const trackingNumber = await driver.page.locator('.raised-number').innerText();
    expect(await driver.violations()).toEqual([]);

    // A photo goes with it; what is none is refused with the reason.
    const { attach } = driver.say.public;
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    await driver.page.getByLabel(attach.add).setInputFiles({ name: '现场照片.png', mimeType: 'image/png', buffer: png });
    await driver.page.getByRole('list', { name: attach.list }).getByText('现场照片.png').waitFor();
    await driver.page.getByLabel(attach.add).setInputFiles({ name: '程序.png', mimeType: 'image/png', buffer: Buffer.from('MZ\u0000\u0000 program') });
    await driver.page.getByRole('alert').filter({ hasText: '程序.png' }).waitFor();
    expect([await driver.violations(), await isWithinWidth(driver)]).toEqual([[], true]);

    // One appeal, whatever was clicked.
    const cases = async () => (await world.suqiao.call('GET', `/api/v1/cases?state=dispatched`, world.suqiao.user(handler).token)).body as { items: { caseId: string; trackingNumber: string }[] };
    const found = async () => (await cases()).items.filter((row) => row.trackingNumber === trackingNumber);
    await until('the appeal has a case', async () => (await found()).length === 1);
    const caseId = (await found())[0]?.caseId ?? '';

    await driver.page.getByRole('link', { name: raise.follow }).click();
    await driver.page.locator('#digits').waitFor();
    expect(await driver.page.locator('#number').inputValue()).toBe(trackingNumber);
    await driver.page.locator('#digits').fill('0000');
    await driver.page.getByRole('button', { name: track.submit, exact: true }).click();
    await driver.page.getByRole('alert').waitFor();
    expect(await driver.violations()).toEqual([]);
    await driver.page.locator('#digits').fill('1234');
    await driver.page.getByRole('button', { name: track.submit, exact: true }).click();
    await driver.page.getByText(track.noAnswer).waitFor();
    expect(await driver.violations()).toEqual([]);

    expect((await world.suqiao.command(handler, caseId, 'accept')).status).toBe(200);
    expect((await world.suqiao.command(handler, caseId, 'answer', { content: '请补交材料后再来。', final: true })).status).toBe(200);
    const answered = driver.page.getByText('请补交材料后再来。');
    await until('the answer is shown', async () => {
      await driver.page.reload();
      await driver.page.getByRole('heading', { level: 1, name: '公司变更登记被反复退回' }).waitFor();
      return (await answered.count()) > 0;
    });
    expect(await driver.page.locator('[aria-current="step"]').innerText()).toContain(track.milestone.answered);
    expect(await isWithinWidth(driver)).toBe(true);
    expect(await driver.violations()).toEqual([]);
    await driver.page.getByRole('radio', { name: driver.say.satisfaction.dissatisfied, exact: true }).check();
    await driver.page.locator('#comment').fill('材料早已交过');
    await driver.page.getByRole('button', { name: rating.submit }).click();
    await driver.page.getByText(rating.taken).waitFor({ timeout: 60_000 });
    await driver.page.locator('.tracked-redone').waitFor({ timeout: 60_000 });
    expect(await driver.page.getByText(rating.title).count()).toBe(0);
    expect(await driver.violations()).toEqual([]);

    // The unit sees who wants it redone, and why.
    const view = (await world.suqiao.call('GET', `/api/v1/cases/${caseId}`, world.suqiao.user(handler).token)).body as { state: string; timeline: { type: string; by: { kind: string }; reason: string | null }[] };
    expect(view).toMatchObject({ state: 'accepted' });
    expect(view.timeline.find(({ type }) => type === 'redoStarted')).toMatchObject({ by: { kind: 'appellant' }, reason: '材料早已交过' });
    await driver.page.getByRole('button', { name: track.leave }).click();
    await driver.page.locator('#digits').waitFor();
    expect(driver.complaints).toEqual([]);
    await driver.close();
  });

  it('speaks English, keeps to the keyboard, and is as good in the dark', async () => {
    const driver = await world.visitor({ language: 'en', colorScheme: 'dark', widthPx: 360 });
    const { raise, track } = driver.say.public;
    await open(driver, '/raise');
    expect(await driver.violations()).toEqual([]);
    await driver.page.keyboard.press('Tab');
    await driver.page.keyboard.press('Enter');
    await until('the focus is past the bar', () => driver.page.evaluate<boolean>('document.activeElement?.id === "content"'));
    await driver.page.keyboard.press('Tab');
    await driver.page.keyboard.type('Sample Machines');
    expect(await driver.page.locator('#name').inputValue()).toBe('Sample Machines');
    await driver.page.keyboard.press('Enter');
    await driver.page.getByRole('alert').waitFor();
    expect(await driver.page.locator('#consent-fault').innerText()).toMatch(/^Please read/);
    expect(await driver.page.locator('main').innerText()).not.toMatch(/\p{Script=Han}/u);
    expect(raise.title).toBe('Raise an appeal');
    await open(driver, '/track');
    await driver.page.locator('#number').fill('SQ1');
    await driver.page.getByRole('button', { name: track.submit, exact: true }).click();
    await driver.page.locator('#digits-fault').waitFor();
    expect(await driver.violations()).toEqual([]);
    expect(driver.complaints).toEqual([]);
    await driver.close();
  });
});
