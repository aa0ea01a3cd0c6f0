import type { Decided } from './average-link';

/** Decisions as plain JSON, messages by their number. */
export interface DecisionsState {
  readonly together: readonly (readonly [number, number])[];
  readonly apart: readonly (readonly [number, number])[];
  readonly confirmed: readonly { readonly group: string; readonly messages: readonly number[] }[];
}

/**
 * What analysts decided, which no repair changes: pairs of messages that are about the same matter or are not, and groups that
 * they confirmed, whose messages of then stay together and which never join one another.
 */
export class Decisions {
  readonly #together = new Map<number, Set<number>>();
  readonly #apart = new Map<number, Set<number>>();
  readonly #confirmed = new Map<string, readonly number[]>();
  readonly #confirmedOf = new Map<number, string>();

  /** Whether a decision about these two would contradict what follows from earlier ones. */
  contradicts(a: number, b: number, isSame: boolean): boolean {
    const left = this.#tiedTo(a);
    if (!isSame) return left.has(b);
    if (left.has(b)) return false;
    const right = this.#tiedTo(b);
    const groups = new Set([...left, ...right].flatMap((node) => this.#confirmedOf.get(node) ?? []));
    return groups.size > 1 || [...left].some((node) => [...(this.#apart.get(node) ?? [])].some((other) => right.has(other)));
  }

  decide(a: number, b: number, isSame: boolean): void {
    const into = isSame ? this.#together : this.#apart;
    for (const [from, to] of [[a, b], [b, a]] as const) into.set(from, (into.get(from) ?? new Set()).add(to));
  }

  /** Takes back what was decided about these two. @returns whether anything was */
  withdraw(a: number, b: number): boolean {
    const found = [this.#together, this.#apart].map((pairs) => {
      pairs.get(b)?.delete(a);
      return pairs.get(a)?.delete(b) ?? false;
    });
    return found.includes(true);
  }

  /** These messages make up a group that an analyst confirmed. */
  confirm(group: string, messages: readonly number[]): void {
    this.unconfirm(group);
    this.#confirmed.set(group, messages);
    for (const message of messages) this.#confirmedOf.set(message, group);
  }

  unconfirm(group: string): void {
    for (const message of this.#confirmed.get(group) ?? []) this.#confirmedOf.delete(message);
    this.#confirmed.delete(group);
  }

  isConfirmed(group: string): boolean {
    return this.#confirmed.has(group);
  }

  /** The confirmed group that this message stays in. */
  confirmedGroupOf(message: number): string | undefined {
    return this.#confirmedOf.get(message);
  }

  /** Messages that must be with this one by one decision. */
  partnersOf(message: number): number[] {
    return [...(this.#together.get(message) ?? []), ...(this.#confirmed.get(this.#confirmedOf.get(message) ?? '')?.slice(0, 1) ?? [])];
  }

  /** What is decided amongst these messages. */
  amongst(nodes: readonly number[]): Decided {
    const pairs = (decided: ReadonlyMap<number, ReadonlySet<number>>) => nodes.flatMap((node) => [...(decided.get(node) ?? [])].map((other): [number, number] => [node, other]));
    const firsts = new Map<string, number>();
    const together = pairs(this.#together);
    for (const node of nodes) {
      const group = this.#confirmedOf.get(node);
      if (group === undefined) continue;
      const first = firsts.get(group);
      if (first === undefined) firsts.set(group, node);
      else together.push([first, node]);
    }
    const heads = [...firsts.values()];
    return { together, apart: [...pairs(this.#apart), ...heads.flatMap((a, at) => heads.slice(at + 1).map((b): [number, number] => [a, b]))] };
  }

  state(): DecisionsState {
    const pairs = (decided: ReadonlyMap<number, ReadonlySet<number>>) => [...decided].flatMap(([a, others]) => [...others].filter((b) => a < b).map((b): [number, number] => [a, b]));
    return { together: pairs(this.#together), apart: pairs(this.#apart), confirmed: [...this.#confirmed].map(([group, messages]) => ({ group, messages })) };
  }

  static restore({ together, apart, confirmed }: DecisionsState): Decisions {
    const decisions = new Decisions();
    for (const [a, b] of together) decisions.decide(a, b, true);
    for (const [a, b] of apart) decisions.decide(a, b, false);
    for (const { group, messages } of confirmed) decisions.confirm(group, messages);
    return decisions;
  }

  /** The message and all that decisions, one after another, put together with it. */
  #tiedTo(start: number): Set<number> {
    const nodes = new Set([start]);
    for (const node of nodes) {
      for (const other of this.#together.get(node) ?? []) nodes.add(other);
      for (const other of this.#confirmed.get(this.#confirmedOf.get(node) ?? '') ?? []) nodes.add(other);
    }
    return nodes;
  }
}
