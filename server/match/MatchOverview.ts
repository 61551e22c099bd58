import type { Client } from '@colyseus/core';
import { SPECTATORS_MAX } from '../../shared/limits.ts';
import type { MatchPushes, SeatRow } from '../../shared/matchProtocol.ts';
import type { MatchSeats, Seat } from '../domain/play/matchSeats.ts';
import type { Clock } from '../ports.ts';
import type { SeatOwner } from './authorizeSeat.ts';

/** What everybody in the room sees of the match: its seats, its phase and the number of spectators. */
export class MatchOverview {
  readonly #room: { clients: readonly Client[] };
  readonly #seats: MatchSeats;
  readonly #clock: Clock;

  constructor(room: { clients: readonly Client[] }, seats: MatchSeats, clock: Clock) {
    this.#room = room;
    this.#seats = seats;
    this.#clock = clock;
  }

  get spectators(): number {
    return this.#room.clients.filter(({ auth }) => (auth as SeatOwner | undefined)?.role === 'spectator').length;
  }

  /** No more may watch. */
  get isFull(): boolean {
    return this.spectators >= SPECTATORS_MAX;
  }

  seatOf({ auth }: Client): Seat | undefined {
    const owner: SeatOwner | undefined = auth;
    return owner?.role === 'player' ? this.#seats.of(owner.playerId) : undefined;
  }

  send(): void {
    const now = this.#clock.now();
    const { matchId, mode } = this.#seats.setup;
    const seats = this.#seats.all.map((seat) => rowOf(seat, now));
    const table = { matchId, mode, phase: this.#seats.phase, seats, spectators: this.spectators };
    for (const client of this.#room.clients) {
      const pushed: MatchPushes['tableUpdated'] = { ...table, you: this.seatOf(client)?.index ?? null };
      client.send('tableUpdated', pushed);
    }
  }
}

function rowOf({ name, team, playerId, bot, rating, state }: Seat, now: number): SeatRow {
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
