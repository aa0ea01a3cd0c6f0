import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { handlersOf, type AppealClassified, type CaseSnapshot, type CaseState } from '@suqiao/contracts';
import { directory, enterpriseKey } from '@suqiao/directory';
import { PoisonError } from '@suqiao/infra/kafka';
import { Batcher, duplicateKey, MONGO } from '@suqiao/infra/mongo';
import { mongo, type Connection } from 'mongoose';
import { anyAppellantWithinMs, sameAppellantWithinMs, type NearAppeal } from './domain/near-duplicate';
import { comparable, sketchOf } from './domain/near-text';
import { keywordsOf } from './duplicates.keywords';

/** What of an appeal decides on who may see it, and what may become of it: as the last event of its case told it. */
export interface CaseScope {
  readonly caseState: CaseState | null;
  readonly sequence: number;
  readonly divisionPath: readonly string[];
  readonly handledBy: readonly string[];
  readonly confidential: boolean;
  readonly mergedInto: string | null;
}

/** An appeal as it is looked for, with what a proposal shows of it. Its text is not kept. */
export interface Candidate extends NearAppeal, CaseScope {
  readonly trackingNumber: string;
  readonly title: string;
  readonly appellantName: string;
}

interface CandidateDocument extends Omit<Candidate, 'appealId' | 'sketch'>, CaseScope {
  readonly _id: string;
  readonly hashes: mongo.Binary;
  readonly whole: boolean;
  readonly bands: readonly number[];
  readonly expiresAt: Date;
}

/** Where an appeal lies whose jurisdiction nobody knows yet. */
const provinceCode = '370000';
/** How many of a kind are compared with one new appeal: the newest. What costs time does not grow with the store. */
const mostOfAppellant = 50;
const mostOfText = 20;
const mostOfBands = 64;

/** What a case event tells a candidate, read before it waits for others. */
interface FollowedCase {
  readonly caseId: string;
  readonly scope: CaseScope;
  readonly expiresAt: Date;
}

/** The appeals of the last months, as they are looked for. They leave by themselves, so that the index stays as it is. */
@Injectable()
export class DuplicateCandidates implements OnModuleInit {
  readonly #candidates: mongo.Collection<CandidateDocument>;
  readonly #follower = new Batcher<FollowedCase, true>({ run: (batch) => this.#followAll(batch), longestBatch: 100, mostInFlight: 2 });

  constructor(@Inject(MONGO) connection: Connection) {
    this.#candidates = connection.getClient().db(connection.name).collection<CandidateDocument>('duplicate_candidates');
  }

