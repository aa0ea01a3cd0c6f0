import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Provider } from 'oidc-provider';
import { languageOf } from '../http/problem';
import type { SampleUser } from './embedded-issuer';
import { loginStyle, renderFailurePage, renderLoginPage, type PageSetting } from './login-page';

const wrongPasswordDelayInMs = 700;
const wrongAttemptsAllowed = 5;
const lockInMs = 30_000;
const formLimitBytes = 4096;

type Context = Parameters<Parameters<Provider['use']>[0]>[0];

/** Wrong passwords in a row of each account. Guessing costs time, and after some attempts stops for a while. */
export class Attempts {
  readonly #wrong = new Map<string, { count: number; untilInMs: number }>();

  /** Whether the account takes no attempt now. `nowInMs` is wall-clock time. */
  isLocked(username: string, nowInMs: number): boolean {
    const wrong = this.#wrong.get(username);
    return wrong !== undefined && wrong.count >= wrongAttemptsAllowed && wrong.untilInMs > nowInMs;
  }

  /** Counted before the slow answer, so that attempts made at once count, too. */
  wrong(username: string, nowInMs: number): void {
    const before = this.#wrong.get(username);
    const count = before === undefined || before.untilInMs <= nowInMs ? 0 : before.count;
    this.#wrong.set(username, { count: count + 1, untilInMs: nowInMs + lockInMs });
  }

  right(username: string): void {
    this.#wrong.delete(username);
  }
}

/** The language of an issuer's page: OpenID's `ui_locales` before the browser's. */
export function pageSetting(context: Pick<Context, 'get'>, path: string, uiLocales?: unknown): PageSetting {
  const wished = typeof uiLocales === 'string' && uiLocales !== '' ? uiLocales.split(' ').join(',') : context.get('accept-language');
  return { path, language: languageOf(wished) };
}

/** Adds the login form, which lists the sample people, and the pages' style to a provider mounted at `path`. */
export function addLogin(provider: Provider, path: string, users: readonly SampleUser[]): void {
  const attempts = new Attempts();
  provider.use(async (context, next) => {
    // The provider adds the hash of its own one script, which submits a form by itself, to the sources of scripts.
    context.set({ 'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'", 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'x-frame-options': 'DENY' });
    if (context.path === '/login.css') {
      context.type = 'text/css; charset=utf-8';
      context.set('cache-control', 'public, max-age=86400');
      context.body = loginStyle;
      return;
    }
    const uid = /^\/interaction\/([\w-]+)$/.exec(context.path)?.[1];
    if (uid === undefined) await next();
    else await logIn(provider, attempts, context, { path, uid, users });
  });
}

async function logIn(provider: Provider, attempts: Attempts, context: Context, { path, uid, users }: { path: string; uid: string; users: readonly SampleUser[] }): Promise<void> {
  context.type = 'text/html; charset=utf-8';
  context.set('cache-control', 'no-store');
  const interaction = await provider.interactionDetails(context.req, context.res).catch(() => null);
  if (interaction?.uid !== uid) {
    // The sign-in was left lying too long, finished already, or begun in another browser.
    context.status = 400;
    context.body = renderFailurePage(pageSetting(context, path), 'session_not_found');
    return;
  }
  const setting = pageSetting(context, path, interaction.params['ui_locales']);
  const page = (chosen: string | null, failure: 'wrong' | 'tooMany' | null) => renderLoginPage(setting, { action: `${path}/interaction/${uid}`, users, chosen, failure });
  if (context.method !== 'POST') {
    context.body = page(null, null);
    return;
  }
  const form = new URLSearchParams(await readForm(context.req));
  const username = form.get('username') ?? '';
  const user = users.find((candidate) => candidate.username === username);
  if (user !== undefined && attempts.isLocked(username, Date.now())) {
    context.status = 429;
    context.set('retry-after', String(lockInMs / 1000));
    context.body = page(username, 'tooMany');
    return;
  }
  if (user === undefined || !samePassword(user.password, form.get('password') ?? '')) {
    if (user !== undefined) attempts.wrong(username, Date.now());
    await delay(wrongPasswordDelayInMs);
    context.status = 401;
    context.body = page(username, 'wrong');
    return;
  }
  attempts.right(username);
  context.redirect(await provider.interactionResult(context.req, context.res, { login: { accountId: user.username } }, { mergeWithLastSubmission: false }));
}

async function readForm(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    sizeBytes += bytes.length;
    if (sizeBytes > formLimitBytes) throw Object.assign(new Error('the login form is too large'), { status: 413, expose: true });
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function samePassword(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
