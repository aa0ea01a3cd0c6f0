import { Controller, Get, Inject, Query } from '@nestjs/common';
import { insightAppealsQuerySchema, type InsightAppealsPage, type Reader } from '@suqiao/contracts';
import { AllowReaders, CurrentReader } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, parseRequest } from '@suqiao/infra/http';
import { AppealsLists } from './appeals.lists';
import { appealFilters } from './domain/appeal-filters';
import { readableAppeals } from './domain/issue-permission';
import { membersOf } from './issue-members';
import { IssuesStore } from './issues.store';
import { IssuesViews } from './issues.views';

/** Of an issue that the reader may not see there are none, as of one that is not. */
const none = { _id: '' };

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
    const readable = issue === undefined ? readableAppeals(reader) : ((await membersOf(this.issues, reader, issue))?.members ?? none);
    const page = await this.appeals.list([readable, ...appealFilters(asked)], decodeCursor(cursor), limit, each === 'enterprise');
    return { items: await this.views.rowsOfAppeals(page.items, readable), total: page.total, nextCursor: encodeCursor(page.next) };
  }
}
