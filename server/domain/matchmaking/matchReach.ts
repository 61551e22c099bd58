/** Whom a ticket takes: its skill, how far from it others may be, and how that widens with waiting. Pure. */

import type { Ticket } from './matchmaker.ts';
import type { MatchTuning } from './matchTuning.ts';
import { UNKNOWN_SKILL } from './ratings.ts';

/** Skills beyond these are taken for these: nobody is so good that numbers must overflow. */
export const SKILL_MIN = -50;
const SKILL_MAX = 100;
/** Nobody waits for a month: in 32 bits. */
const WAITED_MAX_MS = 31 * 86_400_000;
const SIGMA_MAX = 2 * UNKNOWN_SKILL.sigma;

/** The mean of the players' mu; what is no number counts as unknown. */
export function skillOf({ players }: Pick<Ticket, 'players'>): number {
  let sum = 0;
  for (const { mu } of players)
    sum += Number.isNaN(mu) ? UNKNOWN_SKILL.mu : Math.min(Math.max(mu, SKILL_MIN), SKILL_MAX);
  return players.length === 0 ? UNKNOWN_SKILL.mu : sum / players.length;
}

/** How unsure the ticket's skill is: the sigma of whom least is known. */
export function sigmaOf({ players }: Pick<Ticket, 'players'>): number {
  let most = 0;
  for (const { sigma } of players) most = Math.max(most, sigma >= 0 ? Math.min(sigma, SIGMA_MAX) : UNKNOWN_SKILL.sigma);
  return most;
}

/** 0 for who comes from the future or from no time at all. */
export const waitedMsOf = ({ queuedAt }: Pick<Ticket, 'queuedAt'>, now: number): number =>
  now > queuedAt ? Math.min(now - queuedAt, WAITED_MAX_MS) : 0;

/** In mu; infinite from the moment at which everybody will do. */
export const reachOf = (waitedMs: number, sigma: number, tuning: MatchTuning): number =>
  waitedMs >= tuning.anybodyAfterMs
    ? Number.POSITIVE_INFINITY
    : tuning.reachStart + tuning.reachPerSigma * sigma + tuning.reachPerS * (waitedMs / 1_000);
