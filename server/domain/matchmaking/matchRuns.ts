/**
 * The matches of neighbours in skill that cost least in all: each run of neighbours costs how far apart its ends are, and
 * each who is left waiting what it would go for, so that nobody waits for an improvement that is worth less to them.
 * One walk over the queue, with what the best matches below each place cost. Pure.
 */
import type { WaitingQueue } from './waitingQueue.ts';

/** Of places: from `from` to before `to`. */
export type Run = { readonly from: number; readonly to: number };

/** In mu, beyond any distance: who takes everybody is left waiting only where there is no match for them. */
const LEFT_COST = 1_000;
/** In mu, by the square of the seats that stay empty: three and three rather than four and two. */
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

/** What leaving this one to wait costs: half of what two who both just take each other are apart. */
function leftCost({ reach, size, waitedMs }: WaitingQueue, place: number): number {
  const own = reach[place]!;
  return (own === Number.POSITIVE_INFINITY ? LEFT_COST + waitedMs[place]! / 1_000 : own / 2) * size[place]!;
}

/** Notes the best run that ends before `to`, where one is better than leaving the last of it. */
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
  // Of those who do not take everybody yet.
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
