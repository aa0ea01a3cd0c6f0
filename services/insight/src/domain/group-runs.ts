import { Grouping } from './grouping';
import type { Message } from './message';
import type { GroupingRules } from './pair-sameness';

/** A stream is repaired when so many messages came, and a quarter of what there is: its cost stays linear. */
const leastBetweenRepairs = 500;
const shareBetweenRepairs = 0.25;

/** Oldest first; of one moment, by id: so that the order of a file does not matter. */
export function inOrderOfTime(messages: readonly Message[]): Message[] {
  return [...messages].sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
}

/** Groups of a whole file: words are counted first, each message linked in order of time, groups arranged once. Its order does not matter. */
export function groupAll(messages: readonly Message[], rules: GroupingRules): Grouping {
  const grouping = new Grouping(rules);
  const ordered = inOrderOfTime(messages);
  for (const message of ordered) grouping.foresee(message);
  for (const message of ordered) grouping.link(message);
  grouping.repair();
  return grouping;
}

/** Groups of messages as they come, one by one in order of time: each knows only those before it. Repaired now and then. */
export function groupStream(messages: readonly Message[], rules: GroupingRules): Grouping {
  const grouping = new Grouping(rules);
  let repairedAt = 0;
  for (const [at, message] of inOrderOfTime(messages).entries()) {
    grouping.add(message);
    if (at + 1 - repairedAt < Math.max(leastBetweenRepairs, shareBetweenRepairs * at)) continue;
    grouping.repair();
    repairedAt = at + 1;
  }
  return grouping;
}
