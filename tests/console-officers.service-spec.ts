import { readFileSync } from 'node:fs';
import { ConsoleWorld } from './console-world';
import { until } from './running-suqiao';

/** A federation's officer in a real browser: a file from its template to appeals. */
describe('an officer at the console', () => {
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = await ConsoleWorld.start();
  });
  afterAll(() => world.stop());

  const headings = '编号,标题,内容,诉求人,管辖';
  const csv = (rows: readonly string[]) => Buffer.from(`\uFEFF${[headings, ...rows].join('\r\n')}\r\n`, 'utf8');
  const good = (number: number) => `走访-${String(number)},变更登记被退回,窗口反复退回，已四次,济南样例机械有限公司,370102`;

  it('brings a file: sees which rows are wrong and why, imports the good ones, and mends the others', async () => {
    const driver = await world.signedIn('handler-lixia-federation');
    await driver.openPage('imports');
    expect(await driver.violations()).toEqual([]);
    const upload = async (name: string, buffer: Buffer) => {
      await driver.page.getByLabel('文件（XLSX 或 CSV）').setInputFiles({ name, mimeType: 'text/csv', buffer });
      await driver.page.getByRole('button', { name: '上传并检查' }).click();
      await driver.page.getByRole('heading', { level: 1, name }).waitFor();
    };
    await upload('走访.csv', csv([good(1), '走访-2,没有内容,,济南样例机械有限公司,370102', good(3), '走访-4,别处的事,不在管辖内,某公司,370202']));
    await driver.page.getByRole('button', { name: '导入 2 行' }).waitFor();
    const rows = driver.page.getByRole('region', { name: '逐行预览' });
    expect(await rows.locator('tbody tr').count()).toBe(2);
    expect(await rows.locator('.late').count()).toBeGreaterThanOrEqual(2);
    expect(await driver.violations()).toEqual([]);
    await driver.page.getByRole('button', { name: '导入 2 行' }).click();
    await driver.page.getByText('已完成', { exact: true }).waitFor({ timeout: 60_000 });
    const [mended] = await Promise.all([driver.page.waitForEvent('download'), driver.page.getByRole('button', { name: '下载 2 行有误的（CSV）' }).click()]);
    expect(readFileSync(await mended.path(), 'utf8')).toContain('走访-4');
    await driver.openPage('imports');
    await upload('走访（改）.csv', csv([good(1), '走访-2,补上内容,窗口要求重复提交材料,济南样例机械有限公司,370102']));
    await driver.page.getByRole('button', { name: '导入 2 行' }).click();
    await driver.page.getByText('已完成', { exact: true }).waitFor({ timeout: 60_000 });
    await driver.page.getByRole('link', { name: '全部行' }).click();
    await until('the first row was there before, the mended one is new', async () => {
      const kinds = await rows.locator('tbody td .tag').allInnerTexts();
      return kinds.join() === '原已有,已导入';
    });
    expect(driver.complaints).toEqual([]);
    await driver.close();
  });

  it('is told in English what a file is that can not be read', async () => {
    const driver = await world.signedIn('supervisor-lixia', { language: 'en' });
    await driver.openPage('imports');
    await driver.page.getByLabel(driver.say.imports.file).setInputFiles({ name: 'photo.csv', mimeType: 'text/csv', buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 1]) });
    await driver.page.getByRole('button', { name: driver.say.imports.send }).click();
    await driver.page.getByRole('alert').filter({ hasText: /\w/ }).first().waitFor();
    expect(await driver.violations()).toEqual([]);
    await driver.close();
  });
});
