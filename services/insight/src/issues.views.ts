import { Inject, Injectable } from '@nestjs/common';
import type { Figure, InsightAppeal, IssueRow, IssueView, Reader } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { AppealsLists, type AlikeAppeals, type GroupCounts } from './appeals.lists';
import { CorrectionsStore } from './corrections.store';
import type { CorrectionDocument } from './corrections.model';
import type { AppealDocument } from './domain/appeal-document';
import { appealFilters, listOf, maskedAppellant, type AppealQuestion } from './domain/appeal-filters';
import { heatFormula } from './domain/group-picture';
import { heatAt } from './domain/heat-rank';
import { issueOffers, readableMembers, type StoredFilter } from './domain/issue-permission';
import { latestWeeks } from './domain/weeks';
import type { IssueDocument } from './issues.model';
import { IssuesStore } from './issues.store';

const weeksShown = 12;
const undivided = { zh: '未定区划', en: 'No division known yet' };

/** Issues and appeals as one reader sees them; each figure counts what its list has. */
@Injectable()
export class IssuesViews {
  constructor(
    @Inject(AppealsLists) private readonly appeals: AppealsLists,
    @Inject(IssuesStore) private readonly issues: IssuesStore,
    @Inject(CorrectionsStore) private readonly corrections: CorrectionsStore,
  ) {}

  /** Rows of a list. */
  async rows(reader: Reader, documents: readonly IssueDocument[], now: Date): Promise<IssueRow[]> {
    // For a person of a unit a list holds only what the unit takes part in: all of its appeals are theirs to see.
    const filter = reader.unitId === null ? this.#membersOf(reader, documents[0]) : { confidential: false };
    const counts = await this.appeals.countsOf(documents.flatMap(({ groupId }) => groupId ?? []), filter);
    return documents.map((document) => rowOf(document, counts, now));
  }

  /** One issue with all that is known of it. */
  async view(reader: Reader, document: IssueDocument, now: Date): Promise<IssueView> {
    const { issue, groupId } = document;
    const counts = await this.appeals.countsOf(groupId === null ? [] : [groupId], readableMembers(reader, issue));
    const own = counts.alike;
    const figure = figuresOf(issue.issueId);
    return {
      ...rowOf(document, counts, now),
      channels: sumBy(own, ({ channel }) => channel).map(([channel, count]) => ({ channel, ...figure(count, { channel }) })),
      categories: sumBy(own, ({ categoryCode }) => categoryCode).map(([categoryCode, count]) => ({ categoryCode, ...figure(count, categoryCode === null ? { uncategorized: true } : { category: categoryCode }) })),
      effect: await this.#effect(reader, document, now),
      corrections: (await this.corrections.ofIssue(issue.issueId)).map(correctionOf), timeline: [...document.timeline],
      commands: issueOffers(reader, issue, directory.divisionPath(document.divisionCode)),
    };
  }

  /** Appeals with why they are where they are; what a reader may not see is no reason. */
  async rowsOfAppeals(documents: readonly AppealDocument[], filter: StoredFilter): Promise<InsightAppeal[]> {
    const [issues, numbers] = await Promise.all([
      this.issues.byGroup([...new Set(documents.flatMap(({ groupId }) => groupId ?? []))]),
      this.appeals.numbersOf([...new Set(documents.flatMap(({ reasons }) => reasons.map(({ appealId }) => appealId)))], filter),
    ]);
    const issueOf = new Map(issues.map(({ _id, groupId }) => [groupId, _id]));
    return documents.map((found) => ({
      appealId: found._id, trackingNumber: found.trackingNumber, title: found.title, channel: found.channel, categoryCode: found.categoryCode, divisionCode: found.divisionCode, level: found.level,
      state: found.state, outcome: found.outcome, appellantMasked: maskedAppellant(found.appellantName), receivedAt: found.receivedAt.toISOString(), issueId: issueOf.get(found.groupId) ?? null,
      reasons: found.reasons.flatMap(({ appealId, probability, words }) => {
        const trackingNumber = numbers.get(appealId);
        return trackingNumber === undefined ? [] : [{ appealId, trackingNumber, probability, words: [...words] }];
      }),
      answeredAt: found.answers.at(-1)?.at.toISOString() ?? null,
    }));
  }

