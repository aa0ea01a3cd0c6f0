import { averageLink, pairsKnown } from './average-link';
import { CandidateIndex } from './candidate-index';
import { Lexicon } from './lexicon';
import type { Message } from './message';
import { probability, type PairModel } from './pair-model';
import { signalsOf } from './pair-signals';
import { profileOf, type Profile } from './profile';

/** What grouping goes by. */
export interface GroupingRules {
  readonly model: PairModel;
  /** Two clusters merge while their pairs are in the mean at least this probably about the same matter. */
  readonly threshold: number;
}

/** Less probable pairs are forgotten. */
const leastProbability = 0.05;
/** A message touches the groups of messages that are at least this probably about the same matter. */
const touching = 0.2;
/** More members than this are not arranged anew for one more message: it joins, and the background repair looks later. */
const mostRearranged = 60;

/**
 * Groups that form as messages come, without a fixed number of groups. Each message is compared with a bounded number of
 * earlier ones, and the groups that it touches are arranged anew: they may split and join, but for pairs that an analyst
 * decided. Batch and stream are the same steps; batch arranges once at the end.
 */
export class Grouping {
  readonly #rules: GroupingRules;
  readonly #lexicon = new Lexicon();
  readonly #index = new CandidateIndex(this.#lexicon);
  readonly #numbers = new Map<string, number>();
  readonly #ids: string[] = [];
  readonly #profiles: Profile[] = [];
  readonly #links: Map<number, number>[] = [];
  readonly #groupOf: number[] = [];
  readonly #members = new Map<number, number[]>();
  readonly #together = new Map<number, Set<number>>();
  readonly #apart = new Map<number, Set<number>>();
  /** Messages whose words were counted beforehand. */
  readonly #counted = new Set<string>();
  #compared = 0;

  constructor(rules: GroupingRules) {
    this.#rules = rules;
  }

  /** Pairs of messages that were compared so far: what grouping costs. */
  get compared(): number {
    return this.#compared;
  }

