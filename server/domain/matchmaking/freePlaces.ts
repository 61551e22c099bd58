/** The free places of the queue by ticket size: the nearest are found quickly however many are taken. Pure. */
import type { WaitingQueue } from './waitingQueue.ts';

/** Candidates beyond those that fill a match, so that blocks, rematches and parties leave a choice. */
const SPARE = 8;

export class FreePlaces {
  readonly #queue: WaitingQueue;
  readonly #bySize = new Map<number, SkipList>();

  /** `free`: ascending. */
  constructor(queue: WaitingQueue, free: readonly number[]) {
    this.#queue = queue;
    const ofSize = Map.groupBy(free, (place) => queue.size[place]!);
    for (const [size, places] of ofSize) this.#bySize.set(size, new SkipList(places));
  }

  has(place: number): boolean {
    return this.#listOf(place)?.has(place) === true;
  }

  take(place: number): void {
    this.#listOf(place)?.take(place);
  }

  /** Candidates for the chooser: of each size the nearest below and above, as many as a match takes and SPARE more. */
  near(chooser: number): number[] {
    const room = this.#queue.mode.players.max - this.#queue.size[chooser]!;
    const found: number[] = [];
    for (const [size, list] of this.#bySize) {
      const wanted = Math.floor(room / size) + SPARE;
      if (size > room || size === 0) continue;
      for (const places of [list.below(chooser), list.above(chooser)]) this.#addNear(chooser, places, wanted, found);
    }
    return found;
  }

  #addNear(chooser: number, places: Iterable<number>, wanted: number, found: number[]): void {
    const { skill, reach } = this.#queue;
    const own = reach[chooser]!;
    // A chooser that takes everybody is refused by the blocked only; others may meet many that do not take them yet.
    let looks = own === Number.POSITIVE_INFINITY ? own : 4 * wanted;
    let left = wanted;
    for (const place of places) {
      if (left === 0 || looks-- <= 0 || Math.abs(skill[place]! - skill[chooser]!) > own) return;
      if (!this.#queue.canMeet(chooser, place)) continue;
      found.push(place);
      left -= 1;
    }
  }

  #listOf(place: number): SkipList | undefined {
    return this.#bySize.get(this.#queue.size[place]!);
  }
}

/** Ascending numbers, some of them taken. Runs of taken ones are skipped by pointers that are shortened on the way. */
class SkipList {
  readonly #numbers: readonly number[];
  readonly #index: Map<number, number>;
  readonly #next: Int32Array;
  readonly #previous: Int32Array;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
    this.#index = new Map(numbers.map((number, at) => [number, at]));
    // Shifted by one: index 0 and the last index are stops. A free number points to itself.
    this.#next = Int32Array.from({ length: numbers.length + 2 }, (_, at) => at);
    this.#previous = this.#next.slice();
  }

  has(number: number): boolean {
    const at = this.#index.get(number);
    return at !== undefined && this.#next[at + 1] === at + 1;
  }

  take(number: number): void {
    const at = this.#index.get(number);
    if (at === undefined) return;
    this.#next[at + 1] = at + 2;
    this.#previous[at + 1] = at;
  }

  *above(number: number): Generator<number> {
    for (let at = this.#firstAbove(number); ; at += 1) {
      at = stop(this.#next, at);
      if (at > this.#numbers.length) return;
      yield this.#numbers[at - 1]!;
    }
  }

  *below(number: number): Generator<number> {
    for (let at = this.#firstAbove(number) - 1; ; at -= 1) {
      at = stop(this.#previous, at);
      if (at < 1) return;
      if (this.#numbers[at - 1] !== number) yield this.#numbers[at - 1]!;
    }
  }

  #firstAbove(number: number): number {
    let [low, high] = [0, this.#numbers.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#numbers[middle]! <= number) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  }
}

/** Follows the pointers from `at` to their end, and halves the path on the way. */
function stop(pointers: Int32Array, at: number): number {
  let here = at;
  while (pointers[here] !== here) {
    pointers[here] = pointers[pointers[here]!]!;
    here = pointers[here]!;
  }
  return here;
}
