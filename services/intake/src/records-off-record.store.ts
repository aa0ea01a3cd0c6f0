import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { MONGO } from '@suqiao/infra/mongo';
import { Schema, type Connection, type Model } from 'mongoose';
import type { OffRecordGrant } from './domain/record-off-record';

/** A remark off the record. Who made it is not kept. */
export interface OffRecordRemark {
  readonly _id: string;
  recordId: string;
  text: string;
  at: string;
}
interface GrantsDocument {
  readonly _id: string;
  grants: OffRecordGrant[];
}

/** One reading of a record's remarks. */
export interface OffRecordReading {
  readonly _id: string;
  recordId: string;
  subject: string;
  name: string;
  at: string;
  remarks: number;
}

const remarkSchema = new Schema({ _id: { type: String, required: true }, recordId: String, text: String, at: String }, { collection: 'off_record_remarks', versionKey: false });
remarkSchema.index({ recordId: 1, at: 1, _id: 1 }, { name: 'record' });
const grantsSchema = new Schema({ _id: { type: String, required: true }, grants: [Schema.Types.Mixed] }, { collection: 'off_record_grants', versionKey: false });
const readingSchema = new Schema({ _id: { type: String, required: true }, recordId: String, subject: String, name: String, at: String, remarks: Number }, { collection: 'off_record_readings', versionKey: false });
readingSchema.index({ recordId: 1, at: -1, _id: -1 }, { name: 'record' });

/** How many readings are shown at once. */
const readingsShown = 500;

/** 不记名发言 of closed-door symposia, apart from everything else: the remarks, who may read them, and who did. */
@Injectable()
export class OffRecordStore implements OnModuleInit {
  readonly #remarks: Model<OffRecordRemark>;
  readonly #grants: Model<GrantsDocument>;
  readonly #readings: Model<OffRecordReading>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#remarks = connection.models['OffRecordRemark'] ?? connection.model<OffRecordRemark>('OffRecordRemark', remarkSchema);
    this.#grants = connection.models['OffRecordGrants'] ?? connection.model<GrantsDocument>('OffRecordGrants', grantsSchema);
    this.#readings = connection.models['OffRecordReading'] ?? connection.model<OffRecordReading>('OffRecordReading', readingSchema);
  }

  async onModuleInit(): Promise<void> {
    await Promise.all([this.#remarks.init(), this.#grants.init(), this.#readings.init()]);
  }

  async add(recordId: string, text: string, now: Date): Promise<OffRecordRemark> {
    const remark: OffRecordRemark = { _id: randomUUID(), recordId, text, at: now.toISOString() };
    await this.#remarks.create(remark);
    return remark;
  }

  /** The remarks of a record, handed out only once the reading is on the access record. */
  async read(recordId: string, reader: { readonly subject: string; readonly name: string }, now: Date): Promise<OffRecordRemark[]> {
    const remarks = await this.#remarks.find({ recordId }).sort({ at: 1, _id: 1 }).lean<OffRecordRemark[]>().exec();
    await this.#readings.create({ _id: randomUUID(), recordId, subject: reader.subject, name: reader.name, at: now.toISOString(), remarks: remarks.length });
    return remarks;
  }

  /** Who was let in, in turn, also who no longer is. */
  async grantsOf(recordId: string): Promise<OffRecordGrant[]> {
    return (await this.#grants.findById(recordId).lean<GrantsDocument>().exec())?.grants ?? [];
  }

  /** Lets somebody in; who is in already stays so. */
  async grant(recordId: string, grant: OffRecordGrant): Promise<void> {
    const isIn = { grants: { $elemMatch: { subject: grant.subject, revokedAt: null } } };
    await this.#grants.updateOne({ _id: recordId }, { $setOnInsert: { grants: [] } }, { upsert: true }).exec();
    await this.#grants.updateOne({ _id: recordId, $nor: [isIn] }, { $push: { grants: grant } }).exec();
  }

  /** Takes a permission back; what was granted and taken back stays on record. */
  async revoke(recordId: string, subject: string, now: Date): Promise<void> {
    await this.#grants.updateOne({ _id: recordId }, { $set: { 'grants.$[open].revokedAt': now.toISOString() } }, { arrayFilters: [{ 'open.subject': subject, 'open.revokedAt': null }] }).exec();
  }

  /** Who read, the newest first, and how often in all. */
  async readingsOf(recordId: string): Promise<{ readonly items: OffRecordReading[]; readonly total: number; readonly truncated: boolean }> {
    const [items, total] = await Promise.all([
      this.#readings.find({ recordId }).sort({ at: -1, _id: -1 }).limit(readingsShown).lean<OffRecordReading[]>().exec(),
      this.#readings.countDocuments({ recordId }).exec(),
    ]);
    return { items, total, truncated: total > items.length };
  }
}
