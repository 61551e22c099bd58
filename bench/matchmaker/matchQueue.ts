/** A queue that forms matches, whosever it is: what the bench compares. */
import { findMatches } from '../../server/domain/matchmaking/matchmaker.ts';
import { shownRating } from '../../server/domain/matchmaking/ratings.ts';
import type { Ticket, TicketPlayer } from '../../server/domain/matchmaking/ticket.ts';
import type { Mode } from '../../shared/modes.ts';

/** `players`: those who were put together; of a ticket that was torn apart, not all. */
export type Formed = { tickets: Ticket[]; players: TicketPlayer[] };

const POINTS_PER_MU = shownRating({ mu: 26, sigma: 0 }) - shownRating({ mu: 25, sigma: 0 });
/** How good a player is believed to be, in points of the shown rating: what both queues match by. */
export const pointsOf = ({ mu }: TicketPlayer): number => mu * POINTS_PER_MU;

export interface MatchQueue {
  add(tickets: readonly Ticket[]): void;
  /** Forms matches; what it returns tells them, and takes them out of the queue: that is not part of what is measured. */
  pass(now: number): () => Formed[];
}

/** Ours, as the desk keeps it. */
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
