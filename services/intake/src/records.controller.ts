import { createHash } from 'node:crypto';
import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { isTrackingNumber, newRecordSchema, raisedAppealSchema, recordChangeSchema, recordKinds, recordListQuerySchema } from '@suqiao/contracts';
import type { AppealAcknowledgement, AppealRecord, Reader, RecordContent, RecordHistory, RecordListQuery, RecordPage, RecordView } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { AllowReaders, CurrentReader } from '@suqiao/infra/auth';
import { decodeCursor, encodeCursor, fieldFault, parseRequest, ProblemError } from '@suqiao/infra/http';
import type { FastifyReply } from 'fastify';
import { idempotencyKeyFrom } from './domain/appeal';
import { canonicalJson } from './domain/canonical';
import { etagOf, versionFrom } from './domain/enterprise';
import { contentFault, mostAmendments, raisedReference, recordCommands, worksOn, type RecordAuthor } from './domain/record';
import { isFederationOfficer } from './domain/record-access';
import { EnterpriseAppeals } from './enterprises.appeals';
import { EnterprisesStore } from './enterprises.store';
import { IntakeService } from './intake.service';
import { recordRow, RecordViews } from './records.views';
import { readableRecords, RecordsStore, type CreationKey, type RecordDocument, type RecordFilter } from './records.store';

/** Where an enterprise is entered provisionally that a record places nowhere. */
const provinceCode = '370000';

/** 走访调研、座谈交流、问卷调查、社情民意信息: write, finish, amend, list, and raise appeals. */
@Controller('api/v1')
@AllowReaders('unitHandler', 'unitHead', 'supervisor', 'administrator')
export class RecordsController {
  constructor(
    @Inject(RecordsStore) private readonly store: RecordsStore,
    @Inject(RecordViews) private readonly views: RecordViews,
    @Inject(EnterprisesStore) private readonly enterprises: EnterprisesStore,
    @Inject(EnterpriseAppeals) private readonly appeals: EnterpriseAppeals,
    @Inject(IntakeService) private readonly intake: IntakeService,
  ) {}

