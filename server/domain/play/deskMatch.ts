import type { PlayerId } from '../../../shared/ids.ts';
import type { Mode } from '../../../shared/modes.ts';
import type { MatchRow } from '../../../shared/playProtocol.ts';
import type { MatchPlan } from './deskEffects.ts';
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
  again: Set<PlayerId>;
};

export const isListed = ({ plan, state }: DeskMatch): boolean =>
  !plan.isPrivate && (state === 'open' || state === 'playing');

export const listedRow = ({ plan, state, spectators }: DeskMatch): MatchRow => ({
  matchId: plan.matchId,
  mode: plan.mode,
  state: state === 'open' ? 'open' : 'playing',
  players: plan.seats.map(({ playerId, name }) => ({ id: playerId, name })),
  seats: plan.maxSeats,
  spectators,
});
