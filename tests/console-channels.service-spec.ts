import { consumers } from '@suqiao/contracts';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { openMongo } from '@suqiao/infra/mongo';
import { startWebhookReceiver, type WebhookReceiver } from '../services/intake/testing/webhook-receiver';
import { ConsoleWorld } from './console-world';
import { appealOf, until } from './running-suqiao';

/** Who keeps channels, in a real browser. */
describe('an administrator at the console', () => {
  let world: ConsoleWorld;
  let receiver: WebhookReceiver;
  beforeAll(async () => {
    receiver = await startWebhookReceiver();
    process.env['WEBHOOK_ALLOW'] = receiver.host;
    world = await ConsoleWorld.start();
  });
  afterAll(async () => {
    await world.stop();
    await receiver.close();
  });

  it('mends a record that nobody could take, is told what is still wrong with it, and puts it back', async () => {
    const sample = readFileSync(resolve(__dirname, '../contracts/src/samples/appeal.received.v2.json'), 'utf8');
    const wrong = sample.replace('"specversion": "1.0"', '"specversion": "0.9"').replace('窗口反复退回，已四次', '请打13812345678');
    const connection = await openMongo({ MONGODB_URI: world.suqiao.stack.mongodbUri }, 'console-test');
    const letter = { consumer: 'classification', topic: 'suqiao.appeal.received', partition: 0, offset: '1', key: 'k', valueBase64: Buffer.from(wrong).toString('base64'), reason: 'specversion 写错了', attempts: 1, at: new Date().toISOString(), replayedAt: null, replayedBy: null, claimedUntil: null };
    await connection.collection<{ readonly _id: string }>('dead_letters').insertOne({ _id: 'console-test', ...letter });
    await connection.close();
    const driver = await world.signedIn('admin');
    const { page, say } = driver;
    await driver.openPage('deadLetters');
    const row = page.getByRole('listitem').filter({ hasText: letter.reason });
    await row.getByRole('button', { name: say.mending.open, exact: true }).click();
    const form = page.getByRole('dialog');
    const text = form.getByLabel(say.mending.text);
    expect(await text.inputValue()).toContain('请打138****5678');
    await form.getByLabel(say.mending.reason).fill('版本号写错，按规范改正');
    expect(await driver.violations()).toEqual([]);
    await form.getByRole('button', { name: say.mending.submit, exact: true }).click();
    await form.getByRole('alert').filter({ hasText: '/specversion' }).waitFor();
    await text.fill((await text.inputValue()).replace('"0.9"', '"1.0"'));
    await form.getByRole('button', { name: say.mending.submit, exact: true }).click();
    await form.waitFor({ state: 'detached' });
    await row.getByText(say.mending.shownMended).click();
    await row.getByLabel(say.mending.mended).getByText('"specversion":"1.0"').waitFor();
    expect(await row.getByRole('button', { name: say.mending.open, exact: true }).count()).toBe(0);
    expect(await driver.violations()).toEqual([]);
    expect(driver.complaints).toEqual([]);
    await driver.close();
  });

  it('tries another routing rule on past appeals, and sees from where to where they would have gone', async () => {
    const { trackingNumber } = await world.dispatched('派单试算');
    const driver = await world.signedIn('admin', { widthPx: 390 });
    const { page, say } = driver;
    await page.goto(`${world.suqiao.baseUrl}/routing`);
    const rule = page.getByLabel(say.routing.departmentOf.replace('{{category}}', '登记注册变更注销'));
    await rule.waitFor();
    await page.getByRole('button', { name: say.routing.run, exact: true }).click();
    await page.getByText(/没有一件会改派/).waitFor();
    await rule.selectOption('federation');
    await page.getByText(say.routing.changed.replace('{{count}}', '1')).waitFor();
    await page.getByRole('button', { name: say.routing.run, exact: true }).click();
    await page.getByRole('listitem').filter({ hasText: trackingNumber }).getByText(/市场监督管理局 → .*工商业联合会/).waitFor();
    expect([await driver.violations(), await driver.overflows()]).toEqual([[], false]);
    expect(driver.complaints).toEqual([]);
    await driver.close();
  });

  it('makes a channel, issues a key that is shown once, and sees whether the channel is told', async () => {
    const driver = await world.signedIn('admin');
    const { page, say } = driver;
    await driver.openPage('channels');
    expect(await driver.violations()).toEqual([]);
    await page.getByRole('button', { name: say.channels.make }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel(say.channels.name).fill('Bad Name');
    await form.getByLabel(say.channels.displayName).fill('某园区平台');
    await form.getByRole('button', { name: say.channels.submit, exact: true }).click();
    await form.getByRole('alert').filter({ hasText: '/name' }).waitFor();
    await form.getByLabel(say.channels.name).fill('park-platform');
    await form.getByRole('button', { name: say.channels.submit, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: '某园区平台' }).waitFor();

    await page.getByRole('button', { name: say.channels.issue }).click();
    await form.getByLabel(say.channels.label).fill('生产');
    expect(await driver.violations()).toEqual([]);
    await form.getByRole('button', { name: say.channels.issueSubmit, exact: true }).click();
    const key = await page.locator('code.secret').innerText();
    expect(key).toMatch(/^sqk_[\w-]{43}$/);
    expect(await driver.violations()).toEqual([]);
    await page.getByRole('button', { name: say.channels.close }).click();
    expect(await page.getByText(key).count()).toBe(0);
    await page.getByRole('region', { name: say.channels.keys }).getByText(say.scope['webhooks:manage']).waitFor();

    const ask = (path: string, body: object) => fetch(`${world.suqiao.baseUrl}/api/v1${path}`, { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': 'one' }, body: JSON.stringify(body) });
    receiver.answers = 410;
    expect((await ask('/webhooks', { url: receiver.url })).status).toBe(201);
    expect((await ask('/appeals', appealOf())).status).toBe(202);
    const webhooks = page.getByRole('region', { name: say.channels.webhooks });
    await webhooks.getByText(say.channels.because.gone).waitFor({ timeout: 60_000 });
    await webhooks.getByRole('button', { name: say.channels.deliveries }).click();
    await webhooks.locator('.deliveries').getByText('410').first().waitFor();
    expect(await driver.violations()).toEqual([]);
    receiver.answers = 204;
    await webhooks.getByRole('button', { name: new RegExp(`^${say.channels.resume}`) }).click();
    await webhooks.getByText(say.channels.deliveryState.delivered).first().waitFor({ timeout: 60_000 });
    await until('it was told', () => Promise.resolve(receiver.received.some(({ message }) => message.type === 'received')));

    // Tried from the page: only by a sandbox key, and what is refused stands where an administrator helps.
    await page.getByRole('button', { name: say.channels.issue }).click();
    await form.getByLabel(say.channels.label).fill('试用');
    await form.getByLabel(say.channels.sandbox).check();
    await form.getByRole('button', { name: say.channels.issueSubmit, exact: true }).click();
    const sandboxKey = await page.locator('code.secret').innerText();
    await page.getByRole('button', { name: say.channels.close }).click();
    const trial = page.getByRole('region', { name: say.channels.tryIt });
    const send = async (by: string) => {
      await trial.getByLabel(say.channels.tryKey, { exact: true }).fill(by);
      await trial.getByRole('button', { name: say.channels.trySend, exact: true }).click();
    };
    await send(key);
    await trial.getByText(say.channels.tryNotSandbox).waitFor();
    await send(sandboxKey);
    await trial.getByText('202', { exact: true }).waitFor();
    await trial.getByText(/suqiao-sandbox: true/).waitFor();
    await trial.getByLabel(say.channels.tryBody).fill('{"channelReference":"try-2"}');
    await send(sandboxKey);
    await trial.getByText('400', { exact: true }).waitFor();
    const refused = page.getByRole('region', { name: say.channels.refusals });
    await refused.getByRole('listitem').filter({ hasText: 'try-2' }).getByText('/appellant', { exact: true }).waitFor({ timeout: 60_000 });
    await until('the volumes are told', async () => {
      await page.reload();
      return page.getByRole('link', { name: say.channels.volumesLead.replace('{{count}}', '1').replace('{{days}}', '30') }).waitFor({ timeout: 5000 }).then(() => true, () => false);
    });
    expect([await driver.violations(), await driver.overflows()]).toEqual([[], false]);
    expect(await driver.loadedSizeBytes()).toBeLessThan(300_000);

    await page.getByRole('button', { name: `${say.channels.revoke} 生产` }).click();
    await page.getByRole('button', { name: say.channels.yes, exact: true }).click();
    await page.getByText(say.channels.keyState.revoked, { exact: true }).waitFor();
    expect((await ask('/appeals', appealOf())).status).toBe(401);
    // A browser complains of each answer of 400: that one was meant.
    expect(driver.complaints.filter((complaint) => !complaint.includes('400'))).toEqual([]);
    await driver.close();
  });

  it('sees how each part is, loads the next year, and finds rules and units', async () => {
    const driver = await world.signedIn('admin');
    const { page, say } = driver;
    await page.goto(`${world.suqiao.baseUrl}/health`);
    const running = page.getByRole('listitem').filter({ hasText: say.health.state.working });
    // Every group that Suqiao has, but those of what nobody has set up here.
    for (const name of ['MongoDB', 'Kafka', 'suqiao-cases', 'appeals', ...consumers.filter((consumer) => !/^intake-(?:ingest|notices)/.test(consumer))]) {
      await running.filter({ has: page.getByText(name, { exact: true }) }).first().waitFor({ timeout: 60_000 });
    }
    expect([await driver.violations(), await driver.overflows()]).toEqual([[], false]);

    await page.goto(`${world.suqiao.baseUrl}/calendars`);
    const year = Number(await page.getByLabel(say.calendars.year, { exact: true }).inputValue());
    await page.getByLabel(say.calendars.holidays).fill(`${String(year)}-01-01\n${String(year)}-02-30`);
    await page.getByRole('alert').filter({ hasText: `${String(year)}-02-30` }).waitFor();
    await page.getByLabel(say.calendars.holidays).fill(`${String(year)}-01-01，${String(year)}-05-03`);
    await page.getByLabel(say.calendars.sourceField).fill('国务院办公厅通知（试）');
    await page.getByRole('heading', { level: 3, name: say.calendars.preview.replace('{{year}}', String(year)) }).waitFor();
    expect(await driver.violations()).toEqual([]);
    const submit = page.getByRole('button', { name: say.calendars.submit.replace('{{year}}', String(year)), exact: true });
    await submit.click();
    // So few days off can't be the notice.
    await page.getByRole('alert').filter({ hasText: '/holidays' }).waitFor();
    await page.getByLabel(say.calendars.holidays).fill(['01-01', '02-05', '02-06', '02-08', '02-09', '04-05', '05-03', '05-04', '06-09', '09-15', '10-01', '10-04', '10-05'].map((day) => `${String(year)}-${day}`).join('\n'));
    await submit.click();
    await page.getByRole('link', { name: String(year), exact: true }).click();
    await page.getByRole('region', { name: say.calendars.picture }).getByText(/国务院办公厅通知（试）/).waitFor();

    expect(await driver.loadedSizeBytes()).toBeLessThan(300_000);
    await page.goto(`${world.suqiao.baseUrl}/presets`);
    await page.getByRole('heading', { level: 2 }).filter({ hasText: say.presets.inForce }).waitFor();
    expect(await driver.violations()).toEqual([]);
    await page.goto(`${world.suqiao.baseUrl}/models`);
    await page.getByText(say.models.ships).waitFor();
    await page.getByRole('button', { name: say.models.retrain, exact: true }).click();
    await page.getByText(say.models.outcome.tooFew, { exact: true }).waitFor({ timeout: 60_000 });
    expect(await driver.violations()).toEqual([]);
    await page.goto(`${world.suqiao.baseUrl}/directory`);
    await page.getByText(/显示前 200 家/).waitFor();
    await page.getByLabel(say.units.search, { exact: true }).fill('历下区税务');
    await page.getByRole('button', { name: say.units.find, exact: true }).click();
    await page.getByText('370102-taxation').waitFor();
    expect(await driver.violations()).toEqual([]);
    expect(driver.complaints.filter((complaint) => !complaint.includes('400'))).toEqual([]);
    await driver.close();
  });

  it('finds the same pages in English, on a phone, in the dark', async () => {
    const driver = await world.signedIn('admin', { language: 'en', colorScheme: 'dark', widthPx: 390 });
    await driver.page.goto(`${world.suqiao.baseUrl}/channels/hotline-12345`);
    await driver.page.getByRole('heading', { level: 2, name: driver.say.channels.tryIt }).waitFor();
    expect(await driver.violations()).toEqual([]);
    expect(await driver.overflows()).toBe(false);
    for (const path of ['health', 'calendars', 'presets', 'models', 'directory']) {
      await driver.page.goto(`${world.suqiao.baseUrl}/${path}`);
      await driver.page.locator('.health-lines, .health-parts, .year-picture, .preset-rules, .case-row').first().waitFor();
      expect([path, await driver.violations(), await driver.overflows()]).toEqual([path, [], false]);
    }
    await driver.close();
  });
});
