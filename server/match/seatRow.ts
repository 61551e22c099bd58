/** A seat as everybody at the table sees it. */
import type { SeatRow } from '../../shared/matchProtocol.ts';
import type { Seat } from '../domain/play/matchSeats.ts';

/** `now`: monotonic ms. */
export function rowOf({ name, team, playerId, bot, rating, state }: Seat, now: number): SeatRow {
  return {
    name,
    team,
    is: state.is,
    ...(playerId !== undefined && { id: playerId }),
    ...(bot !== undefined && { bot }),
    ...(rating !== undefined && { rating }),
    ...('until' in state && { leftMs: Math.max(0, Math.round(state.until - now)) }),
  };
}
