import { Inject, Injectable } from '@nestjs/common';
import type { Level, Outcome } from '@suqiao/contracts';
import { MONGO } from '@suqiao/infra/mongo';
import type { Connection, mongo } from 'mongoose';
import { appealsCollection, province, type StoredAppeal } from './appeals.model';
import type { AnalysisCounts } from './domain/analysis-figures';
import { withoutProvince } from './domain/appeal-filters';
import { dayOf } from './domain/analysis-period';
import type { StoredFilter } from './domain/issue-permission';

/** Counts appeals for the figures of an analysis. */
@Injectable()
export class AnalysisCounting {
  readonly #appeals: mongo.Collection<StoredAppeal>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#appeals = appealsCollection(connection);
  }

  /** Counts what meets every filter, in one reading of the appeals and one of their enterprises. */
  async countsOf(filters: readonly StoredFilter[]): Promise<AnalysisCounts> {
    const match = { $match: { $and: withoutProvince(filters, province) } };
    const counted = (by: unknown) => [{ $group: { _id: by, count: { $sum: 1 } } }];
    // Everything is counted while the appeals pass by once: grouped by all of it first, hardly two of them would be alike.
    const shown = { $project: { _id: 0, divisionCode: 1, categoryCode: 1, channel: 1, level: orNull('$level'), outcome: orNull('$outcome'), day: { $dateTrunc: { date: '$receivedAt', unit: 'day', timezone: '+08' } } } };
    const [[found], [enterprises]] = await Promise.all([
      this.#appeals.aggregate<Counted>([match, shown, { $facet: {
        byDay: counted('$day'), byDivision: counted('$divisionCode'), byCategory: counted('$categoryCode'), byPath: counted({ channel: '$channel', level: '$level', outcome: '$outcome' }),
      } }]).toArray(),
      this.#appeals.aggregate<{ count: number }>([match, ...counted('$enterprise'), { $count: 'count' }], { allowDiskUse: true }).toArray(),
    ]);
    return {
      enterprises: enterprises?.count ?? 0,
      byDay: (found?.byDay ?? []).map(({ _id, count }) => ({ day: dayOf(_id), count })),
      byDivision: (found?.byDivision ?? []).map(({ _id, count }) => ({ divisionCode: _id, count })),
      byCategory: (found?.byCategory ?? []).map(({ _id, count }) => ({ categoryCode: _id, count })),
      byPath: (found?.byPath ?? []).map(({ _id, count }) => ({ ..._id, count })),
    };
  }
}

interface CountedBy<Key> {
  readonly _id: Key;
  readonly count: number;
}
interface Counted {
  readonly byDay: readonly CountedBy<Date>[];
  readonly byDivision: readonly CountedBy<string | null>[];
  readonly byCategory: readonly CountedBy<string | null>[];
  readonly byPath: readonly CountedBy<{ readonly channel: string; readonly level: Level | null; readonly outcome: Outcome | null }>[];
}

/** Within a key of several fields, one that is not there is grouped with those that are null. */
function orNull(field: string): mongo.Document {
  return { $ifNull: [field, null] };
}
