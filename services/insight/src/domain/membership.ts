/** What happened to a group, ids of messages; one that moved left one group and joined another. */
export interface GroupChange {
  readonly groupId: string;
  readonly joined: readonly string[];
  readonly left: readonly string[];
  readonly isNew: boolean;
  /** None of its messages is left in it: they joined others. */
  readonly isGone: boolean;
}

/** Which message is in which group, messages by number. A group is called by the id of a message of it when it was founded. */
export class Membership {
  readonly #groupOf: string[] = [];
  readonly #members = new Map<string, number[]>();
  readonly #idOf: (message: number) => string;

  constructor(idOf: (message: number) => string) {
    this.#idOf = idOf;
  }

  /** The next message, in a group; alone in a new one if that is not there yet. */
  add(message: number, group: string): void {
    this.#groupOf[message] = group;
    const members = this.#members.get(group);
    if (members === undefined) this.#members.set(group, [message]);
    else members.push(message);
  }

  groupOf(message: number): string {
    return this.#groupOf[message] ?? '';
  }

  membersOf(group: string): readonly number[] {
    return this.#members.get(group) ?? [];
  }

  /** Ids of groups in the order of their first messages. */
  groups(): string[] {
    return [...this.#members].sort(([, x], [, y]) => (x[0] ?? 0) - (y[0] ?? 0)).map(([group]) => group);
  }

  /** An id for a group that is founded by these messages. */
  freshId(messages: readonly number[]): string {
    const ids = messages.map((message) => this.#idOf(message));
    const free = ids.find((id) => !this.#members.has(id));
    if (free !== undefined) return free;
    for (let part = 2; ; part++) if (!this.#members.has(`${ids[0] ?? ''}.${String(part)}`)) return `${ids[0] ?? ''}.${String(part)}`;
  }

  /** One message leaves its group for another. */
  move(message: number, group: string): GroupChange[] {
    const from = this.groupOf(message);
    if (from === group) return [];
    const left = this.membersOf(from).filter((member) => member !== message);
    const joined = [...this.membersOf(group), message].sort((a, b) => a - b);
    return this.regroup(left.length === 0 ? [joined] : [left, joined], (cluster) => (cluster === joined ? group : from));
  }

  /**
   * Groups whole groups anew. A cluster keeps the id of the group from which most of its messages come, the largest share
   * first, or the one that it must have.
   * @param clusters each in rising order; together all messages of the groups concerned
   * @param ownId id that a cluster must have, if any
   */
  regroup(clusters: readonly (readonly number[])[], ownId: (cluster: readonly number[]) => string | undefined): GroupChange[] {
    const before = new Map<string, readonly number[]>();
    for (const group of new Set(clusters.flat().map((message) => this.groupOf(message)))) before.set(group, this.membersOf(group));
    const named = this.#named(clusters, ownId);
    for (const group of before.keys()) this.#members.delete(group);
    const after = new Map<string, readonly number[]>();
    for (const [cluster, group] of named) if (group !== undefined) after.set(group, cluster);
    for (const [group, cluster] of after) this.#members.set(group, [...cluster]);
    for (const [cluster, group] of named) {
      if (group !== undefined) continue;
      const fresh = this.freshId(cluster);
      this.#members.set(fresh, [...cluster]);
      after.set(fresh, cluster);
    }
    const changes = this.#changes(before, after);
    for (const [group, cluster] of after) for (const message of cluster) this.#groupOf[message] = group;
    return changes;
  }

  #named(clusters: readonly (readonly number[])[], ownId: (cluster: readonly number[]) => string | undefined): Map<readonly number[], string | undefined> {
    const named = new Map<readonly number[], string | undefined>(clusters.map((cluster) => [cluster, ownId(cluster)]));
    const taken = new Set(named.values());
    const shares = clusters.flatMap((cluster) => {
      const counts = new Map<string, number>();
      for (const message of cluster) counts.set(this.groupOf(message), (counts.get(this.groupOf(message)) ?? 0) + 1);
      return [...counts].map(([group, count]) => ({ cluster, group, count }));
    });
    for (const { cluster, group } of shares.sort((x, y) => y.count - x.count || (x.cluster[0] ?? 0) - (y.cluster[0] ?? 0))) {
      if (named.get(cluster) !== undefined || taken.has(group)) continue;
      named.set(cluster, group);
      taken.add(group);
    }
    return named;
  }

  #changes(before: ReadonlyMap<string, readonly number[]>, after: ReadonlyMap<string, readonly number[]>): GroupChange[] {
    return [...new Set([...before.keys(), ...after.keys()])].flatMap((groupId) => {
      const [old, now] = [new Set(before.get(groupId)), new Set(after.get(groupId))];
      const joined = [...now].filter((message) => !old.has(message)).map((message) => this.#idOf(message));
      const left = [...old].filter((message) => !now.has(message)).map((message) => this.#idOf(message));
      return joined.length + left.length === 0 ? [] : [{ groupId, joined, left, isNew: !before.has(groupId), isGone: now.size === 0 }];
    });
  }
}
