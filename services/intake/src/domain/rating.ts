import { topics, type AppealRated, type AppellantRating, type CaseSnapshot, type NewRating } from '@suqiao/contracts';

/** An appellant's rating of one answer, as stored on the appeal. */
export interface StoredRating {
  readonly ratingId: string;
  /** Of the answer that is rated: after a redo there is another one, which may be rated again. */
  readonly answeredAt: string;
  readonly satisfaction: AppellantRating;
  readonly comment: string | null;
  readonly at: string;
  /** `sent` until the case has decided. */
  readonly state: 'sent' | 'taken' | 'unheeded';
  readonly reason: { readonly zh: string; readonly en: string } | null;
}

/** What of an appeal decides on a rating. */
export interface Rated {
  readonly _id: string;
  readonly trackingNumber: string;
  readonly channel: string;
  readonly case: Pick<CaseSnapshot, 'state' | 'answeredAt' | 'check' | 'outcome'> | null;
  readonly ratings?: readonly StoredRating[];
}

/** What comes of a rating that an appellant sends: it is new, was given before, or is refused. */
export type RatingDecision =
  | { readonly kind: 'new'; readonly answeredAt: string }
  | { readonly kind: 'again'; readonly rating: StoredRating }
  | { readonly kind: 'refused'; readonly rule: 'notAnswered' | 'endedOtherwise' | 'rated' };

/** The rating of the answer that stands now, or `null`. */
export function ratingOfPresentAnswer({ case: own, ratings = [] }: Rated): StoredRating | null {
  return ratings.find(({ answeredAt }) => answeredAt === own?.answeredAt) ?? null;
}

/** Whether an answer stands that its appellant may rate: one that has passed its check, of a case that was not merged or withdrawn. */
function hindrance({ case: own }: Rated): 'notAnswered' | 'endedOtherwise' | null {
  if (own?.outcome === 'merged' || own?.outcome === 'withdrawn') return 'endedOtherwise';
  if (own === null || (own.state !== 'answered' && own.state !== 'closed') || own.answeredAt === null || own.check === 'pending') return 'notAnswered';
  return null;
}

/** Whether the tracking page offers to rate. */
export function mayRate(appeal: Rated): boolean {
  return hindrance(appeal) === null && ratingOfPresentAnswer(appeal) === null;
}

/** Each answer is rated once; the same words again are the same rating, also when a redo has begun because of it. */
export function decideRating(appeal: Rated, { satisfaction, comment = null }: Pick<NewRating, 'satisfaction'> & { readonly comment?: string | null | undefined }): RatingDecision {
  const isSame = (rating: StoredRating) => rating.satisfaction === satisfaction && rating.comment === comment;
  const given = ratingOfPresentAnswer(appeal);
  if (given !== null) return isSame(given) ? { kind: 'again', rating: given } : { kind: 'refused', rule: 'rated' };
  const rule = hindrance(appeal);
  const last = appeal.ratings?.at(-1);
  if (rule !== null && last !== undefined && isSame(last)) return { kind: 'again', rating: last };
  if (rule !== null || appeal.case?.answeredAt == null) return { kind: 'refused', rule: rule ?? 'notAnswered' };
  return { kind: 'new', answeredAt: appeal.case.answeredAt };
}

/** The fact that tells the case of a rating. */
export function eventOfRating({ _id: appealId, trackingNumber, channel }: Rated, { ratingId, answeredAt, satisfaction, comment, at }: StoredRating) {
  const event: AppealRated = {
    specversion: '1.0', id: `${ratingId}:rated`, source: '/suqiao/intake', type: 'appeal.rated', subject: appealId, time: at, datacontenttype: 'application/json',
    dataschema: 'urn:suqiao:schema:appeal.rated:1', partitionkey: appealId, data: { appealId, trackingNumber, channel, ratingId, at, answeredAt, satisfaction, comment },
  };
  return { topic: topics.appealReceived, event };
}
