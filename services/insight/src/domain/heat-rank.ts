/** The half-life of heat, as its formula says. */
const halfLifeInMs = 30 * 86_400_000;

/**
 * Heat as a number that time does not change: all heat halves in thirty days, so that whoever is hotter now stays hotter until
 * something new comes. Lists are sorted by it without being counted anew each day.
 * @param heat at `at`, not below zero
 * @returns `null` for no heat at all
 */
export function heatRankOf(heat: number, at: Date): number | null {
  return heat > 0 ? Math.log2(heat) + at.getTime() / halfLifeInMs : null;
}

/** The heat at an instant of what has this rank. */
export function heatAt(rank: number | null, at: Date): number {
  return rank === null ? 0 : 2 ** (rank - at.getTime() / halfLifeInMs);
}
