import { Controller, Get, Inject, Query } from '@nestjs/common';
import { insightAppealsQuerySchema, type InsightAppealsPage, type Reader } from '@suqiao/contracts';
import { AllowReaders, CurrentReader } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, parseRequest } from '@suqiao/infra/http';
import { AppealsLists } from './appeals.lists';
import { appealFilters } from './domain/appeal-filters';
import { readableAppeals, readableIssues, readableMembers, type StoredFilter } from './domain/issue-permission';
import { IssuesStore } from './issues.store';
import { IssuesViews } from './issues.views';

/** The lists behind figures: appeals as analysts see them. */
@Controller('api/v1/insight/appeals')
@AllowReaders('unitHandler', 'unitHead', 'supervisor', 'analyst', 'administrator')
export class InsightAppealsController {
  constructor(
    @Inject(AppealsLists) private readonly appeals: AppealsLists,
    @Inject(IssuesStore) private readonly issues: IssuesStore,
    @Inject(IssuesViews) private readonly views: IssuesViews,
  ) {}

  @Get()
  async list(@CurrentReader() reader: Reader, @Query() query: unknown): Promise<InsightAppealsPage> {
    const { issue, each, cursor, limit, ...asked } = parseRequest(insightAppealsQuerySchema, query, 'parameters');
    const readable = issue === undefined ? readableAppeals(reader) : await this.#membersOf(reader, issue);
    const page = await this.appeals.list([readable, ...appealFilters(asked)], decodeCursor(cursor), limit, each === 'enterprise');
    return { items: await this.views.rowsOfAppeals(page.items, readable), total: page.total, nextCursor: encodeCursor(page.next) };
  }

  /** Of an issue that the reader may not see there are none, as of one that is not. */
  async #membersOf(reader: Reader, issueId: string): Promise<StoredFilter> {
    const found = await this.issues.find(issueId, [readableIssues(reader)]);
    return found?.groupId == null ? { _id: '' } : { $and: [{ groupId: found.groupId }, readableMembers(reader, found.issue)] };
  }
}
