import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { roleSchema, type Actor, type Name, type Reader } from '@suqiao/contracts';
import { isDuplicateKey, MONGO } from '@suqiao/infra/mongo';
import type { IssueRefusalRule } from '@suqiao/workflows/domain';
import type { ClientSession, Connection, Model, mongo } from 'mongoose';
import { correctionsCollection, correctionsModel, type CorrectionDocument, type CorrectionWish } from './corrections.model';
import { restsOn, type CorrectionPlan } from './domain/correction';

/** What became of a correction. */
export interface AppliedCorrection {
  readonly plan: CorrectionPlan | null;
  readonly text: Name;
  readonly formed: string | null;
  readonly undoes: string | null;
  readonly nameBefore: string | null;
}

/** What analysts asked to be corrected, and what became of it. */
@Injectable()
export class CorrectionsStore implements OnModuleInit {
  readonly #corrections: mongo.Collection<CorrectionDocument>;
  readonly #model: Model<CorrectionDocument>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#model = correctionsModel(connection);
    this.#corrections = correctionsCollection(connection);
  }

  async onModuleInit(): Promise<void> {
    await this.#model.init();
  }

  /** Leaves a correction for the one who groups, once under its id. @returns the one that is stored */
  async ask(correctionId: string, wish: CorrectionWish, { subject, name, role, unitId }: Reader, now: Date): Promise<CorrectionDocument | null> {
    const document: CorrectionDocument = {
      _id: correctionId, ...wish, appealIds: [...wish.appealIds], state: 'asked', refusal: null, by: { subject, name, role, unitId }, at: now, plan: null, text: null, nameBefore: null, formed: null,
      undone: false, appliedSerial: null,
    };
    try {
      await this.#corrections.insertOne(document);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    return this.find(correctionId);
  }

  find(correctionId: string): Promise<CorrectionDocument | null> {
    return this.#corrections.findOne({ _id: correctionId });
  }

  /** What waits, the oldest first. */
  asked(): Promise<CorrectionDocument[]> {
    return this.#corrections.find({ state: 'asked' }, { sort: { at: 1 }, limit: 50 }).toArray();
  }

  /** Of an issue, the newest first: its own, and joins and moves that brought it something. */
  ofIssue(issueId: string): Promise<CorrectionDocument[]> {
    return this.#corrections.find({ $or: [{ issueId }, { other: issueId }], state: 'applied', kind: { $ne: 'undo' } }, { sort: { appliedSerial: -1 }, limit: 200 }).toArray();
  }

  async refuse(correctionId: string, rule: IssueRefusalRule): Promise<void> {
    await this.#corrections.updateOne({ _id: correctionId, state: 'asked' }, { $set: { state: 'refused', refusal: rule } });
  }

  /** Notes that a correction was applied, and another undone by it, within its transaction. */
  async applied({ _id }: CorrectionDocument, { plan, text, formed, undoes, nameBefore }: AppliedCorrection, session: ClientSession): Promise<void> {
    const last = await this.#corrections.findOne({ appliedSerial: { $ne: null } }, { sort: { appliedSerial: -1 }, session });
    await this.#corrections.updateOne({ _id }, { $set: { state: 'applied', plan, text, formed, nameBefore, appliedSerial: (last?.appliedSerial ?? 0) + 1 } }, { session });
    if (undoes !== null) await this.#corrections.updateOne({ _id: undoes }, { $set: { undone: true } }, { session });
  }

  /** Whether a later correction that still holds is about an appeal of this one; a name: whether a later one renamed it. */
  async isRestedOn(correction: CorrectionDocument): Promise<boolean> {
    const later = await this.#corrections.find({ state: 'applied', undone: false, kind: { $ne: 'undo' }, appliedSerial: { $gt: correction.appliedSerial ?? 0 } }).toArray();
    if (correction.kind === 'rename') return later.some(({ kind, issueId }) => kind === 'rename' && issueId === correction.issueId);
    return later.some(({ plan }) => plan !== null && correction.plan !== null && restsOn(plan, correction.plan));
  }

  /** Whoever asked for it, as its record names them. */
  actorOf({ by: { subject, name, role, unitId } }: CorrectionDocument): Actor {
    return { kind: 'person', subject, name, role: roleSchema.parse(role), unitId };
  }
}
