import { Inject, Injectable } from '@nestjs/common';
import { MONGO } from '@suqiao/infra/mongo';
import type { ClientSession, Connection, mongo } from 'mongoose';
import { appealsCollection, type StoredAppeal } from './appeals.model';
import { correctionsCollection, type CorrectionDocument } from './corrections.model';
import type { StoredReason } from './domain/appeal-document';
import type { GroupedAppeal, StoredDecisions } from './formation.memory';
import { issuesCollection, type IssueDocument, type IssuePicture } from './issues.model';

/** Who groups, and which groups' pictures have to be made anew. */
interface FormationDocument {
  readonly _id: 'formation';
  readonly epoch: number;
  readonly owedGroups: readonly string[];
}

/** Where an appeal is now; reasons where it was just taken. */
export interface Placed {
  readonly appealId: string;
  readonly groupId: string;
  readonly reasons?: readonly StoredReason[];
}

/** What of a group makes its picture, confidential appeals left out. */
export interface GroupFigures {
  readonly appeals: number;
  readonly enterprises: number;
  readonly firstAt: Date | null;
  readonly lastAt: Date | null;
  readonly paths: readonly (readonly string[])[];
  readonly categories: readonly string[];
  /** The latest, at most two hundred. */
  readonly titles: readonly string[];
}

/** Another process groups by now: what this one has in memory is out of date. */
export class NotTheWriterError extends Error {
  override readonly name = 'NotTheWriterError';
}

const titlesRead = 200;
const taken = { _id: 1, title: 1, content: 1, enterprise: 1, divisionCode: 1, receivedAt: 1, groupId: 1 } as const;

/** What the one who groups reads and writes. Every write asks first whether it still is the one. */
@Injectable()
export class FormationStore {
  readonly #connection: Connection;
  readonly #formation: mongo.Collection<FormationDocument>;
  readonly #appeals: mongo.Collection<StoredAppeal>;
  readonly #issues: mongo.Collection<IssueDocument>;
  readonly #corrections: mongo.Collection<CorrectionDocument>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#connection = connection;
    this.#formation = connection.getClient().db(connection.name).collection<FormationDocument>('insight_formation');
    [this.#appeals, this.#issues, this.#corrections] = [appealsCollection(connection), issuesCollection(connection), correctionsCollection(connection)];
  }

  /** Becomes the one who groups. @returns the number that its writes name */
  async begin(): Promise<number> {
    const document = await this.#formation.findOneAndUpdate({ _id: 'formation' }, { $inc: { epoch: 1 }, $setOnInsert: { owedGroups: [] } }, { upsert: true, returnDocument: 'after' });
    return document?.epoch ?? 0;
  }

