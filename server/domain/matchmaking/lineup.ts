/** Which ticket sizes fill the sides of a match exactly. Answers are remembered: the same few questions recur. Pure. */

/** Tickets placed on a side and taken off again for one answer; beyond that the answer is yes, unproven. */
const STEPS = 5_000;

/** `[size]`: how many tickets. */
type Counts = readonly number[];

export class Lineup {
  readonly #teams: number;
  readonly #side: number;
  readonly #answers = new Map<string, boolean>();
  #steps = 0;

  constructor(teams: number, players: number) {
    this.#teams = teams;
    this.#side = players / teams;
  }

  /** Whether these sizes fill the sides, each ticket on one of them. */
  isFilledBy(sizes: ArrayLike<number>): boolean {
    if (this.#teams === 2 && this.#side < 31) return this.#halves(sizes);
    const counts = countsOf(sizes);
    return this.canBeFilled(counts, counts);
  }

  /** Whether all tickets of `needed` and some more of `all`, which contains them, fill the sides. Of equal lengths. */
  canBeFilled(needed: Counts, all: Counts): boolean {
    if (!Number.isInteger(this.#side)) return false;
    const key = `${needed}|${all}`;
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    this.#steps = STEPS;
    const answer = this.#fill(1, this.#side, this.#side, [...needed], [...all]);
    this.#answers.set(key, answer);
    return answer;
  }

  /** Whether some of the sizes make one half: bit n of `sums` is set where some of them sum to n. */
  #halves(sizes: ArrayLike<number>): boolean {
    let [sums, players] = [1, 0];
    for (let at = 0; at < sizes.length; at++) {
      if (sizes[at]! > this.#side) return false;
      sums |= sums << sizes[at]!;
      players += sizes[at]!;
    }
    return players === 2 * this.#side && ((sums >>> this.#side) & 1) === 1;
  }

  /** Side `team` has `room` left for tickets of at most `size`. Largest first, so that no side is tried twice. */
  #fill(team: number, room: number, size: number, needed: number[], all: number[]): boolean {
    if (room === 0) {
      if (team === this.#teams) return needed.every((count) => count <= 0);
      return this.#fill(team + 1, this.#side, this.#side, needed, all);
    }
    for (let next = Math.min(size, room); next > 0; next--) {
      if (!all[next]) continue;
      if (this.#steps-- <= 0) return true;
      all[next]! -= 1;
      needed[next]! -= 1;
      const isFilled = this.#fill(team, room - next, next, needed, all);
      all[next]! += 1;
      needed[next]! += 1;
      if (isFilled) return true;
    }
    return false;
  }
}

export function countsOf(sizes: ArrayLike<number>): number[] {
  const counts: number[] = [0];
  for (let at = 0; at < sizes.length; at++) {
    while (counts.length <= sizes[at]!) counts.push(0);
    counts[sizes[at]!]! += 1;
  }
  return counts;
}
