import type { SampleUser } from './embedded-issuer';

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const words = {
  zh: { title: '登录 · 诉桥', user: '账号', password: '密码', button: '登录', failed: '账号或密码不对', hint: '演示账号；密码见 .suqiao/credentials.json 与启动画面' },
  en: { title: 'Sign in · Suqiao', user: 'Account', password: 'Password', button: 'Sign in', failed: 'Wrong account or password', hint: 'Sample accounts; passwords stand in .suqiao/credentials.json and on the start screen' },
};

const style = `:root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-items:center;font:16px/1.6 system-ui,sans-serif;background:#0b3a6f;color:#16202c}
main{background:#fff;border-radius:12px;padding:32px;width:min(360px,88vw);box-shadow:0 12px 40px #0006}h1{font-size:22px;margin:0 0 4px}p{margin:0 0 16px;color:#4a5666;font-size:14px}
label{display:block;margin:12px 0 4px;font-weight:600}select,input,button{width:100%;box-sizing:border-box;font:inherit;padding:9px 10px;border:1px solid #8794a5;border-radius:8px;background:#fff;color:#16202c}
button{margin-top:20px;background:#0b57d0;border-color:#0b57d0;color:#fff;font-weight:600;cursor:pointer}:focus-visible{outline:3px solid #f0a400;outline-offset:2px}.failed{color:#b3261e;font-weight:600}`;

/** The embedded issuer's login page, complete, without a script. */
export function renderLoginPage(page: { readonly action: string; readonly users: readonly SampleUser[]; readonly english: boolean; readonly failed: boolean }): string {
  const say = page.english ? words.en : words.zh;
  const options = page.users.map((user) => `<option value="${escape(user.username)}">${escape(`${user.name}（${user.username}）`)}</option>`).join('');
  return `<!doctype html><html lang="${page.english ? 'en' : 'zh-CN'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${say.title}</title><style>${style}</style></head>
<body><main><h1>${say.title}</h1><p>${say.hint}</p>${page.failed ? `<p class="failed" role="alert">${say.failed}</p>` : ''}
<form method="post" action="${escape(page.action)}"><label for="username">${say.user}</label><select id="username" name="username">${options}</select>
<label for="password">${say.password}</label><input id="password" name="password" type="password" autocomplete="current-password" required autofocus>
<button type="submit">${say.button}</button></form></main></body></html>`;
}
