/** The sides of a match: of one size, as even in skill as is found quickly; and how fair that is. Pure. */
import type { WaitingQueue } from './waitingQueue.ts';

type Side = { places: number[]; room: number; strength: number };

/** Tickets placed on a side and taken off again until all have one. */
const STEPS = 5_000;
/** Swaps between the strongest and the weakest side. */
const SWAPS = 20;

/** Places of the queue by side; undefined where they fill no sides of one size. Deterministic. */
export function sidesOf(queue: WaitingQueue, places: readonly number[], teams: number): number[][] | undefined {
  const { size, skill } = queue;
  const players = places.reduce((sum, place) => sum + size[place]!, 0);
  const sides = Array.from({ length: teams }, (): Side => ({ places: [], room: players / teams, strength: 0 }));
  // Large tickets first, while there is room; of one size, strong ones first, so that later ones even them out.
  const order = places.toSorted((a, b) => size[b]! - size[a]! || skill[b]! - skill[a]! || a - b);
  if (!new Deal(queue, sides, order).isDone(0)) return undefined;
  for (let swaps = SWAPS; swaps > 0 && swapBest(queue, sides); swaps--);
  return sides.map((side) => side.places);
}

/** Puts each ticket on the weakest side that has room, and backtracks to the next where that fails. */
class Deal {
  readonly #queue: WaitingQueue;
  readonly #sides: readonly Side[];
  readonly #order: readonly number[];
  #steps = STEPS;

  constructor(queue: WaitingQueue, sides: readonly Side[], order: readonly number[]) {
    this.#queue = queue;
    this.#sides = sides;
    this.#order = order;
  }

  isDone(at: number): boolean {
    const place = this.#order[at];
    if (place === undefined) return this.#sides.every(({ room }) => room === 0);
    const size = this.#queue.size[place]!;
    const strength = this.#queue.skill[place]! * size;
    for (const side of this.#sides.toSorted((a, b) => a.strength - b.strength)) {
      if (side.room < size || this.#steps-- <= 0) continue;
      const before = side.strength;
      side.places.push(place);
      side.room -= size;
      side.strength += strength;
      if (this.isDone(at + 1)) return true;
      side.places.pop();
      side.room += size;
      side.strength = before;
    }
    return false;
  }
}

/** Swaps the two tickets of one size that bring the strongest and weakest side closest; false where no swap helps. */
function swapBest({ size, skill }: WaitingQueue, sides: readonly Side[]): boolean {
  const byStrength = sides.toSorted((a, b) => b.strength - a.strength);
  const [strong, weak] = [byStrength[0]!, byStrength.at(-1)!];
  const gap = strong.strength - weak.strength;
  let [best, least]: [[number, number, number] | undefined, number] = [undefined, gap - 1e-6];
  for (const [at, one] of strong.places.entries())
    for (const [otherAt, other] of weak.places.entries()) {
      const moved = (skill[one]! - skill[other]!) * size[one]!;
      if (size[one] !== size[other] || Math.abs(gap - 2 * moved) >= least) continue;
      [best, least] = [[at, otherAt, moved], Math.abs(gap - 2 * moved)];
    }
  if (!best) return false;
  const [at, otherAt, moved] = best;
  [strong.places[at], weak.places[otherAt]] = [weak.places[otherAt]!, strong.places[at]!];
  strong.strength -= moved;
  weak.strength += moved;
  return true;
}

/** In a free-for-all, of the strongest and the weakest ticket. */
export type Quality = {
  /** How far apart the tickets' skills are, in mu; 0 where the mode does not look at them. */
  readonly spread: number;
  /** The estimated chance of the strongest side against the weakest: 0.5 is even. */
  readonly favourite: number;
};

/** How much a player's performance varies between matches: openskill's beta. */
const BETA = 25 / 6;
/** Scales the logistic curve to the normal one, within a hundredth. */
const LOGISTIC = 1.702;

/** `sides`: of places in the queue. */
export function qualityOf({ skill, sigma, size }: WaitingQueue, sides: readonly (readonly number[])[]): Quality {
  let best = Number.NEGATIVE_INFINITY;
  let bestVariance = 0;
  let worst = Number.POSITIVE_INFINITY;
  let worstVariance = 0;
  let highest = best;
  let lowest = worst;
  for (const side of sides) {
    let strength = 0;
    let variance = 0;
    for (const place of side) {
      strength += skill[place]! * size[place]!;
      variance += (sigma[place]! ** 2 + BETA ** 2) * size[place]!;
      highest = Math.max(highest, skill[place]!);
      lowest = Math.min(lowest, skill[place]!);
    }
    if (strength > best) {
      best = strength;
      bestVariance = variance;
    }
    if (strength < worst) {
      worst = strength;
      worstVariance = variance;
    }
  }
  const advantage = (best - worst) / Math.sqrt(bestVariance + worstVariance);
  return { spread: highest - lowest, favourite: 1 / (1 + Math.exp(-LOGISTIC * advantage)) };
}
