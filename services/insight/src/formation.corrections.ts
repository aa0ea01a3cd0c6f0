import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Name } from '@suqiao/contracts';
import { decideIssue, type IssueAsk, type IssueRefusalRule } from '@suqiao/workflows/domain';
import type { IssueOrder } from '@suqiao/workflows';
import type { ClientSession } from 'mongoose';
import { CorrectionsStore } from './corrections.store';
import type { CorrectionDocument } from './corrections.model';
import { contradicts, movedBack, ownGroup, planJoin, planMove, planSplit, type CorrectionPlan, type Group, type Moved, type Planned } from './domain/correction';
import { correctionText } from './domain/correction-text';
import type { IssuePreset } from './domain/issue-presets';
import { candidateOf } from './domain/issue-step';
import { corrected, type ConfirmedGroup, type Memory, type StoredDecisions } from './formation.memory';
import { FormationStore } from './formation.store';
import { CommonIssueCalendar } from './insight.calendar';
import { ISSUE_PRESET } from './insight.settings';
import { IssueOrders } from './issue-orders';
import type { IssueDocument } from './issues.model';
import { IssuesStore } from './issues.store';

/** What a correction does beside its plan: to whom something is told, and which issue gets which group. */
interface Effects {
  readonly moved: readonly Moved[];
  /** What is decided from now on; null: the correction that is undone decides no more. */
  readonly plan: CorrectionPlan | null;
  readonly orders: readonly { readonly issueId: string; readonly order: Omit<IssueOrder, 'orderId' | 'by'> & { readonly bySystem?: boolean } }[];
  readonly regrouped: readonly { readonly issueId: string; readonly groupId: string | null }[];
  readonly formed: { readonly issueId: string; readonly groupId: string; readonly name: string; readonly nameGiven: boolean } | null;
  readonly text: Name;
  readonly undoes: string | null;
}
type Worked = { readonly ok: true; readonly effects: Effects } | { readonly ok: false; readonly rule: IssueRefusalRule };

const refused = (rule: IssueRefusalRule): Worked => ({ ok: false, rule });
const nothing = { moved: [], plan: { moved: [], together: [], apart: [] }, orders: [], regrouped: [], formed: null, undoes: null } as const;

/** Applies what analysts corrected to the groups, one after another, each in one transaction, and tells grouping what they confirmed. */
@Injectable()
export class FormationCorrections {
  constructor(
    @Inject(FormationStore) private readonly store: FormationStore,
    @Inject(CorrectionsStore) private readonly corrections: CorrectionsStore,
    @Inject(IssuesStore) private readonly issues: IssuesStore,
    @Inject(IssueOrders) private readonly orders: IssueOrders,
    @Inject(CommonIssueCalendar) private readonly calendar: CommonIssueCalendar,
    @Inject(ISSUE_PRESET) private readonly preset: IssuePreset,
  ) {}

  /** Applies or refuses all that was asked. @returns whether there was anything */
  async apply(memory: Memory): Promise<boolean> {
    const asked = await this.corrections.asked();
    for (const correction of asked) {
      const worked = await this.#work(correction, memory);
      const rule = worked.ok ? await this.#carryOut(correction, worked.effects, memory) : worked.rule;
      if (rule !== null) await this.corrections.refuse(correction._id, rule);
    }
    if (asked.length > 0) this.orders.wake();
    return asked.length > 0;
  }

  /** Tells grouping which issues people confirmed, and which they no longer hold. */
  async confirm(memory: Memory): Promise<void> {
    const { fresh, over } = await this.store.confirmations();
    for (const { _id, groupId } of fresh) {
      const members = memory.grouping.membersOf(groupId ?? '');
      if (groupId === null || members.length === 0) continue;
      await this.store.write(memory.epoch, [], [], (session) => this.store.confirm(_id, members, session));
      memory.grouping.confirm(groupId);
    }
    for (const { _id, groupId } of over) {
      await this.store.write(memory.epoch, [], [], (session) => this.store.confirm(_id, null, session));
      if (groupId !== null) memory.grouping.unconfirm(groupId);
    }
  }

