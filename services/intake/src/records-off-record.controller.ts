import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { newOffRecordReaderSchema, newOffRecordSchema } from '@suqiao/contracts';
import type { AuditAction, OffRecord, OffRecordReaders, OffRecordReadings, Reader } from '@suqiao/contracts';
import { AuditTrail } from '@suqiao/infra/audit';
import { AllowReaders, CurrentReader } from '@suqiao/infra/auth';
import { fieldFault, parseRequest, ProblemError } from '@suqiao/infra/http';
import { recordCommands } from './domain/record';
import { grantsOffRecord, hasOffRecord, readsOffRecord } from './domain/record-off-record';
import { OffRecordStore } from './records-off-record.store';
import { readableRecords, RecordsStore, type RecordDocument } from './records.store';

/**
 * 不记名发言: what was said off the record of a closed-door symposium. Who may not read it is told that there is nothing,
 * and every reading is on the access record.
 */
@Controller('api/v1/records/:id/off-record')
@AllowReaders('unitHandler', 'unitHead', 'supervisor', 'analyst', 'administrator')
export class OffRecordController {
  constructor(
    @Inject(RecordsStore) private readonly records: RecordsStore,
    @Inject(OffRecordStore) private readonly store: OffRecordStore,
    @Inject(AuditTrail) private readonly trail: AuditTrail,
  ) {}

  @Post()
  async add(@CurrentReader() reader: Reader, @Param('id') id: string, @Body() body: unknown): Promise<OffRecord['items'][number]> {
    const record = await this.records.find(id, [{ 'author.subject': reader.subject }]);
    if (record === null) throw new ProblemError('not-found');
    if (!hasOffRecord(record)) throw refused(record);
    const { text } = parseRequest(newOffRecordSchema, body);
    const remark = await this.store.add(id, text, new Date());
    return { id: remark._id, text: remark.text, at: remark.at };
  }

  @Get()
  @Header('cache-control', 'no-store')
  async read(@CurrentReader() reader: Reader, @Param('id') id: string): Promise<OffRecord> {
    // No jurisdiction: who was named may read, wherever they sit; nobody else may, whatever their rank.
    const record = await this.records.find(id, []);
    if (record === null || !readsOffRecord(reader, record, await this.store.grantsOf(id))) throw new ProblemError('not-found');
    await this.#note(reader, 'offRecordRead', record);
    const remarks = await this.store.read(id, reader, new Date());
    return { items: remarks.map(({ _id, text, at }) => ({ id: _id, text, at })) };
  }

  @Get('readers')
  async readers(@CurrentReader() reader: Reader, @Param('id') id: string): Promise<OffRecordReaders> {
    return this.#readersOf(await this.#governed(reader, id));
  }

  @Post('readers')
  @HttpCode(200)
  async grant(@CurrentReader() reader: Reader, @Param('id') id: string, @Body() body: unknown): Promise<OffRecordReaders> {
    const record = await this.#governed(reader, id);
    if (!hasOffRecord(record)) throw refused(record);
    const { subject, name } = parseRequest(newOffRecordReaderSchema, body);
    if (subject === reader.subject) throw new ProblemError('invalid-request', { errors: [fieldFault('/subject', 'offRecord.self')] });
    await this.#note(reader, 'offRecordGranted', record, { to: subject, toName: name });
    await this.store.grant(id, { subject, name, grantedBy: { subject: reader.subject, name: reader.name }, grantedAt: new Date().toISOString(), revokedAt: null });
    return this.#readersOf(record);
  }

  @Post('readers/:subject/revoke')
  @HttpCode(200)
  async revoke(@CurrentReader() reader: Reader, @Param('id') id: string, @Param('subject') subject: string): Promise<OffRecordReaders> {
    const record = await this.#governed(reader, id);
    await this.#note(reader, 'offRecordRevoked', record, { from: subject });
    await this.store.revoke(id, subject, new Date());
    return this.#readersOf(record);
  }

  @Get('readings')
  async readings(@CurrentReader() reader: Reader, @Param('id') id: string): Promise<OffRecordReadings> {
    await this.#governed(reader, id);
    const { items, total, truncated } = await this.store.readingsOf(id);
    return { items: items.map(({ subject, name, at, remarks }) => ({ subject, name, at, remarks })), total, truncated };
  }

  /** On the audit trail first: whatever fails after it, nothing is read or opened without an entry. */
  async #note(by: Reader, action: AuditAction, { _id, content, divisionPath }: RecordDocument, details: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.trail.append({ by, action, object: { kind: 'record', id: _id, name: content.title }, reason: null, details: { ...details }, divisionPath });
  }

  /** A record that the reader may see and whose readers they name: its author, or a supervisor above it. */
  async #governed(reader: Reader, id: string): Promise<RecordDocument> {
    const record = await this.records.find(id, [readableRecords(reader)]);
    if (record === null || !grantsOffRecord(reader, record)) throw new ProblemError('not-found');
    return record;
  }

  async #readersOf({ _id }: RecordDocument): Promise<OffRecordReaders> {
    const grants = await this.store.grantsOf(_id);
    return { items: grants.map(({ subject, name, grantedBy, grantedAt, revokedAt }) => ({ subject, name, grantedByName: grantedBy.name, grantedAt, revokedAt })) };
  }
}

function refused({ state }: RecordDocument): ProblemError {
  const detail = { 'zh-CN': '只有已办结的闭门座谈才有不记名发言', en: 'Remarks off the record belong to a closed-door symposium that was held' };
  return new ProblemError('command-refused', { state, allowed: recordCommands[state].filter((command) => command !== 'offRecord'), detail });
}
