/**
 * Who plays with whom: from the tickets of one mode to matches. Pure and deterministic: the same tickets in any order give
 * the same matches. The longest waiting choose first, among those whose windows reach each other; a window widens with
 * waiting, also when the queue is tiny, until it reaches everybody. Footprint: one sort by rating, and per match a walk to
 * both sides that ends when it has enough.
 */
import type { PlayerId } from '../../shared/ids.ts';
import type { Mode } from '../../shared/modes.ts';

/** `mu`, `sigma`: what is believed of the player's skill, and how sure that is (ratings.ts). */
export type TicketPlayer = {
  readonly id: PlayerId;
  readonly name: string;
  readonly mu: number;
  readonly sigma: number;
};
/** One entry in the queue, of a player or a party. `queuedAt`: ms of the desk's clock. */
export type Ticket = {
  readonly id: string;
  readonly mode: string;
  readonly players: readonly TicketPlayer[];
  readonly queuedAt: number;
  /** Whom any of its players has blocked, or who has blocked one of them. */
  readonly blocks: readonly PlayerId[];
  /** Latest opponents, the newest first. */
  readonly recent: readonly PlayerId[];
};
/** Why these: told to the log. `spread`: of the tickets' skill; `waitedMs`: of who waited longest. */
export type Reasons = {
  readonly spread: number;
  readonly waitedMs: number;
  readonly window: number;
  readonly isShort: boolean;
};
/** `sides`: of teams; in a free-for-all one ticket each. */
export type Found = { readonly sides: readonly (readonly Ticket[])[]; readonly reasons: Reasons };

/** Skill is told on openskill's scale: a new player has mu 25 and sigma 25 / 3. */
const WINDOW_START = 3;
const WIDEN_PER_S = 0.4;
/** From then on everybody will do: a wait is bounded by who is there, not by how good they are. */
const ANYBODY_AFTER_MS = 60_000;
/** An opponent of the latest matches counts as so much further away, the newest the most. */
const RECENT_COST = 4;
/** A match that could be larger is not waited for any longer than this. */
const FILL_MS = 8_000;

type Entry = { ticket: Ticket; skill: number; window: number; size: number; place: number };

/** How far from its own skill the ticket takes others now. */
function windowAt(ticket: Ticket, now: number): number {
  const waitedMs = Math.max(0, now - ticket.queuedAt);
  if (waitedMs >= ANYBODY_AFTER_MS) return Number.POSITIVE_INFINITY;
  const unsure = Math.max(...ticket.players.map(({ sigma }) => (Number.isFinite(sigma) ? sigma : 0))) / 2;
  return WINDOW_START + unsure + (waitedMs / 1_000) * WIDEN_PER_S;
}

const skillOf = ({ players }: Ticket): number =>
  players.reduce((sum, { mu }) => sum + (Number.isFinite(mu) ? mu : 25), 0) / Math.max(1, players.length);

/** Skill from which and to which others are looked for now; null where the mode does not look at it. */
export function windowOf(mode: Mode, ticket: Ticket, now: number): { from: number; to: number } | null {
  if (!mode.ranked) return null;
  const [skill, window] = [skillOf(ticket), windowAt(ticket, now)];
  return { from: Math.max(0, skill - window), to: Math.min(60, skill + window) };
}

/** Everybody of one mode who waits; `now`: ms of the desk's clock. Nobody is in two of the matches. */
export function findMatches(mode: Mode, tickets: readonly Ticket[], now: number): Found[] {
  const queue = new Queue(tickets, mode, now);
  const found: Found[] = [];
  for (const chooser of queue.byAge()) {
    const match = queue.has(chooser) ? matchFor(chooser, queue, mode, now) : undefined;
    if (!match) continue;
    found.push(match);
    for (const ticket of match.sides.flat()) queue.take(ticket);
  }
  return found;
}

function matchFor(chooser: Entry, queue: Queue, mode: Mode, now: number): Found | undefined {
  const picked = [chooser];
  let size = chooser.size;
  for (const candidate of queue.near(chooser)) {
    if (size === mode.players.max) break;
    if (size + candidate.size > mode.players.max || picked.some((one) => isBlocked(one, candidate))) continue;
    picked.push(candidate);
    size += candidate.size;
  }
  const waitedMs = Math.max(0, now - chooser.ticket.queuedAt);
  const isShort = size < mode.players.max;
  if (size < mode.players.min || (isShort && (mode.teams !== undefined || waitedMs < FILL_MS))) return undefined;
  const sides = mode.teams === undefined ? picked.map(({ ticket }) => [ticket]) : inTeams(picked, mode.teams, size);
  if (!sides) return undefined;
  const skills = picked.map(({ skill }) => skill);
  const spread = Math.max(...skills) - Math.min(...skills);
  return { sides, reasons: { spread, waitedMs, window: chooser.window, isShort } };
}