  async onModuleInit(): Promise<void> {
    await this.#candidates.createIndexes([
      { key: { creditCode: 1, receivedAt: -1 }, name: 'credit_code', partialFilterExpression: { creditCode: { $type: 'string' } } },
      { key: { nameKey: 1, receivedAt: -1 }, name: 'name' },
      { key: { exactHash: 1, receivedAt: -1 }, name: 'text' },
      { key: { bands: 1, receivedAt: -1 }, name: 'bands' },
      { key: { expiresAt: 1 }, name: 'expiry', expireAfterSeconds: 0 },
    ]);
  }

  /** Keeps an appeal for comparison. One that is there, or whose case was heard of first, stays what it is. */
  async enter(candidate: Candidate): Promise<void> {
    const { appealId, sketch, caseState, sequence, divisionPath, handledBy, confidential, mergedInto, ...told } = candidate;
    const fields = { ...told, hashes: new mongo.Binary(Buffer.from(Uint32Array.from(sketch.hashes).buffer)), whole: sketch.whole, bands: sketch.bands, expiresAt: expiryOf(candidate.receivedAt) };
    await this.#candidates.updateOne({ _id: appealId }, { $set: fields, $setOnInsert: { caseState, sequence, divisionPath, handledBy, confidential, mergedInto } }, { upsert: true });
  }

  /** The newest of those that may be alike: of the appellant, with the same text, or with a band in common. */
  async near(appeal: Candidate): Promise<Candidate[]> {
    const within = (spanInMs: number) => ({ $gte: new Date(appeal.receivedAt.getTime() - spanInMs), $lte: new Date(appeal.receivedAt.getTime() + spanInMs) });
    const newest = (filter: mongo.Filter<CandidateDocument>, spanInMs: number, limit: number) =>
      this.#candidates.find({ ...filter, receivedAt: within(spanInMs) }, { sort: { receivedAt: -1 }, limit }).toArray();
    const found = await Promise.all([
      appeal.creditCode === null ? [] : newest({ creditCode: appeal.creditCode }, sameAppellantWithinMs, mostOfAppellant),
      appeal.nameKey === '' ? [] : newest({ nameKey: appeal.nameKey }, sameAppellantWithinMs, mostOfAppellant),
      newest({ exactHash: appeal.exactHash }, anyAppellantWithinMs, mostOfText),
      appeal.sketch.bands.length === 0 ? [] : newest({ bands: { $in: [...appeal.sketch.bands] } }, anyAppellantWithinMs, mostOfBands),
    ]);
    const others = new Map(found.flat().filter(({ _id, mergedInto }) => _id !== appeal.appealId && mergedInto === null).map((document) => [document._id, document]));
    return [...others.values()].map(candidateFrom);
  }

  /** The appeals with these ids as they are known by now. */
  async byId(ids: readonly string[]): Promise<Candidate[]> {
    return (await this.#candidates.find({ _id: { $in: [...ids] }, title: { $type: 'string' } }).toArray()).map(candidateFrom);
  }

  /** Takes over what a case event says, if nothing newer was heard. @throws PoisonError for a division that nobody knows */
  async follow(snapshot: CaseSnapshot): Promise<void> {
    // Before the batch, which fails as one: poison must take no other event along.
    await this.#follower.submit({ caseId: snapshot.caseId, scope: scopeOf(snapshot), expiresAt: expiryOf(new Date(snapshot.receivedAt)) });
  }

  async #followAll(batch: readonly FollowedCase[]): Promise<true[]> {
    try {
      await this.#candidates.bulkWrite(batch.map(({ caseId, scope: { handledBy, ...scope }, expiresAt }) => (
        // Whose appeal is not here yet waits for it under its id; what has left by its age comes back for as long, and empty.
        { updateOne: { filter: { _id: caseId, sequence: { $lt: scope.sequence } }, update: { $set: scope, $addToSet: { handledBy: { $each: [...handledBy] } }, $setOnInsert: { expiresAt } }, upsert: true } }
      )), { ordered: false });
    } catch (error) {
      // Something newer is there already.
      if (!(error instanceof mongo.MongoBulkWriteError) || ![error.writeErrors].flat().every(({ code }) => code === duplicateKey)) throw error;
    }
    return batch.map(() => true);
  }
}

/** A classified appeal as it is looked for. */
export function candidateOf({ appeal, sorting }: AppealClassified['data']): Candidate {
  const { title, content, appellantName } = appeal;
  const what = (text: string) => text.replaceAll(appellantName, '');
  return {
    appealId: appeal.appealId, trackingNumber: appeal.trackingNumber, channel: appeal.channel, channelReference: appeal.channelReference, receivedAt: new Date(appeal.receivedAt),
    title, appellantName, creditCode: appeal.creditCode, nameKey: enterpriseKey(appellantName),
    exactHash: createHash('sha256').update(comparable(`${title}\n${content}`)).digest('hex'), sketch: sketchOf(what(`${title}\n${content}`)), keywords: keywordsOf(what(title), what(content)),
    caseState: null, sequence: 0, divisionPath: pathOf(sorting.jurisdiction.value ?? provinceCode), handledBy: [], confidential: appeal.confidential, mergedInto: null,
  };
}

/** What a case event says of its appeal. */
export function scopeOf(snapshot: CaseSnapshot): CaseScope {
  return {
    caseState: snapshot.state, sequence: snapshot.sequence, divisionPath: pathOf(snapshot.divisionCode), handledBy: handlersOf(snapshot), confidential: snapshot.confidential,
    mergedInto: snapshot.mergedInto?.trackingNumber ?? null,
  };
}

function candidateFrom({ _id, hashes, whole, bands, ...rest }: CandidateDocument): Candidate {
  // A copy, because what the driver hands out need not begin where 32-bit numbers may.
  return { ...rest, appealId: _id, sketch: { hashes: [...new Uint32Array(Uint8Array.from(hashes.buffer).buffer)], whole, bands } };
}

function expiryOf(receivedAt: Date): Date {
  return new Date(receivedAt.getTime() + sameAppellantWithinMs + anyAppellantWithinMs);
}

function pathOf(divisionCode: string): string[] {
  if (directory.division(divisionCode) === undefined) throw new PoisonError(`division ${divisionCode} is not in the directory`);
  return directory.divisionPath(divisionCode);
}
