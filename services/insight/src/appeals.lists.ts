import { Inject, Injectable } from '@nestjs/common';
import type { PagePosition } from '@suqiao/infra/http';
import { MONGO } from '@suqiao/infra/mongo';
import type { Connection, mongo } from 'mongoose';
import { appealsCollection, province, type StoredAppeal } from './appeals.model';
import type { AppealDocument } from './domain/appeal-document';
import { withoutProvince } from './domain/appeal-filters';
import type { StoredFilter } from './domain/issue-permission';

/** Appeals of a group that are alike in all that figures are about. */
export interface AlikeAppeals {
  readonly groupId: string;
  readonly divisionCode: string | null;
  readonly channel: string;
  readonly categoryCode: string | null;
  /** The instant at which their week began, Asia/Shanghai. */
  readonly week: Date;
  readonly count: number;
}

/** What figures of some groups are made of, for one reader. */
export interface GroupCounts {
  readonly alike: readonly AlikeAppeals[];
  /** Enterprises of each group. */
  readonly enterprises: ReadonlyMap<string, number>;
}

/** Lists and figures of appeals. Both ask by the same filters, so that a figure is the length of its list. */
@Injectable()
export class AppealsLists {
  readonly #appeals: mongo.Collection<StoredAppeal>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#appeals = appealsCollection(connection);
  }

  /**
   * A page of appeals, the newest first, and how many there are in all.
   * @param eachEnterprise the latest of each enterprise only
   */
  async list(filters: readonly StoredFilter[], after: PagePosition | null, limit: number, eachEnterprise: boolean): Promise<{ items: AppealDocument[]; total: number; next: PagePosition | null }> {
    const all: mongo.Document[] = [{ $match: { $and: withoutProvince(filters, province) } }];
    // The latest of each is found by what orders them: whole appeals would be sorted and kept for nothing.
    if (eachEnterprise) all.push({ $group: { _id: '$enterprise', latest: { $max: { receivedAt: '$receivedAt', _id: '$_id' } } } }, { $replaceRoot: { newRoot: '$latest' } });
    const beyond = after === null ? [] : [{ $match: { $or: [{ receivedAt: { $lt: new Date(after[0]) } }, { receivedAt: new Date(after[0]), _id: { $lt: after[1] } }] } }];
    const [found, [counted]] = await Promise.all([
      this.#appeals.aggregate<AppealDocument>([...all, ...beyond, { $sort: { receivedAt: -1, _id: -1 } }, { $limit: limit + 1 }, { $project: { content: 0, outbox: 0 } }], { allowDiskUse: true }).toArray(),
      this.#appeals.aggregate<{ total: number }>([...all, { $count: 'total' }], { allowDiskUse: true }).toArray(),
    ]);
    const items = eachEnterprise ? await this.#whole(found.slice(0, limit), filters) : found.slice(0, limit);
    const last = items.at(-1);
    return { items, total: counted?.total ?? 0, next: found.length > limit && last !== undefined ? [last.receivedAt.toISOString(), last._id] : null };
  }

  /** Appeals of which only what orders them was read, in their order, if they still meet every filter. */
  async #whole(found: readonly Pick<AppealDocument, '_id'>[], filters: readonly StoredFilter[]): Promise<AppealDocument[]> {
    const read = await this.#appeals.find({ $and: [{ _id: { $in: found.map(({ _id }) => _id) } }, ...filters] } as mongo.Filter<StoredAppeal>, { projection: { content: 0, outbox: 0 } }).toArray();
    const byId = new Map(read.map((appeal) => [appeal._id, appeal]));
    return found.flatMap(({ _id }) => byId.get(_id) ?? []);
  }

  /** Numbers of some appeals that meet a filter. */
  async numbersOf(appealIds: readonly string[], filter: StoredFilter): Promise<Map<string, string>> {
    const found = appealIds.length === 0 ? [] : await this.#appeals.find({ $and: [{ _id: { $in: [...appealIds] } }, filter] } as mongo.Filter<StoredAppeal>, { projection: { trackingNumber: 1 } }).toArray();
    return new Map(found.map(({ _id, trackingNumber }) => [_id, trackingNumber]));
  }

  /** What figures of some groups are made of. */
  async countsOf(groupIds: readonly string[], filter: StoredFilter): Promise<GroupCounts> {
    const match = { $match: { $and: [{ groupId: { $in: [...groupIds] } }, filter] } };
    const week = { $dateTrunc: { date: '$receivedAt', unit: 'week', timezone: '+08', startOfWeek: 'monday' } };
    const [alike, enterprises] = await Promise.all([
      this.#appeals.aggregate<{ _id: Omit<AlikeAppeals, 'count'>; count: number }>([match, { $group: { _id: { groupId: '$groupId', divisionCode: '$divisionCode', channel: '$channel', categoryCode: '$categoryCode', week }, count: { $sum: 1 } } }]).toArray(),
      this.#appeals.aggregate<{ _id: string; count: number }>([match, { $group: { _id: { groupId: '$groupId', enterprise: '$enterprise' } } }, { $group: { _id: '$_id.groupId', count: { $sum: 1 } } }]).toArray(),
    ]);
    return { alike: alike.map(({ _id, count }) => ({ ..._id, count })), enterprises: new Map(enterprises.map(({ _id, count }) => [_id, count])) };
  }

  /** How many appeals meet every filter. */
  count(filters: readonly StoredFilter[]): Promise<number> {
    return this.#appeals.countDocuments({ $and: [...filters] } as mongo.Filter<StoredAppeal>);
  }
}
