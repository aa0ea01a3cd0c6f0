import type { IssueRefusalRule } from '@suqiao/workflows/domain';

/** Two appeals that a person decided to be about the same matter, or not. */
export type Pair = readonly [string, string];

/** An appeal that a correction took from one group to another. */
export interface Moved {
  readonly appealId: string;
  readonly from: string;
  readonly to: string;
}

/** What a correction changes: appeals that move, and what is decided about pairs for ever, until it is undone. */
export interface CorrectionPlan {
  readonly moved: readonly Moved[];
  readonly together: readonly Pair[];
  readonly apart: readonly Pair[];
}

export type Planned = { readonly ok: true; readonly plan: CorrectionPlan } | { readonly ok: false; readonly rule: IssueRefusalRule };

/** What is decided so far. `confirmed`: appeals that were in a confirmed issue when a person last confirmed or corrected it. */
export interface Decided {
  readonly together: readonly Pair[];
  readonly apart: readonly Pair[];
  readonly confirmed: readonly (readonly string[])[];
}

/** A group with its appeals, the earliest first. */
export interface Group {
  readonly groupId: string;
  readonly members: readonly string[];
}

const refused = (rule: IssueRefusalRule): Planned => ({ ok: false, rule });
const planned = (plan: CorrectionPlan): Planned => ({ ok: true, plan });
const chain = (members: readonly string[]): Pair[] => members.slice(1).map((member) => [members[0] ?? '', member]);

/** 并入: the other group's appeals come into this one. */
export function planJoin(kept: Group, other: Group): Planned {
  if (kept.groupId === other.groupId) return refused('intoItself');
  return planned({ moved: other.members.map((appealId) => ({ appealId, from: other.groupId, to: kept.groupId })), together: chain([...kept.members, ...other.members]), apart: [] });
}

/** 拆分: some appeals are another matter, which they share. @param newGroupId of the group that they become */
export function planSplit(group: Group, appealIds: readonly string[], newGroupId: string): Planned {
  const leaving = group.members.filter((member) => appealIds.includes(member));
  if (leaving.length < new Set(appealIds).size) return refused('notGrouped');
  const staying = group.members.filter((member) => !appealIds.includes(member));
  const [first] = staying;
  if (first === undefined) return refused('nothingLeft');
  return planned({ moved: leaving.map((appealId) => ({ appealId, from: group.groupId, to: newGroupId })), together: chain(leaving), apart: leaving.slice(0, 1).map((member) => [member, first]) });
}

/** 移动: each of some appeals belongs to another group, or to none. @param to `null`: each becomes a group of its own, called by its own id */
export function planMove(group: Group, appealIds: readonly string[], to: Group | null): Planned {
  const leaving = group.members.filter((member) => appealIds.includes(member));
  if (leaving.length < new Set(appealIds).size) return refused('notGrouped');
  if (to?.groupId === group.groupId) return refused('intoItself');
  const [first] = group.members.filter((member) => !appealIds.includes(member));
  if (first === undefined) return refused('nothingLeft');
  const anchor = to?.members[0];
  return planned({
    moved: leaving.map((appealId) => ({ appealId, from: group.groupId, to: to?.groupId ?? ownGroup(appealId) })),
    together: anchor === undefined ? [] : leaving.map((member): Pair => [anchor, member]),
    apart: leaving.map((member): Pair => [member, first]),
  });
}

/** Id of a group that an appeal makes up alone after it was taken out of one that may be called by its id. */
export function ownGroup(appealId: string): string {
  return `${appealId}~`;
}

/** What undoes a correction: whoever is still where it put them goes back. */
export function movedBack(plan: CorrectionPlan, groupOf: (appealId: string) => string | undefined): Moved[] {
  return plan.moved.filter(({ appealId, to }) => groupOf(appealId) === to).map(({ appealId, from, to }) => ({ appealId, from: to, to: from }));
}

/** Whether a later correction is about an appeal that an earlier one moved. */
export function restsOn(later: CorrectionPlan, earlier: CorrectionPlan): boolean {
  const moved = new Set(earlier.moved.map(({ appealId }) => appealId));
  return [...later.moved.map(({ appealId }) => appealId), ...later.together.flat(), ...later.apart.flat()].some((appealId) => moved.has(appealId));
}

/** Whether what is decided cannot all be so: two that must be apart are tied together by other decisions. */
export function contradicts({ together, apart, confirmed }: Decided): boolean {
  const heads = new Map<string, string>();
  const headOf = (member: string): string => {
    let head = member;
    for (let up = heads.get(head); up !== undefined; up = heads.get(head)) head = up;
    return head;
  };
  for (const [a, b] of [...together, ...confirmed.flatMap((members) => chain(members))]) {
    const [x, y] = [headOf(a), headOf(b)];
    if (x !== y) heads.set(x, y);
  }
  return apart.some(([a, b]) => headOf(a) === headOf(b));
}