  async #work(correction: CorrectionDocument, memory: Memory): Promise<Worked> {
    const issue = await this.issues.find(correction.issueId, []);
    if (issue === null) return refused('notFound');
    const text = (words: Parameters<typeof correctionText>[1]) => correctionText(correction.kind, words);
    if (correction.kind === 'rename') {
      const name = correction.name ?? '';
      return { ok: true, effects: { ...nothing, orders: [{ issueId: issue._id, order: { command: 'rename', name } }], text: text({ name, before: issue.issue.name }) } };
    }
    if (correction.kind === 'undo') return this.#undo(correction, issue, memory);
    const group = groupIn(memory, issue);
    if (group === null) return refused('notGrouped');
    switch (correction.kind) {
      case 'join':
        return this.#join(correction, issue, group, memory);
      case 'split':
        return this.#split(correction, issue, group);
      case 'move':
        return this.#move(correction, issue, group, memory);
    }
  }

  async #join({ other: otherId }: CorrectionDocument, issue: IssueDocument, group: Group, memory: Memory): Promise<Worked> {
    const other = otherId === null ? null : await this.issues.find(otherId, []);
    const otherGroup = other === null ? null : groupIn(memory, other);
    if (other === null || otherGroup === null) return refused('notGrouped');
    if (!isAllowed(other, 'joinInto')) return refused('state');
    return worked(planJoin(group, otherGroup), (plan) => {
      const words = correctionText('join', { name: other.issue.name, count: otherGroup.members.length });
      return {
        ...nothing, moved: plan.moved, plan, text: words, regrouped: [{ issueId: other._id, groupId: null }],
        orders: [{ issueId: issue._id, order: { command: 'join', text: words.zh } }, { issueId: other._id, order: { command: 'joinInto', into: issue._id, text: issue.issue.name, bySystem: true } }],
      };
    });
  }

  #split({ appealIds, name }: CorrectionDocument, issue: IssueDocument, group: Group): Worked {
    const groupId = ownGroup(appealIds[0] ?? '');
    return worked(planSplit(group, appealIds, groupId), (plan) => {
      const words = correctionText('split', { count: plan.moved.length });
      const formed = { issueId: randomUUID(), groupId, name: name ?? issue.issue.name, nameGiven: name !== null };
      return { ...nothing, moved: plan.moved, plan, text: words, formed, orders: [{ issueId: issue._id, order: { command: 'split', text: words.zh } }] };
    });
  }

  async #move({ appealIds, other: toId }: CorrectionDocument, issue: IssueDocument, group: Group, memory: Memory): Promise<Worked> {
    const to = toId === null ? null : await this.issues.find(toId, []);
    const target = to === null ? null : groupIn(memory, to);
    if (toId !== null && (to === null || target === null)) return refused('notGrouped');
    if (to !== null && !isAllowed(to, 'move')) return refused('state');
    return worked(planMove(group, appealIds, target), (plan) => {
      const words = correctionText('move', { count: plan.moved.length, ...(to !== null && { name: to.issue.name }) });
      return { ...nothing, moved: plan.moved, plan, text: words, orders: [issue, ...(to === null ? [] : [to])].map(({ _id }) => ({ issueId: _id, order: { command: 'move', text: words.zh } })) };
    });
  }

  async #undo({ other: correctionId }: CorrectionDocument, issue: IssueDocument, memory: Memory): Promise<Worked> {
    const done = correctionId === null ? null : await this.corrections.find(correctionId);
    if (done?.state !== 'applied' || done.undone || done.plan === null || (done.issueId !== issue._id && done.other !== issue._id)) return refused('notFound');
    if (await this.corrections.isRestedOn(done)) return refused('rested');
    const words = correctionText('undo', { name: done.text?.zh ?? '', english: done.text?.en ?? '' });
    const undo: Effects['orders'][number] = { issueId: done.issueId, order: { command: 'undo', text: words.zh, ...(done.kind === 'rename' && { name: done.nameBefore }) } };
    const effects: Effects = { ...nothing, plan: null, moved: movedBack(done.plan, (appealId) => memory.grouping.groupOf(appealId)), orders: [undo], text: words, undoes: done._id };
    if (done.kind === 'join' && done.other !== null) {
      const groupId = done.plan.moved[0]?.from ?? null;
      return { ok: true, effects: { ...effects, orders: [undo, { issueId: done.other, order: { command: 'revive', text: words.zh, bySystem: true } }], regrouped: [{ issueId: done.other, groupId }] } };
    }
    if (done.kind === 'split' && done.formed !== null) {
      const formed = await this.issues.find(done.formed, []);
      if (formed === null || !isAllowed(formed, 'joinInto')) return refused('rested');
      return { ok: true, effects: { ...effects, orders: [undo, { issueId: done.formed, order: { command: 'joinInto', into: done.issueId, text: words.zh, bySystem: true } }], regrouped: [{ issueId: done.formed, groupId: null }] } };
    }
    return { ok: true, effects };
  }

  /** @returns why it cannot be carried out, or `null` when it was */
  async #carryOut(correction: CorrectionDocument, effects: Effects, memory: Memory): Promise<IssueRefusalRule | null> {
    const decided = await this.store.decisions();
    const undone = effects.undoes === null ? null : (await this.corrections.find(effects.undoes))?.plan ?? null;
    const without = (pairs: StoredDecisions['together'], gone: StoredDecisions['together'] = []) => pairs.filter(([a, b]) => !gone.some(([x, y]) => x === a && y === b));
    const confirmed = confirmedAfter(decided.confirmed, effects, memory);
    const after: StoredDecisions = {
      together: [...without(decided.together, undone?.together), ...(effects.plan?.together ?? [])], apart: [...without(decided.apart, undone?.apart), ...(effects.plan?.apart ?? [])], confirmed,
    };
    if (contradicts({ ...after, confirmed: confirmed.map(({ members }) => members) })) return 'contradicts';
    const touched = [...new Set(effects.moved.flatMap(({ from, to }) => [from, to]))];
    await this.store.write(memory.epoch, effects.moved.map(({ appealId, to }) => ({ appealId, groupId: to })), touched, async (session) => {
      for (const { issueId, groupId } of effects.regrouped) await this.store.regroup(issueId, groupId, session);
      await this.#confirmAnew(confirmed, touched, session);
      if (effects.formed !== null) await this.#form(effects.formed, correction, effects.moved.length, session);
      await this.corrections.applied(correction, { plan: effects.plan, text: effects.text, formed: effects.formed?.issueId ?? null, undoes: effects.undoes, nameBefore: await this.#nameOf(correction) }, session);
      for (const [at, { issueId, order: { bySystem, ...order } }] of effects.orders.entries()) {
        const by = bySystem === true ? { kind: 'system' as const } : this.corrections.actorOf(correction);
        await this.issues.owe(issueId, { ...order, orderId: `${correction._id}:${String(at)}`, by }, session);
      }
    });
    if (effects.moved.length > 0 || undone !== null) memory.grouping = corrected(memory.grouping, effects.moved, after);
    return null;
  }

  async #nameOf({ kind, issueId }: CorrectionDocument): Promise<string | null> {
    return kind === 'rename' ? ((await this.issues.find(issueId, []))?.issue.name ?? null) : null;
  }

  async #confirmAnew(confirmed: readonly ConfirmedGroup[], touched: readonly string[], session: ClientSession): Promise<void> {
    const changed = confirmed.filter(({ group }) => touched.includes(group));
    const issues = await this.issues.byGroup(changed.map(({ group }) => group));
    for (const { group, members } of changed) {
      const issue = issues.find(({ groupId }) => groupId === group);
      if (issue !== undefined) await this.store.confirm(issue._id, members, session);
    }
  }

  /** The group that was split off is an issue of its own, whatever the rules of formation say: a person said so. */
  async #form({ issueId, groupId, name, nameGiven }: NonNullable<Effects['formed']>, correction: CorrectionDocument, appeals: number, session: ClientSession): Promise<void> {
    const from = await this.issues.find(correction.issueId, []);
    if (from === null) throw new Error(`common issue ${correction.issueId} is not in the store`);
    const { concerns, categories, heatRank, firstAt, lastAt, level, divisionCode } = from;
    const candidate = candidateOf(issueId, name, { level, divisionCode, appeals }, { preset: this.preset, calendar: this.calendar.current }, await this.issues.now());
    // Its picture is made anew at once; until then it is the one that it came from.
    await this.issues.form(candidate, { groupId, concerns, categories, heatRank, firstAt, lastAt, level, divisionCode, appeals }, { nameGiven }, session);
  }
}

