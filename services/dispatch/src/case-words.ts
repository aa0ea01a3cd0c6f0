import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { CaseSnapshot } from '@suqiao/contracts';
import { segmenter } from '@suqiao/infra/segmenter';
import { loggerFor } from '@suqiao/infra/telemetry';
import type { QueryFilter } from 'mongoose';
import { DispatchStore, type CaseDocument } from './dispatch.store';

const mostWords = 60;
const indexedAtOnce = 500;
/** A tracking number, or its beginning from four characters on. */
const numberLike = /^[A-Z0-9-]{4,40}$/;

/** The words by which a case is found: those of its title and of its appellant, long ones also by their parts. */
export function wordsOf({ title, appellantName }: Pick<CaseSnapshot, 'title' | 'appellantName'>): string[] {
  return [...new Set(meaningful(segmenter().cutForSearch(`${title} ${appellantName}`.normalize('NFKC'), true)))].slice(0, mostWords);
}

/**
 * What a searcher wrote, as a condition on stored cases: the beginning of a tracking number, or every word among the
 * case's words, the last one as its beginning, since it may be half written.
 */
export function foundBy(written: string): QueryFilter<CaseDocument> {
  const asked = written.normalize('NFKC').trim();
  const number = asked.toUpperCase();
  const pieces = meaningful(segmenter().cut(asked, true));
  const last = pieces.pop() ?? asked.toLowerCase();
  // A word of one character that is not the last one says too little, and is cut in another way in a longer text.
  const whole = pieces.filter((piece) => piece.length > 1);
  const byWords = { $and: [...whole.map((words) => ({ words })), { words: { $elemMatch: beginningWith(last) } }] };
  return numberLike.test(number) ? { $or: [{ trackingNumber: beginningWith(number) }, byWords] } : byWords;
}

function beginningWith(text: string): { readonly $gte: string; readonly $lt: string } {
  return { $gte: text, $lt: `${text}\uffff` };
}

function meaningful(pieces: readonly string[]): string[] {
  return pieces.map((piece) => piece.toLowerCase()).filter((piece) => /[\p{L}\p{N}]/u.test(piece));
}

/** Gives their words to cases of releases that kept none, beside the work of the service. */
@Injectable()
export class CaseWords implements OnApplicationBootstrap {
  constructor(@Inject(DispatchStore) private readonly store: DispatchStore) {}

  onApplicationBootstrap(): void {
    this.index().catch((error: unknown) => { loggerFor('dispatch').error({ err: error }, 'cases of an earlier release cannot be found by words yet; the next start goes on'); });
  }

  /** @returns how many cases had no words */
  async index(): Promise<number> {
    let indexed = 0;
    for (;;) {
      const wordless = await this.store.wordless(indexedAtOnce);
      if (wordless.length === 0) return indexed;
      await this.store.putWords(wordless.map((each) => ({ caseId: each._id, words: wordsOf(each) })));
      indexed += wordless.length;
    }
  }
}
