/** The arena as a pilot searches it: distances, with the closing walls. Each `load` reuses the same buffers. */
import { CELLS, cellAt, HEIGHT, WIDTH } from '../arena.ts';
import type { Game } from '../game.ts';
import { CLOSING_TICK, RING_TICKS } from '../rules.ts';

/** Includes a border, so that neighbours need no bounds checks. */
const STRIDE = WIDTH + 2;
const SIZE = STRIDE * (HEIGHT + 2);
/** By direction (arena.ts). */
export const STEPS = [-STRIDE, 1, STRIDE, -1] as const;
export const spotAt = (x: number, y: number): number => (y + 1) * STRIDE + x + 1;

/** The tick of a round at which each spot is wall; the border always is. */
const CLOSES_AT = new Int16Array(SIZE);
/** By cell (arena.ts). */
const SPOTS = new Int16Array(CELLS);
for (let y = 0; y < HEIGHT; y++) {
  for (let x = 0; x < WIDTH; x++) {
    const ring = Math.min(x, y, WIDTH - 1 - x, HEIGHT - 1 - y);
    CLOSES_AT[spotAt(x, y)] = CLOSING_TICK + ring * RING_TICKS;
    SPOTS[cellAt(x, y)] = spotAt(x, y);
  }
}
const NOBODY = 0;
const OWN = 1;
const CONTESTED = 255;

/** How many spots of each chessboard colour a rider reaches before everybody else. */
export type Territory = { even: number; odd: number };

export class Field {
  /** The tick of the round from which a spot is blocked; 0 for trails. */
  readonly #takenAt = new Int16Array(SIZE);
  readonly #owner = new Uint8Array(SIZE);
  readonly #ticks = new Int16Array(SIZE);
  readonly #queue = new Int16Array(SIZE);
  #tick = 0;
  #end = 0;
  /** After `divide`: whether another rider reaches rider 1's area. */
  isContested = false;

  load({ grid, tick }: Pick<Game, 'grid' | 'tick'>): void {
    this.#tick = tick;
    for (let cell = 0; cell < grid.length; cell++) {
      const spot = SPOTS[cell] as number;
      this.#takenAt[spot] = grid[cell] === 0 ? (CLOSES_AT[spot] as number) : 0;
    }
  }

  /** Whether a head could be there in `ticks`, as far as is known now. */
  isFree(spot: number, ticks: number): boolean {
    return this.#tick + ticks < (this.#takenAt[spot] as number);
  }

  /** Counts free spots straight ahead, starting with the next tick, up to `most`. */
  run(spot: number, direction: number, most: number): number {
    const step = STEPS[direction] as number;
    let length = 0;
    while (length < most && this.isFree(spot + step * (length + 1), length + 1)) length += 1;
    return length;
  }

  /**
   * Assigns each spot to the rider that reaches it first. Rider 1 goes to `own` in the next tick; the others, 2, 3 …, are at
   * `others` now. Returns rider 1's territory. A spot that turns into wall within `margin` ticks of arrival can only be crossed.
   */
  divide(own: number, others: readonly number[], margin: number): Territory {
    this.#owner.fill(NOBODY);
    this.#end = 0;
    this.isContested = false;
    for (const [at, spot] of others.entries()) this.#claim(spot, at + 2, 0);
    if (this.isFree(own, 1)) this.#claim(own, OWN, 1);
    this.#spread();
    return this.#territory(margin);
  }

  /** After `divide`: whether rider 1 gets there first. */
  isOwn(spot: number): boolean {
    return this.#owner[spot] === OWN;
  }

  #claim(spot: number, rider: number, ticks: number): void {
    this.#owner[spot] = rider;
    this.#ticks[spot] = ticks;
    this.#queue[this.#end++] = spot;
  }

  /** Breadth-first. Pilots spend most of their time here. */
  #spread(): void {
    const [owners, arrivals, queue, takenAt] = [this.#owner, this.#ticks, this.#queue, this.#takenAt];
    const tick = this.#tick;
    let [end, isContested] = [this.#end, false];
    for (let at = 0; at < end; at++) {
      const spot = queue[at] as number;
      const rider = owners[spot] as number;
      const ticks = (arrivals[spot] as number) + 1;
      for (let direction = 0; direction < 4; direction++) {
        const next = spot + (STEPS[direction] as number);
        const owner = owners[next] as number;
        if (owner === NOBODY && tick + ticks < (takenAt[next] as number)) {
          owners[next] = rider;
          arrivals[next] = ticks;
          queue[end++] = next;
        } else if (owner !== NOBODY && owner !== rider) {
          if (owner === OWN || rider === OWN) isContested = true;
          if (arrivals[next] === ticks) owners[next] = CONTESTED;
        }
      }
    }
    this.#end = end;
    this.isContested = isContested;
  }

  #territory(margin: number): Territory {
    const territory = { even: 0, odd: 0 };
    for (let at = 0; at < this.#end; at++) {
      const spot = this.#queue[at] as number;
      if (this.#owner[spot] !== OWN || !this.isFree(spot, (this.#ticks[spot] as number) + margin)) continue;
      // Rows have an even number of spots, so the colour depends on the row, too.
      if ((spot + Math.floor(spot / STRIDE)) % 2 === 0) territory.even += 1;
      else territory.odd += 1;
    }
    return territory;
  }
}
