/**
 * From the tickets of one mode to matches. Pure and deterministic: the same tickets in any order give the same matches.
 * First neighbours in skill (matchRuns.ts); of the rest, the longest waiting choose (matchChooser.ts). A window widens
 * until it includes everybody, however small the queue. Footprint: one sort without comparisons, one walk.
 */
import type { Mode } from '../../../shared/modes.ts';
import { chosenMatches } from './matchChooser.ts';
import { bestRuns } from './matchRuns.ts';
import { type Quality, qualityOf, sidesOf } from './matchSides.ts';
import { MATCH_TUNING } from './matchTuning.ts';
import { shownRating } from './ratings.ts';
import { reachOf, sigmaOf, skillOf, type Ticket, waitedMsOf } from './ticket.ts';
import { WaitingQueue } from './waitingQueue.ts';

/** Why these tickets, and why now. */
export type Reasons = {
  /** A run of neighbours, or chosen by the longest waiting of the rest. */
  readonly way: 'neighbours' | 'chosen';
  readonly waitedMs: number;
  readonly youngestMs: number;
  /** In mu, the shortest; null where all take everybody. */
  readonly reach: number | null;
  readonly takeAnybody: number;
  /** Seats left empty after the wait for more players. */
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

/** `tickets`: of one mode. `now`: ms of the desk's clock. No ticket is in two matches. */
export function findMatches(mode: Mode, tickets: readonly Ticket[], now: number, tuning = MATCH_TUNING): Found[] {
  const { min, max } = mode.players;
  const playable = tickets.filter(({ players }) => players.length > 0 && players.length <= max);
  if (playable.reduce((sum, { players }) => sum + players.length, 0) < min) return [];
  const queue = new WaitingQueue(mode, playable, now, tuning);
  const found: Found[] = [];
  const left: number[] = [];
  let next = 0;
  for (const { from, to } of bestRuns(queue)) {
    while (next < from) left.push(next++);
    const places: number[] = [];
    while (next < to) places.push(next++);
    found.push(...foundOf(queue, places, 'neighbours'));
  }
  while (next < queue.tickets.length) left.push(next++);
  if (left.length === 0) return found;
  return [...found, ...chosenMatches(queue, left).flatMap((places) => foundOf(queue, places, 'chosen'))];
}

/** Skills beyond these are not drawn: hardly anybody has one. */
const DRAWN_MU = { min: 0, max: 50 };

/** The ratings that the ticket looks for now, as shown of players of equal sigma; null where the mode ignores them. */
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

/** None where the tickets fill no sides of one size. */
function foundOf(queue: WaitingQueue, places: readonly number[], way: Reasons['way']): Found[] {
  const { mode, tickets } = queue;
  const sides = mode.teams === undefined ? places.map((place) => [place]) : sidesOf(queue, places, mode.teams);
  if (!sides) return [];
  const reasons = reasonsOf(queue, places, way);
  return [
    { sides: sides.map((side) => side.map((place) => tickets[place]!)), quality: qualityOf(queue, sides), reasons },
  ];
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
