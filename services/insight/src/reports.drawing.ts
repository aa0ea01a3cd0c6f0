import { Inject, Injectable } from '@nestjs/common';
import type { EarlierProblem, ReportIssue, SpecialReport } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { MONGO } from '@suqiao/infra/mongo';
import type { Connection, mongo } from 'mongoose';
import { appealsCollection, type StoredAppeal } from './appeals.model';
import { drawnNumbers } from './domain/report-figures';
import { readableAppeals } from './domain/issue-permission';
import { heatFormula } from './domain/group-picture';
import { heatAt } from './domain/heat-rank';
import { namelessName } from './domain/report-personal';
import { quarterOf, shanghaiDay, type ReportPeriod, type ReportQuarter } from './domain/report-quarter';
import type { ReportRow } from './domain/report-rows';
import { reportCharts, reportTables } from './domain/report-tables';
import { ReportTally } from './domain/report-tally';
import { issuesCollection, type IssueDocument } from './issues.model';
import type { StoredDrawing } from './reports.model';
import { ReportRows, type RowsWriter } from './reports.rows';

const issuesTold = 10;
/** Confirmed issues that a quarter's appeals are looked up in. */
const mostIssues = 2000;
const rowsPerBatch = 20_000;
/** Only what an analyst has confirmed leaves the house. */
const unconfirmed = ['candidate', 'dismissed', 'joined'];
const rowFields = { trackingNumber: 1, receivedAt: 1, channel: 1, divisionCode: 1, categoryCode: 1, level: 1, state: 1, outcome: 1, answeredAt: 1, enterprise: 1, groupId: 1 } as const;
type SlimAppeal = Pick<StoredAppeal, '_id' | keyof typeof rowFields>;

/** Draws the figures of a quarter from insight's own view, and keeps the appeals behind them as they are now. */
@Injectable()
export class ReportDrawing {
  readonly #appeals: mongo.Collection<StoredAppeal>;
  readonly #issues: mongo.Collection<IssueDocument>;

  constructor(@Inject(MONGO) connection: Connection, @Inject(ReportRows) private readonly rows: ReportRows) {
    this.#appeals = appealsCollection(connection);
    this.#issues = issuesCollection(connection);
  }

