import { UserManager, WebStorageStateStore } from 'oidc-client-ts';
import { z } from 'zod';

/** `GET /console-settings.json`: which issuer signs people in. Another issuer needs no other build. */
export const consoleSettingsSchema = z.object({
  authority: z.url(),
  clientId: z.string().min(1),
  resource: z.string().min(1),
  scope: z.string().min(1),
});
export type ConsoleSettings = z.infer<typeof consoleSettingsSchema>;

/** Where the issuer sends the browser back to. */
export const signedInPath = '/signed-in';

/**
 * Fetches the settings and prepares authorization code flow with PKCE.
 * @throws Error when the settings can't be had
 */
export async function createUserManager(): Promise<UserManager> {
  const response = await fetch('/console-settings.json', { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`console-settings.json: ${String(response.status)}`);
  const settings = consoleSettingsSchema.parse(await response.json());
  return new UserManager({
    authority: settings.authority,
    client_id: settings.clientId,
    resource: settings.resource,
    scope: settings.scope,
    redirect_uri: `${location.origin}${signedInPath}`,
    post_logout_redirect_uri: `${location.origin}/`,
    response_type: 'code',
    // By refresh token, a minute before the access token ends.
    automaticSilentRenew: true,
    // The tab's own storage: closing the tab ends the session on this machine.
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
  });
}

/** A path of this console to return to after signing in; anything else becomes the start page. */
export function safeReturnPath(value: unknown): string {
  if (typeof value !== 'string' || !/^\/(?![/\\])/.test(value)) return '/';
  return value === '/' || value.startsWith(signedInPath) ? '/' : value;
}
