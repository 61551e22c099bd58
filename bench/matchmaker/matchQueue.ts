/** The interface of the queues the bench compares, and Foyer's. */
import { findMatches } from '../../server/domain/matchmaking/matchmaker.ts';
import { shownRating } from '../../server/domain/matchmaking/ratings.ts';
import type { Ticket, TicketPlayer } from '../../server/domain/matchmaking/ticket.ts';
import type { Mode } from '../../shared/modes.ts';

/** `players`: the members of the match. If a ticket was torn apart, some of its players are missing. */
export type Formed = { tickets: Ticket[]; players: TicketPlayer[] };

const POINTS_PER_MU = shownRating({ mu: 26, sigma: 0 }) - shownRating({ mu: 25, sigma: 0 });
/** A player's estimated skill in points of the shown rating, by which both queues match. */
export const pointsOf = ({ mu }: TicketPlayer): number => mu * POINTS_PER_MU;

export interface MatchQueue {
  add(tickets: readonly Ticket[]): void;
  /** Forms matches. The returned function reports them and removes them from the queue; the bench does not time it. */
  pass(now: number): () => Formed[];
}

/** Foyer's queue, as the desk keeps it. */
export class FoyerQueue implements MatchQueue {
  readonly #mode: Mode;
  readonly #tickets = new Set<Ticket>();

  constructor(mode: Mode) {
    this.#mode = mode;
  }

  add(tickets: readonly Ticket[]): void {
    for (const ticket of tickets) this.#tickets.add(ticket);
  }

  pass(now: number): () => Formed[] {
    const found = findMatches(this.#mode, [...this.#tickets], now);
    return () =>
      found.map(({ sides }) => {
        const tickets = sides.flat();
        for (const ticket of tickets) this.#tickets.delete(ticket);
        return { tickets, players: tickets.flatMap(({ players }) => players) };
      });
  }
}
