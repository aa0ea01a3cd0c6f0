import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { JurisdictionFilter } from '@suqiao/infra/auth';
import type { PagePosition } from '@suqiao/infra/http';
import { MONGO } from '@suqiao/infra/mongo';
import type { Connection, mongo } from 'mongoose';
import type { RowSource } from './domain/enterprise-appeal';
import type { AppealDocument } from './intake.store';

const rowFields = { trackingNumber: 1, channel: 1, channelReference: 1, title: 1, status: 1, receivedAt: 1, appellant: 1, case: 1, lead: 1, 'given.divisionCode': 1 } as const;

/** What a row is made of, with the channel's own number. */
export type AppealSource = RowSource & Pick<AppealDocument, 'channelReference'>;

/** The appeals of one enterprise as it is counted on its page. */
export interface AppealCounts {
  readonly total: number;
  readonly open: number;
  readonly answered: number;
}

/** Intake's appeals, read only: by the enterprise that they name, and by the number that a record gave them. */
@Injectable()
export class EnterpriseAppeals implements OnModuleInit {
  readonly #appeals: mongo.Collection<AppealDocument>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#appeals = connection.getClient().db(connection.name).collection<AppealDocument>('appeals');
  }

  async onModuleInit(): Promise<void> {
    await this.#appeals.createIndex({ 'appellant.creditCode': 1, receivedAt: -1, _id: -1 }, { name: 'credit_code', partialFilterExpression: { 'appellant.creditCode': { $type: 'string' } } });
  }

  /** A page of an enterprise's appeals within a jurisdiction, the newest first. */
  async ofEnterprise(creditCode: string, visible: JurisdictionFilter, after: PagePosition | null, limit: number): Promise<{ items: AppealSource[]; total: number; next: PagePosition | null }> {
    const mine = this.#of(creditCode, visible);
    const beyond = after === null ? {} : { $or: [{ receivedAt: { $lt: after[0] } }, { receivedAt: after[0], _id: { $lt: after[1] } }] };
    const [found, total] = await Promise.all([
      this.#appeals.find<AppealSource>({ $and: [mine, beyond] }, { projection: rowFields, sort: { receivedAt: -1, _id: -1 }, limit: limit + 1 }).toArray(),
      this.#appeals.countDocuments(mine),
    ]);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, total, next: found.length > limit && last !== undefined ? [last.receivedAt, last._id] : null };
  }

  /** How many appeals of an enterprise there are within a jurisdiction, how many go on, and how many have their answer. */
  async countsOf(creditCode: string, visible: JurisdictionFilter): Promise<AppealCounts> {
    const mine = this.#of(creditCode, visible);
    const [total, closed, answered] = await Promise.all([
      this.#appeals.countDocuments(mine),
      this.#appeals.countDocuments({ $and: [mine, { status: 'closed' }] }),
      this.#appeals.countDocuments({ $and: [mine, { 'case.answer': { $type: 'string' } }] }),
    ]);
    return { total, open: total - closed, answered };
  }

  /** The appeals that channels gave these numbers of their own; what was never received is not among them. */
  async byReference(channel: string, references: readonly string[]): Promise<AppealSource[]> {
    return this.#appeals.find<AppealSource>({ channel, channelReference: { $in: [...references] } }, { projection: rowFields }).toArray();
  }

  /** The channel and the channel's own number of an appeal within a jurisdiction. */
  async referenceOf(trackingNumber: string, visible: JurisdictionFilter): Promise<{ readonly channel: string; readonly channelReference: string } | null> {
    return this.#appeals.findOne({ $and: [{ trackingNumber }, visible] }, { projection: { channel: 1, channelReference: 1 } });
  }

  #of(creditCode: string, visible: JurisdictionFilter): mongo.Filter<AppealDocument> {
    return { $and: [{ 'appellant.creditCode': creditCode }, visible] };
  }
}