  /** Reads each appeal of the three quarters once. @param earlier problems of earlier reports, as they stand */
  async draw({ reportId, quarter: name, divisionCode }: SpecialReport, earlier: readonly EarlierProblem[], now: Date): Promise<StoredDrawing> {
    const quarter = quarterOf(name);
    const issues = await this.#issues.find({ concerns: divisionCode, groupId: { $type: 'string' }, 'issue.state': { $nin: unconfirmed } } as mongo.Filter<IssueDocument>, { sort: { heatRank: -1, _id: -1 }, limit: mostIssues, projection: { timeline: 0, outbox: 0, confirmedMembers: 0 } }).toArray();
    const tally = new ReportTally([quarter.now.from.getTime(), quarter.now.to.getTime()]);
    const writer = this.rows.begin(reportId);
    const reading = { divisionCode, issueOf: new Map(issues.map(({ _id, groupId }) => [groupId ?? '', _id])), enterprises: new Map<string, number>(), tally, writer };
    for (const span of [{ from: quarter.previous.from, to: quarter.now.to }, quarter.yearBefore]) await this.#read(span, reading);
    const rows = await writer.finish();
    const told = issues.filter(({ _id }) => tally.enterprises(_id) > 0).slice(0, issuesTold);
    const names = await Promise.all(told.map((issue) => this.#nameOf(issue)));
    const numbers = drawnNumbers(tally, quarter, told.map(({ _id }, at) => ({ issueId: _id, name: names[at] ?? '' })));
    const evidence = told.map((issue, at) => evidenceOf(issue, names[at] ?? '', tally, now));
    return { batch: writer.batch, drawnAt: now, ...spanOf(quarter), ...numbers, tables: reportTables(numbers, quarter, evidence), charts: reportCharts, issues: evidence, earlier, rows };
  }

  async #read({ from, to }: Pick<ReportPeriod, 'from' | 'to'>, { divisionCode, issueOf, enterprises, tally, writer }: Reading): Promise<void> {
    const filter = { ...readableAppeals({ divisionCode, unitId: null }), receivedAt: { $gte: from, $lt: to } } as mongo.Filter<StoredAppeal>;
    const found = this.#appeals.find<SlimAppeal>(filter, { projection: rowFields, sort: { receivedAt: -1, _id: -1 }, hint: 'division_newest', batchSize: rowsPerBatch });
    // The store finds the next batch while this one is counted.
    for (let coming = batchOf(found), batch = await coming; batch.length > 0; batch = await coming) {
      coming = batchOf(found);
      for (const appeal of batch) {
        const enterprise = enterprises.get(appeal.enterprise) ?? enterprises.size;
        enterprises.set(appeal.enterprise, enterprise);
        const row = rowOf(appeal, enterprise, issueOf.get(appeal.groupId ?? '') ?? null);
        tally.add(row);
        writer.add(row);
      }
      await writer.flush();
    }
  }

  /** An issue's name without those who appealed. */
  async #nameOf({ issue, groupId }: IssueDocument): Promise<string> {
    return namelessName(issue.name, await this.#appeals.distinct('appellantName', { groupId }));
  }
}

interface Reading {
  readonly divisionCode: string;
  /** By group. */
  readonly issueOf: ReadonlyMap<string, string>;
  /** The number of each enterprise: who it is does not leave the reading. */
  readonly enterprises: Map<string, number>;
  readonly tally: ReportTally;
  readonly writer: RowsWriter;
}

async function batchOf(cursor: mongo.FindCursor<SlimAppeal>): Promise<SlimAppeal[]> {
  return (await cursor.hasNext()) ? cursor.readBufferedDocuments() : [];
}

function rowOf(appeal: SlimAppeal, enterprise: number, issueId: string | null): ReportRow {
  return {
    appealId: appeal._id, trackingNumber: appeal.trackingNumber, receivedAtMs: appeal.receivedAt.getTime(), channel: appeal.channel, divisionCode: appeal.divisionCode ?? null, categoryCode: appeal.categoryCode ?? null,
    level: appeal.level ?? null, state: appeal.state ?? null, outcome: appeal.outcome ?? null, isAnswered: appeal.answeredAt instanceof Date, enterprise, issueId,
  };
}

function spanOf({ now }: ReportQuarter): Pick<StoredDrawing, 'from' | 'to'> {
  return { from: now.from, to: now.to };
}

function evidenceOf({ _id, issue, firstAt, lastAt, concerns, heatRank }: IssueDocument, name: string, tally: ReportTally, now: Date): ReportIssue {
  const cities = concerns.flatMap((code) => directory.division(code) ?? []).filter(({ parentCode }) => parentCode !== null && directory.division(parentCode)?.parentCode === null);
  const nameOf = (code: string | null) => (code === null ? null : (directory.division(code)?.name ?? null));
  return {
    issueId: _id, name, state: issue.state, firstOn: firstAt === null ? null : shanghaiDay(firstAt), lastOn: lastAt === null ? null : shanghaiDay(lastAt), divisions: cities.map((city) => city.name).sort((one, other) => one.en.localeCompare(other.en)),
    totalId: `issue.${_id}`, enterprisesId: `issue.${_id}.enterprises`, heat: Math.round(heatAt(heatRank, now) * 100) / 100, heatFormula,
    examples: tally.examplesOf(_id).map(({ trackingNumber, receivedAtMs, divisionCode, categoryCode }) => ({
      trackingNumber, receivedOn: shanghaiDay(new Date(receivedAtMs)), divisionName: nameOf(divisionCode), categoryName: categoryCode === null ? null : (directory.category(categoryCode)?.name ?? null),
    })),
  };
}

