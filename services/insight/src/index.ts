/**
 * Groups of messages about the same matter, as they come. Pure and in memory: who keeps it, stores `state()` and applies the
 * changes that each call returns.
 *
 *     const grouping = new Grouping(groupingRules);              // or Grouping.restore(groupingRules, state)
 *     grouping.add(messageOf({ id, user, title, detail, atMs, division, enterprise }))
 *                                                                // → Placement { groupId, reasons, changes }
 *     grouping.mustLink(a, b); grouping.cannotLink(a, b);        // two message ids → GroupChange[]; RangeError when it contradicts
 *     grouping.withdraw(a, b);                                   // takes a decision back → GroupChange[]
 *     grouping.confirm(groupId); grouping.unconfirm(groupId);    // its messages now stay together, and it meets no other confirmed one
 *     grouping.repair();                                         // splits, joins, moves → GroupChange[]; every few hundred messages
 *     grouping.groupIds(); grouping.groupOf(id); grouping.membersOf(groupId);
 *     grouping.pictureOf(groupId, nowMs);                        // → GroupPicture { name, span, divisions, enterprises, trend, heat }
 *     grouping.state();                                          // → GroupingState, plain JSON
 *
 * A group's id is that of a message that it was founded by; it keeps it while most of its messages stay together. A
 * `GroupChange { groupId, joined, left, isNew, isGone }` names what came and went; a message that moved left one group and joined
 * another. Joining two groups is `mustLink` of a message of each, moving one message `mustLink` with a message of its new group
 * beside `cannotLink` with one of its old.
 */
export { Grouping, type GroupingState, type Placement, type Reason } from './domain/grouping';
export { groupAll, groupStream } from './domain/group-runs';
export { heatFormula, type GroupPicture, type Heat, type Share, type Trend } from './domain/group-picture';
export type { GroupChange } from './domain/membership';
export type { Message } from './domain/message';
export type { GroupingRules } from './domain/pair-sameness';
export { groupingRules } from './grouping-rules';
export { messageOf, type MessageText } from './message-file';
export { inventedMessages, type InventedMessage } from './domain/invented-messages';
export { appealsCollection, type StoredAppeal } from './appeals.model';
export { quarterOf } from './domain/report-quarter';
export { InsightModule } from './insight.module';
export { routes } from './routes';