  #membersOf(reader: Reader, document: IssueDocument | undefined): StoredFilter {
    return document === undefined ? { confidential: false } : readableMembers(reader, document.issue);
  }

  /** 成效: what came since the measure, against as many days before it. */
  async #effect(reader: Reader, { issue, groupId }: IssueDocument, now: Date): Promise<IssueView['effect']> {
    const effective = issue.measure === null ? null : new Date(issue.measure.effectiveAt);
    if (effective === null || groupId === null || effective >= now) return null;
    const lengthInMs = now.getTime() - effective.getTime();
    const spans = { before: { from: new Date(effective.getTime() - lengthInMs).toISOString(), to: effective.toISOString() }, after: { from: effective.toISOString(), to: now.toISOString() } };
    const count = (span: AppealQuestion) => this.appeals.count([{ groupId }, readableMembers(reader, issue), ...appealFilters(span)]);
    const figure = figuresOf(issue.issueId);
    const [before, after] = await Promise.all([count(spans.before), count(spans.after)]);
    return { before: figure(before, spans.before), after: figure(after, spans.after), days: Math.round(lengthInMs / 8_640_000) / 10 };
  }
}

function figuresOf(issue: string): (count: number, question: AppealQuestion) => Figure {
  return (count, question) => ({ count, list: listOf({ issue, ...question }) });
}

function rowOf(document: IssueDocument, { alike, enterprises }: GroupCounts, now: Date): IssueRow {
  const { issue, groupId, heatRank, firstAt, lastAt, level, divisionCode } = document;
  const own = alike.filter((each) => each.groupId === groupId);
  const figure = figuresOf(issue.issueId);
  return {
    ...issue, level, divisionCode, appeals: document.appeals, heat: { value: Math.round(heatAt(heatRank, now) * 100) / 100, formula: heatFormula },
    firstAt: firstAt?.toISOString() ?? null, lastAt: lastAt?.toISOString() ?? null,
    total: figure(own.reduce((sum, { count }) => sum + count, 0), {}),
    enterprises: figure(groupId === null ? 0 : (enterprises.get(groupId) ?? 0), { each: 'enterprise' }),
    divisions: sumBy(own, (each) => each.divisionCode).map(([code, count]) => ({
      divisionCode: code ?? divisionCode, name: code === null ? undivided : (directory.division(code)?.name ?? { zh: code, en: code }), ...figure(count, code === null ? { undivided: true } : { division: code, directly: true }),
    })),
    weeks: latestWeeks(now, weeksShown).map(({ from, start, end }) => ({
      from, ...figure(own.filter(({ week }) => week.getTime() === start.getTime()).reduce((sum, { count }) => sum + count, 0), { from: start.toISOString(), to: end.toISOString() }),
    })),
  };
}

/** Sums by a key, the most first. */
function sumBy<Key extends string | null>(alike: readonly AlikeAppeals[], keyOf: (each: AlikeAppeals) => Key): [Key, number][] {
  const sums = new Map<Key, number>();
  for (const each of alike) sums.set(keyOf(each), (sums.get(keyOf(each)) ?? 0) + each.count);
  return [...sums].sort(([a, x], [b, y]) => y - x || (String(a) < String(b) ? -1 : 1));
}

function correctionOf({ _id, kind, at, by, text, undone }: CorrectionDocument): IssueView['corrections'][number] {
  return { correctionId: _id, kind: kind === 'undo' ? 'rename' : kind, at: at.toISOString(), byName: by.name, text: text ?? { zh: '更正', en: 'Correction' }, undone };
}
