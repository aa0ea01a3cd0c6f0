import { Body, Controller, Get, Headers, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { enterpriseAppealsQuerySchema, enterpriseDetailsSchema, enterpriseListQuerySchema, newEnterpriseSchema } from '@suqiao/contracts';
import type { AppealRowPage, EnterpriseDetails, EnterpriseListQuery, EnterprisePage, EnterpriseView, Reader, RecordPage } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { AllowReaders, CurrentReader, readableFilter } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, fieldFault, parseRequest, ProblemError } from '@suqiao/infra/http';
import type { FastifyReply } from 'fastify';
import { etagOf, fieldsOf, versionFrom } from './domain/enterprise';
import { appealRow } from './domain/enterprise-appeal';
import { isFederationOfficer, readsRegister, withinDivision } from './domain/record-access';
import { EnterpriseAppeals } from './enterprises.appeals';
import { EnterprisesStore, enterpriseOf, placeFacts, type EnterpriseDocument, type EnterpriseFilter } from './enterprises.store';
import { recordRow } from './records.views';
import { readableRecords, RecordsStore } from './records.store';

/** 企业库: look enterprises up, enter and change them, and see what became of theirs. */
@Controller('api/v1/enterprises')
@AllowReaders('unitHandler', 'unitHead', 'supervisor', 'analyst', 'administrator')
export class EnterprisesController {
  constructor(
    @Inject(EnterprisesStore) private readonly store: EnterprisesStore,
    @Inject(EnterpriseAppeals) private readonly appeals: EnterpriseAppeals,
    @Inject(RecordsStore) private readonly records: RecordsStore,
  ) {}

  @Get()
  async list(@CurrentReader() reader: Reader, @Query() query: unknown): Promise<EnterprisePage> {
    requireRegister(reader);
    const asked = parseRequest(enterpriseListQuerySchema, query, 'parameters');
    const page = await this.store.list([withinDivision(reader), ...filtersOf(asked)], decodeCursor(asked.cursor), asked.limit);
    return { items: page.items.map(enterpriseOf), total: page.total, nextCursor: encodeCursor(page.next) };
  }

