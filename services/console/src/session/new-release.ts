const key = 'suqiao.reloadedAt';
const onceWithinInMs = 60_000;

/**
 * A page left open across a release asks for parts that are gone; the newest page has them. It is fetched once a minute at
 * most, so that a part that is really missing shows its error instead of a page that reloads for ever.
 * @returns whether the page is to be fetched anew
 */
export function fetchesAnew(storage: Pick<Storage, 'getItem' | 'setItem'>, nowInMs: number): boolean {
  const last = Number(storage.getItem(key) ?? 0);
  if (nowInMs - last < onceWithinInMs) return false;
  storage.setItem(key, String(nowInMs));
  return true;
}

/** Watches for parts of pages that can't be fetched. */
export function watchForNewRelease(): void {
  window.addEventListener('vite:preloadError', (event) => {
    if (!fetchesAnew(sessionStorage, Date.now())) return;
    event.preventDefault();
    location.reload();
  });
}
