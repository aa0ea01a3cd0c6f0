import { averageLink, pairsKnown } from './average-link';
import { Decisions, type DecisionsState } from './decisions';
import { pictureOf, type GroupPicture } from './group-picture';
import { LinkedMessages, type LinkedMessagesState } from './linked-messages';
import { Membership, type GroupChange } from './membership';
import type { Message } from './message';
import type { GroupingRules } from './pair-sameness';

/** Why a message is in its group: another one there, how probably both are about the same matter, the rarest words of both. */
export interface Reason {
  readonly messageId: string;
  readonly probability: number;
  readonly words: readonly string[];
}

/** Where a message went. */
export interface Placement {
  readonly groupId: string;
  /** The likeliest first, at most three; none when it is alone, or together by decision only. */
  readonly reasons: readonly Reason[];
  /** All groups that its coming changed, its own among them. */
  readonly changes: readonly GroupChange[];
}

/** The whole of a grouping as plain JSON. */
export interface GroupingState {
  readonly linked: LinkedMessagesState;
  /** Group of each message, in the order of `linked.messages`. */
  readonly groups: readonly string[];
  readonly decisions: DecisionsState;
  /** Messages that came or were decided about since the last repair. */
  readonly fresh: readonly number[];
}

/** A message touches the groups of messages that are at least this probably about the same matter. */
const touching = 0.1;
/** More members than this are not arranged anew for one more message: it joins, and the background repair looks later. */
const mostRearranged = 60;
/** More messages than this are not arranged at once: they are taken apart at their weaker links first. */
const mostArranged = 20_000;
const mostReasons = 3;

/**
 * Groups that form as messages come, without a fixed number of groups. Each message is compared with a bounded number of
 * earlier ones, and the groups that it touches are arranged anew: they may split and join, but for what an analyst decided.
 * Batch and stream are the same steps; batch arranges once at the end.
 */
export class Grouping {
  readonly #rules: GroupingRules;
  readonly #linked: LinkedMessages;
  readonly #decisions: Decisions;
  readonly #membership: Membership;
  /** Messages that came or were decided about since the last repair. */
  readonly #fresh = new Set<number>();

  constructor(rules: GroupingRules, linked = new LinkedMessages(rules), decisions = new Decisions()) {
    this.#rules = rules;
    this.#linked = linked;
    this.#decisions = decisions;
    this.#membership = new Membership((message) => linked.idOf(message));
  }

  /** Pairs of messages that were compared so far: what grouping costs. */
  get compared(): number {
    return this.#linked.compared;
  }

  /** Counts a message's words before any is added, so that what is rare is known from the first message on. */
  foresee(message: Message): void {
    this.#linked.foresee(message);
  }

  /** Takes a message in, linked but alone until `repair`. @returns its number; undefined when it is known already: nothing changes */
  link(message: Message): number | undefined {
    const number = this.#linked.add(message);
    if (number === undefined) return undefined;
    this.#membership.add(number, this.#membership.freshId([number]));
    this.#fresh.add(number);
    return number;
  }