  /** Counts a message's words before any is added, so that what is rare is known from the first message on. */
  foresee(message: Message): void {
    if (this.#counted.has(message.id)) return;
    this.#counted.add(message.id);
    this.#count(profileOf(message, this.#lexicon));
  }

  /** Takes a message in, linked but alone until `repair`. @returns false when it is known already: nothing changes */
  link(message: Message): boolean {
    if (this.#numbers.has(message.id)) return false;
    const number = this.#ids.length;
    const profile = profileOf(message, this.#lexicon);
    if (!this.#counted.delete(message.id)) this.#count(profile);
    const links = new Map<number, number>();
    for (const other of this.#index.candidatesOf(profile)) {
      const known = this.#profiles[other];
      if (known === undefined) continue;
      this.#compared += 1;
      const same = probability(this.#rules.model, signalsOf(profile, known, this.#lexicon));
      if (same < leastProbability) continue;
      links.set(other, same);
      this.#links[other]?.set(number, same);
    }
    this.#index.add(number, profile);
    this.#numbers.set(message.id, number);
    this.#ids.push(message.id);
    this.#profiles.push(profile);
    this.#links.push(links);
    this.#groupOf.push(number);
    this.#members.set(number, [number]);
    return true;
  }

  /** Takes a message in and arranges the groups that it touches. @returns ids of the messages in its group, itself among them */
  add(message: Message): string[] {
    if (this.link(message)) {
      const number = this.#ids.length - 1;
      const touched = this.#touchedBy(number);
      if (touched.length <= mostRearranged) this.#rearrange(touched);
      else this.#join(number);
    }
    return this.groupWith(message.id);
  }

  /** Arranges all groups anew, component by component; what an analyst decided stays. */
  repair(): void {
    const seen = new Set<number>();
    for (const start of this.#ids.keys()) {
      if (seen.has(start)) continue;
      const component = [start];
      seen.add(start);
      for (const node of component) {
        for (const other of [...(this.#links[node]?.keys() ?? []), ...(this.#together.get(node) ?? [])]) {
          if (seen.has(other)) continue;
          seen.add(other);
          component.push(other);
        }
      }
      this.#rearrange(component);
    }
  }

  /**
   * An analyst's decision that two messages are about the same matter, which no later repair changes.
   * @throws RangeError when one is unknown, or when they were decided to be apart
   */
  mustLink(a: string, b: string): void {
    this.#decide(a, b, true);
  }

  /**
   * An analyst's decision that two messages are about different matters, which no later repair changes.
   * @throws RangeError when one is unknown, or when they were decided to be together
   */
  cannotLink(a: string, b: string): void {
    this.#decide(a, b, false);
  }

  /** Ids of the messages in the group of this one; empty when it is unknown. */
  groupWith(id: string): string[] {
    const group = this.#groupOf[this.#numbers.get(id) ?? -1];
    return group === undefined ? [] : this.#idsOf(this.#members.get(group) ?? []);
  }

  /** All groups, each message in one: in the order in which their first messages came. */
  groups(): string[][] {
    return [...this.#members.values()].sort((x, y) => (x[0] ?? 0) - (y[0] ?? 0)).map((members) => this.#idsOf(members));
  }

  #count({ words, pairs }: Profile): void {
    this.#lexicon.count([...words.places, ...pairs.places]);
  }

  #touchedBy(number: number): number[] {
    const groups = [...(this.#links[number] ?? [])].filter(([, same]) => same >= touching).map(([other]) => this.#groupOf[other] ?? other);
    return [...new Set([number, ...groups])].flatMap((group) => this.#members.get(group) ?? []);
  }

  /** Into the likeliest of many groups, the mean taken over its neighbours there; the repair looks at the rest later. */
  #join(number: number): void {
    const sums = new Map<number, number>();
    for (const [other, same] of this.#links[number] ?? []) {
      const group = this.#groupOf[other] ?? other;
      sums.set(group, (sums.get(group) ?? 0) + same);
    }
    const means = [...sums].map(([group, sum]) => ({ group, mean: sum / Math.min(pairsKnown, this.#members.get(group)?.length ?? 1) }));
    const best = means.sort((a, b) => b.mean - a.mean || a.group - b.group)[0];
    if (best === undefined || best.mean < this.#rules.threshold) return;
    this.#members.delete(number);
    this.#members.get(best.group)?.push(number);
    this.#groupOf[number] = best.group;
  }

  #rearrange(nodes: readonly number[]): void {
    const pairs = (decided: ReadonlyMap<number, ReadonlySet<number>>) => nodes.flatMap((node) => [...(decided.get(node) ?? [])].map((other): [number, number] => [node, other]));
    const decided = { together: pairs(this.#together), apart: pairs(this.#apart) };
    const clusters = averageLink(nodes, (node) => this.#links[node] ?? new Map<number, number>(), this.#rules.threshold, decided);
    for (const node of nodes) this.#members.delete(this.#groupOf[node] ?? node);
    for (const cluster of clusters) {
      const group = cluster[0] ?? 0;
      this.#members.set(group, cluster);
      for (const node of cluster) this.#groupOf[node] = group;
    }
  }

  #decide(a: string, b: string, isSame: boolean): void {
    const [x, y] = [this.#numbers.get(a), this.#numbers.get(b)];
    if (x === undefined || y === undefined || x === y) throw new RangeError(`no two known messages: ${a}, ${b}`);
    const [left, right] = [this.#decidedTogether(x), this.#decidedTogether(y)];
    const contradicts = isSame ? [...left].some((node) => [...(this.#apart.get(node) ?? [])].some((other) => right.has(other))) : left.has(y);
    if (contradicts) throw new RangeError(`decided otherwise before: ${a}, ${b}`);
    const into = isSame ? this.#together : this.#apart;
    for (const [from, to] of [[x, y], [y, x]] as const) into.set(from, (into.get(from) ?? new Set()).add(to));
    this.#rearrange([...new Set([x, y].flatMap((node) => this.#members.get(this.#groupOf[node] ?? node) ?? []))]);
  }

  /** The message and all that decisions, one after another, put together with it. */
  #decidedTogether(start: number): Set<number> {
    const nodes = new Set([start]);
    for (const node of nodes) for (const other of this.#together.get(node) ?? []) nodes.add(other);
    return nodes;
  }

  #idsOf(members: readonly number[]): string[] {
    return members.map((member) => this.#ids[member] ?? '');
  }
}

/** Oldest first; of one moment, by id: so that the order of a file does not matter. */
export function inOrderOfTime(messages: readonly Message[]): Message[] {
  return [...messages].sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
}

/** Groups of a whole file: words are counted first, each message linked in order of time, groups arranged once. Its order does not matter. */
export function groupAll(messages: readonly Message[], rules: GroupingRules): string[][] {
  const grouping = new Grouping(rules);
  const ordered = inOrderOfTime(messages);
  for (const message of ordered) grouping.foresee(message);
  for (const message of ordered) grouping.link(message);
  grouping.repair();
  return grouping.groups();
}

/** Groups of messages as they come, one by one in order of time: each knows only those before it. */
export function groupStream(messages: readonly Message[], rules: GroupingRules): string[][] {
  const grouping = new Grouping(rules);
  for (const message of inOrderOfTime(messages)) grouping.add(message);
  return grouping.groups();
}
