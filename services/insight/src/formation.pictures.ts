import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { directory } from '@suqiao/directory';
import { CommonIssueCalendar } from './insight.calendar';
import { commonDivision, divisionsConcerned } from './domain/concerned';
import { isCandidate, type FormationRules } from './domain/formation-rules';
import type { Grouping } from './domain/grouping';
import { openName } from './domain/open-name';
import { heatRankOf } from './domain/heat-rank';
import type { IssuePreset } from './domain/issue-presets';
import { candidateOf } from './domain/issue-step';
import type { Memory } from './formation.memory';
import { FormationStore, type GroupFigures } from './formation.store';
import { FORMATION_RULES, ISSUE_PRESET } from './insight.settings';
import { IssueOrders } from './issue-orders';
import type { IssueDocument, IssuePicture } from './issues.model';
import { IssuesStore } from './issues.store';

const dayInMs = 86_400_000;

/** Makes candidates of groups, keeps their pictures, and sees when a closed issue's appeals come back. */
@Injectable()
export class FormationPictures {
  constructor(
    @Inject(FormationStore) private readonly store: FormationStore,
    @Inject(IssuesStore) private readonly issues: IssuesStore,
    @Inject(IssueOrders) private readonly orders: IssueOrders,
    @Inject(CommonIssueCalendar) private readonly calendar: CommonIssueCalendar,
    @Inject(FORMATION_RULES) private readonly rules: FormationRules,
    @Inject(ISSUE_PRESET) private readonly preset: IssuePreset,
  ) {}

  /** Makes every picture that is owed; one that could not be written is owed still. */
  async makeOwed(memory: Memory): Promise<void> {
    for (const groupId of await this.store.owed(memory.epoch)) {
      await this.#make(groupId, memory);
      await this.store.paid(groupId);
    }
  }

  async #make(groupId: string, memory: Memory): Promise<void> {
    const { grouping } = memory;
    const [issue] = await this.issues.byGroup([groupId]);
    if (issue === undefined && grouping.membersOf(groupId).length < this.rules.leastAppeals) return;
    const [figures, now] = await Promise.all([this.store.figuresOf(groupId), this.issues.now()]);
    if (grouping.membersOf(groupId).length === 0) {
      if (issue !== undefined) await this.#dissolve(issue, grouping);
      return;
    }
    if (figures.appeals === 0) {
      // Only confidential ones are left: nobody sees it any more.
      if (issue !== undefined) await this.store.keepPicture(issue._id, { appeals: 0, concerns: [], heatRank: null }, null);
      return;
    }
    const picture = pictureOf(groupId, grouping, figures, now);
    const name = openName(grouping.pictureOf(groupId, now.getTime()).name, figures.titles);
    if (issue !== undefined) {
      await this.store.keepPicture(issue._id, picture, name === '' ? null : name);
      await this.#seeReturn(issue, now);
    } else if (isCandidate(figures, this.rules, now)) {
      const candidate = candidateOf(randomUUID(), name, picture, { preset: this.preset, calendar: this.calendar.current }, now);
      await this.store.write(memory.epoch, [], [], (session) => this.issues.form(candidate, picture, { nameGiven: false }, session));
      this.orders.wake();
    }
  }

  /** All of a candidate's appeals are elsewhere: it goes with them, or was no common issue. */
  async #dissolve(issue: IssueDocument, grouping: Grouping): Promise<void> {
    const to = issue.groupId === null ? undefined : grouping.groupOf(issue.groupId);
    const [into] = to === undefined ? [] : await this.issues.byGroup([to]);
    await this.store.regroup(issue._id, null);
    const order = { orderId: `dissolved:${issue._id}:${String(issue.issue.sequence)}`, by: { kind: 'system' } as const };
    await this.issues.owe(issue._id, into === undefined ? { ...order, command: 'dismiss', reason: '归组调整后，该组诉求已不成一组' } : { ...order, command: 'joinInto', into: into._id, reason: '归组调整' });
    this.orders.wake();
  }

  /** 重启: so many new appeals came after the closing that the measure cannot have been enough. */
  async #seeReturn({ _id, issue, groupId }: IssueDocument, now: Date): Promise<void> {
    if (issue.state !== 'closed' || issue.closedAt === null || groupId === null) return;
    const closedAt = new Date(issue.closedAt);
    const { appeals, withinDays } = this.preset.reopen;
    const came = await this.store.cameAfter(groupId, closedAt, new Date(Math.min(now.getTime(), closedAt.getTime() + withinDays * dayInMs)));
    if (came < appeals) return;
    await this.issues.owe(_id, { orderId: `returned:${_id}:${String(issue.reopenings)}`, by: { kind: 'system' }, command: 'reopen', reason: `办结后又来 ${String(came)} 件诉求` });
    this.orders.wake();
  }
}

function pictureOf(groupId: string, grouping: Grouping, { appeals, firstAt, lastAt, paths, categories }: GroupFigures, now: Date): IssuePicture {
  const divisionCode = commonDivision(paths);
  const firstLevels = categories.map((code) => code.split('.')[0] ?? code);
  return {
    groupId, concerns: divisionsConcerned(paths), categories: [...new Set([...categories, ...firstLevels])].sort(), heatRank: heatRankOf(grouping.pictureOf(groupId, now.getTime()).heat.value, now),
    firstAt, lastAt, level: directory.lowestLevel(divisionCode), divisionCode, appeals,
  };
}
