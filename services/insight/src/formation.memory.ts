import { setImmediate as otherWork } from 'node:timers/promises';
import { Grouping, type GroupingState } from './domain/grouping';
import type { Decided, Moved } from './domain/correction';
import type { AppealDocument } from './domain/appeal-document';
import { groupingRules } from './grouping-rules';
import { messageOf } from './message-file';

/** What of an appeal is grouped. */
export type GroupedAppeal = Pick<AppealDocument, '_id' | 'title' | 'content' | 'enterprise' | 'divisionCode' | 'receivedAt' | 'groupId'>;

/** A confirmed issue's appeals, under its group. */
export interface ConfirmedGroup {
  readonly group: string;
  readonly members: readonly string[];
}

/** Decisions by the ids of appeals. */
export interface StoredDecisions extends Omit<Decided, 'confirmed'> {
  readonly confirmed: readonly ConfirmedGroup[];
}

/** The grouping that one process keeps in memory, under the number that its writes name. */
export interface Memory {
  readonly epoch: number;
  grouping: Grouping;
  size: number;
  repairedAt: number;
}

/** An appeal as the grouping engine reads it. */
export function groupedMessage({ _id, title, content, enterprise, divisionCode, receivedAt }: GroupedAppeal) {
  return messageOf({ id: _id, user: enterprise, title, detail: content ?? '', atMs: receivedAt.getTime(), enterprise, ...(divisionCode === null ? {} : { division: divisionCode }) });
}

/**
 * The grouping of what the store holds: each appeal linked anew, in the order of intake, and put into the group that the store
 * says; so that a restart, or other models, change no group by themselves.
 */
export async function rebuiltGrouping(appeals: AsyncIterable<GroupedAppeal>, decisions: StoredDecisions): Promise<Grouping> {
  const grouping = new Grouping(groupingRules);
  const groups = new Map<string, string>();
  for await (const appeal of appeals) {
    grouping.link(groupedMessage(appeal));
    groups.set(appeal._id, appeal.groupId ?? appeal._id);
    // Cutting and linking a text takes some milliseconds: requests are answered in between.
    await otherWork();
  }
  return regrouped(grouping, groups, decisions);
}

/** A grouping with some appeals in other groups, and under these decisions, as a person wants it. */
export function corrected(grouping: Grouping, moved: readonly Moved[], decisions: StoredDecisions): Grouping {
  return regrouped(grouping, new Map(moved.map(({ appealId, to }) => [appealId, to])), decisions);
}

function regrouped(grouping: Grouping, groups: ReadonlyMap<string, string>, decisions: StoredDecisions): Grouping {
  const state: GroupingState = grouping.state();
  const numbers = new Map(state.linked.messages.map(({ id }, number) => [id, number]));
  const numbersOf = (ids: readonly string[]) => ids.flatMap((id) => numbers.get(id) ?? []);
  const pairsOf = (pairs: Decided['together']) => pairs.flatMap(([a, b]): [number, number][] => {
    const [x, y] = [numbers.get(a), numbers.get(b)];
    return x === undefined || y === undefined ? [] : [[x, y]];
  });
  return Grouping.restore(groupingRules, {
    ...state,
    groups: state.linked.messages.map(({ id }, number) => groups.get(id) ?? state.groups[number] ?? id),
    decisions: { together: pairsOf(decisions.together), apart: pairsOf(decisions.apart), confirmed: decisions.confirmed.map(({ group, members }) => ({ group, messages: numbersOf(members) })) },
    fresh: [],
  });
}
