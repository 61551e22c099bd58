/** Runs a crowd through the matchmaker, pass by pass. */

import { findMatches } from '../../server/domain/matchmaking/matchmaker.ts';
import type { MatchTuning } from '../../server/domain/matchmaking/matchTuning.ts';
import { shownRating } from '../../server/domain/matchmaking/ratings.ts';
import type { Ticket } from '../../server/domain/matchmaking/ticket.ts';
import type { Mode } from '../../shared/modes.ts';
import { percentile } from '../lib/percentile.ts';
import type { Crowd } from './crowd.ts';

/** Results of a run; lists have one value per ticket, match or pass. */
export type Outcome = {
  matches: number;
  /** Tickets that gave up, and tickets still waiting at the end. */
  gaveUp: number;
  waiting: number;
  /** Of matched tickets. */
  waitsS: number[];
  /** Gap of each match, in points of the shown rating. */
  spreads: number[];
  /** The favourite's chance in each match, in percent. */
  favourites: number[];
  /** Matches of players who had met recently, and matches with empty seats. */
  metAgain: number;
  short: number;
  passMs: number[];
};

const POINTS_PER_MU = shownRating({ mu: 26, sigma: 0 }) - shownRating({ mu: 25, sigma: 0 });

/** `everyMs`: time between passes. `clock`: ms, for timing each pass. */
export function simulate(crowd: Crowd, mode: Mode, tuning: MatchTuning, everyMs: number, clock: () => number): Outcome {
  const outcome: Outcome = {
    matches: 0,
    gaveUp: 0,
    waiting: 0,
    waitsS: [],
    spreads: [],
    favourites: [],
    metAgain: 0,
    short: 0,
    passMs: [],
  };
  let queue: Ticket[] = [];
  for (let now = everyMs; now <= crowd.endsAt; now += everyMs) {
    queue.push(...crowd.arrivals(now));
    const waiting = queue.filter((ticket) => !crowd.hasGivenUp(ticket, now));
    outcome.gaveUp += queue.length - waiting.length;
    const startedAt = clock();
    const found = findMatches(mode, waiting, now, tuning);
    outcome.passMs.push(clock() - startedAt);
    const matched = new Set<Ticket>();
    for (const match of found) {
      outcome.matches += 1;
      outcome.spreads.push(match.quality.spread * POINTS_PER_MU);
      outcome.favourites.push(100 * crowd.favouriteOf(match));
      if (match.reasons.metAgain > 0) outcome.metAgain += 1;
      if (match.reasons.empty > 0) outcome.short += 1;
      for (const ticket of match.sides.flat()) {
        matched.add(ticket);
        outcome.waitsS.push((now - ticket.queuedAt) / 1_000);
      }
      crowd.matched(match, now);
    }
    queue = waiting.filter((ticket) => !matched.has(ticket));
  }
  outcome.waiting = queue.length;
  return outcome;
}

/** Summarises a run; the keys match the table's columns. */
export function figuresOf(outcome: Outcome) {
  const { matches, gaveUp, waiting, waitsS, spreads, favourites, metAgain, short, passMs } = outcome;
  const share = (count: number) => (matches === 0 ? Number.NaN : (100 * count) / matches);
  return {
    matches,
    waitP50S: percentile(waitsS, 0.5),
    waitP95S: percentile(waitsS, 0.95),
    waitMaxS: percentile(waitsS, 1),
    spreadP50: percentile(spreads, 0.5),
    spreadP95: percentile(spreads, 0.95),
    favouriteP50: percentile(favourites, 0.5),
    favouriteP95: percentile(favourites, 0.95),
    againPercent: share(metAgain),
    shortPercent: share(short),
    gaveUp,
    waiting,
    passP99Ms: percentile(passMs, 0.99),
  };
}