/** Teams of one size, the strongest and largest tickets dealt first, each to the weakest team that has room. */
function inTeams(picked: readonly Entry[], teams: number, size: number): Ticket[][] | undefined {
  const sides = Array.from({ length: teams }, () => ({ tickets: [] as Ticket[], size: 0, skill: 0 }));
  const order = picked.toSorted((a, b) => b.size - a.size || b.skill - a.skill || byId(a, b));
  for (const { ticket, skill, size: players } of order) {
    const [side] = sides
      .filter((one) => one.size + players <= size / teams)
      .toSorted((a, b) => a.skill - b.skill || a.size - b.size);
    if (!side) return undefined;
    side.tickets.push(ticket);
    side.size += players;
    side.skill += skill * players;
  }
  return sides.map(({ tickets }) => tickets);
}

/** Those who still wait, in the order of their skill, as a list from which who is taken falls out at once. */
class Queue {
  readonly #entries: Entry[];
  readonly #place = new Map<string, number>();
  readonly #next: number[];
  readonly #previous: number[];
  readonly #isTaken: boolean[];
  readonly #lookedAt: number;

  constructor(tickets: readonly Ticket[], mode: Mode, now: number) {
    this.#lookedAt = lookedAt(mode);
    this.#entries = tickets
      .map((ticket) => ({
        ticket,
        skill: mode.ranked ? skillOf(ticket) : 0,
        window: mode.ranked ? windowAt(ticket, now) : Number.POSITIVE_INFINITY,
        size: ticket.players.length,
        place: 0,
      }))
      .sort((a, b) => a.skill - b.skill || a.ticket.queuedAt - b.ticket.queuedAt || byId(a, b));
    for (const [place, entry] of this.#entries.entries()) {
      entry.place = place;
      this.#place.set(entry.ticket.id, place);
    }
    this.#next = this.#entries.map((_, place) => place + 1);
    this.#previous = this.#entries.map((_, place) => place - 1);
    this.#isTaken = this.#entries.map(() => false);
  }

  byAge(): Entry[] {
    return this.#entries.toSorted(compareAge);
  }

  has({ place }: Entry): boolean {
    return !this.#isTaken[place];
  }

  take(ticket: Ticket): void {
    const place = this.#place.get(ticket.id) ?? -1;
    const [previous, next] = [this.#previous[place] ?? -1, this.#next[place] ?? this.#entries.length];
    this.#isTaken[place] = true;
    if (previous >= 0) this.#next[previous] = next;
    if (next < this.#entries.length) this.#previous[next] = previous;
  }

  /** Whom the chooser may play with, the best first: each is in reach of the other. Looks no further than it is asked. */
  near(chooser: Entry): Iterable<Entry> {
    const nearest = this.#nearest(chooser);
    if (chooser.ticket.recent.length === 0) return nearest;
    return [...nearest]
      .map((entry) => ({ entry, cost: distance(entry, chooser) + recentCost(chooser, entry) }))
      .sort((a, b) => a.cost - b.cost || compareAge(a.entry, b.entry))
      .map(({ entry }) => entry);
  }

  *#nearest(chooser: Entry): Generator<Entry> {
    let [left, right] = [this.#free(this.#previous, chooser.place), this.#free(this.#next, chooser.place)];
    for (let looks = this.#lookedAt; looks > 0; looks--) {
      const [below, above] = [this.#entries[left], this.#entries[right]];
      const isBelow = below && (!above || compareNearness(below, above, chooser) < 0);
      const other = isBelow ? below : above;
      if (!other || distance(other, chooser) > chooser.window) return;
      if (isBelow) left = this.#previous[left] ?? -1;
      else right = this.#next[right] ?? -1;
      if (distance(other, chooser) <= other.window && !isBlocked(chooser, other)) yield other;
    }
  }

  /** From the chooser's place, which may have been taken meanwhile, so its neighbours may be stale. */
  #free(step: readonly number[], place: number): number {
    let at = step[place] ?? -1;
    while (this.#isTaken[at]) at = step[at] ?? -1;
    return at;
  }
}

/** Neighbours looked at: some more than a match takes, so that blocks, parties and rematches leave a choice. */
const lookedAt = (mode: Mode): number => 8 + 6 * mode.players.max;

const compareAge = (a: Entry, b: Entry): number => a.ticket.queuedAt - b.ticket.queuedAt || byId(a, b);

const distance = (a: Entry, b: Entry): number => Math.abs(a.skill - b.skill);

const compareNearness = (a: Entry, b: Entry, to: Entry): number =>
  distance(a, to) - distance(b, to) || compareAge(a, b);

const byId = (a: Entry, b: Entry): number => (a.ticket.id < b.ticket.id ? -1 : a.ticket.id > b.ticket.id ? 1 : 0);

const isBlocked = (a: Entry, b: Entry): boolean =>
  a.ticket.blocks.length + b.ticket.blocks.length > 0 &&
  (b.ticket.players.some(({ id }) => a.ticket.blocks.includes(id)) ||
    a.ticket.players.some(({ id }) => b.ticket.blocks.includes(id)));

function recentCost(a: Entry, b: Entry): number {
  if (a.ticket.recent.length === 0) return 0;
  const places = b.ticket.players.map(({ id }) => a.ticket.recent.indexOf(id)).filter((place) => place >= 0);
  return places.length === 0 ? 0 : RECENT_COST / (1 + Math.min(...places));
}
