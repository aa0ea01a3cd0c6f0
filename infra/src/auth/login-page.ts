import type { Language } from '@suqiao/contracts';
import type { SampleUser } from './embedded-issuer';

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

const words = {
  'zh-CN': {
    title: '登录 · 诉桥', heading: '登录诉桥', user: '账号', password: '密码', button: '登录', hint: '演示账号；密码见启动画面与 .suqiao/credentials.json',
    wrong: '账号或密码不对', tooMany: '尝试次数过多，请半分钟后再试',
    leaveTitle: '退出 · 诉桥', leave: '要退出登录吗？', leaveButton: '退出登录', leftTitle: '已退出 · 诉桥', left: '已退出登录', failedTitle: '无法登录 · 诉桥',
    failed: '登录没有完成，请回到首页重新登录', home: '回到首页',
  },
  en: {
    title: 'Sign in · Suqiao', heading: 'Sign in to Suqiao', user: 'Account', password: 'Password', button: 'Sign in', hint: 'Sample accounts; the passwords stand on the start screen and in .suqiao/credentials.json',
    wrong: 'Wrong account or password', tooMany: 'Too many attempts; try again in half a minute',
    leaveTitle: 'Sign out · Suqiao', leave: 'Do you want to sign out?', leaveButton: 'Sign out', leftTitle: 'Signed out · Suqiao', left: 'You are signed out', failedTitle: 'Not signed in · Suqiao',
    failed: 'Signing in was not completed; go to the front page and sign in again', home: 'To the front page',
  },
} as const satisfies Readonly<Record<Language, object>>;

/** Of all the issuer's pages; a file of its own, so that they need no inline style. */
export const loginStyle = `:root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-items:center;font:16px/1.6 system-ui,sans-serif;background:#0b3a6f;color:#16202c}
main{background:#fff;border-radius:12px;padding:32px;width:min(360px,78vw);box-shadow:0 12px 40px #0006}h1{font-size:22px;margin:0 0 4px}p{margin:0 0 16px;color:#4a5666;font-size:14px}
label{display:block;margin:12px 0 4px;font-weight:600}select,input,button{width:100%;box-sizing:border-box;font:inherit;padding:9px 10px;border:1px solid #6b7889;border-radius:8px;background:#fff;color:#16202c}
button{margin-top:20px;background:#0b57d0;border-color:#0b57d0;color:#fff;font-weight:600;cursor:pointer}:focus-visible{outline:3px solid #b26a00;outline-offset:2px}.failed{color:#b3261e;font-weight:600}a{color:#0b57d0}
@media(prefers-color-scheme:dark){body{background:#0a1a2e;color:#e6edf5}main{background:#16263a}p{color:#b4c0ce}select,input{background:#0f1c2c;color:#e6edf5;border-color:#7f8ea1}.failed{color:#ffb4ab}a{color:#9cc3ff}}`;

/** Where a page of the issuer stands: the path in front of it, and its reader's language. */
export interface PageSetting {
  readonly path: string;
  readonly language: Language;
}

function framed({ path, language }: PageSetting, title: string, content: string): string {
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><link rel="stylesheet" href="${escape(path)}/login.css"></head>
<body><main>${content}</main></body></html>`;
}

/** The login page, complete, without a script. `failure` is what was wrong with the attempt before. */
export function renderLoginPage(setting: PageSetting, page: { readonly action: string; readonly users: readonly SampleUser[]; readonly chosen: string | null; readonly failure: 'wrong' | 'tooMany' | null }): string {
  const say = words[setting.language];
  const options = page.users.map((user) => `<option value="${escape(user.username)}"${user.username === page.chosen ? ' selected' : ''}>${escape(`${user.name}（${user.username}）`)}</option>`).join('');
  return framed(setting, say.title, `<h1>${say.heading}</h1><p>${say.hint}</p>${page.failure === null ? '' : `<p class="failed" role="alert">${say[page.failure]}</p>`}
<form method="post" action="${escape(page.action)}"><label for="username">${say.user}</label><select id="username" name="username">${options}</select>
<label for="password">${say.password}</label><input id="password" name="password" type="password" autocomplete="current-password" required autofocus>
<button type="submit">${say.button}</button></form>`);
}

/** The page that asks before signing out. `form` is the provider's own, with the id `op.logoutForm`. */
export function renderLogoutPage(setting: PageSetting, form: string): string {
  const say = words[setting.language];
  return framed(setting, say.leaveTitle, `<h1>${say.leave}</h1>${form}<button type="submit" form="op.logoutForm" name="logout" value="yes" autofocus>${say.leaveButton}</button><p></p><a href="/">${say.home}</a>`);
}

/** The page after signing out where the client named none. */
export function renderSignedOutPage(setting: PageSetting): string {
  const say = words[setting.language];
  return framed(setting, say.leftTitle, `<h1>${say.left}</h1><a href="/">${say.home}</a>`);
}

/** The page for a sign-in that can't go on. `code` is OAuth's error code. */
export function renderFailurePage(setting: PageSetting, code: string): string {
  const say = words[setting.language];
  return framed(setting, say.failedTitle, `<h1>${say.failed}</h1><p><code>${escape(code)}</code></p><a href="/">${say.home}</a>`);
}
