import { ConsoleDriver, launchBrowser, type ReaderSetting } from '@suqiao/console/browser';
import type { Browser } from 'playwright-core';
import { appealOf, RunningSuqiao, until } from './running-suqiao';

/** A running Suqiao and a real browser, for people who sign in to the console. The console must have been built. */
export class ConsoleWorld {
  private constructor(
    readonly suqiao: RunningSuqiao,
    readonly browser: Browser,
  ) {}

  static async start(): Promise<ConsoleWorld> {
    const browser = await launchBrowser();
    return new ConsoleWorld(await RunningSuqiao.start('demonstration'), browser);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.suqiao.stop();
  }

  /** A window of somebody who has not signed in. */
  visitor(setting: Partial<ReaderSetting> = {}): Promise<ConsoleDriver> {
    return ConsoleDriver.open(this.browser, { origin: this.suqiao.baseUrl, language: 'zh-CN', colorScheme: 'light', widthPx: 1280, ...setting });
  }

  async signedIn(username: string, setting: Partial<ReaderSetting> = {}): Promise<ConsoleDriver> {
    const driver = await this.visitor(setting);
    await driver.signIn(username, this.suqiao.user(username).password);
    return driver;
  }

  /** An appeal of this title that has become a case. */
  async dispatched(title: string): Promise<{ readonly id: string; readonly trackingNumber: string }> {
    const { id, trackingNumber } = await this.suqiao.pushed('hotline-12345', appealOf({ title }));
    await until('the appeal is dispatched', async () => (await this.suqiao.view('hotline-12345', trackingNumber)).status === 'dispatched');
    return { id, trackingNumber };
  }

  async openCase(driver: ConsoleDriver, id: string): Promise<void> {
    await driver.page.goto(`${this.suqiao.baseUrl}/cases/${id}`);
    await driver.untilLoaded();
  }
}
