/** The games: room classes on MatchRoom, by the room's name in shared/modes.ts. A new game is one entry here. */
import type { Room, Server } from '@colyseus/core';
import type { Mode } from '../../shared/modes.ts';
import type { MatchRoomDeps } from '../match/matchRoomDeps.ts';
import { StartError } from '../process/parts.ts';
import { ConnectFourRoom } from './connect-four/ConnectFourRoom.ts';
import { CyclesRoom } from './cycles/CyclesRoom.ts';

/** `Game`: a subclass of MatchRoom. */
export type Game = { readonly room: string; readonly Game: new () => Room };

export const GAMES: readonly Game[] = [
  { room: 'cycles', Game: CyclesRoom },
  { room: 'connect-four', Game: ConnectFourRoom },
];

/** Throws StartError for a mode that is played in a room of no game: its matches would be found and never open. */
export function assertRooms(modes: readonly Mode[], games: readonly Game[]): void {
  const lost = modes.find(({ room }) => !games.some((game) => game.room === room));
  if (!lost) return;
  const rooms = games.map(({ room }) => room).join(', ');
  throw new StartError(
    `Foyer cannot start: the mode ${lost.id} of shared/modes.ts is played in the room ${lost.room}, but server/games/list.ts has only: ${rooms}.`,
  );
}

export function defineGames(colyseus: Server, deps: MatchRoomDeps, games: readonly Game[] = GAMES): void {
  for (const { room, Game } of games) colyseus.define(room, bound(Game, deps));
}

/** Colyseus constructs rooms itself, without arguments: each finds the deps in its class. */
function bound(Game: Game['Game'], deps: MatchRoomDeps): Game['Game'] {
  class BoundGame extends Game {}
  Object.defineProperty(BoundGame.prototype, 'deps', { value: deps });
  return BoundGame;
}
