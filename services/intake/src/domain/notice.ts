import { isCaseEvent, type NoticeMoment, type SuqiaoEvent } from '@suqiao/contracts';

/** Word that is due to an appellant because of an event. */
export interface DueNotice {
  readonly appealId: string;
  readonly moment: NoticeMoment;
  /** The same whenever the event comes: with the outlet it names the notice. */
  readonly key: string;
}

const minuteInMs = 60_000;
/** Waits between tries, in minutes; after the last one a notice is dead. */
const waitsInMinutes = [1, 5, 15, 60, 180, 360, 720, 1440];
/** Older news is none: an outlet that is switched on does not tell of what happened before. */
export const freshForInMs = 24 * 3600 * 1000;

/** When a notice that failed so often is tried again, or `null`: it is dead. */
export function nextTryAt(failures: number, now: Date): Date | null {
  const wait = waitsInMinutes[failures - 1];
  return wait === undefined ? null : new Date(now.getTime() + wait * minuteInMs);
}

/** What an event means to appellants: of its own case and of those that were merged into it. */
export function noticesOf(event: SuqiaoEvent, now: Date): DueNotice[] {
  if (now.getTime() - Date.parse(event.time) > freshForInMs) return [];
  if (event.type === 'appeal.received') return [{ appealId: event.data.appealId, moment: 'received', key: `${event.data.appealId}:received` }];
  if (!isCaseEvent(event)) return [];
  const { case: snapshot, transition } = event.data;
  const moment = momentOf(transition.type, snapshot.check);
  if (moment === null) return [];
  const of = [snapshot.caseId, ...snapshot.duplicates.map(({ caseId }) => caseId)];
  return of.map((appealId) => ({ appealId, moment, key: `${appealId}:${moment}:${snapshot.caseId === appealId ? '' : `${snapshot.caseId}:`}${String(snapshot.sequence)}` }));
}

/** An answer that waits for its check is told of when it has passed. */
function momentOf(type: string, check: string): NoticeMoment | null {
  if (type === 'answerPassed' || (type === 'answered' && check !== 'pending')) return 'answered';
  return type === 'closed' ? 'closed' : null;
}
