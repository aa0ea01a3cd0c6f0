import type { Transition } from '@suqiao/contracts';

/** A line of a case's timeline with how long it lasted until the next one; the last of an open case lasts until now. */
export interface Step {
  readonly transition: Transition;
  readonly tookInMs: number;
  /** The step goes on: nothing has followed it and the case is not closed. */
  readonly running: boolean;
}

/** What ends a case: no length of time is told from it on, unless it is taken up again. */
export const endings: ReadonlySet<Transition['type']> = new Set(['closed', 'withdrawn', 'merged']);

/**
 * The timeline, oldest first whatever the order given, each line with its length.
 * @param ended the case is closed: its last line has no length, whatever it is
 */
export function stepsOf(timeline: readonly Transition[], nowInMs: number, ended: boolean): readonly Step[] {
  const ordered = [...timeline].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return ordered.map((transition, index) => {
    const next = ordered[index + 1];
    const atInMs = Date.parse(transition.at);
    const closed = next === undefined && ended;
    const endInMs = next === undefined ? (closed ? atInMs : nowInMs) : Date.parse(next.at);
    return { transition, tookInMs: Math.max(0, endInMs - atInMs), running: next === undefined && !closed };
  });
}
