import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { CaseCommand, Language, Satisfaction, Solution } from '@suqiao/contracts';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { everyEn, everyZh } from '../src/i18n/every-text';
import type { Widened } from '../src/i18n/widened';
import type { BoardList } from '../src/pages/board/board-filter';

/** How a reader's browser is set: language of the console, colours of the system, width of the window in CSS pixels. */
export interface ReaderSetting {
  readonly origin: string;
  readonly language: Language;
  readonly colorScheme: 'light' | 'dark';
  readonly widthPx: number;
}

/** One rule of accessibility that a page breaks, with the elements. */
export interface Violation {
  readonly rule: string;
  readonly help: string;
  readonly elements: readonly string[];
}

const heightPx = 860;
const browserArguments = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const axeRules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const distributionChromium = '/usr/bin/chromium';

/** The distribution's Chromium, or the one that came with the packages, unpacked by a process of its own: it is an ES module, which a test's loader can't take. */
function chromiumPath(): string {
  if (existsSync(distributionChromium)) return distributionChromium;
  return execFileSync(process.execPath, ['--input-type=module', '-e', "process.stdout.write(await (await import('@sparticuz/chromium')).default.executablePath())"], { cwd: __dirname, encoding: 'utf8' });
}

/** Starts Chromium without a window. @throws Error when there is none that runs here */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: browserArguments });
}

/**
 * Drives the console as a person would, by roles and names in the language of the setting; a text that changes in the
 * catalogue changes here too. What the browser complains of (scripts that fail, the content security policy) is kept.
 */
export class ConsoleDriver {
  readonly complaints: string[] = [];
  readonly say: Widened<typeof everyZh>;

