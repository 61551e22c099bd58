/**
 * The cheapest set of matches between neighbours in skill: a run of neighbours costs the distance of its ends, and a
 * ticket that is left waiting costs the distance it would accept, so that nobody waits for a smaller improvement than
 * that. One walk over the queue that remembers the cheapest matches below each place. Pure.
 */
import type { WaitingQueue } from './waitingQueue.ts';

/** The places from `from` to before `to`. */
export type Run = { readonly from: number; readonly to: number };

/** In mu, beyond any distance: a ticket that takes everybody is left waiting only where it has no match at all. */
const LEFT_COST = 1_000;
/** In mu, times the square of the seats that stay empty: three and three is better than four and two. */
const EMPTY_SEAT_COST = 0.5;

/** Ascending. */
export function bestRuns(queue: WaitingQueue): Run[] {
  const count = queue.tickets.length;
  const cost = new Float64Array(count + 1);
  const start = new Int32Array(count + 1);
  for (let to = 1; to <= count; to++) {
    cost[to] = cost[to - 1]! + leftCost(queue, to - 1);
    start[to] = to;
    tryRuns(queue, to, cost, start);
  }
  const runs: Run[] = [];
  for (let to = count; to > 0; ) {
    const from = start[to]!;
    if (from < to) runs.push({ from, to });
    to = Math.min(from, to - 1);
  }
  return runs.reverse();
}

/** The cost of leaving this place waiting: half the distance of two tickets that just take each other. */
function leftCost({ reach, size, waitedMs }: WaitingQueue, place: number): number {
  const own = reach[place]!;
  return (own === Number.POSITIVE_INFINITY ? LEFT_COST + waitedMs[place]! / 1_000 : own / 2) * size[place]!;
}

/** Records the best run that ends before `to`, where it is cheaper than leaving its last place waiting. */
function tryRuns(queue: WaitingQueue, to: number, cost: Float64Array, start: Int32Array): void {
  const { mode, skill, reach, size, waitedMs, acquaintance, tuning } = queue;
  const { min, max } = mode.players;
  const teams = mode.teams ?? 1;
  const fewest = mode.ranked ? 2 : 1;
  const top = skill[to - 1]!;
  let players = 0;
  let longestMs = 0;
  let isSolo = true;
  let metCost = 0;
  // Of tickets that do not take everybody yet.
  let highest = Number.NaN;
  let leastReach = Number.POSITIVE_INFINITY;
  let worstMet = 0;
  for (let from = to - 1; from >= 0; from--) {
    players += size[from]!;
    if (players > max) return;
    isSolo &&= size[from] === 1;
    longestMs = Math.max(longestMs, waitedMs[from]!);
    if (acquaintance?.hasAny(from)) {
      for (let other = from + 1; other < to; other++) {
        const met = acquaintance.costOf(from, other);
        metCost += met;
        if (reach[from]! + reach[other]! < Number.POSITIVE_INFINITY) worstMet = Math.max(worstMet, met);
      }
      if (metCost === Number.POSITIVE_INFINITY) return;
    }
    if (reach[from]! < Number.POSITIVE_INFINITY) {
      if (Number.isNaN(highest)) highest = skill[from]!;
      leastReach = Math.min(leastReach, reach[from]!);
      if (highest - skill[from]! + worstMet > leastReach) return;
    } else if (worstMet > leastReach) return;
    const empty = max - players;
    if (players < min || to - from < fewest || players % teams !== 0 || (empty > 0 && longestMs < tuning.fillMs))
      continue;
    const total = cost[from]! + top - skill[from]! + metCost + EMPTY_SEAT_COST * empty * empty;
    if (total >= cost[to]!) continue;
    if (!isSolo && teams > 1 && !queue.lineupOf(players)?.isFilledBy(size.subarray(from, to))) continue;
    cost[to] = total;
    start[to] = from;
  }
}
