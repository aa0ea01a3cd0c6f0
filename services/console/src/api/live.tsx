import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { isRefreshed } from '../parts/pages-of';
import { seesBoard, useReader } from '../session/reader';
import { useApi } from '../session/session';
import type { ApiClient } from './client';
import { EventStreamReader, reconnectDelayInMs } from './event-stream';

/** How the page learns of changes: by the stream, or (where a role has no stream) by asking again. */
export type LiveState = 'live' | 'connecting' | 'reconnecting' | 'asking';

const LiveContext = createContext<LiveState>('asking');
const refreshEveryInMs = 1000;
/** The server sends a sign of life every 15 s: after three without one the connection is dead, whatever the socket says. */
const silenceInMs = 45_000;

/** The state of the stream of changes. */
export function useLive(): LiveState {
  return use(LiveContext);
}

/** How often a list asks by itself: rarely beside a stream, often without one. */
export function useRefreshInterval(): number {
  return useLive() === 'live' ? 60_000 : 10_000;
}

/** What the stream tells of: cases, supervision orders, reminders. */
const told: ReadonlySet<string> = new Set(['change', 'order', 'reminder']);

/** How often is asked for what the stream does not tell of, or not to every role. */
export const untoldEveryInMs = 10_000;

/** Makes a caller of `refresh` that runs at most once a second, the last call never lost. */
function throttled(refresh: () => void): { (): void; cancel(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastInMs = 0;
  const run = () => {
    timer = undefined;
    lastInMs = Date.now();
    refresh();
  };
  const call = () => {
    timer ??= setTimeout(run, Math.max(0, lastInMs + refreshEveryInMs - Date.now()));
  };
  return Object.assign(call, { cancel: () => { clearTimeout(timer); } });
}

/** Reads one connection until it ends, is silent for too long, or is aborted. */
async function readOnce(api: ApiClient, aborter: AbortController, onOpen: () => void, onChange: () => void): Promise<void> {
  const response = await api.open('/api/v1/supervision/stream', { signal: aborter.signal });
  const body = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (body === undefined) return;
  onOpen();
  const reader = new EventStreamReader();
  let watchdog = setTimeout(() => { aborter.abort(); }, silenceInMs);
  try {
    for (let piece = await body.read(); !piece.done; piece = await body.read()) {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => { aborter.abort(); }, silenceInMs);
      if (reader.push(piece.value).some(({ event }) => told.has(event))) onChange();
    }
  } finally {
    clearTimeout(watchdog);
  }
}

/** Keeps the stream open until stopped; gives the way to stop. */
function follow(api: ApiClient, queries: QueryClient, setState: (state: LiveState) => void): () => void {
  let stopped = false;
  let aborter = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  const refresh = throttled(() => {
    void queries.invalidateQueries({ queryKey: ['cases'], predicate: isRefreshed });
  });
  const connect = async (): Promise<void> => {
    aborter = new AbortController();
    await readOnce(api, aborter, () => {
      // What changed while nobody listened is fetched now.
      if (attempt > 0) refresh();
      attempt = 0;
      setState('live');
    }, refresh).catch(() => undefined);
    if (stopped) return;
    setState('reconnecting');
    timer = setTimeout(() => void connect(), reconnectDelayInMs(attempt, Math.random()));
    attempt += 1;
  };
  void connect();
  return () => {
    stopped = true;
    clearTimeout(timer);
    refresh.cancel();
    aborter.abort();
  };
}

/** Follows the stream of changes for everyone who has one. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const api = useApi();
  const queries = useQueryClient();
  const streams = seesBoard(useReader().role);
  const [state, setState] = useState<LiveState>(streams ? 'connecting' : 'asking');
  useEffect(() => (streams ? follow(api, queries, setState) : undefined), [api, queries, streams]);
  return <LiveContext value={state}>{children}</LiveContext>;
}