  @Post()
  async enter(@CurrentReader() reader: Reader, @Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<EnterpriseView> {
    requireOfficer(reader);
    const { creditCode, ...details } = parseRequest(newEnterpriseSchema, body);
    refuseUnknown(details, reader);
    const fields = fieldsOf(details);
    const writing = { by: reader, at: new Date() };
    const entry = (await this.store.enter(creditCode, fields, writing)) ?? (await this.#confirmed(creditCode, fields, reader, writing.at));
    reply.header('location', `/api/v1/enterprises/${creditCode}`);
    return this.#answer(entry, reader, reply);
  }

  @Get(':creditCode')
  async get(@CurrentReader() reader: Reader, @Param('creditCode') creditCode: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<EnterpriseView> {
    return this.#answer(await this.#found(reader, creditCode), reader, reply);
  }

  @Put(':creditCode')
  async change(@CurrentReader() reader: Reader, @Param('creditCode') creditCode: string, @Headers('if-match') header: string | undefined, @Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<EnterpriseView> {
    requireOfficer(reader);
    const before = await this.#found(reader, creditCode);
    const version = versionFrom(header);
    if (version === null) throw new ProblemError('precondition-required');
    const details = parseRequest(enterpriseDetailsSchema, body);
    refuseUnknown(details, reader);
    if (version !== before.version) throw new ProblemError('precondition-failed');
    const after = await this.store.change(before, fieldsOf(details), { by: reader, at: new Date() });
    if (after === null) throw new ProblemError('precondition-failed');
    return this.#answer(after, reader, reply);
  }

  @Get(':creditCode/appeals')
  async appealsOf(@CurrentReader() reader: Reader, @Param('creditCode') creditCode: string, @Query() query: unknown): Promise<AppealRowPage> {
    const { cursor, limit } = parseRequest(enterpriseAppealsQuerySchema, query, 'parameters');
    await this.#found(reader, creditCode);
    const page = await this.appeals.ofEnterprise(creditCode, readableFilter(reader), decodeCursor(cursor), limit);
    return { items: page.items.map(appealRow), total: page.total, nextCursor: encodeCursor(page.next) };
  }

  @Get(':creditCode/records')
  async recordsOf(@CurrentReader() reader: Reader, @Param('creditCode') creditCode: string, @Query() query: unknown): Promise<RecordPage> {
    const { cursor, limit } = parseRequest(enterpriseAppealsQuerySchema, query, 'parameters');
    await this.#found(reader, creditCode);
    const page = await this.records.list([readableRecords(reader), { creditCodes: creditCode }], decodeCursor(cursor), limit);
    return { items: page.items.map((record) => recordRow(record, reader)), total: page.total, nextCursor: encodeCursor(page.next) };
  }

  async #found(reader: Reader, creditCode: string): Promise<EnterpriseDocument> {
    requireRegister(reader);
    const found = await this.store.find(creditCode, [withinDivision(reader)]);
    if (found === null) throw new ProblemError('not-found');
    return found;
  }

  /** Who enters a code that only an appeal or a record has named confirms that entry; one that an officer entered stays. */
  async #confirmed(creditCode: string, fields: ReturnType<typeof fieldsOf>, reader: Reader, at: Date): Promise<EnterpriseDocument> {
    const provisional = await this.store.find(creditCode, [withinDivision(reader), { provisional: true }]);
    const entry = provisional === null ? null : await this.store.change(provisional, fields, { by: reader, at });
    if (entry === null) throw new ProblemError('command-refused', { state: 'registered', allowed: ['change'], detail: { 'zh-CN': '该统一社会信用代码已在企业库中', en: 'This code is in the register already' } });
    return entry;
  }

  async #answer(entry: EnterpriseDocument, reader: Reader, reply: FastifyReply): Promise<EnterpriseView> {
    const [appeals, records] = await Promise.all([
      this.appeals.countsOf(entry._id, readableFilter(reader)),
      this.records.count([readableRecords(reader), { creditCodes: entry._id }]),
    ]);
    reply.header('etag', etagOf(entry.version));
    const history = entry.history.toReversed().map(({ version, at, by, before }) => ({ version, at, byName: by.name, before: { ...before } }));
    return { ...enterpriseOf(entry), appeals, records, history };
  }
}

function requireRegister(reader: Reader): void {
  if (!readsRegister(reader)) throw new ProblemError('forbidden');
}

function requireOfficer(reader: Reader): void {
  if (!isFederationOfficer(reader)) throw new ProblemError('forbidden');
}

/** @throws ProblemError `invalid-request` for codes that the directory does not have, or a division outside the reader's */
function refuseUnknown({ divisionCode, industryCode }: EnterpriseDetails, reader: Reader): void {
  const isKnown = directory.division(divisionCode) !== undefined;
  const faults = [
    ...(isKnown ? [] : [fieldFault('/divisionCode', 'divisionCode.unknown')]),
    ...(isKnown && !directory.divisionPath(divisionCode).includes(reader.divisionCode) ? [fieldFault('/divisionCode', 'divisionCode.outside')] : []),
    ...(industryCode !== undefined && directory.industry(industryCode) === undefined ? [fieldFault('/industryCode', 'industryCode.unknown')] : []),
  ];
  if (faults.length > 0) throw new ProblemError('invalid-request', { errors: faults });
}

function filtersOf({ q, division, industry, size, isPrivate, provisional }: EnterpriseListQuery): EnterpriseFilter[] {
  return [
    ...(q === undefined ? [] : [matching(q)]),
    ...(division === undefined ? [] : [{ divisionPath: division }]),
    ...(industry === undefined ? [] : [{ industryCode: industry.length === 1 ? { $gte: industry, $lt: `${industry}a` } : industry }]),
    ...(size === undefined ? [] : [{ size }]),
    ...(isPrivate === undefined ? [] : [{ isPrivate }]),
    ...(provisional === undefined ? [] : [{ provisional }]),
  ];
}

/** The beginning of a code, or of a name as it is compared: letters and digits only, so that nothing in it is a pattern. */
function matching(q: string): EnterpriseFilter {
  const code = q.toUpperCase();
  const key = placeFacts.key(q);
  const byCode = /^[0-9A-Z]{2,18}$/.test(code) ? [{ _id: { $gte: code, $lt: `${code}a` } }] : [];
  const byName = key === '' ? [] : [{ searchKeys: { $elemMatch: { $gte: key, $lt: `${key}\u{10ffff}` } } }];
  return byCode.length + byName.length === 0 ? { _id: { $in: [] } } : { $or: [...byCode, ...byName] };
}
