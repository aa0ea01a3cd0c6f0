import type { User, UserManager } from 'oidc-client-ts';
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { ApiClient } from '../api/client';
import { currentLanguage } from '../i18n';
import { createUserManager, safeReturnPath, signedInPath } from './settings';

/** Where signing in stands. */
export type SessionState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly at: 'settings' | 'signIn' }
  | { readonly kind: 'signedOut'; readonly expired: boolean }
  | { readonly kind: 'signedIn'; readonly user: User };

/** The session as pages use it. */
export interface Session {
  readonly state: SessionState;
  readonly api: ApiClient;
  /** Leaves for the issuer; comes back to the present page. */
  signIn(): void;
  signOut(): void;
}

const SessionContext = createContext<Session | null>(null);

/** The session. @throws Error outside of `SessionProvider` */
export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error('useSession is used outside of SessionProvider');
  return session;
}

/** The API with the reader's token. */
export function useApi(): ApiClient {
  return useSession().api;
}

/**
 * A fresh token for somebody whose token ran out, say while the machine slept; nobody where the issuer gave no refresh
 * token or does not take it any more. Never by a hidden frame: the console's pages can't be framed.
 */
async function renewed(manager: UserManager, user: User | null): Promise<User | null> {
  if (user?.refresh_token === undefined) return null;
  return manager.signinSilent().catch(() => null);
}

/** The user that this load of the page starts with: back from the issuer with a code, kept in this tab, or nobody. */
async function startingUser(manager: UserManager): Promise<{ user: User | null; failed: boolean }> {
  if (location.pathname !== signedInPath) {
    const kept = await manager.getUser();
    return { user: kept?.expired === true ? await renewed(manager, kept) : kept, failed: false };
  }
  try {
    const user = await manager.signinRedirectCallback();
    history.replaceState(null, '', safeReturnPath(user.state));
    return { user, failed: false };
  } catch {
    history.replaceState(null, '', '/');
    return { user: null, failed: true };
  }
}

// One promise for the page's life: React may run an effect twice, and a code may be redeemed once.
let starting: Promise<{ manager: UserManager; user: User | null; failed: boolean }> | undefined;

function start() {
  starting ??= createUserManager().then(async (manager) => ({ manager, ...(await startingUser(manager)) }));
  return starting;
}

/** Holds the session; children get `loading` until it is known whether somebody is signed in. */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [state, setState] = useState<SessionState>({ kind: 'loading' });
  const manager = useRef<UserManager | null>(null);
  const user = useRef<User | null>(null);

  const become = useCallback((next: User | null, expired: boolean) => {
    user.current = next;
    setState(next === null ? { kind: 'signedOut', expired } : { kind: 'signedIn', user: next });
  }, []);

  useEffect(() => {
    start().then(
      (started) => {
        manager.current = started.manager;
        started.manager.events.addUserLoaded((loaded) => { become(loaded, false); });
        started.manager.events.addAccessTokenExpired(() => {
          void renewed(started.manager, user.current).then((fresh) => { become(fresh, fresh === null); });
        });
        if (started.failed) setState({ kind: 'failed', at: 'signIn' });
        else become(started.user, false);
      },
      () => { setState({ kind: 'failed', at: 'settings' }); },
    );
  }, [become]);

  // One client for the page's life: a renewed token is no reason to open the stream of changes again.
  const api = useMemo(() => new ApiClient({
    accessToken: () => user.current?.access_token ?? null,
    language: currentLanguage,
    onUnauthenticated: () => {
      void manager.current?.removeUser();
      become(null, true);
    },
  }), [become]);

  const session = useMemo<Session>(() => {
    const signIn = () => {
      const goBack = safeReturnPath(`${location.pathname}${location.search}`);
      if (manager.current === null) location.reload();
      else manager.current.signinRedirect({ state: goBack, ui_locales: currentLanguage() }).catch(() => { setState({ kind: 'failed', at: 'signIn' }); });
    };
    const signOut = () => { void manager.current?.signoutRedirect().catch(() => { become(null, false); }); };
    return { state, api, signIn, signOut };
  }, [state, api, become]);

  return <SessionContext value={session}>{children}</SessionContext>;
}
