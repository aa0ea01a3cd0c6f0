import type { Guess } from './classifier';

/** What a rule's word counts beside the model's, where both speak. */
const ruleShare = 0.6;

/** A guess on which rules and model were heard, and which of them it rests on. */
export interface PooledGuess extends Guess {
  readonly method: 'rule' | 'model';
}

/**
 * Pools rules and model: a weighted mean of what each says for a category, the model's voice as loud as it is certain, so
 * that a model that does not know the text does not drown a rule, and two that contradict each other leave neither sure.
 */
export function pool(rules: readonly Guess[], model: readonly Guess[]): readonly PooledGuess[] {
  if (rules.length === 0) return model.map((guess) => ({ ...guess, method: 'model' }));
  const voice = (1 - ruleShare) * (model[0]?.certainty ?? 0);
  const byRule = new Map(rules.map((guess) => [guess.code, guess]));
  const byModel = new Map(model.map((guess) => [guess.code, guess]));
  return [...new Set([...byRule.keys(), ...byModel.keys()])]
    .map((code): PooledGuess => {
      const [rule, learned] = [byRule.get(code), byModel.get(code)];
      const certainty = (ruleShare * (rule?.certainty ?? 0) + voice * (learned?.certainty ?? 0)) / (ruleShare + voice);
      return { code, certainty, method: rule === undefined ? 'model' : 'rule', words: rule?.words ?? learned?.words ?? [] };
    })
    .sort((a, b) => b.certainty - a.certainty || (a.code < b.code ? -1 : 1));
}

/**
 * The answer: the best second-level category, or its first level where only that much is clear (two categories of one
 * class compete), or the best guess with its too low certainty. `null` when nothing speaks.
 */
export function decide(guesses: readonly PooledGuess[], threshold: number): PooledGuess | null {
  const best = guesses[0];
  if (best === undefined || best.certainty >= threshold) return best ?? null;
  const firstLevel = (code: string) => code.replace(/\..*$/, '');
  const siblings = guesses.filter((guess) => firstLevel(guess.code) === firstLevel(best.code));
  const together = Math.min(1, siblings.reduce((sum, guess) => sum + guess.certainty, 0));
  return together >= threshold ? { ...best, code: firstLevel(best.code), certainty: together, words: siblings.flatMap(({ words }) => words) } : best;
}
