/**
 * Matches for tickets that no run of neighbours suits: because of party sizes, blocks or windows of different width.
 * The longest waiting choose first, each the nearest tickets that make a match. Every possible match is found unless
 * too many combinations would have to be tried. Pure.
 */
import { FreePlaces } from './freePlaces.ts';
import { countsOf, type Lineup } from './lineup.ts';
import type { WaitingQueue } from './waitingQueue.ts';

/** Tickets tried in the search for one match; in all searches of a pass; and in each search after those. */
const STEPS = 1_000;
const STEPS_IN_ALL = 100_000;
const STEPS_AT_LEAST = 50;

/** Places of each match, ascending. `free`: places, ascending. */
export function chosenMatches(queue: WaitingQueue, free: readonly number[]): number[][] {
  const places = new FreePlaces(queue, free);
  const matches: number[][] = [];
  let steps = STEPS_IN_ALL;
  for (const chooser of free.toSorted((a, b) => queue.compareAge(a, b))) {
    if (!places.has(chooser)) continue;
    const choice = new Choice(queue, chooser, places.near(chooser), steps > 0 ? STEPS : STEPS_AT_LEAST);
    steps -= choice.steps;
    if (!choice.match) continue;
    matches.push(choice.match);
    for (const place of choice.match) places.take(place);
  }
  return matches;
}

class Choice {
  match: number[] | undefined;
  steps = 0;
  readonly #queue: WaitingQueue;
  /** The nearest first. */
  readonly #others: readonly number[];
  /** For each index of `others`, how many of each size there are from there on. */
  readonly #countsFrom: readonly (readonly number[])[];
  readonly #picked: number[];
  readonly #maxSteps: number;

  constructor(queue: WaitingQueue, chooser: number, others: readonly number[], maxSteps: number) {
    this.#queue = queue;
    this.#maxSteps = maxSteps;
    const distance = new Map(others.map((other) => [other, queue.distance(chooser, other)]));
    this.#others = others.toSorted((a, b) => distance.get(a)! - distance.get(b)! || queue.compareAge(a, b));
    this.#picked = [chooser];
    const sizes = this.#others.map((other) => queue.size[other]!);
    const own = queue.size[chooser]!;
    const none = countsOf([own, ...sizes]).fill(0);
    const countsFrom = [none];
    for (const size of sizes.toReversed()) countsFrom.push(plusOne(countsFrom.at(-1)!, size));
    this.#countsFrom = countsFrom.reverse();
    const { min, max } = queue.mode.players;
    for (let players = max; players >= min && players >= own && !this.match; players--) {
      const lineup = queue.lineupOf(players);
      if (lineup) this.#pick(0, lineup, plusOne(none, own), players - own);
    }
  }

  /** Adds tickets from `others[at]` on until no players are missing. `counts`: of the picked sizes. */
  #pick(at: number, lineup: Lineup, counts: readonly number[], missing: number): void {
    if (this.match || this.steps++ >= this.#maxSteps || !this.#canBeFilled(lineup, counts, at)) return;
    if (missing === 0) {
      if (this.#queue.mayBegin(this.#picked)) this.match = this.#picked.toSorted((a, b) => a - b);
      return;
    }
    for (let next = at; next < this.#others.length && !this.match; next++) {
      const other = this.#others[next]!;
      const size = this.#queue.size[other]!;
      if (size > missing || !this.#picked.every((one) => this.#queue.canMeet(one, other))) continue;
      this.#picked.push(other);
      this.#pick(next + 1, lineup, plusOne(counts, size), missing - size);
      this.#picked.pop();
    }
  }

  #canBeFilled(lineup: Lineup, counts: readonly number[], at: number): boolean {
    const { max } = this.#queue.mode.players;
    const left = this.#countsFrom[at]!;
    // Counts above what a match takes make no difference: capped, so that fewer questions differ.
    return lineup.canBeFilled(
      counts,
      counts.map((count, size) => count + Math.min(left[size]!, Math.floor(max / Math.max(1, size)))),
    );
  }
}

const plusOne = (counts: readonly number[], size: number): number[] => counts.with(size, counts[size]! + 1);
