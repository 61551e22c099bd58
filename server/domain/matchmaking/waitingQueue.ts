/**
 * The tickets that wait for one mode, ordered by skill, then age, then id; an unranked mode ignores skill. In columns
 * by place: reading a neighbour costs a few nanoseconds.
 */
import type { Mode } from '../../../shared/modes.ts';
import { Acquaintance } from './acquaintance.ts';
import { Lineup } from './lineup.ts';
import type { MatchTuning } from './matchTuning.ts';
import { reachOf, SKILL_MIN, sigmaOf, skillOf, type Ticket, waitedMsOf } from './ticket.ts';

/** Smaller differences of skill do not count: a step is a twenty-fifth of a point of the shown rating. */
const STEPS_PER_MU = 1_000;

export class WaitingQueue {
  readonly mode: Mode;
  readonly tuning: MatchTuning;
  readonly tickets: readonly Ticket[];
  /** In mu, as `reach` and `sigma` are. `reach` is infinite where the ticket takes everybody. `size` counts players. */
  readonly skill: Float64Array;
  readonly reach: Float64Array;
  readonly waitedMs: Float64Array;
  readonly sigma: Float64Array;
  readonly size: Uint32Array;
  /** Undefined where no ticket has blocks or recent opponents. */
  readonly acquaintance: Acquaintance | undefined;
  readonly #lineups: Lineup[] = [];

  constructor(mode: Mode, tickets: readonly Ticket[], now: number, tuning: MatchTuning) {
    this.mode = mode;
    this.tuning = tuning;
    const count = tickets.length;
    const steps = new Uint32Array(count);
    const waited = new Float64Array(count);
    for (let at = 0; at < count; at++) {
      const ticket = tickets[at]!;
      steps[at] = mode.ranked ? (skillOf(ticket) - SKILL_MIN) * STEPS_PER_MU + 0.5 : 0;
      waited[at] = waitedMsOf(ticket, now);
    }
    const order = orderOf(tickets, steps, waited);
    const inOrder: Ticket[] = [];
    this.skill = new Float64Array(count);
    this.sigma = new Float64Array(count);
    this.reach = new Float64Array(count);
    this.waitedMs = new Float64Array(count);
    this.size = new Uint32Array(count);
    for (let place = 0; place < count; place++) {
      const at = order[place]!;
      const ticket = tickets[at]!;
      const sigma = sigmaOf(ticket);
      inOrder.push(ticket);
      this.skill[place] = steps[at]! / STEPS_PER_MU + SKILL_MIN;
      this.sigma[place] = sigma;
      this.reach[place] = mode.ranked ? reachOf(waited[at]!, sigma, tuning) : Number.POSITIVE_INFINITY;
      this.waitedMs[place] = waited[at]!;
      this.size[place] = ticket.players.length;
    }
    this.tickets = inOrder;
    this.acquaintance = Acquaintance.of(inOrder, tuning.recentCost);
  }

  /** In mu, further where the two have met lately; infinite where one has blocked the other. */
  distance(one: number, other: number): number {
    return Math.abs(this.skill[one]! - this.skill[other]!) + (this.acquaintance?.costOf(one, other) ?? 0);
  }

  /** Neither has blocked the other, and each is within the other's reach, or one of them takes everybody. */
  canMeet(one: number, other: number): boolean {
    const distance = this.distance(one, other);
    if (distance === Number.POSITIVE_INFINITY) return false;
    const [own, others] = [this.reach[one]!, this.reach[other]!];
    return Math.max(own, others) === Number.POSITIVE_INFINITY || distance <= Math.min(own, others);
  }

  /** Undefined where the mode has no match for so many players. */
  lineupOf(players: number): Lineup | undefined {
    const { players: bounds, teams = 1 } = this.mode;
    if (players < bounds.min || players > bounds.max || players % teams !== 0) return undefined;
    const lineup = this.#lineups[players] ?? new Lineup(teams, players);
    this.#lineups[players] = lineup;
    return lineup;
  }

  /** Whether the match is full, or one of its tickets has waited long enough for more. */
  mayBegin(places: readonly number[]): boolean {
    if (this.mode.ranked && places.length < 2) return false;
    const players = places.reduce((sum, place) => sum + this.size[place]!, 0);
    return players === this.mode.players.max || places.some((place) => this.waitedMs[place]! >= this.tuning.fillMs);
  }

  /** Negative where `one` has waited longer than `other`. */
  compareAge(one: number, other: number): number {
    return this.waitedMs[other]! - this.waitedMs[one]! || compareIds(this.tickets[one]!, this.tickets[other]!);
  }
}

/** Places in `tickets`, by skill, age and id. */
function orderOf(tickets: readonly Ticket[], skill: Uint32Array, waitedMs: Float64Array): Uint32Array {
  const count = tickets.length;
  const order = new Uint32Array(count);
  const youth = new Uint32Array(count);
  let longestMs = 0;
  for (let at = 0; at < count; at++) if (waitedMs[at]! > longestMs) longestMs = waitedMs[at]!;
  for (let at = 0; at < count; at++) {
    order[at] = at;
    youth[at] = longestMs - waitedMs[at]!;
  }
  const spare = new Uint32Array(order.length);
  const byAge = radixOrder(order, youth, spare);
  const sorted = radixOrder(byAge, skill, byAge === order ? spare : order);
  const isTie = (at: number) =>
    skill[sorted[at - 1]!] === skill[sorted[at]!] && youth[sorted[at - 1]!] === youth[sorted[at]!];
  for (let from = 0, to = 1; from < sorted.length; from = to++) {
    while (to < sorted.length && isTie(to)) to++;
    if (to - from > 1) sorted.subarray(from, to).sort((a, b) => compareIds(tickets[a]!, tickets[b]!));
  }
  return sorted;
}

const DIGIT_BITS = 9;
const BUCKETS = 1 << DIGIT_BITS;

/**
 * A stable radix sort, some ten times faster than a comparing one: the places of `order` by their keys, the least
 * first. `keys[place]` is from 0 to 2 ** 32 - 1. Overwrites `order` and `spare`, of one length, and returns one.
 */
function radixOrder(order: Uint32Array, keys: Uint32Array, spare: Uint32Array): Uint32Array {
  let most = 0;
  for (const key of keys) if (key > most) most = key;
  let [from, to] = [order, spare];
  const starts = new Uint32Array(BUCKETS);
  for (let shift = 0; shift < 32 && most >>> shift > 0; shift += DIGIT_BITS) {
    starts.fill(0);
    for (const key of keys) starts[(key >>> shift) & (BUCKETS - 1)]!++;
    let start = 0;
    for (let digit = 0; digit < BUCKETS; digit++) {
      const count = starts[digit]!;
      starts[digit] = start;
      start += count;
    }
    for (const place of from) to[starts[(keys[place]! >>> shift) & (BUCKETS - 1)]!++] = place;
    [from, to] = [to, from];
  }
  return from;
}

const compareIds = (a: Ticket, b: Ticket): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