  @Post('records')
  async create(@CurrentReader() reader: Reader, @Headers('idempotency-key') header: string | undefined, @Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<RecordView> {
    requireOfficer(reader);
    const { kind, ...content } = parseRequest(newRecordSchema, body);
    refusePlace(content);
    const key = creationKey(reader, header, { kind, ...content });
    const { subject, name, unitId, divisionCode } = reader;
    const author: RecordAuthor = { subject, name, unitId, divisionCode };
    const record = await this.store.create(kind, content, author, key, new Date());
    if (key !== null && record.createdDigest !== key.createdDigest) throw new ProblemError('idempotency-key-mismatch');
    reply.header('location', `/api/v1/records/${record._id}`);
    return this.#answer(record, reader, reply);
  }

  @Get('records')
  async list(@CurrentReader() reader: Reader, @Query() query: unknown): Promise<RecordPage> {
    requireOfficer(reader);
    const asked = parseRequest(recordListQuerySchema, query, 'parameters');
    const page = await this.store.list([readableRecords(reader), ...filtersOf(asked, reader)], decodeCursor(asked.cursor), asked.limit);
    return { items: page.items.map((record) => recordRow(record, reader)), total: page.total, nextCursor: encodeCursor(page.next) };
  }

  @Get('records/:id')
  async get(@CurrentReader() reader: Reader, @Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<RecordView> {
    return this.#answer(await this.#found(reader, id), reader, reply);
  }

  @Get('records/:id/history')
  async history(@CurrentReader() reader: Reader, @Param('id') id: string): Promise<RecordHistory> {
    const { history } = await this.#found(reader, id);
    return { items: history.map(({ version, at, by, reason, before }) => ({ version, at, byName: by.name, reason, before })) };
  }

  @Put('records/:id')
  async change(@CurrentReader() reader: Reader, @Param('id') id: string, @Headers('if-match') header: string | undefined, @Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<RecordView> {
    const before = await this.#worked(reader, id);
    refuseStale(before, header, true);
    const { reason = null, ...content } = parseRequest(recordChangeSchema, body);
    refusePlace(content);
    const now = new Date();
    refuseContent(before, content, reason, now);
    if (before.history.length >= mostAmendments) throw refused(before, { 'zh-CN': `更正已达 ${String(mostAmendments)} 次`, en: `Amended ${String(mostAmendments)} times already` });
    const amendment = before.state === 'draft' ? null : { version: before.version, at: now.toISOString(), by: { subject: reader.subject, name: reader.name }, reason, before: before.content };
    const after = await this.store.change(before, content, amendment, now);
    if (after === null) throw new ProblemError('precondition-failed');
    if (after.state === 'finished') await this.#nameEnterprises(content, now);
    return this.#answer(after, reader, reply);
  }

  @Post('records/:id/finish')
  @HttpCode(200)
  async finish(@CurrentReader() reader: Reader, @Param('id') id: string, @Headers('if-match') header: string | undefined, @Res({ passthrough: true }) reply: FastifyReply): Promise<RecordView> {
    const before = await this.#worked(reader, id);
    refuseStale(before, header, false);
    if (before.state !== 'draft') throw refused(before, { 'zh-CN': '记录已完成', en: 'The record is finished already' });
    const now = new Date();
    refuseContent({ ...before, state: 'finished' }, before.content, '', now);
    const after = await this.store.finish(before, now);
    if (after === null) throw new ProblemError('precondition-failed');
    await this.#nameEnterprises(after.content, now);
    return this.#answer(after, reader, reply);
  }

  /** One appeal a line, however often the line is sent. */
  @Post('records/:id/appeals')
  @HttpCode(202)
  async raise(@CurrentReader() reader: Reader, @Param('id') id: string, @Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<AppealAcknowledgement> {
    const record = await this.#worked(reader, id);
    if (record.state !== 'finished') throw refused(record, { 'zh-CN': '记录尚未完成，不能提出诉求', en: 'Appeals are raised from a finished record' });
    const { lineId, ...appeal } = parseRequest(raisedAppealSchema, body);
    const reference = raisedReference(id, lineId);
    // The link first: an appeal that is received is never without it, and a link to nothing shows nothing.
    await this.store.note({ _id: reference, recordId: id, lineId, raisedAt: new Date().toISOString(), raisedByName: reader.name });
    const { acknowledgement, replayed } = await this.intake.receive(record.kind, reference, { ...appeal, channelReference: reference });
    reply.header('location', `/api/v1/appeals/${acknowledgement.trackingNumber}`);
    if (replayed) reply.header('idempotent-replayed', 'true');
    return acknowledgement;
  }

  @Get('appeals/:trackingNumber/record')
  async recordOf(@CurrentReader() reader: Reader, @Param('trackingNumber') trackingNumber: string): Promise<AppealRecord> {
    requireOfficer(reader);
    // Whoever may see the record may see what was raised from it.
    const reference = isTrackingNumber(trackingNumber) ? await this.appeals.referenceOf(trackingNumber, {}) : null;
    const isRaised = reference !== null && recordKinds.some((kind) => kind === reference.channel);
    const line = isRaised ? await this.store.lineOf(reference.channelReference) : null;
    if (line === null) throw new ProblemError('not-found');
    return { record: recordRow(await this.#found(reader, line.recordId), reader), lineId: line.lineId };
  }

  async #answer(record: RecordDocument, reader: Reader, reply: FastifyReply): Promise<RecordView> {
    reply.header('etag', etagOf(record.version));
    return this.views.viewOf(record, reader);
  }

  async #found(reader: Reader, id: string): Promise<RecordDocument> {
    requireOfficer(reader);
    const record = await this.store.find(id, [readableRecords(reader)]);
    if (record === null) throw new ProblemError('not-found');
    return record;
  }

  async #worked(reader: Reader, id: string): Promise<RecordDocument> {
    const record = await this.#found(reader, id);
    if (!worksOn(reader, record)) throw new ProblemError('forbidden');
    return record;
  }

  /** Enterprises that took part with code and name enter the register, to be confirmed. */
  async #nameEnterprises({ enterprises, place }: RecordContent, now: Date): Promise<void> {
    for (const { creditCode, name } of enterprises) if (creditCode !== undefined && name !== undefined) await this.enterprises.name(creditCode, name, place.divisionCode ?? provinceCode, now);
  }
}

function requireOfficer(reader: Reader): void {
  if (!isFederationOfficer(reader)) throw new ProblemError('forbidden');
}

function refused({ state }: RecordDocument, detail: { readonly 'zh-CN': string; readonly en: string }): ProblemError {
  return new ProblemError('command-refused', { state, allowed: [...recordCommands[state]], detail });
}

function refusePlace({ place }: RecordContent): void {
  if (place.divisionCode !== undefined && directory.division(place.divisionCode) === undefined) throw new ProblemError('invalid-request', { errors: [fieldFault('/place/divisionCode', 'divisionCode.unknown')] });
}

function refuseContent(record: Pick<RecordDocument, 'kind' | 'state'>, content: RecordContent, reason: string | null, now: Date): void {
  const fault = contentFault(record, content, reason, now);
  if (fault !== null) throw new ProblemError('invalid-request', { errors: [fieldFault(fault.pointer, fault.rule)] });
}

function refuseStale({ version }: RecordDocument, header: string | undefined, needed: boolean): void {
  const asked = versionFrom(header);
  if (asked === null && needed) throw new ProblemError('precondition-required');
  if (asked !== null && asked !== version) throw new ProblemError('precondition-failed');
}

/** @throws ProblemError `invalid-request` for a header that is no key */
function creationKey({ subject }: Reader, header: string | undefined, asked: object): CreationKey | null {
  if (header === undefined) return null;
  const key = idempotencyKeyFrom(header);
  if (key === null) throw new ProblemError('idempotency-key-missing', { detail: { 'zh-CN': '请在 Idempotency-Key 中给出 1 至 255 个可见 ASCII 字符', en: 'Send 1 to 255 visible ASCII characters as Idempotency-Key' } });
  return { createdUnder: `${subject} ${key}`, createdDigest: createHash('sha256').update(canonicalJson(asked)).digest('hex') };
}

function filtersOf({ kind, state, mine, division, creditCode, from, to, q }: RecordListQuery, reader: Reader): RecordFilter[] {
  if (from !== undefined && to !== undefined && from > to) throw new ProblemError('invalid-request', { errors: [{ ...fieldFault('', 'period.reversed'), parameter: 'from' }] });
  // What a person looks for is text, whatever it means to a pattern.
  const part = q === undefined ? null : { $regex: q.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'), $options: 'i' };
  return [
    ...(kind === undefined ? [] : [{ kind }]),
    ...(state === undefined ? [] : [{ state }]),
    ...(mine === true ? [{ 'author.subject': reader.subject }] : []),
    ...(division === undefined ? [] : [{ divisionPath: division }]),
    ...(creditCode === undefined ? [] : [{ creditCodes: creditCode }]),
    ...(from === undefined ? [] : [{ date: { $gte: from } }]),
    ...(to === undefined ? [] : [{ date: { $lte: to } }]),
    ...(part === null ? [] : [{ $or: [{ 'content.title': part }, { 'content.summary': part }, { 'content.remarks': part }] }]),
  ];
}
