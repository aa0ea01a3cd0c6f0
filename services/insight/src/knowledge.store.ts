import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { handlersOf, type CaseEvent, type Level, type Name, type Satisfaction } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { isReadable, readableFilter, type Jurisdiction } from '@suqiao/infra/auth';
import { isDuplicateKey, MONGO } from '@suqiao/infra/mongo';
import type { Connection, mongo } from 'mongoose';
import { appealsCollection, type StoredAppeal } from './appeals.model';
import { weighed, type Matter, type WeighedWord } from './domain/knowledge';
import { maskedText } from './domain/report-personal';
import { wordsOfText } from './knowledge.words';

/** A closed case with its answer, as it is looked for. Its text is not kept, and its answer without personal data. */
export interface AnsweredDocument {
  readonly _id: string;
  readonly trackingNumber: string;
  readonly title: string;
  readonly categoryCode: string | null;
  readonly divisionPath: readonly string[];
  readonly handledBy: readonly string[];
  readonly unitName: Name;
  readonly level: Level;
  readonly answer: string;
  readonly satisfaction: Satisfaction | null;
  readonly closedAt: Date;
  readonly words: readonly WeighedWord[];
  /** The words alone, which the index has. */
  readonly terms: readonly string[];
  /** Of the case's last step that was heard. */
  readonly sequence: number;
}
/** A case that was taken up again, or became confidential: nothing of it is shown, nor kept. */
interface WithdrawnDocument {
  readonly _id: string;
  readonly sequence: number;
}
type StoredAnswered = (AnsweredDocument | WithdrawnDocument) & { readonly _id: string; readonly terms?: readonly string[] };

/** By how many of its heaviest words a case is looked for, and how many of the newest are compared. */
const wordsAsked = 8;
const mostCompared = 400;

/** 相似办结诉求: closed cases with their answers. */
@Injectable()
export class KnowledgeStore implements OnModuleInit {
  readonly #answered: mongo.Collection<StoredAnswered>;
  readonly #appeals: mongo.Collection<StoredAppeal>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#answered = connection.getClient().db(connection.name).collection<StoredAnswered>('insight_answered');
    this.#appeals = appealsCollection(connection);
  }

  async onModuleInit(): Promise<void> {
    await this.#answered.createIndex({ terms: 1, closedAt: -1 }, { name: 'words_newest', partialFilterExpression: { terms: { $exists: true } } });
  }

  /** Takes over a step of a case: one that closes it with an answer is kept, one that takes it up again or hides it lets go of it. */
  async follow({ case: snapshot, transition }: CaseEvent['data']): Promise<void> {
    const { caseId, sequence, answer, closedAt } = snapshot;
    const isShown = snapshot.state === 'closed' && answer !== null && closedAt !== null && !snapshot.confidential && snapshot.outcome === 'answered';
    if (!isShown) {
      // Most steps are of cases that were never closed: there is nothing to let go of.
      if (transition.fromState !== 'closed' && transition.type !== 'confidentialSet') return;
      await this.#answered.replaceOne({ _id: caseId, sequence: { $lt: sequence } }, { sequence } as StoredAnswered);
      return;
    }
    const appeal = await this.#appeals.findOne({ _id: caseId }, { projection: { content: 1, handledBy: 1 } });
    const people = [snapshot.appellantName];
    const words = weighed(wordsOfText(snapshot.title, maskedText(appeal?.content ?? '', people)));
    const document: Omit<AnsweredDocument, '_id'> = {
      trackingNumber: snapshot.trackingNumber, title: snapshot.title, categoryCode: snapshot.categoryCode, divisionPath: directory.divisionPath(snapshot.divisionCode),
      handledBy: [...new Set([...(appeal?.handledBy ?? []), ...handlersOf(snapshot)])], unitName: snapshot.unit.name, level: snapshot.level, answer: maskedText(answer, people), satisfaction: snapshot.satisfaction,
      closedAt: new Date(closedAt), words, terms: words.map(({ word }) => word), sequence,
    };
    try {
      await this.#answered.replaceOne({ _id: caseId, sequence: { $lt: sequence } }, document as StoredAnswered, { upsert: true });
    } catch (error) {
      // This step again, or a newer one was there first.
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** What a case is about, for a reader who may see it; `null` for anybody else. */
  async matterOf(reader: Jurisdiction, caseId: string): Promise<Matter | null> {
    const found = await this.#appeals.findOne({ $and: [{ _id: caseId }, readableFilter(reader)] } as mongo.Filter<StoredAppeal>, { projection: { title: 1, content: 1, appellantName: 1, categoryCode: 1 } });
    if (found === null) return null;
    return { words: weighed(wordsOfText(found.title, maskedText(found.content ?? '', [found.appellantName]))), categoryCode: found.categoryCode };
  }

  /** The newest closed cases with one of a matter's heaviest words, the case itself left out, and whether the reader may see each. */
  async candidates(reader: Jurisdiction, caseId: string, { words }: Matter): Promise<{ readonly document: AnsweredDocument; readonly isReadable: boolean }[]> {
    const asked = words.slice(0, wordsAsked).map(({ word }) => word);
    const found = await this.#answered.find<AnsweredDocument>({ terms: { $in: asked }, _id: { $ne: caseId } }, { sort: { closedAt: -1 }, limit: mostCompared }).toArray();
    return found.map((document) => ({ document, isReadable: isReadable(reader, document) }));
  }
}
