import { generateAppeal } from '@suqiao/directory';
import { ConsoleWorld } from './console-world';
import { appealOf } from './running-suqiao';

const counties = ['370102', '370103', '370302'];
const titles = ['银杏产业园频繁停电影响企业', '咨询银杏产业园为何又停电', '银杏产业园供电不稳设备损坏', '请解决银杏产业园停电问题'];
const sentences = ['一周之内停了四次电，没有任何通知', '生产线突然断电，半成品全部报废', '变压器容量不够，夏天经常跳闸', '供电所说正在排队改造', '请给出增容的时间表', '发电机租金已经付了两万元'];
const others = 66;

/** Analysts in a real browser. */
describe('an analyst at the console', () => {
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = await ConsoleWorld.start();
    let seed = 7;
    const random = () => ((seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647);
    // What else comes in, so that grouping knows which words are common; nothing about power.
    const background = Array.from({ length: others }, () => generateAppeal(random)).filter(({ expectedCategory }) => !expectedCategory.startsWith('energy'));
    for (let at = 0; at < background.length; at += 20) {
      await Promise.all(background.slice(at, at + 20).map(({ appeal: { title, content, appellant } }) => world.suqiao.pushed('hotline-12345', appealOf({ title, content, appellant: { name: appellant.name } }))));
    }
    await Promise.all(Array.from({ length: 9 }, (_, at) => world.suqiao.pushed(at % 2 === 0 ? 'hotline-12345' : 'visit', appealOf({
      title: titles[at % 4] ?? '', content: ['我单位位于银杏产业园', sentences[at % 6], sentences[(at + 1) % 6], sentences[(at + 3) % 6]].join('，'), appellant: { name: `恒通机械${String(at)}有限公司` }, divisionCode: counties[at % 3] ?? '',
    }))));
  });
  afterAll(() => world.stop());

  it('opens a common issue that formed by itself, traces its figures, corrects it by button and by drag, takes that back, and brings it on', async () => {
    const driver = await world.signedIn('analyst');
    const { page, say } = driver;
    const { issues } = say;
    await page.getByRole('navigation', { name: say.shell.navigation }).getByRole('link', { name: say.shell.commonIssues, exact: true }).click();
    const card = page.getByRole('list', { name: issues.list }).getByRole('listitem').filter({ hasText: '银杏' });
    await card.filter({ hasText: `${issues.total} 9` }).waitFor({ timeout: 90_000 });
    expect(await driver.violations()).toEqual([]);
    await card.getByRole('link').click();
    const figures = page.getByRole('region', { name: issues.figures });
    const total = (count: number) => figures.getByRole('link', { name: `${issues.total} ${String(count)}`, exact: true });
    await total(9).waitFor();
    expect(await driver.violations()).toEqual([]);
    await page.reload();
    await total(9).waitFor();
    expect(await driver.loadedSizeBytes()).toBeLessThan(300_000);

    await total(9).click();
    await page.getByText(say.figureList.lead.replace('{{total}}', '9')).waitFor();
    expect(await page.locator('tr.case-row').count()).toBe(9);
    expect(await driver.violations()).toEqual([]);
    await page.getByRole('button', { name: say.figureList.back }).click();
    await total(9).waitFor();

    const appeals = page.getByRole('region', { name: issues.appeals.replace('{{count}}', '9') });
    const tick = appeals.getByRole('checkbox');
    await tick.nth(0).check();
    await tick.nth(1).check();
    await page.getByRole('button', { name: issues.dropNew, exact: true }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel(issues.form.newName).fill('银杏产业园增容');
    expect(await driver.violations()).toEqual([]);
    await form.getByRole('button', { name: say.form.submit.replace('{{command}}', issues.command.split), exact: true }).click();
    await total(7).waitFor();
    await page.getByRole('region', { name: issues.corrections }).getByRole('button', { name: new RegExp(`^${issues.command.undo} `) }).click();
    await total(9).waitFor();

    const drag = () => page.getByRole('region', { name: issues.appeals.replace('{{count}}', '9') }).getByRole('listitem').first().dragTo(page.getByRole('button', { name: issues.dropNone, exact: true }));
    // A move is seen before it is answered, and taken back when it does not arrive.
    let lose: () => void = () => undefined;
    const held = new Promise<void>((resolve) => { lose = resolve; });
    await page.route('**/commands/move', async (route) => { await held; await route.abort(); }, { times: 1 });
    await drag();
    await page.getByRole('region', { name: issues.appeals.replace('{{count}}', '8') }).waitFor();
    lose();
    await page.getByRole('alert').filter({ hasText: say.problem.unreachable }).waitFor();
    await appeals.waitFor();
    await drag();
    await total(8).waitFor();
    const undo = page.getByRole('region', { name: issues.corrections }).getByRole('button', { name: new RegExp(`^${issues.command.undo} `) });
    // It waits for the move to be over, as a person's finger does.
    await undo.click({ trial: true });
    await undo.press('Enter');
    await total(9).waitFor();

    const give = async (command: 'confirm' | 'nameLead', fill: () => Promise<void>) => {
      await page.getByRole('region', { name: issues.commands, exact: true }).getByRole('button', { name: issues.command[command], exact: true }).click();
      await fill();
      expect(await driver.violations()).toEqual([]);
      await form.getByRole('button', { name: say.form.submit.replace('{{command}}', issues.command[command]), exact: true }).click();
      await form.waitFor({ state: 'detached' });
    };
    await give('confirm', () => form.getByLabel(issues.form.nameKeep).fill('银杏产业园停电'));
    await page.getByRole('heading', { level: 1, name: '银杏产业园停电' }).waitFor();
    await give('nameLead', async () => {
      await form.getByRole('combobox', { name: issues.form.unitId }).fill('山东省工商');
      await page.locator('.ant-select-item-option').first().click();
      await form.getByLabel(issues.form.demand).fill('请研究停电原因');
    });
    await page.locator('.page-head').getByText(issues.state.studying).waitFor();
    await page.getByRole('region', { name: issues.timeline }).getByText(issues.transition.leadNamed).waitFor();
    expect(driver.complaints).toEqual([]);
    await driver.close();
  });

  it('calls a consultation about it, records it with a task, and follows the task', async () => {
    const driver = await world.signedIn('analyst');
    const { page, say } = driver;
    const { consultations: words } = say;
    await page.goto(`${world.suqiao.baseUrl}/consultations`);
    await page.getByText(words.empty).waitFor();
    await page.getByRole('button', { name: words.schedule, exact: true }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel(words.form.title).waitFor();
    expect(await driver.violations()).toEqual([]);
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: words.call, exact: true }).click();
    await form.getByLabel(words.form.title).fill('园区供电会商');
    await form.getByLabel(words.form.day).fill(new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10));
    await form.getByLabel(words.form.place).fill('三楼会议室');
    const choose = async (label: string, typed: string) => {
      const box = form.getByRole('combobox', { name: label });
      await box.fill(typed);
      await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').filter({ hasText: typed }).first().click();
      await box.press('Tab');
    };
    await choose(words.form.units, '山东省工商');
    await choose(words.form.issues, '银杏');
    expect(await driver.violations()).toEqual([]);
    const submit = (name: string) => form.getByRole('button', { name: say.form.submit.replace('{{command}}', name), exact: true }).click();
    await submit(words.call);
    expect(await form.locator('.field').filter({ has: page.locator('[aria-invalid="true"]') }).allInnerTexts()).toEqual([]);
    await page.getByRole('heading', { level: 1, name: '园区供电会商' }).waitFor();
    await page.getByRole('link', { name: '银杏产业园停电' }).waitFor();
    expect(await driver.violations()).toEqual([]);
    await page.getByRole('button', { name: words.command.hold, exact: true }).click();
    await form.getByLabel(words.form.minutes).fill('会议听取了停电情况。');
    await form.getByRole('button', { name: words.form.addTask }).click();
    await form.getByLabel(words.form.taskText).fill('一个月内拿出增容方案');
    await choose(words.form.taskUnit, '山东省工商');
    expect(await driver.violations()).toEqual([]);
    await submit(words.command.hold);
    await page.getByRole('button', { name: `${words.command.finishTask} 一个月内拿出增容方案` }).click();
    await form.getByLabel(words.form.feedback).fill('方案已报送');
    await submit(words.command.finishTask);
    await page.getByText(words.feedback.replace('{{text}}', '方案已报送')).waitFor();
    await page.getByRole('region', { name: words.timeline }).getByText(words.transition.taskDone).waitFor();
    await page.reload();
    await page.getByRole('region', { name: words.timeline }).waitFor();
    expect(await driver.loadedSizeBytes()).toBeLessThan(300_000);
    expect(driver.complaints).toEqual([]);
    await driver.close();
  });

  it('reads the same in English, in the dark and on a phone', async () => {
    const driver = await world.signedIn('analyst', { language: 'en', colorScheme: 'dark', widthPx: 390 });
    const { page, say } = driver;
    await page.goto(`${world.suqiao.baseUrl}/common-issues`);
    await page.getByRole('link', { name: '银杏产业园停电' }).click();
    await page.getByRole('region', { name: say.issues.figures }).waitFor();
    expect([await driver.overflows(), await driver.violations()]).toEqual([false, []]);
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: say.issues.title }).waitFor();
    expect([await driver.overflows(), await driver.violations()]).toEqual([false, []]);
    await driver.close();
  });
});
