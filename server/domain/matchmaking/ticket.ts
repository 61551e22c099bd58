/** An entry in the queue: its skill, how far from it others may be, and how that widens with waiting. Pure. */
import type { PlayerId } from '../../../shared/ids.ts';
import type { Persona } from '../../../shared/playerRow.ts';
import type { MatchTuning } from './matchTuning.ts';
import { UNKNOWN_SKILL } from './ratings.ts';

export type TicketPlayer = Readonly<Persona> & {
  readonly id: PlayerId;
  readonly mu: number;
  readonly sigma: number;
};
/** One entry in the queue, of a player or a party. `queuedAt`: ms of the desk's clock. */
export type Ticket = {
  readonly id: string;
  readonly mode: string;
  readonly players: readonly TicketPlayer[];
  readonly queuedAt: number;
  /** Players that one of its players has blocked, or that have blocked one of them. */
  readonly blocks: readonly PlayerId[];
  /** Latest opponents, the newest first. */
  readonly recent: readonly PlayerId[];
};

/** Skills are clamped to these, so that nothing overflows. */
export const SKILL_MIN = -50;
const SKILL_MAX = 100;
/** Clamped to a month, which fits in 32 bits. */
const WAITED_MAX_MS = 31 * 86_400_000;
const SIGMA_MAX = 2 * UNKNOWN_SKILL.sigma;

/** The mean of the players' mu; NaN counts as unknown. */
export function skillOf({ players }: Ticket): number {
  let sum = 0;
  for (const { mu } of players)
    sum += Number.isNaN(mu) ? UNKNOWN_SKILL.mu : Math.min(Math.max(mu, SKILL_MIN), SKILL_MAX);
  return players.length === 0 ? UNKNOWN_SKILL.mu : sum / players.length;
}

export function sigmaOf({ players }: Ticket): number {
  let most = 0;
  for (const { sigma } of players) most = Math.max(most, sigma >= 0 ? Math.min(sigma, SIGMA_MAX) : UNKNOWN_SKILL.sigma);
  return most;
}

/** 0 for a time that is in the future or NaN. */
export const waitedMsOf = ({ queuedAt }: Ticket, now: number): number =>
  now > queuedAt ? Math.min(now - queuedAt, WAITED_MAX_MS) : 0;

/** In mu; infinite once the ticket takes everybody. */
export const reachOf = (waitedMs: number, sigma: number, tuning: MatchTuning): number =>
  waitedMs >= tuning.anybodyAfterMs
    ? Number.POSITIVE_INFINITY
    : tuning.reachStart + tuning.reachPerSigma * sigma + tuning.reachPerS * (waitedMs / 1_000);
