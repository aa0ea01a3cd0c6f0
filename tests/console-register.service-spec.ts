import { openMongo } from '@suqiao/infra/mongo';
import { ConsoleWorld } from './console-world';
import { appealOf } from './running-suqiao';

const creditCode = '91370102MA3DEM0015';

/** A federation's people in a real browser: proposed duplicates, and the register of enterprises. */
describe('a federation at the console', () => {
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = await ConsoleWorld.start();
  });
  afterAll(() => world.stop());

  it('merges what came twice, takes it back, and says that it is two matters', async () => {
    const content = '我公司在济南市历下区办理股权变更登记，窗口以材料格式不符为由反复退回，已往返四次，影响融资。';
    const same = { title: '股权变更登记被反复退回', content, appellant: { name: '济南样例机械有限公司', phone: '13800000000' } };
    const [first, second] = [await world.suqiao.pushed('hotline-12345', appealOf(same)), await world.suqiao.pushed('digital-federation', appealOf({ ...same, title: '股权变更登记被窗口反复退回' }))];
    const driver = await world.signedIn('supervisor-province');
    const { page, say } = driver;
    await driver.openPage('duplicates');
    const pair = page.getByRole('listitem').filter({ hasText: first.trackingNumber }).filter({ hasText: second.trackingNumber });
    // The page asks again by itself.
    await pair.getByRole('button', { name: new RegExp(`^${say.duplicates.merge} `) }).waitFor({ timeout: 60_000 });
    expect(await pair.locator('mark').allInnerTexts()).toEqual(['窗口']);
    expect(await driver.violations()).toEqual([]);
    const decide = async (decision: 'merge' | 'unmerge' | 'refuse', reason?: string) => {
      await pair.getByRole('button', { name: new RegExp(`^${say.duplicates[decision]} `) }).click();
      const form = page.getByRole('dialog');
      if (reason !== undefined) await form.getByLabel(say.duplicates.reason).fill(reason);
      expect(await driver.violations()).toEqual([]);
      await form.getByRole('button', { name: say.duplicates[decision], exact: true }).click();
      await form.waitFor({ state: 'detached' });
    };
    await decide('merge');
    await page.getByRole('link', { name: say.duplicates.tab.merged }).click();
    await pair.waitFor({ timeout: 60_000 });
    await pair.getByText(say.duplicates.mergedInto.replace('{{number}}', first.trackingNumber)).waitFor();
    await decide('unmerge', '第二件是另一家分公司的');
    await page.getByRole('link', { name: say.duplicates.tab.undone }).click();
    await pair.waitFor({ timeout: 60_000 });
    expect(await pair.getByText(say.duplicates.mergedInto.replace('{{number}}', first.trackingNumber)).count()).toBe(0);
    expect(driver.complaints).toEqual([]);
    await driver.close();
  });

  it('enters an enterprise, is told of a wrong code at once, finds its appeals, and is not overwritten by a colleague', async () => {
    const driver = await world.signedIn('supervisor-lixia');
    const { page, say } = driver;
    await driver.openPage('enterprises');
    expect(await driver.violations()).toEqual([]);
    await page.getByRole('button', { name: say.enterprises.enter }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel(say.enterprises.creditCode).fill(`${creditCode.slice(0, 17)}${creditCode.endsWith('0') ? '1' : '0'}`);
    await form.getByText(say.enterprises.badCode).waitFor();
    await form.getByLabel(say.enterprises.creditCode).fill(creditCode);
    await form.getByLabel(say.enterprises.name, { exact: true }).fill('济南演示机械有限公司');
    await form.getByLabel(say.enterprises.sizeLabel).selectOption('small');
    expect(await driver.violations()).toEqual([]);
    await form.getByRole('button', { name: say.enterprises.submit, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: '济南演示机械有限公司' }).waitFor();
    expect(await driver.violations()).toEqual([]);

    await world.suqiao.pushed('hotline-12345', appealOf({ title: '演示：贷款续贷被拒', appellant: { name: '济南演示机械有限公司', creditCode } }));
    await page.getByRole('link', { name: '演示：贷款续贷被拒' }).waitFor({ timeout: 60_000 });

    await page.getByRole('button', { name: say.enterprises.change, exact: true }).click();
    const colleague = await world.signedIn('handler-lixia-federation');
    await colleague.page.goto(`${world.suqiao.baseUrl}/enterprises/${creditCode}`);
    await colleague.page.getByRole('button', { name: say.enterprises.change, exact: true }).click();
    await colleague.page.getByRole('dialog').getByLabel(say.enterprises.address).fill('经十路 1 号');
    await colleague.page.getByRole('dialog').getByRole('button', { name: say.enterprises.save, exact: true }).click();
    await colleague.page.getByText('经十路 1 号').waitFor();
    await colleague.close();
    await form.getByLabel(say.enterprises.address).fill('经十路 2 号');
    await form.getByRole('button', { name: say.enterprises.save, exact: true }).click();
    await form.getByRole('alert').filter({ hasText: '已被他人修改' }).waitFor();
    await page.keyboard.press('Escape');

    await driver.openPage('enterprises');
    await page.getByLabel(say.enterprises.search).fill('济南演示');
    await page.getByRole('button', { name: say.enterprises.find, exact: true }).click();
    await page.waitForURL(/q=/);
    expect(await page.getByRole('link', { name: '济南演示机械有限公司' }).count()).toBe(1);
    expect(driver.complaints.filter((complaint) => !complaint.includes('412'))).toEqual([]);
    await driver.close();
  });

  it('writes a closed-door symposium, raises appeals from it, and reads what was said off the record on the record of readings', async () => {
    const driver = await world.signedIn('handler-lixia-federation');
    const { page, say } = driver;
    await driver.openPage('records');
    expect(await driver.violations()).toEqual([]);
    await page.getByRole('button', { name: say.records.make }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel(say.records.kind).selectOption('symposium');
    await form.getByLabel(say.records.name, { exact: true }).fill('演示：民营企业座谈会');
    await form.getByLabel(say.records.place, { exact: true }).fill('历下区工商联');
    await form.getByLabel(say.records.closedDoorField).check();
    await form.getByLabel(say.records.participants).fill('王某，济南样例商会，会长');
    await form.getByLabel(say.records.enterprises).fill(`${creditCode} 济南演示机械有限公司\n另一家示例公司`);
    expect(await driver.violations()).toEqual([]);
    await form.getByRole('button', { name: say.records.submit, exact: true }).click();
    await form.getByRole('alert').filter({ hasText: '/summary' }).waitFor();
    await form.getByLabel(say.records.summary).fill('与会企业反映续贷难。');
    await form.getByRole('button', { name: say.records.submit, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: '演示：民营企业座谈会' }).waitFor();

    await page.getByLabel(say.records.remark).fill('有企业担心被抽贷。');
    await page.getByRole('button', { name: say.records.addSubmit, exact: true }).click();
    await page.getByRole('button', { name: say.records.finish, exact: true }).click();
    await page.getByRole('button', { name: say.records.raise, exact: true }).and(page.locator(':enabled')).click();
    await form.getByLabel(say.records.appealTitle).fill('演示：续贷被拒');
    await form.getByLabel(say.records.content).fill('银行不予续贷，资金链紧张。');
    expect(await driver.violations()).toEqual([]);
    await form.getByRole('button', { name: say.records.raiseSubmit, exact: true }).click();
    await page.getByRole('link', { name: '演示：续贷被拒' }).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: say.records.read }).click();
    await page.getByText('有企业担心被抽贷。').waitFor();
    // By keyboard: the button beside it, which loads, grows and shrinks, and takes this one from under a slow pointer.
    await page.getByRole('button', { name: say.records.readings }).press('Enter');
    await page.getByRole('list', { name: say.records.readings }).getByText('郑舟').waitFor();
    expect(await driver.violations()).toEqual([]);
    expect(driver.complaints.filter((complaint) => !complaint.includes('400'))).toEqual([]);
    await driver.close();
  });

  it('reads a list of thousands to its end, while only what is seen is drawn', async () => {
    const connection = await openMongo({ MONGODB_URI: world.suqiao.stack.mongodbUri }, 'console-test');
    const many = Array.from({ length: 1500 }, (_, index) => {
      const [_id, name] = [`91370602MA${String(index).padStart(8, '0')}`, `大量企业 ${String(index).padStart(4, '0')}`];
      return { _id, name, sortName: name, formerNames: [], divisionCode: '370602', divisionPath: ['370602', '370600', '370000'], address: null, industryCode: null, size: null, isPrivate: null, chambers: [], searchKeys: [], provisional: true, version: 1, createdAt: '2026-11-23T00:00:00.000Z', updatedAt: '2026-11-23T00:00:00.000Z', history: [] };
    });
    await connection.collection<{ _id: string }>('enterprises').insertMany(many);
    const total = await connection.collection('enterprises').countDocuments();
    await connection.close();
    const driver = await world.signedIn('supervisor-province');
    const { page, say } = driver;
    await driver.openPage('enterprises');
    await page.getByRole('button', { name: say.list.more }).click();
    const rows = page.locator('tbody tr:not([aria-hidden])');
    const isAtTheEnd = async () => {
      await page.keyboard.press('End');
      return (await page.locator(`tr[aria-rowindex="${String(total + 1)}"]`).count()) === 1;
    };
    while (!(await isAtTheEnd())) await page.waitForTimeout(100);
    expect(await page.getByRole('status').filter({ hasText: `${String(total)} 件，共 ${String(total)} 件` }).count()).toBe(1);
    expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe(String(total + 1));
    expect(await rows.count()).toBeLessThan(100);
    expect(await driver.violations()).toEqual([]);

    await page.keyboard.press('Home');
    const first = rows.first().getByRole('link');
    await page.locator('tr[aria-rowindex="2"]').waitFor();
    await first.focus();
    const name = await first.innerText();
    // The row that has the focus stays, however far somebody scrolls.
    await page.mouse.wheel(0, 60_000);
    await page.locator('tr[aria-rowindex="900"]').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(name);
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    expect(await rows.count()).toBe(total);
    await driver.close();
  });

  it.each([390, 1280])('finds the same pages in English, in the dark, %d px wide', async (widthPx) => {
    const driver = await world.signedIn('supervisor-lixia', { language: 'en', colorScheme: 'dark', widthPx });
    for (const page of ['duplicates', 'enterprises', 'records'] as const) {
      await driver.openPage(page);
      await driver.untilLoaded();
      expect([page, await driver.violations(), await driver.overflows()]).toEqual([page, [], false]);
    }
    await driver.close();
  });
});
