import type { PlayerId } from '../../../shared/ids.ts';
import type { Mode } from '../../../shared/modes.ts';
import type { MatchProgress } from '../../../shared/playProtocol.ts';
import type { MatchPlan, SeatPlan } from './deskEffects.ts';
import type { Queued } from './deskQueue.ts';

/** A match as the desk knows it, from the request for a room to the room's end. */
export type DeskMatch = {
  plan: MatchPlan;
  mode: Mode;
  state: 'opening' | 'seating' | 'open' | 'playing' | 'over';
  /** Of the queue, until all players are seated. */
  tickets: readonly Queued[];
  seated: Set<PlayerId>;
  /** Ms of the desk's clock: the room has failed if not everybody is seated by then. */
  seatBy: number;
  /** Missed seats are our fault: messages about them were lost, or another desk began the match. */
  isExcused: boolean;
  spectators: number;
  progress?: MatchProgress;
};

/** The seats as `order` names their players; those that it does not name come last. */
export function inOrder(seats: readonly SeatPlan[], order: readonly PlayerId[]): readonly SeatPlan[] {
  const placeOf = ({ playerId }: SeatPlan) => (order.includes(playerId) ? order.indexOf(playerId) : order.length);
  return seats.toSorted((a, b) => placeOf(a) - placeOf(b));
}

export type PlanOf = (mode: Mode, seats: readonly SeatPlan[], more?: Partial<MatchPlan>) => MatchPlan;

/** Plans of new matches: closed to others and rated, unless `more` says otherwise. */
export const plansBy =
  (newId: () => string): PlanOf =>
  (mode, seats, more = {}) => {
    const maxSeats = more.isOpen ? mode.players.max : seats.length + (more.bots ?? 0);
    const closed = { bots: 0, isOpen: false, isPrivate: false, isFriendly: false };
    return { matchId: newId(), mode: mode.id, seats, maxSeats, ...closed, ...more };
  };
