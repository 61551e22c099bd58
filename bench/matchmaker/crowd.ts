/** The source of a simulated queue's tickets. Times in ms from the start of the run. */
import type { Found } from '../../server/domain/matchmaking/matchmaker.ts';
import type { Ticket } from '../../server/domain/matchmaking/ticket.ts';

export interface Crowd {
  /** The run ends here; tickets still waiting are unmatched. */
  readonly endsAt: number;
  /** Tickets that queue after the last call and up to `now`. */
  arrivals(now: number): Ticket[];
  hasGivenUp(ticket: Ticket, now: number): boolean;
  matched(found: Found, now: number): void;
  /** The favourite's chance to win, 0.5 to 1, by the crowd's best knowledge. */
  favouriteOf(found: Found): number;
}
