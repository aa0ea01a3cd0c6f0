import { Inject, Injectable } from '@nestjs/common';
import { analysisQuerySchema, type Analysis, type Reader } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { parseRequest, wrongParameter } from '@suqiao/infra/http';
import { AnalysisCounting } from './analysis.counting';
import { analysisFilters, analysisOf, type AnalysisScope } from './domain/analysis-figures';
import { periodOf } from './domain/analysis-period';
import { readableAppeals } from './domain/issue-permission';
import { membersOf } from './issue-members';
import { IssuesStore } from './issues.store';

/** Answers the questions of the analysis, within their reader's jurisdiction. */
@Injectable()
export class AnalysisMaking {
  constructor(
    @Inject(AnalysisCounting) private readonly counting: AnalysisCounting,
    @Inject(IssuesStore) private readonly issues: IssuesStore,
  ) {}

  /**
   * Every figure of a question, as it is asked for.
   * @throws ProblemError `invalid-request` naming each parameter that is wrong
   */
  async make(reader: Reader, query: unknown, now: Date): Promise<Analysis> {
    const { from, to, division = reader.divisionCode, issue: issueId, ...asked } = parseRequest(analysisQuerySchema, query, 'parameters');
    const period = periodOf({ ...(from !== undefined && { from }), ...(to !== undefined && { to }) }, now);
    if ('rule' in period) throw wrongParameter(period.parameter, period.rule);
    if (directory.division(division) === undefined) throw wrongParameter('division', 'divisionCode.unknown');
    if (asked.category !== undefined && directory.category(asked.category) === undefined) throw wrongParameter('category', 'categoryCode.unknown');
    const found = issueId === undefined ? null : await membersOf(this.issues, reader, issueId);
    if (issueId !== undefined && found === null) throw wrongParameter('issue', 'commonIssue.unknown');
    const scope: AnalysisScope = { ...asked, period, division, issue: issueId === undefined || found === null ? null : { issueId, name: found.name } };
    // The reader's own bounds stand beside what was asked: of another place there is nothing to count.
    return analysisOf(scope, await this.counting.countsOf([found?.members ?? readableAppeals(reader), ...analysisFilters(scope)]), directory, now);
  }
}
