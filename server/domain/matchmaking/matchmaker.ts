/**
 * Who plays with whom: from the tickets of one mode to matches. Pure and deterministic: the same tickets in any order give
 * the same matches. Of all ways to match neighbours in skill it takes the best (matchRuns.ts), and whom that leaves over
 * and who could be matched still, the longest waiting choose (matchChooser.ts). A window widens with waiting, also when the
 * queue is tiny, until it takes in everybody. Footprint: one sort without comparisons, one walk; nothing is kept.
 */
import type { PlayerId } from '../../../shared/ids.ts';
import type { Mode } from '../../../shared/modes.ts';
import { chosenMatches } from './matchChooser.ts';
import { type Quality, qualityOf } from './matchQuality.ts';
import { reachOf, sigmaOf, skillOf, waitedMsOf } from './matchReach.ts';
import { bestRuns } from './matchRuns.ts';
import { sidesOf } from './matchSides.ts';
import { MATCH_TUNING } from './matchTuning.ts';
import { shownRating } from './ratings.ts';
import { WaitingQueue } from './waitingQueue.ts';

/** `mu`, `sigma`: what is believed of the player's skill, and how sure that is (ratings.ts). */
export type TicketPlayer = {
  readonly id: PlayerId;
  readonly name: string;
  readonly mu: number;
  readonly sigma: number;
};
/** One entry in the queue, of a player or a party. `queuedAt`: ms of the desk's clock. */
export type Ticket = {
  readonly id: string;
  readonly mode: string;
  readonly players: readonly TicketPlayer[];
  readonly queuedAt: number;
  /** Whom any of its players has blocked, or who has blocked one of them. */
  readonly blocks: readonly PlayerId[];
  /** Latest opponents, the newest first. */
  readonly recent: readonly PlayerId[];
};

/** Why these, and why now. */
export type Reasons = {
  /** The neighbours' best way, or what the longest waiting of the rest could get. */
  readonly way: 'neighbours' | 'chosen';
  /** The longest and the shortest wait. */
  readonly waitedMs: number;
  readonly youngestMs: number;
  /** In mu, of who looks least far; null where all take everybody. */
  readonly reach: number | null;
  /** Tickets that have waited so long that they take everybody. */
  readonly takeAnybody: number;
  /** Seats that nobody takes, since it was not waited for any longer. */
  readonly empty: number;
  /** Pairs of tickets that have met lately. */
  readonly metAgain: number;
};
/** `sides`: of teams; in a free-for-all one ticket each. */
export type Found = {
  readonly sides: readonly (readonly Ticket[])[];
  readonly quality: Quality;
  readonly reasons: Reasons;
};

/** Everybody of one mode who waits; `now`: ms of the desk's clock. Nobody is in two of the matches. */
export function findMatches(mode: Mode, tickets: readonly Ticket[], now: number, tuning = MATCH_TUNING): Found[] {
  const queue = new WaitingQueue(mode, tickets.filter(isPlayable(mode)), now, tuning);
  const runs = bestRuns(queue);
  const found: Found[] = [];
  const add = (places: readonly number[], way: Reasons['way']) => {
    const match = foundOf(queue, places, way);
    if (match) found.push(match);
  };
  const left: number[] = [];
  let next = 0;
  for (const { from, to } of runs) {
    while (next < from) left.push(next++);
    const places: number[] = [];
    while (next < to) places.push(next++);
    add(places, 'neighbours');
  }
  while (next < queue.tickets.length) left.push(next++);
  for (const places of chosenMatches(queue, left)) add(places, 'chosen');
  return found;
}

const isPlayable =
  ({ players: { max } }: Mode) =>
  ({ players }: Ticket): boolean =>
    players.length > 0 && players.length <= max;

/** Skills beyond these are not drawn: hardly anybody has one. */
const DRAWN_MU = { min: 0, max: 50 };

/** The shown ratings that are looked for now, for who has as much to prove; null where the mode does not look at ratings. */
export function windowOf(
  mode: Mode,
  ticket: Ticket,
  now: number,
  tuning = MATCH_TUNING,
): { from: number; to: number } | null {
  if (!mode.ranked) return null;
  const [mu, sigma] = [skillOf(ticket), sigmaOf(ticket)];
  const reach = reachOf(waitedMsOf(ticket, now), sigma, tuning);
  return {
    from: shownRating({ mu: Math.max(Math.min(mu, DRAWN_MU.min), mu - reach), sigma }),
    to: shownRating({ mu: Math.min(Math.max(mu, DRAWN_MU.max), mu + reach), sigma }),
  };
}

function foundOf(queue: WaitingQueue, places: readonly number[], way: Reasons['way']): Found | undefined {
  const { mode, tickets } = queue;
  const sides = mode.teams === undefined ? places.map((place) => [place]) : sidesOf(queue, places, mode.teams);
  if (!sides) return undefined;
  return {
    sides: sides.map((side) => side.map((place) => tickets[place]!)),
    quality: qualityOf(queue, sides),
    reasons: reasonsOf(queue, places, way),
  };
}

function reasonsOf(queue: WaitingQueue, places: readonly number[], way: Reasons['way']): Reasons {
  const { mode, reach, size, waitedMs, acquaintance } = queue;
  let longest = 0;
  let shortest = Number.POSITIVE_INFINITY;
  let least = Number.POSITIVE_INFINITY;
  let takeAnybody = 0;
  let players = 0;
  let metAgain = 0;
  for (const place of places) {
    longest = Math.max(longest, waitedMs[place]!);
    shortest = Math.min(shortest, waitedMs[place]!);
    least = Math.min(least, reach[place]!);
    takeAnybody += mode.ranked && reach[place] === Number.POSITIVE_INFINITY ? 1 : 0;
    players += size[place]!;
    if (acquaintance)
      for (const other of places) if (other > place && acquaintance.costOf(place, other) > 0) metAgain += 1;
  }
  return {
    way,
    waitedMs: longest,
    youngestMs: shortest,
    reach: least === Number.POSITIVE_INFINITY ? null : least,
    takeAnybody,
    empty: mode.players.max - players,
    metAgain,
  };
}
