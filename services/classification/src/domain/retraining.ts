import type { ModelComparison } from '@suqiao/contracts';
import type { SegmentedText } from './classifier';
import { predict, type LinearModel } from './linear-model';

/** A person's category for an appeal that sorting had put elsewhere, with what may be learnt from: the text without its appellant. */
export interface Correction {
  readonly appealId: string;
  readonly title: string;
  readonly content: string;
  readonly categoryCode: string;
}

/** One in so many corrections is never learnt from. */
const heldBackEvery = 5;
/** Fewer held-back corrections say nothing. */
export const leastHeldBack = 10;
/** A candidate must be right on so much more of the held-back corrections, and on this many texts at the least. */
const marginShare = 0.02;
const marginTexts = 2;

/**
 * Whether a correction is held back: by a hash of its appeal's id (FNV-1a, 32 bits), so that it is on the same side in every
 * retraining and no model in service has ever learnt from what it is judged by.
 */
export function isHeldBack(appealId: string): boolean {
  let hash = 0x811c9dc5;
  for (let at = 0; at < appealId.length; at++) hash = Math.imul(hash ^ appealId.charCodeAt(at), 0x01000193) >>> 0;
  // The low bits of FNV follow the last characters too closely.
  return ((hash ^ (hash >>> 15)) >>> 0) % heldBackEvery === 0;
}

/** Who learns and who judges. */
export function splitCorrections<Kept extends Pick<Correction, 'appealId'>>(corrections: readonly Kept[]): { readonly learnt: Kept[]; readonly heldBack: Kept[] } {
  return { learnt: corrections.filter(({ appealId }) => !isHeldBack(appealId)), heldBack: corrections.filter(({ appealId }) => isHeldBack(appealId)) };
}

/** By how many texts more a candidate has to be right on so many held-back ones. */
export function marginOf(heldBack: number): number {
  return Math.max(marginTexts, Math.ceil(marginShare * heldBack));
}

/** How many of the held-back texts a model is right on: also with a category below the first level that a person named. */
export function rightOf(model: LinearModel | null, heldBack: readonly { readonly text: SegmentedText; readonly label: string }[]): number {
  if (model === null) return 0;
  return heldBack.filter(({ text, label }) => {
    const guess = predict(model, text)[0]?.code ?? '';
    return guess === label || guess.startsWith(`${label}.`);
  }).length;
}

/** Whether the candidate takes over: only when it is right on more of enough texts, by the margin. */
export function isBetter({ heldBack, candidateRight, inServiceRight, marginTexts: margin }: ModelComparison): boolean {
  return heldBack >= leastHeldBack && candidateRight - inServiceRight >= margin;
}
