import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { caseStates, type CaseSnapshot, type CaseState, type DuplicateReason, type DuplicateState, type Transition } from '@suqiao/contracts';
import type { JurisdictionFilter } from '@suqiao/infra/auth';
import type { PagePosition } from '@suqiao/infra/http';
import { duplicateKey, MONGO } from '@suqiao/infra/mongo';
import { lifecycle } from '@suqiao/workflows/domain';
import { mongo, type Connection } from 'mongoose';
import { isMergedByRule, type MergeRule } from './domain/merge-rule';
import type { DuplicateJudgement } from './domain/near-duplicate';
import { scopeOf, type Candidate, type CaseScope } from './duplicates.candidates';

/** One of a proposal's appeals as stored. */
export interface StoredSide extends CaseScope {
  readonly caseId: string;
  readonly trackingNumber: string;
  readonly channel: string;
  readonly title: string;
  readonly appellantName: string;
  readonly creditCode: string | null;
  readonly receivedAt: string;
}

/** A proposal as stored, under `earlier:later`: one a pair, for ever. */
export interface ProposalDocument {
  readonly _id: string;
  kind: 'exact' | 'near';
  score: number;
  reason: DuplicateReason;
  earlier: StoredSide;
  later: StoredSide;
  sideIds: readonly string[];
  state: DuplicateState;
  proposedAt: string;
  decidedAt: string | null;
  decidedByName: string | null;
  refusal: string | null;
  /** The rule merges it, and the order was not given yet. */
  byRule: boolean;
  /** The later case's sequence at which it was merged, or the merge undone. */
  decidedSequence: number;
}
export type ProposalFilter = mongo.Filter<ProposalDocument>;

/** A pair of appeals, and why they may be one. */
export interface JudgedPair {
  readonly one: Candidate;
  readonly other: Candidate;
  readonly judgement: DuplicateJudgement;
}

const sides = ['earlier', 'later'] as const;
/** States of a case that may be merged into another, by the table of its life. */
export const mergeableStates: readonly CaseState[] = caseStates.filter((state) => 'merge' in lifecycle[state]);
/** Proposals that can be accepted as things stand. */
export const mergeableNow: ProposalFilter = { state: 'proposed', 'later.caseState': { $in: mergeableStates }, 'earlier.caseState': { $nin: ['closed', null] } };

/** What a reader may see of proposals: those of which they may see both appeals. */
export function bothReadable(readable: JurisdictionFilter): ProposalFilter {
  const of = (side: (typeof sides)[number]) => Object.fromEntries(Object.entries(readable).map(([field, condition]) => [`${side}.${field}`, condition]));
  return { $and: sides.map(of) };
}

