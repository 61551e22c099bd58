/**
 * How the matchmaker weighs waiting against fairness. Skill is on openskill's scale: a new player has mu 25 and sigma
 * 25 / 3, and one mu is 40 points of the shown rating. The simulator (`npm run matchmaker`) compares other values.
 */
export type MatchTuning = {
  /** The distance at which a ticket of certain skill takes others at once, in mu. */
  readonly reachStart: number;
  /** Added for each unit of sigma: the less is known of a skill, the less a distance means. */
  readonly reachPerSigma: number;
  /** Added for each second of waiting. */
  readonly reachPerS: number;
  /** After this wait a ticket takes everybody, and everybody takes it: only an empty queue makes a wait longer. */
  readonly anybodyAfterMs: number;
  /** A match that could be larger waits for more players at most this long. */
  readonly fillMs: number;
  /** Added to the distance of the latest opponent; half of it for the one before, and so on. */
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
