/** Which tickets must not meet (one blocked the other), and which have met lately. By places in the queue. Pure. */
import type { PlayerId } from '../../../shared/ids.ts';
import type { Ticket } from './ticket.ts';

const BLOCKED = Number.POSITIVE_INFINITY;

export class Acquaintance {
  /** The pairs of each place, both ways, as linked lists in columns: most places have few or none. */
  readonly #first: Int32Array;
  readonly #next: Int32Array;
  readonly #other: Int32Array;
  readonly #cost: Float64Array;
  #pairs = 0;

  /** `recentCost` is that of the latest opponent; the one before costs half of it, the third a third. */
  constructor(tickets: readonly Ticket[], recentCost: number) {
    const named = tickets.reduce((sum, { blocks, recent }) => sum + blocks.length + recent.length, 0);
    this.#first = new Int32Array(tickets.length).fill(-1);
    this.#next = new Int32Array(2 * named);
    this.#other = new Int32Array(2 * named);
    this.#cost = new Float64Array(2 * named);
    const placeOf = new Map<PlayerId, number>();
    for (const [place, { players }] of tickets.entries()) for (const { id } of players) placeOf.set(id, place);
    for (const [place, { blocks, recent }] of tickets.entries()) {
      for (const id of blocks) this.#add(place, placeOf.get(id), BLOCKED);
      for (let at = 0; at < recent.length; at++) this.#add(place, placeOf.get(recent[at]!), recentCost / (at + 1));
    }
  }

  static of(tickets: readonly Ticket[], recentCost: number): Acquaintance | undefined {
    const isKnown = tickets.some(({ blocks, recent }) => blocks.length + recent.length > 0);
    return isKnown ? new Acquaintance(tickets, recentCost) : undefined;
  }

  /** How much further apart the two count; infinite where they must not meet. */
  costOf(one: number, other: number): number {
    let most = 0;
    for (let pair = this.#first[one]!; pair >= 0; pair = this.#next[pair]!)
      if (this.#other[pair] === other && this.#cost[pair]! > most) most = this.#cost[pair]!;
    return most;
  }

  hasAny(place: number): boolean {
    return this.#first[place]! >= 0;
  }

  #add(one: number, other: number | undefined, cost: number): void {
    if (other === undefined || other === one) return;
    this.#link(one, other, cost);
    this.#link(other, one, cost);
  }

  #link(one: number, other: number, cost: number): void {
    const pair = this.#pairs++;
    this.#next[pair] = this.#first[one]!;
    this.#first[one] = pair;
    this.#other[pair] = other;
    this.#cost[pair] = cost;
  }
}