  private constructor(
    readonly setting: ReaderSetting,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    this.say = setting.language === 'en' ? everyEn : everyZh;
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      // A refused request is written to the console by the browser itself; whether one was expected is the test's to say.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) this.complaints.push(message.text());
    });
  }

  /** Opens the start page in a browser context of its own. */
  static async open(browser: Browser, setting: ReaderSetting): Promise<ConsoleDriver> {
    const context = await browser.newContext({ viewport: { width: setting.widthPx, height: heightPx }, colorScheme: setting.colorScheme, locale: setting.language });
    await context.addInitScript((language) => {
      if (localStorage.getItem('suqiao.language') === null) localStorage.setItem('suqiao.language', language);
    }, setting.language);
    const driver = new ConsoleDriver(setting, context, await context.newPage());
    await driver.page.goto(setting.origin);
    await driver.page.getByRole('heading', { level: 1 }).waitFor();
    return driver;
  }

  /** Signs in at the embedded issuer's form and waits for the role's first page. */
  async signIn(username: string, password: string): Promise<void> {
    await this.page.getByRole('button', { name: this.say.shell.signIn, exact: true }).click();
    await this.page.locator('select#username').selectOption(username);
    await this.page.locator('input#password').fill(password);
    await this.page.locator('form button[type=submit]').click();
    await this.page.getByRole('navigation', { name: this.say.shell.navigation }).waitFor();
    await this.page.getByRole('heading', { level: 1 }).waitFor();
  }

  /** Signs out, confirms it to the embedded issuer, and waits for the visitors' page. */
  async signOut(): Promise<void> {
    await this.page.getByRole('button', { name: this.say.shell.signOut }).click();
    await this.page.locator('button[name=logout][value=yes]').click();
    await this.page.getByRole('button', { name: this.say.shell.signIn, exact: true }).waitFor();
  }

  /** Makes the kept access token look run out, as after a machine's sleep. */
  async expireToken(): Promise<void> {
    await this.page.evaluate(() => {
      for (const [key, value] of Object.entries(sessionStorage)) {
        if (key.startsWith('oidc.user:')) sessionStorage.setItem(key, String(value).replace(/"expires_at":\d+/, '"expires_at":1'));
      }
    });
  }

  /** Opens a page of the console by the bar. */
  async openPage(page: 'board' | 'inbox' | 'orders' | 'rates' | 'watch' | 'digest' | 'handOvers' | 'imports' | 'records' | 'duplicates' | 'enterprises' | 'channels' | 'deadLetters' | 'audit'): Promise<void> {
    await this.page.getByRole('navigation', { name: this.say.shell.navigation }).getByRole('link', { name: this.say.shell[page], exact: true }).click();
    await this.page.getByRole('heading', { level: 1, name: this.say[page].title }).waitFor();
  }

  /** Whether the page is wider than its window, so that a reader has to move it sideways. */
  async overflows(): Promise<boolean> {
    return (await this.page.evaluate('document.documentElement.scrollWidth > innerWidth')) === true;
  }

  /** A figure of the board as it stands now. */
  async figure(list: Exclude<BoardList, 'answered'>): Promise<number> {
    const tile = this.page.getByRole('region', { name: this.say.board.figures }).locator('.tile', { hasText: this.say.board.figure[list] });
    const text = await tile.locator('.tile-figure').innerText();
    return Number(text.replaceAll(',', ''));
  }

  /** The rows of the list on the page. */
  rows(): Locator {
    return this.page.locator('tr.case-row');
  }

  /** Opens the case with this title or tracking number from the list on the page. */
  async openCase(text: string): Promise<void> {
    await this.rows().filter({ hasText: text }).first().getByRole('link').click();
    await this.#commands().getByRole('button', { name: this.say.case.allCommands }).waitFor();
  }

  #commands(): Locator {
    return this.page.getByRole('region', { name: this.say.case.commands });
  }

  /** The button of a command on a case's page, of those that bring the case on; the menu's are `menuCommand`. */
  commandButton(command: CaseCommand): Locator {
    return this.#commands().locator('.command-row > button').filter({ hasText: new RegExp(`^${this.say.command[command]}$`) });
  }

  /** A command in the menu of all of them, which is opened for it; `aria-disabled` tells whether it may be given. */
  async menuCommand(command: CaseCommand): Promise<Locator> {
    const opener = this.#commands().getByRole('button', { name: this.say.case.allCommands });
    if ((await opener.getAttribute('aria-expanded')) !== 'true') await opener.click();
    return this.#commands().getByRole('group', { name: this.say.case.allCommands }).getByRole('button', { name: this.say.command[command], exact: true });
  }

  /** Whether a command may be given now, as the menu has it. */
  async isAllowed(command: CaseCommand): Promise<boolean> {
    const allowed = (await (await this.menuCommand(command)).getAttribute('aria-disabled')) !== 'true';
    await this.page.keyboard.press('Escape');
    return allowed;
  }

  /** 签收. */
  async accept(): Promise<void> {
    await this.commandButton('accept').click();
    await this.#untilDone('accept');
  }

  /** Gives a command whose form is filled as `fill` does it. */
  async give(command: CaseCommand, fill: (form: Locator) => Promise<unknown> = async () => undefined): Promise<void> {
    await (await this.menuCommand(command)).click();
    const form = this.page.getByRole('dialog');
    await fill(form);
    await form.getByRole('button', { name: this.say.form.submit.replace('{{command}}', this.say.command[command]) }).click();
    await this.#untilDone(command);
  }

  /** A command whose form is one text: 答复, 退回, 办结, 申请提级, 批准 … */
  write(command: CaseCommand, text: string): Promise<void> {
    return this.give(command, (form) => form.getByRole('textbox').first().fill(text));
  }

  /** 转办 to the first unit whose name contains `unitName`. */
  transfer(unitName: string, reason: string): Promise<void> {
    return this.give('transfer', async (form) => {
      await this.#pick(form, this.say.form.unit, unitName);
      await form.getByRole('textbox', { name: this.say.form.reason }).fill(reason);
    });
  }

  /** 请协办 of the first unit found by each name. */
  askJoint(unitNames: readonly string[], demand: string): Promise<void> {
    return this.give('askJoint', async (form) => {
      for (const unitName of unitNames) await this.#pick(form, this.say.form.units, unitName);
      await form.getByRole('textbox', { name: this.say.form.demand }).fill(demand);
    });
  }

  /** 回访. */
  followUp(satisfaction: Satisfaction, solution: Solution | null): Promise<void> {
    return this.give('followUp', async (form) => {
      await form.getByRole('radio', { name: this.say.satisfaction[satisfaction], exact: true }).check();
      if (solution !== null) await form.getByRole('radio', { name: this.say.solution[solution], exact: true }).check();
    });
  }

  async #pick(form: Locator, label: string, unitName: string): Promise<void> {
    await form.getByLabel(label).fill(unitName);
    await form.locator('.ant-select-item-option', { hasText: unitName }).first().click();
  }

  /** Waits for the word in passing that a command was carried out. */
  async #untilDone(command: CaseCommand): Promise<void> {
    await this.page.locator('.ant-message').getByText(this.say.form.done[command], { exact: true }).first().waitFor();
  }

  /** Waits until the page shows its content, or that there is none, instead of what stands in for it. */
  async untilLoaded(): Promise<void> {
    await this.page.locator('#content').locator('.case-row, .empty, .letter, .case-head, .figure, .digest-figure, .digest-lines').first().waitFor();
  }

  /** The names of the timeline's steps, the latest first. */
  timeline(): Promise<string[]> {
    return this.page.locator('.step-head b').allInnerTexts();
  }

  /** Waits until the page follows changes as they happen. */
  async untilLive(): Promise<void> {
    await this.page.getByRole('status').filter({ hasText: this.say.live.live }).waitFor();
  }

  /** Size of the scripts and styles that this load of the page has fetched, each compressed by gzip, in bytes. */
  async loadedSizeBytes(): Promise<number> {
    const found: unknown = await this.page.evaluate('performance.getEntriesByType("resource").map((entry) => entry.name).concat([...document.querySelectorAll("link[rel=modulepreload]")].map((link) => link.href))');
    if (!Array.isArray(found)) throw new Error('the browser gave no list of resources');
    const addresses = new Set(found.map(String).filter((address) => new URL(address).pathname.startsWith('/assets/')));
    const sizes = await Promise.all([...addresses].map(async (address) => gzipSync(new Uint8Array(await (await fetch(address)).arrayBuffer())).length));
    return sizes.reduce((sum, sizeBytes) => sum + sizeBytes, 0);
  }

  /** How far what a reader saw was moved while this page loaded: cumulative layout shift (web.dev/cls), 0.1 and less is good. */
  async layoutShift(): Promise<number> {
    const found: unknown = await this.page.evaluate(`new Promise((resolve) => {
      let sum = 0;
      new PerformanceObserver((list) => { for (const { value, hadRecentInput } of list.getEntries()) sum += hadRecentInput ? 0 : value; }).observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => resolve(sum), 300);
    })`);
    return Number(found);
  }

  /** Waits until nothing fades or slides any more: half faded, a text has another contrast than anybody reads it with. */
  async #untilStill(): Promise<void> {
    const moving = 'document.getAnimations().some((animation) => animation.playState === "running" && animation.effect?.getComputedTiming().iterations !== Infinity)';
    for (let looks = 0; looks < 100 && (await this.page.evaluate(moving)) === true; looks++) await this.page.waitForTimeout(50);
  }

  /** What axe finds wrong with the page as it stands. */
  async violations(): Promise<readonly Violation[]> {
    await this.#untilStill();
    await this.page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
    const found: unknown = await this.page.evaluate(`axe.run(document, { resultTypes: ['violations'], runOnly: { type: 'tag', values: ${JSON.stringify(axeRules)} } })
      .then(({ violations }) => violations.map(({ id, help, nodes }) => ({ rule: id, help, elements: nodes.map(({ html }) => html) })))`);
    if (!Array.isArray(found)) throw new Error('axe gave no list of violations');
    return found.map(asViolation);
  }

  close(): Promise<void> {
    return this.context.close();
  }
}

function asViolation(found: unknown): Violation {
  if (typeof found !== 'object' || found === null || !('rule' in found) || !('help' in found) || !('elements' in found) || !Array.isArray(found.elements)) throw new Error('axe gave something else than a violation');
  return { rule: String(found.rule), help: String(found.help), elements: found.elements.map(String) };
}
