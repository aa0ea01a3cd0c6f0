import { Inject, Injectable } from '@nestjs/common';
import type { Level, Outcome } from '@suqiao/contracts';
import { MONGO } from '@suqiao/infra/mongo';
import type { Connection, mongo } from 'mongoose';
import { appealsCollection, type StoredAppeal } from './appeals.model';
import type { AnalysisCounts } from './domain/analysis-figures';
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
    const match = { $match: { $and: [...filters] } };
    const counted = (by: unknown) => [{ $group: { _id: by, count: { $sum: 1 } } }];
    // Alike in all that is shown: whatever is counted further is counted of these, not of the appeals once more.
    const alike = { $group: { _id: { day: { $dateToString: { date: '$receivedAt', format: '%Y-%m-%d', timezone: '+08' } }, divisionCode: orNull('$divisionCode'), categoryCode: orNull('$categoryCode'), channel: '$channel', level: orNull('$level'), outcome: orNull('$outcome') }, count: { $sum: 1 } } };
    const further = (by: unknown) => [{ $group: { _id: by, count: { $sum: '$count' } } }];
    const [[found], [enterprises]] = await Promise.all([
      this.#appeals.aggregate<Counted>([match, alike, { $facet: {
        byDay: further('$_id.day'), byDivision: further('$_id.divisionCode'), byCategory: further('$_id.categoryCode'), byPath: further({ channel: '$_id.channel', level: '$_id.level', outcome: '$_id.outcome' }),
      } }]).toArray(),
      this.#appeals.aggregate<{ count: number }>([match, ...counted('$enterprise'), { $count: 'count' }]).toArray(),
    ]);
    return {
      enterprises: enterprises?.count ?? 0,
      byDay: (found?.byDay ?? []).map(({ _id, count }) => ({ day: _id, count })),
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
  readonly byDay: readonly CountedBy<string>[];
  readonly byDivision: readonly CountedBy<string | null>[];
  readonly byCategory: readonly CountedBy<string | null>[];
  readonly byPath: readonly CountedBy<{ readonly channel: string; readonly level: Level | null; readonly outcome: Outcome | null }>[];
}

/** A field that is not there is grouped with those that are null. */
function orNull(field: string): mongo.Document {
  return { $ifNull: [field, null] };
}
