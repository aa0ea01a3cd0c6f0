import type { DuplicateReason } from '@suqiao/contracts';
import { keywordLikeness, type Keyword } from './near-keywords';
import { similarityOf, type TextSketch } from './near-text';

/** An appeal as it is compared with others. */
export interface NearAppeal {
  readonly appealId: string;
  readonly channel: string;
  readonly channelReference: string;
  readonly receivedAt: Date;
  readonly creditCode: string | null;
  /** The appellant's name as names are compared; `''` when it has no letters. */
  readonly nameKey: string;
  /** Digest of the whole comparable text. */
  readonly exactHash: string;
  /** Of its text without the appellant's own name, which says who and not what. */
  readonly sketch: TextSketch;
  readonly keywords: readonly Keyword[];
}

/** A proposal: exact (the same text) or near, how sure (0 to 1), and why. */
export interface DuplicateJudgement {
  readonly kind: 'exact' | 'near';
  readonly score: number;
  readonly reason: DuplicateReason;
}

const dayInMs = 24 * 3600 * 1000;
/** An enterprise may come back with its matter for a season; strangers' texts are compared for a month. */
export const sameAppellantWithinMs = 90 * dayInMs;
export const anyAppellantWithinMs = 30 * dayInMs;

/** From here on one appellant's two texts are about one matter: by their keywords, or by most of their wording. */
const sameMatterLikeness = 0.45;
const sameMatterSimilarity = 0.5;
/** Strangers' texts are proposed where they are nearly the same. */
const anyAppellantSimilarity = 0.6;
/** Of how sure a text alone makes us, where nothing says that the appellants are one. */
const strangersShare = 0.9;
const wordsShown = 8;

/** What names of enterprises end in: two of them that differ are two enterprises, as two credit codes are. */
const enterpriseName = /(?:公司|集团|合作社|厂|商行|商店|门店|酒店|中心|事务所|学校|医院|经营部)$/u;

/**
 * Whether two appeals look like one, and why. Two enterprises that are known to be different have two appeals, however alike
 * they write: what troubles many is a common issue, not a duplicate.
 * @returns `null` where there is nothing to propose
 */
export function judgePair(one: NearAppeal, other: NearAppeal): DuplicateJudgement | null {
  const sameCreditCode = one.creditCode !== null && one.creditCode === other.creditCode;
  const differentCode = one.creditCode !== null && other.creditCode !== null && !sameCreditCode;
  const sameName = one.nameKey !== '' && one.nameKey === other.nameKey;
  const apartInMs = Math.abs(one.receivedAt.getTime() - other.receivedAt.getTime());
  const isSame = sameCreditCode || (sameName && !differentCode);
  const differentNames = !isSame && enterpriseName.test(one.nameKey) && enterpriseName.test(other.nameKey);
  if (differentCode || differentNames || apartInMs > (isSame ? sameAppellantWithinMs : anyAppellantWithinMs)) return null;
  const exact = one.exactHash === other.exactHash;
  const { jaccard } = similarityOf(one.sketch, other.sketch);
  const { likeness, shared } = keywordLikeness(one.keywords, other.keywords);
  // A text of next to nothing is everybody's; of one appellant it is still the same text.
  const saysEnough = one.sketch.bands.length > 0;
  const isNear = isSame ? likeness >= sameMatterLikeness || jaccard >= sameMatterSimilarity : saysEnough && jaccard >= anyAppellantSimilarity;
  if (!isNear && !(exact && (isSame || saysEnough))) return null;
  const who = sameCreditCode ? 0.5 : isSame ? 0.4 : 0.2;
  const what = exact ? 1 : isSame ? Math.max(likeness, jaccard) : jaccard;
  return {
    kind: exact ? 'exact' : 'near', score: rounded(who + (1 - who) * what * (isSame ? 1 : strangersShare)),
    reason: {
      sameCreditCode, sameName, similarity: rounded(exact ? 1 : jaccard), keywordLikeness: rounded(exact ? 1 : likeness), sharedWords: shared.slice(0, wordsShown),
      daysApart: Math.floor(apartInMs / dayInMs), sameChannel: one.channel === other.channel, sameReference: one.channelReference === other.channelReference,
    },
  };
}

/** At most so many proposals are made for one new appeal: the surest. */
export const mostProposals = 3;

/** The surest judgements on what was found for a new appeal. */
export function surest<Item>(judged: readonly { readonly found: Item; readonly judgement: DuplicateJudgement }[]): { readonly found: Item; readonly judgement: DuplicateJudgement }[] {
  return [...judged].sort((a, b) => b.judgement.score - a.judgement.score).slice(0, mostProposals);
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
