/**
 * The places of a shard. Players that everybody may see take one: connected, held, or with a reservation. Players that hide
 * take none, or others would notice them; only the room's sockets have a limit for both.
 */
import type { ShardId } from '../../shared/ids.ts';
import { HIDDEN_SESSIONS_FACTOR } from '../../shared/limits.ts';
import { isPublic } from '../domain/presence/visibility.ts';
import { countReservations } from '../transport/countedReservations.ts';
import type { AuthorizedPlayer } from './authorizeJoin.ts';
import type { Lobby } from './Lobby.ts';

/** As Colyseus keeps it: options, auth, whether it is used, whether it is held for a resume. */
type Reservation = [unknown, AuthorizedPlayer | undefined, boolean, boolean];

export class ShardPlaces {
  /** Held sessions are known to presence, which also knows when their players hide. */
  readonly #reservations = countReservations((reservation) => {
    const [, auth, , isHeld] = reservation as Reservation;
    return !isHeld && auth !== undefined && !isPublic(auth.profile);
  });
  readonly #room: { shardId: ShardId; clients: { length: number } };
  readonly #lobby: Lobby;
  readonly #capacity: number;
  #wasFilled = false;

  constructor(room: { shardId: ShardId; clients: { length: number } }, lobby: Lobby, capacity: number) {
    this.#room = room;
    this.#lobby = lobby;
    this.#capacity = capacity;
  }

  /** Replaces the room's own record of its reservations. */
  get reservations(): object {
    return this.#reservations.bySession;
  }

  /** Places taken. */
  get filled(): number {
    const { live, held } = this.#lobby.localPlayers.inShards.hiddenIn(this.#room.shardId);
    const { all, chosen } = this.#reservations.count();
    return this.#room.clients.length + all - chosen - live - held;
  }

  /** Asked for each reservation: from the first that takes a place the shard counts. */
  isFull(): boolean {
    const { filled } = this;
    this.#wasFilled ||= filled > 0;
    const sockets = this.#room.clients.length + this.#reservations.count().all;
    return filled >= this.#capacity || sockets >= this.#capacity * HIDDEN_SESSIONS_FACTOR;
  }

  /** The part of the connected clients whose players do not hide. */
  get shownPart(): number {
    const { length } = this.#room.clients;
    return length === 0
      ? 1
      : Math.max(0, length - this.#lobby.localPlayers.inShards.hiddenIn(this.#room.shardId).live) / length;
  }

  isHidden(client: { auth?: AuthorizedPlayer | undefined }): boolean {
    const player = client.auth && this.#lobby.localPlayers.find(client.auth.profile.id);
    return player !== undefined && !isPublic(player);
  }

  /** Whether the room would be here without the players who hide. It counts from its first player that does not. */
  get isShown(): boolean {
    this.#wasFilled ||= this.filled > 0;
    return this.#wasFilled;
  }

  /** Without players who hide the room would end now: other shards are there. */
  endShown(): void {
    if (this.filled === 0) this.#wasFilled = false;
  }
}
