import { useSyncExternalStore } from 'react';
import { useApi } from '../session/session';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let secondInMs = 0;

function tick(): void {
  secondInMs = Math.floor(Date.now() / 1000) * 1000;
  for (const listener of listeners) listener();
}

/** One interval for all countdowns, and none while none is shown. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function snapshot(): number {
  if (timer === undefined) secondInMs = Math.floor(Date.now() / 1000) * 1000;
  return secondInMs;
}

/** The server's time in milliseconds of the epoch, anew every second. Only who calls this renders anew. */
export function useNow(): number {
  const { clockOffsetInMs } = useApi();
  return useSyncExternalStore(subscribe, snapshot) + clockOffsetInMs;
}