  /** Takes a message in and arranges the groups that it touches. One that it has already changes nothing. */
  add(message: Message): Placement {
    const number = this.link(message);
    if (number === undefined) {
      const known = this.#linked.numberOf(message.id) ?? 0;
      return { groupId: this.#membership.groupOf(known), reasons: this.#reasonsOf(known), changes: [] };
    }
    const touched = this.#touchedBy(number);
    const alone = this.#membership.groupOf(number);
    const changes = (touched.length <= mostRearranged ? this.#rearrange(touched) : this.#join(number)).filter(({ groupId, isGone }) => groupId !== alone || !isGone);
    const groupId = this.#membership.groupOf(number);
    // It was alone in a group of its own for a moment only: nobody need hear of that.
    const own = changes.find((change) => change.groupId === alone);
    const founded = groupId === alone ? [{ groupId, joined: [message.id, ...(own?.joined ?? [])], left: [], isNew: true, isGone: false }] : [];
    return { groupId, reasons: this.#reasonsOf(number), changes: [...changes.filter((change) => change !== own), ...founded] };
  }

  /** Arranges anew what came since the last repair and all that hangs on it; what an analyst decided stays. @returns what changed */
  repair(): GroupChange[] {
    const changes = this.#components([...this.#fresh].sort((a, b) => a - b), 0).flatMap((component) => (component.length > 1 ? this.#rearrange(component) : []));
    this.#fresh.clear();
    return changes;
  }

  /**
   * An analyst's decision that two messages are about the same matter, which no later repair changes.
   * @throws RangeError when one is unknown, or when they were decided to be apart
   */
  mustLink(a: string, b: string): GroupChange[] {
    return this.#decide(a, b, true);
  }

  /**
   * An analyst's decision that two messages are about different matters, which no later repair changes.
   * @throws RangeError when one is unknown, or when they were decided to be together
   */
  cannotLink(a: string, b: string): GroupChange[] {
    return this.#decide(a, b, false);
  }

  /** Takes back `mustLink` or `cannotLink` of these two; their groups are arranged anew. @throws RangeError when nothing was decided */
  withdraw(a: string, b: string): GroupChange[] {
    const [x, y] = this.#numbersOf(a, b);
    if (!this.#decisions.withdraw(x, y)) throw new RangeError(`nothing was decided about ${a}, ${b}`);
    return this.#rearrange([...new Set([x, y].flatMap((node) => this.#touchedBy(node)))]);
  }

  /** An analyst confirms a group: the messages that it has now stay together, and it joins no other confirmed one. @throws RangeError when it is unknown */
  confirm(groupId: string): void {
    const members = this.#membership.membersOf(groupId);
    if (members.length === 0) throw new RangeError(`no such group: ${groupId}`);
    this.#decisions.confirm(groupId, [...members]);
  }

  /** Takes a confirmation back; the next repair may change the group. */
  unconfirm(groupId: string): void {
    this.#decisions.unconfirm(groupId);
    for (const member of this.#membership.membersOf(groupId)) this.#fresh.add(member);
  }

  isConfirmed(groupId: string): boolean {
    return this.#decisions.isConfirmed(groupId);
  }

  /** Id of the group of this message; undefined when it is unknown. */
  groupOf(id: string): string | undefined {
    const number = this.#linked.numberOf(id);
    return number === undefined ? undefined : this.#membership.groupOf(number);
  }

  /** Ids of the messages in a group; empty when it is unknown. */
  membersOf(groupId: string): string[] {
    return this.#membership.membersOf(groupId).map((member) => this.#linked.idOf(member));
  }

  /** Ids of all groups, each message in one: in the order in which their first messages came. */
  groupIds(): string[] {
    return this.#membership.groups();
  }

  /** Name, span, divisions, enterprises, trend and heat of a group at an instant. @throws RangeError when it is unknown */
  pictureOf(groupId: string, nowMs: number): GroupPicture {
    const tellings = this.#linked.tellingsOf(this.#membership.membersOf(groupId));
    if (tellings.length === 0) throw new RangeError(`no such group: ${groupId}`);
    return pictureOf(tellings, this.#linked.lexicon, nowMs);
  }

  /** All that it knows, as plain JSON. */
  state(): GroupingState {
    const linked = this.#linked.state();
    return { linked, groups: linked.messages.map((_, number) => this.#membership.groupOf(number)), decisions: this.#decisions.state(), fresh: [...this.#fresh] };
  }

  /** A grouping as it was. */
  static restore(rules: GroupingRules, { linked, groups, decisions, fresh }: GroupingState): Grouping {
    const grouping = new Grouping(rules, LinkedMessages.restore(rules, linked), Decisions.restore(decisions));
    for (const [number, group] of groups.entries()) grouping.#membership.add(number, group);
    for (const number of fresh) grouping.#fresh.add(number);
    return grouping;
  }

  /** The messages of all groups that a message is likely to belong to, of its own first. */
  #touchedBy(number: number): number[] {
    const others = [...this.#linked.samenessOf(number)].filter(([, same]) => same >= touching).map(([other]) => other);
    return this.#wholeGroupsOf([number, ...others, ...this.#decisions.partnersOf(number)]);
  }

  #wholeGroupsOf(nodes: readonly number[]): number[] {
    return [...new Set(nodes.map((node) => this.#membership.groupOf(node)))].flatMap((group) => this.#membership.membersOf(group));
  }

  /** Into the likeliest of many groups, the mean taken over its neighbours there; the repair looks at the rest later. */
  #join(number: number): GroupChange[] {
    const sums = new Map<string, number>();
    for (const [other, same] of this.#linked.samenessOf(number)) {
      const group = this.#membership.groupOf(other);
      sums.set(group, (sums.get(group) ?? 0) + same);
    }
    const means = [...sums].map(([group, sum]) => ({ group, mean: sum / Math.min(pairsKnown, this.#membership.membersOf(group).length || 1) }));
    const best = means.sort((a, b) => b.mean - a.mean || (a.group < b.group ? -1 : 1))[0];
    return best === undefined || best.mean < this.#rules.threshold ? [] : this.#membership.move(number, best.group);
  }

  #rearrange(nodes: readonly number[]): GroupChange[] {
    const clusters = averageLink(nodes, (node) => this.#linked.samenessOf(node), this.#rules.threshold, this.#decisions.amongst(nodes));
    return this.#membership.regroup(clusters, (cluster) => cluster.map((node) => this.#decisions.confirmedGroupOf(node)).find((group) => group !== undefined));
  }

  #decide(a: string, b: string, isSame: boolean): GroupChange[] {
    const [x, y] = this.#numbersOf(a, b);
    if (this.#decisions.contradicts(x, y, isSame)) throw new RangeError(`decided otherwise before: ${a}, ${b}`);
    this.#decisions.decide(x, y, isSame);
    this.#fresh.add(x).add(y);
    return this.#rearrange(this.#wholeGroupsOf([x, y]));
  }

  #numbersOf(a: string, b: string): [number, number] {
    const [x, y] = [this.#linked.numberOf(a), this.#linked.numberOf(b)];
    if (x === undefined || y === undefined || x === y) throw new RangeError(`no two known messages: ${a}, ${b}`);
    return [x, y];
  }

  /**
   * Whole groups that hang together by pairs of at least this probability, or by decision. What is too large to be arranged at
   * once is taken apart at its weaker links, again and again.
   */
  #components(starts: readonly number[], least: number): number[][] {
    const seen = new Set<number>();
    const seenGroups = new Set<string>();
    const mates = (node: number) => {
      const group = this.#membership.groupOf(node);
      if (seenGroups.has(group)) return [];
      seenGroups.add(group);
      return this.#membership.membersOf(group);
    };
    const found: number[][] = [];
    for (const start of starts) {
      if (seen.has(start)) continue;
      const component = [start];
      seen.add(start);
      for (const node of component) {
        const near = [...this.#linked.samenessOf(node)].filter(([, same]) => same >= least).map(([other]) => other);
        for (const other of [...near, ...this.#decisions.partnersOf(node), ...mates(node)]) {
          if (seen.has(other)) continue;
          seen.add(other);
          component.push(other);
        }
      }
      if (component.length <= mostArranged || least >= 0.8) found.push(component);
      else for (const part of this.#components(component.sort((a, b) => a - b), Math.max(0.05, least * 2))) found.push(part);
    }
    return found;
  }

  #reasonsOf(number: number): Reason[] {
    const group = this.#membership.groupOf(number);
    const inGroup = [...this.#linked.samenessOf(number)].filter(([other]) => this.#membership.groupOf(other) === group);
    return inGroup.sort(([a, x], [b, y]) => y - x || a - b).slice(0, mostReasons).map(([other, probability]) => ({ messageId: this.#linked.idOf(other), probability, words: this.#linked.sharedWords(number, other) }));
  }
}
