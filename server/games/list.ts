/** The games: room classes on MatchRoom, by the room's name in shared/modes.ts. A new game is one entry here. */
import type { Room, Server } from '@colyseus/core';
import type { MatchRoomDeps } from '../match/matchRoomDeps.ts';
import { ConnectFourRoom } from './connect-four/ConnectFourRoom.ts';
import { CyclesRoom } from './cycles/CyclesRoom.ts';

/** `Game`: a subclass of MatchRoom. */
export type Game = { readonly room: string; readonly Game: new () => Room };

export const GAMES: readonly Game[] = [
  { room: 'cycles', Game: CyclesRoom },
  { room: 'connect-four', Game: ConnectFourRoom },
];

export function defineGames(colyseus: Server, deps: MatchRoomDeps, games: readonly Game[] = GAMES): void {
  for (const { room, Game } of games) colyseus.define(room, bound(Game, deps));
}

/** Colyseus constructs rooms itself, without arguments: each finds the deps in its class. */
function bound(Game: Game['Game'], deps: MatchRoomDeps): Game['Game'] {
  class BoundGame extends Game {}
  Object.defineProperty(BoundGame.prototype, 'deps', { value: deps });
  return BoundGame;
}
