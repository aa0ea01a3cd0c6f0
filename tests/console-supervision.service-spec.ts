import { ConsoleWorld } from './console-world';
import { until } from './running-suqiao';

/** A supervisor's day in a real browser: digest, reminders, bulk action, watch lists, hand-over, merging. */
describe('a supervisor at the console', () => {
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = await ConsoleWorld.start();
  });
  afterAll(() => world.stop());

  const signedIn: ConsoleWorld['signedIn'] = (...who) => world.signedIn(...who);
  const uniquely = (title: string) => `${title} ${String(Date.now())}`;

  it('reads what waits for acceptance in the digest, opens its list, and the case from there', async () => {
    const title = uniquely('摘要');
    await world.dispatched(title);
    const driver = await signedIn('supervisor-lixia');
    await driver.openPage('digest');
    const section = driver.page.getByRole('region', { name: '待签收', exact: true });
    await section.getByText(title).waitFor();
    expect(await driver.violations()).toEqual([]);
    const figure = Number(await driver.page.getByRole('navigation', { name: '摘要数字' }).locator('.digest-notAccepted b').innerText());
    expect(figure).toBeGreaterThan(0);
    await section.getByRole('link', { name: /查看全部/ }).click();
    await driver.rows().filter({ hasText: title }).waitFor();
    expect(await driver.rows().count()).toBe(figure);
    expect(await driver.violations()).toEqual([]);
    await driver.openCase(title);
    await driver.page.goto(`${world.suqiao.baseUrl}/digest?day=2020-01-02`);
    await driver.page.getByText('当日没有为您生成摘要').waitFor();
    expect(driver.complaints).toEqual([]);
    await driver.close();
  });

  it('reminds a unit by hand, once, and is told from when another reminder is possible', async () => {
    const { id } = await world.dispatched(uniquely('催办'));
    const driver = await signedIn('supervisor-jinan');
    await world.openCase(driver, id);
    const remind = async (text: string) => {
      await driver.page.getByRole('button', { name: '催办', exact: true }).click();
      await driver.page.getByRole('dialog').getByRole('textbox').fill(text);
      await driver.page.getByRole('dialog').getByRole('button', { name: '确认催办' }).click();
    };
    await remind('请今日内联系企业');
    await driver.page.getByRole('region', { name: '督办', exact: true }).getByText('请今日内联系企业').waitFor();
    expect(await driver.violations()).toEqual([]);
    await remind('请再联系一次');
    await driver.page.getByRole('dialog').getByText(/您刚为此案催办过.*起可再次催办/).waitFor();
    expect(driver.complaints).toEqual([]);
    await driver.close();
  });

  it('sees whom to call after giving a reason, masked again when the page is left, and finds the look on the audit trail', async () => {
    const { id, trackingNumber } = await world.dispatched(uniquely('联系'));
    const reason = '电话联系企业核实诉求';
    const driver = await signedIn('supervisor-lixia');
    const { page, say } = driver;
    await world.openCase(driver, id);
    const whom = page.getByRole('region', { name: say.unmasking.title });
    await whom.getByText('138****5678').waitFor({ timeout: 60_000 });
    await whom.getByRole('button', { name: say.unmasking.show }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('button', { name: say.unmasking.submit }).click();
    await form.getByRole('alert').filter({ hasText: say.unmasking.reasonShort.replace('{{count}}', '6') }).waitFor();
    await form.getByLabel(say.unmasking.reason).fill(reason);
    expect(await driver.violations()).toEqual([]);
    await form.getByRole('button', { name: say.unmasking.submit }).click();
    await whom.getByText('13812345678').waitFor();
    await whom.getByText('张小明').waitFor();
    expect(await driver.violations()).toEqual([]);
    await page.getByRole('link', { name: `← ${say.shell.back}` }).click();
    await page.getByRole('heading', { level: 1, name: say.board.title }).waitFor();
    await page.goBack();
    await whom.getByText('138****5678').waitFor();
    expect(await page.getByText('13812345678').count()).toBe(0);
    await page.goto(`${world.suqiao.baseUrl}/audit?about=${trackingNumber}`);
    const row = driver.rows().filter({ hasText: trackingNumber });
    await row.getByText(reason).waitFor();
    expect(await row.count()).toBe(1);
    await page.getByRole('status').filter({ hasText: /校验通过/ }).waitFor();
    expect(await driver.violations()).toEqual([]);
    expect(driver.complaints).toEqual([]);
    await driver.close();
    const phone = await signedIn('admin', { language: 'en', colorScheme: 'dark', widthPx: 390 });
    await phone.page.goto(`${world.suqiao.baseUrl}/audit`);
    await phone.rows().filter({ hasText: trackingNumber }).waitFor();
    await phone.page.getByRole('status').filter({ hasText: /^Verified/ }).waitFor();
    expect([await phone.violations(), await phone.overflows()]).toEqual([[], false]);
    await phone.close();
  });

  it('reminds of a whole list at once, after a look at what will be done', async () => {
    const title = uniquely('批量');
    await world.dispatched(title);
    const driver = await signedIn('supervisor-lixia');
    await driver.page.goto(`${world.suqiao.baseUrl}/board?list=notAccepted`);
    await driver.rows().filter({ hasText: title }).waitFor();
    await driver.page.getByRole('button', { name: '批量督办' }).click();
    const form = driver.page.getByRole('dialog');
    await form.getByRole('textbox').fill('请尽快签收');
    await form.getByRole('button', { name: '预览' }).click();
    await form.getByRole('list', { name: '诉求清单' }).getByText(title).waitFor();
    expect(await driver.violations()).toEqual([]);
    await form.getByRole('button', { name: /^执行 \d+ 件$/ }).click();
    await form.getByText('已执行完').waitFor({ timeout: 60_000 });
    const own = form.getByRole('list', { name: '诉求清单' }).getByRole('listitem').filter({ hasText: title });
    await own.getByText('已办理').waitFor();
    expect(driver.complaints).toEqual([]);
    await driver.close();
  });

  it('keeps a list of cases to watch, in English', async () => {
    const title = uniquely('Watched');
    const { id } = await world.dispatched(title);
    const driver = await signedIn('supervisor-province', { language: 'en' });
    await driver.openPage('watch');
    await driver.page.getByRole('textbox', { name: driver.say.watch.newName }).fill('Of the week');
    await driver.page.getByRole('button', { name: driver.say.watch.make, exact: true }).click();
    await driver.page.getByRole('navigation', { name: driver.say.watch.lists }).getByText('Of the week').waitFor();
    await world.openCase(driver, id);
    await driver.page.getByRole('button', { name: driver.say.watch.add, exact: true }).click();
    const form = driver.page.getByRole('dialog');
    await form.getByRole('radio', { name: 'Of the week' }).check();
    await form.getByRole('textbox').fill('The third time this month');
    await form.getByRole('button', { name: driver.say.watch.submit }).click();
    await driver.openPage('watch');
    await driver.page.getByText('The third time this month').waitFor();
    expect(await driver.violations()).toEqual([]);
    await driver.page.getByRole('button', { name: `${driver.say.watch.remove} ${title}` }).click();
    await driver.page.getByText(driver.say.watch.empty).waitFor();
    expect(driver.complaints).toEqual([]);
    await driver.close();
  });

  it('hands over to a deputy, who then opens the absent person\'s digest, until it is ended', async () => {
    const deputy = await signedIn('supervisor-province');
    // Whoever opened Suqiao can be chosen.
    await deputy.openPage('digest');
    const absent = await signedIn('supervisor-jinan');
    await absent.openPage('handOvers');
    await absent.page.getByRole('button', { name: '安排代理' }).click();
    const form = absent.page.getByRole('dialog');
    const choice = form.getByLabel('代理人', { exact: true });
    const name = choice.locator('option', { hasText: '林岚' });
    await name.waitFor({ state: 'attached' });
    await choice.selectOption((await name.getAttribute('value')) ?? '');
    await form.getByRole('textbox', { name: '原因' }).fill('出差');
    expect(await absent.violations()).toEqual([]);
    await form.getByRole('button', { name: '确认安排' }).click();
    const line = absent.page.getByRole('region', { name: '代理安排' }).getByRole('listitem').filter({ hasText: '林岚' });
    await line.getByText('进行中').waitFor();
    expect(await absent.violations()).toEqual([]);
    await deputy.page.reload();
    await deputy.page.getByLabel('谁的摘要').selectOption({ label: '济南督办 周桥' });
    await until('the address names the absent person', () => Promise.resolve(new URL(deputy.page.url()).searchParams.has('of')));
    await deputy.page.getByRole('navigation', { name: '摘要数字' }).waitFor();
    await line.getByRole('button', { name: /提前结束/ }).click();
    await line.getByText(/提前结束$/).first().waitFor();
    await deputy.page.reload();
    await deputy.page.getByText('您现在不代理此人').waitFor();
    expect([...absent.complaints, ...deputy.complaints]).toEqual([]);
    await absent.close();
    await deputy.close();
  });

  it('merges a case into an earlier one by its number, and reads it on both', async () => {
    const first = await world.dispatched(uniquely('在先'));
    const second = await world.dispatched(uniquely('在后'));
    const driver = await signedIn('admin');
    await world.openCase(driver, second.id);
    await driver.give('merge', async (form) => {
      await form.getByRole('textbox').first().fill(first.trackingNumber);
      await form.getByRole('textbox').last().fill('同一事项，前后两次来电');
    });
    await until('the case says what it was merged into', async () => (await driver.page.locator('#content').innerText()).includes(first.trackingNumber));
    expect(await driver.violations()).toEqual([]);
    await world.openCase(driver, first.id);
    await until('the other one knows', async () => (await driver.page.locator('#content').innerText()).includes(second.trackingNumber));
    expect(driver.complaints).toEqual([]);
    await driver.close();
  });
});
