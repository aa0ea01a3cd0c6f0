/** A guess at a category: how sure (0 to 1) and which words decided, the strongest first. */
export interface Guess {
  readonly code: string;
  readonly certainty: number;
  readonly words: readonly string[];
}

/** A text as classifiers see it. Words come from a segmenter outside: a domain folder does no native calls. */
export interface SegmentedText {
  readonly title: string;
  readonly content: string;
  /** Words of title and content. */
  readonly words: readonly string[];
  /** Words of the title alone, which say most. */
  readonly titleWords: readonly string[];
}

/** Anything that sorts a text into categories: keyword rules, the trained model, or later another. */
export interface Classifier {
  readonly version: string;
  /** Guesses, the surest first; empty when it knows nothing. */
  classify(text: SegmentedText): readonly Guess[];
}

/** Below this a person decides. */
export const certaintyThreshold = 0.6;
