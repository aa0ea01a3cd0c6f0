import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reader } from '@suqiao/contracts';

/** Made-up readers, one a role; the user name is the token. */
export const readers: Readonly<Record<string, Reader>> = {
  supervisor: { subject: 'supervisor', name: '王督办', role: 'supervisor', level: 'province', divisionCode: '370000', unitId: null },
  handler: { subject: 'handler', name: '李明', role: 'unitHandler', level: 'county', divisionCode: '370102', unitId: '370102-market-regulation' },
  head: { subject: 'head', name: '赵主任', role: 'unitHead', level: 'county', divisionCode: '370102', unitId: '370102-market-regulation' },
  administrator: { subject: 'administrator', name: '系统管理员', role: 'administrator', level: 'province', divisionCode: '370000', unitId: null },
};

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const send = (response: ServerResponse, value: unknown) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(value));
};

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return new URLSearchParams(text);
}

/** An OpenID issuer in looks only: nothing is signed, whoever asks is let in. It exists beside the development server alone. */
export async function answerAsIssuer(url: URL, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const issuer = `${url.origin}/oidc`;
  switch (url.pathname) {
    case '/console-settings.json':
      send(response, { authority: issuer, clientId: 'suqiao-console', resource: 'urn:suqiao:api', scope: 'openid profile suqiao' });
      return true;
    case '/oidc/.well-known/openid-configuration':
      send(response, { issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, end_session_endpoint: `${issuer}/end`, jwks_uri: `${issuer}/jwks` });
      return true;
    case '/oidc/auth': {
      const back = (name: string) => `${url.searchParams.get('redirect_uri') ?? '/'}?${new URLSearchParams({ code: name, state: url.searchParams.get('state') ?? '' }).toString()}`;
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(`<!doctype html><title>sign in</title><ul>${Object.keys(readers).map((name) => `<li><a href="${back(name).replaceAll('&', '&amp;')}">${name}</a></li>`).join('')}</ul>`);
      return true;
    }
    case '/oidc/token': {
      const name = (await bodyOf(request)).get('code') ?? '';
      const now = Math.floor(Date.now() / 1000);
      send(response, { access_token: name, token_type: 'Bearer', expires_in: 3600, id_token: `${encode({ alg: 'none' })}.${encode({ iss: issuer, sub: name, aud: 'suqiao-console', iat: now, exp: now + 3600 })}.` });
      return true;
    }
    case '/oidc/end':
      response.writeHead(302, { location: '/' }).end();
      return true;
    default:
      return false;
  }
}
