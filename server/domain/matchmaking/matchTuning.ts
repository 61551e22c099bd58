/**
 * How the matchmaker weighs waiting against fairness. Skill is told on openskill's scale: a new player has mu 25 and
 * sigma 25 / 3, and one mu is 40 points of the shown rating. The simulator (`npm run matchmaker`) compares others.
 */
export type MatchTuning = {
  /** So far from its own skill a ticket whose skill is certain takes others at once, in mu. */
  readonly reachStart: number;
  /** So much further for each unit of sigma: what is not known of a skill says nothing about a distance. */
  readonly reachPerSigma: number;
  /** So much further for each second of waiting. */
  readonly reachPerS: number;
  /** From then on everybody will do, whatever they look for: a wait is bounded by who is there, not by how good they are. */
  readonly anybodyAfterMs: number;
  /** A match that could be larger is not waited for any longer than this. */
  readonly fillMs: number;
  /** The opponent of the latest match counts as so much further away, the one before as half of it, and so on. */
  readonly recentCost: number;
};

export const MATCH_TUNING: MatchTuning = {
  reachStart: 1,
  reachPerSigma: 0.5,
  reachPerS: 0.4,
  anybodyAfterMs: 60_000,
  fillMs: 8_000,
  recentCost: 4,
};