function worked(planned: Planned, effectsOf: (plan: CorrectionPlan) => Effects): Worked {
  return planned.ok ? { ok: true, effects: effectsOf(planned.plan) } : planned;
}

function groupIn({ grouping }: Memory, { groupId }: IssueDocument): Group | null {
  const members = groupId === null ? [] : grouping.membersOf(groupId);
  return groupId === null || members.length === 0 ? null : { groupId, members };
}

function isAllowed({ issue }: IssueDocument, command: IssueAsk): boolean {
  return decideIssue(issue, { command, bySystem: true }).ok;
}

/** Who is confirmed in which group once a correction is carried out: all that a corrected group then has. */
function confirmedAfter(confirmed: readonly ConfirmedGroup[], { moved, regrouped }: Effects, { grouping }: Memory): ConfirmedGroup[] {
  const joined = new Map(moved.map(({ appealId, to }) => [appealId, to]));
  return confirmed.flatMap(({ group, members }) => {
    if (!moved.some(({ from, to }) => from === group || to === group)) return [{ group, members }];
    const now = [...grouping.membersOf(group).filter((member) => (joined.get(member) ?? group) === group), ...moved.filter(({ to }) => to === group).map(({ appealId }) => appealId)];
    // A group that went into another is that one's.
    return now.length === 0 || regrouped.some(({ groupId }) => groupId === group) ? [] : [{ group, members: [...new Set(now)] }];
  });
}
