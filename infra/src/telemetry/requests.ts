import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';

/** From so many requests in hand at once a process is busy with people and channels, who wait. */
const busyFrom = 4;
const giveWayInMs = 20;
/** Work without a pause in it hands over to the door after so long. */
const longestTurnInMs = 5;

let inHand = 0;
let turnBeganAtInMs = 0;

/** Notes a request from its arrival; call the answer once it is answered or gone. */
export function requestArrived(): () => void {
  inHand++;
  let isOver = false;
  return () => {
    if (!isOver) inHand--;
    isOver = true;
  };
}

/**
 * Requests first: work that nobody waits for gives way for a moment while many requests are in hand, and hands over every
 * few milliseconds when there are none. Only for a moment, because what it works off is waited for in the end.
 */
export async function giveWay(): Promise<void> {
  if (inHand >= busyFrom) await delay(giveWayInMs);
  else if (performance.now() - turnBeganAtInMs > longestTurnInMs) await nextTurn();
  else return;
  turnBeganAtInMs = performance.now();
}