/** Proposals that two appeals are one, and what became of them. */
@Injectable()
export class DuplicatesStore implements OnModuleInit {
  readonly #proposals: mongo.Collection<ProposalDocument>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#proposals = connection.getClient().db(connection.name).collection<ProposalDocument>('duplicate_proposals');
  }

  async onModuleInit(): Promise<void> {
    await this.#proposals.createIndexes([
      { key: { sideIds: 1 }, name: 'sides' },
      { key: { byRule: 1 }, name: 'by_rule', partialFilterExpression: { byRule: true } },
      { key: { 'later.divisionPath': 1, state: 1, proposedAt: -1, _id: -1 }, name: 'division_state' },
      { key: { 'later.handledBy': 1, state: 1, proposedAt: -1, _id: -1 }, name: 'unit_state' },
    ]);
  }

  /** Proposes pairs. One that was proposed before, and whatever became of it, stays as it is. */
  async propose(pairs: readonly JudgedPair[], rule: MergeRule, now: Date): Promise<void> {
    if (pairs.length === 0) return;
    try {
      await this.#proposals.insertMany(pairs.map((pair) => proposalOf(pair, rule, now)), { ordered: false });
    } catch (error) {
      if (!(error instanceof mongo.MongoBulkWriteError) || ![error.writeErrors].flat().every(({ code }) => code === duplicateKey)) throw error;
    }
  }

  /** Brings what is known of an appeal by now into its proposals. */
  async refresh(caseId: string, scope: CaseScope): Promise<void> {
    const { caseState, sequence, divisionPath, handledBy, confidential, mergedInto } = scope;
    const rest = { caseState, sequence, divisionPath, confidential, mergedInto };
    await Promise.all(sides.map(async (side) => {
      const fields = Object.fromEntries(Object.entries(rest).map(([field, value]) => [`${side}.${field}`, value]));
      await this.#proposals.updateMany(
        { sideIds: caseId, [`${side}.caseId`]: caseId, [`${side}.sequence`]: { $lt: scope.sequence } },
        { $set: fields, $addToSet: { [`${side}.handledBy`]: { $each: [...handledBy] } } } as mongo.UpdateFilter<ProposalDocument>,
      );
    }));
  }

  /** Takes over a step of a case: its scope in every proposal, and what a merge or its undoing decides. */
  async follow(snapshot: CaseSnapshot, transition: Transition): Promise<void> {
    if ((await this.#proposals.findOne({ sideIds: snapshot.caseId }, { projection: { _id: 1 } })) === null) return;
    await this.refresh(snapshot.caseId, scopeOf(snapshot));
    const decision = { decidedAt: transition.at, decidedByName: transition.by.kind === 'person' ? transition.by.name : null, decidedSequence: snapshot.sequence };
    const isNewer = { 'later.caseId': snapshot.caseId, decidedSequence: { $lt: snapshot.sequence } };
    if (transition.type === 'merged' && snapshot.mergedInto !== null) {
      await this.#proposals.updateOne({ _id: proposalId(snapshot.mergedInto.caseId, snapshot.caseId), ...isNewer }, { $set: { ...decision, state: 'merged' } });
    }
    if (transition.type === 'unmerged') await this.#proposals.updateMany({ sideIds: snapshot.caseId, ...isNewer, state: 'merged' }, { $set: { ...decision, state: 'undone' } });
  }

  /** Open proposals that the rule merges and whose cases can be merged now, the oldest first. */
  toMergeByRule(limit: number): Promise<ProposalDocument[]> {
    return this.#proposals.find({ byRule: true, ...mergeableNow, 'earlier.confidential': false, 'later.confidential': false }, { sort: { proposedAt: 1 }, limit }).toArray();
  }

  /** The order was given, or the case refused it: what becomes of the proposal its events tell. */
  async givenByRule(id: string): Promise<void> {
    await this.#proposals.updateOne({ _id: id }, { $set: { byRule: false } });
  }

  /** A person says that they are two matters. @returns `null` when the proposal is no longer open */
  refuse(id: string, by: string, reason: string, now: Date): Promise<ProposalDocument | null> {
    return this.#proposals.findOneAndUpdate({ _id: id, state: 'proposed' }, { $set: { state: 'refused', decidedAt: now.toISOString(), decidedByName: by, refusal: reason } }, { returnDocument: 'after' });
  }

  /** A proposal that meets every filter, or `null`. */
  find(id: string, filters: readonly ProposalFilter[]): Promise<ProposalDocument | null> {
    return this.#proposals.findOne({ $and: [{ _id: id }, ...filters] });
  }

  /** A page of proposals, the newest first. */
  async list(filters: readonly ProposalFilter[], after: PagePosition | null, limit: number): Promise<{ items: ProposalDocument[]; total: number; next: PagePosition | null }> {
    const beyond: ProposalFilter[] = after === null ? [] : [{ $or: [{ proposedAt: { $lt: after[0] } }, { proposedAt: after[0], _id: { $lt: after[1] } }] }];
    const [found, total] = await Promise.all([
      this.#proposals.find({ $and: [...filters, ...beyond] }, { sort: { proposedAt: -1, _id: -1 }, limit: limit + 1 }).toArray(),
      this.#proposals.countDocuments({ $and: [...filters] }),
    ]);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, total, next: found.length > limit && last !== undefined ? [last.proposedAt, last._id] : null };
  }
}

/** Ids are UUIDv7: their order is that of intake, and a merge goes into the earlier one. */
function proposalId(earlierId: string, laterId: string): string {
  return `${earlierId}:${laterId}`;
}

function proposalOf({ one, other, judgement }: JudgedPair, rule: MergeRule, now: Date): ProposalDocument {
  const [earlier, later] = one.appealId < other.appealId ? [one, other] : [other, one];
  return {
    _id: proposalId(earlier.appealId, later.appealId), ...judgement, earlier: sideOf(earlier), later: sideOf(later), sideIds: [earlier.appealId, later.appealId],
    state: 'proposed', proposedAt: now.toISOString(), decidedAt: null, decidedByName: null, refusal: null, decidedSequence: 0,
    byRule: isMergedByRule({ ...judgement, confidential: one.confidential || other.confidential }, rule),
  };
}

function sideOf({ appealId, trackingNumber, channel, title, appellantName, creditCode, receivedAt, caseState, sequence, divisionPath, handledBy, confidential, mergedInto }: Candidate): StoredSide {
  return { caseId: appealId, trackingNumber, channel, title, appellantName, creditCode, receivedAt: receivedAt.toISOString(), caseState, sequence, divisionPath, handledBy, confidential, mergedInto };
}
