import { Inject, Injectable } from '@nestjs/common';
import type { Reader, RecordAppeal, RecordContent, RecordRow, RecordView } from '@suqiao/contracts';
import { appealRow } from './domain/enterprise-appeal';
import { worksOn } from './domain/record';
import { hasOffRecord, readsOffRecord } from './domain/record-off-record';
import { EnterpriseAppeals } from './enterprises.appeals';
import { EnterprisesStore } from './enterprises.store';
import { OffRecordStore } from './records-off-record.store';
import { RecordsStore, type RecordDocument } from './records.store';

/** A record as lists show it to a reader. */
export function recordRow({ _id, kind, state, content, author, version, updatedAt }: RecordDocument, reader: Pick<Reader, 'subject'>): RecordRow {
  return {
    id: _id, kind, state, title: content.title, date: content.date, place: { divisionCode: content.place.divisionCode ?? null, text: content.place.text }, closedDoor: content.closedDoor,
    author: { name: author.name, unitId: author.unitId }, mine: author.subject === reader.subject, version, updatedAt,
  };
}

/** Records as pages show them: with the register's names and the state of every appeal. */
@Injectable()
export class RecordViews {
  constructor(
    @Inject(RecordsStore) private readonly records: RecordsStore,
    @Inject(OffRecordStore) private readonly offRecord: OffRecordStore,
    @Inject(EnterprisesStore) private readonly enterprises: EnterprisesStore,
    @Inject(EnterpriseAppeals) private readonly appeals: EnterpriseAppeals,
  ) {}

  async viewOf(record: RecordDocument, reader: Reader): Promise<RecordView> {
    const { content } = record;
    const [enterprises, appeals, grants] = await Promise.all([this.#enterprisesOf(content), this.appealsOf(record), this.offRecord.grantsOf(record._id)]);
    return {
      ...recordRow(record, reader), host: content.host ?? null, participants: content.participants, enterprises, summary: content.summary, remarks: content.remarks ?? null,
      createdAt: record.createdAt, finishedAt: record.finishedAt, appeals, mayAmend: worksOn(reader, record),
      mayReadOffRecord: hasOffRecord(record) && readsOffRecord(reader, record, grants),
    };
  }

  /** The appeals that were raised from a record, each with the state of its case. */
  async appealsOf({ _id, kind }: RecordDocument): Promise<RecordAppeal[]> {
    const lines = await this.records.linesOf(_id);
    const received = new Map((await this.appeals.byReference(kind, lines.map((line) => line._id))).map((appeal) => [appeal.channelReference, appeal]));
    return lines.flatMap(({ _id: reference, lineId, raisedAt, raisedByName }) => {
      const appeal = received.get(reference);
      return appeal === undefined ? [] : [{ ...appealRow(appeal), lineId, raisedAt, raisedByName }];
    });
  }

  async #enterprisesOf({ enterprises }: RecordContent): Promise<RecordView['enterprises']> {
    const names = new Map((await this.enterprises.named(enterprises.flatMap(({ creditCode }) => creditCode ?? []))).map(({ _id, name }) => [_id, name]));
    return enterprises.map(({ creditCode, name }) => {
      const registered = creditCode === undefined ? undefined : names.get(creditCode);
      return { creditCode: creditCode ?? null, name: registered ?? name ?? creditCode ?? '', registered: registered !== undefined };
    });
  }
}
