/** What a game may do in a match's room: MatchRoom calls these, and does the rest. */
import type { Client } from '@colyseus/core';
import type { MatchPushes } from '../../shared/matchProtocol.ts';
import type { MatchProgress } from '../../shared/playProtocol.ts';
import { GuardedRoom } from '../colyseus/GuardedRoom.ts';
import type { Seat } from '../domain/play/matchSeats.ts';
import type { SeatOwner } from './authorizeSeat.ts';

export type MatchClient<Pushes extends object = object> = Client<{ auth: SeatOwner; messages: MatchPushes & Pushes }>;

export abstract class GameHooks<State extends object, Pushes extends object> extends GuardedRoom<{
  state: State;
  client: MatchClient<Pushes>;
}> {
  /** The game begins, with everybody that has a seat. `seats`: in the order of their `index`, bots among them. */
  protected abstract onMatchStart(seats: readonly Seat[]): void;
  /** The player's socket is lost; the game goes on. */
  protected onSeatDropped(_seat: Seat): void {}
  protected onSeatResumed(_seat: Seat): void {}
  /** The player is gone for good, and ranks below all that stayed. A game that cannot go on calls `finish`. */
  protected onSeatAbandoned(_seat: Seat): void {}
  /** Send the client what the state does not hold. Not called if its arrival begins the match. No seat: a spectator. */
  protected onArrival(_client: MatchClient<Pushes>, _seat: Seat | undefined): void {}
  /** Where the running match stands, for the list of matches. A score for each seat, in their order, or none at all. */
  protected progress(): MatchProgress | undefined {
    return undefined;
  }
  /** What a tile of the list shows of the running match: small, best as bytes. Read once a second while anybody looks. */
  protected summary(): unknown {
    return undefined;
  }
  /** The inputs of the match up to now, from which clients can play it back. Read once, at its end. */
  protected replay(): Uint8Array | undefined {
    return undefined;
  }
}