  /**
   * Writes in one transaction, if nobody else groups by now.
   * @throws NotTheWriterError
   */
  async write(epoch: number, placed: readonly Placed[], owedGroups: readonly string[], more?: (session: ClientSession) => Promise<void>): Promise<void> {
    await this.#connection.transaction(async (session) => {
      const fence = await this.#formation.updateOne({ _id: 'formation', epoch }, { $addToSet: { owedGroups: { $each: [...owedGroups] } } }, { session });
      if (fence.matchedCount === 0) throw new NotTheWriterError('another process groups by now');
      if (placed.length > 0) {
        const writes = placed.map(({ appealId, groupId, reasons }) => ({ updateOne: { filter: { _id: appealId }, update: { $set: { groupId, waiting: false, ...(reasons !== undefined && { reasons: [...reasons] }) } } } }));
        await this.#appeals.bulkWrite(writes, { session, ordered: false });
      }
      await more?.(session);
    }, { writeConcern: { w: 'majority', journal: true } });
  }

  /** Every appeal that is in a group, in the order of intake. @param since older ones are left out, but for those of an issue */
  async *grouped(since: Date | null): AsyncIterable<GroupedAppeal> {
    const ofIssues = since === null ? [] : (await this.#issues.distinct('groupId', { groupId: { $type: 'string' } })).filter((group) => group !== null);
    const filter = since === null ? {} : { $or: [{ receivedAt: { $gte: since } }, { groupId: { $in: ofIssues } }] };
    yield* this.#appeals.find<GroupedAppeal>({ $and: [{ groupId: { $type: 'string' }, content: { $type: 'string' } }, filter] }, { projection: taken, sort: { _id: 1 }, batchSize: 500 });
  }

  /** Appeals that no group has yet, in the order of intake. */
  waiting(limit: number): Promise<GroupedAppeal[]> {
    return this.#appeals.find<GroupedAppeal>({ waiting: true }, { projection: taken, sort: { _id: 1 }, limit }).toArray();
  }

  /** All that people decided and nobody undid. */
  async decisions(): Promise<StoredDecisions> {
    const [corrections, confirmed] = await Promise.all([
      this.#corrections.find({ state: 'applied', undone: false, plan: { $type: 'object' } }, { projection: { plan: 1 }, sort: { appliedSerial: 1 } }).toArray(),
      this.#issues.find({ groupId: { $type: 'string' }, confirmedMembers: { $type: 'array' } }, { projection: { groupId: 1, confirmedMembers: 1 } }).toArray(),
    ]);
    return {
      together: corrections.flatMap(({ plan }) => plan?.together ?? []), apart: corrections.flatMap(({ plan }) => plan?.apart ?? []),
      confirmed: confirmed.flatMap(({ groupId, confirmedMembers }) => (groupId === null || confirmedMembers === null ? [] : [{ group: groupId, members: confirmedMembers }])),
    };
  }

  /** Groups whose pictures have to be made anew; those of appeals that changed otherwise are among them from now on. */
  async owed(epoch: number): Promise<readonly string[]> {
    const changed = await this.#appeals.find({ changed: true }, { projection: { groupId: 1 }, limit: 500 }).toArray();
    if (changed.length > 0) {
      const groups = [...new Set(changed.flatMap(({ groupId }) => groupId ?? []))];
      // Unset before the picture is made: what changes again meanwhile is seen again.
      await this.write(epoch, [], groups, async (session) => {
        await this.#appeals.updateMany({ _id: { $in: changed.map(({ _id }) => _id) } }, { $set: { changed: false } }, { session });
      });
    }
    return (await this.#formation.findOne({ _id: 'formation' }))?.owedGroups ?? [];
  }

  /** A group's picture is made. */
  async paid(groupId: string): Promise<void> {
    await this.#formation.updateOne({ _id: 'formation' }, { $pull: { owedGroups: groupId } });
  }

  /** What makes a group's picture. */
  async figuresOf(groupId: string): Promise<GroupFigures> {
    const match = { groupId, confidential: false };
    const [[sums], paths, titles] = await Promise.all([
      this.#appeals.aggregate<{ appeals: number; enterprises: unknown[]; firstAt: Date; lastAt: Date; categories: (string | null)[] }>([
        { $match: match },
        { $group: { _id: null, appeals: { $sum: 1 }, enterprises: { $addToSet: '$enterprise' }, firstAt: { $min: '$receivedAt' }, lastAt: { $max: '$receivedAt' }, categories: { $addToSet: '$categoryCode' } } },
      ]).toArray(),
      this.#appeals.aggregate<{ _id: string[] }>([{ $match: match }, { $group: { _id: '$divisionPath' } }]).toArray(),
      this.#appeals.find(match, { projection: { title: 1 }, sort: { receivedAt: -1, _id: -1 }, limit: titlesRead }).toArray(),
    ]);
    return {
      appeals: sums?.appeals ?? 0, enterprises: sums?.enterprises.length ?? 0, firstAt: sums?.firstAt ?? null, lastAt: sums?.lastAt ?? null, paths: paths.map(({ _id }) => _id),
      categories: (sums?.categories ?? []).flatMap((code) => code ?? []), titles: titles.map(({ title }) => title),
    };
  }

  /** How many of a group's appeals came after an instant. */
  cameAfter(groupId: string, after: Date, before: Date): Promise<number> {
    return this.#appeals.countDocuments({ groupId, confidential: false, receivedAt: { $gt: after, $lte: before } });
  }

  /** Keeps an issue's picture. @param name where it follows the appeals' words */
  async keepPicture(issueId: string, picture: Partial<IssuePicture>, name: string | null): Promise<void> {
    await this.#issues.updateOne({ _id: issueId }, { $set: picture });
    if (name !== null) await this.#issues.updateOne({ _id: issueId, 'issue.state': 'candidate', nameGiven: false }, { $set: { 'issue.name': name } });
  }

  /** Issues that people confirmed and the grouping does not know as such yet, or the other way round. */
  async confirmations(): Promise<{ readonly fresh: readonly IssueDocument[]; readonly over: readonly IssueDocument[] }> {
    const open = { $nin: ['candidate' as const, 'dismissed' as const, 'joined' as const] };
    const [fresh, over] = await Promise.all([
      this.#issues.find({ groupId: { $type: 'string' }, confirmedMembers: null, 'issue.state': open }).toArray(),
      this.#issues.find({ confirmedMembers: { $type: 'array' }, 'issue.state': { $in: ['candidate', 'dismissed', 'joined'] } }).toArray(),
    ]);
    return { fresh, over };
  }

  /** Sets which appeals of an issue stay together, within a transaction. */
  async confirm(issueId: string, members: readonly string[] | null, session: ClientSession): Promise<void> {
    await this.#issues.updateOne({ _id: issueId }, { $set: { confirmedMembers: members === null ? null : [...members] } }, { session });
  }

  /** Gives an issue another group, or none, within a transaction. */
  async regroup(issueId: string, groupId: string | null, session?: ClientSession): Promise<void> {
    await this.#issues.updateOne({ _id: issueId }, { $set: { groupId } }, session === undefined ? {} : { session });
  }
}
