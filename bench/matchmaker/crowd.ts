/** Where the tickets of a simulated queue come from. Times in ms from the start of the run. */
import type { Found } from '../../server/domain/matchmaking/matchmaker.ts';
import type { Ticket } from '../../server/domain/matchmaking/ticket.ts';

export interface Crowd {
  /** The run ends then; who still waits has not been matched. */
  readonly endsAt: number;
  /** Tickets of those who queue after the last call and up to `now`. */
  arrivals(now: number): Ticket[];
  /** Whether the ticket's players have given up. */
  hasGivenUp(ticket: Ticket, now: number): boolean;
  /** These play now. */
  matched(found: Found, now: number): void;
  /** With what chance the favourite wins, 0.5 to 1, as well as the crowd knows. */
  favouriteOf(found: Found): number;
}
