import type { RoomDeps } from '../colyseus/GuardedRoom.ts';
import type { SubjectOf } from '../domain/presence/visibility.ts';
import type { LocalPlayers } from '../lobby/LocalPlayers.ts';
import type { Blocks } from '../ports.ts';
import type { SeatDeps } from './authorizeSeat.ts';
import type { LiveMatches } from './LiveMatches.ts';
import type { MatchTiles } from './MatchTiles.ts';
import type { MatchReports } from './matchReports.ts';

/** What match rooms need; made once, in parts/rooms.ts. */
export type MatchRoomDeps = RoomDeps &
  SeatDeps & {
    /** Players and spectators of a match are online, with or without a session in the lobby. */
    localPlayers: LocalPlayers;
    reports: MatchReports;
    /** Of all rooms of this process. */
    tiles: MatchTiles;
    subjectOf: SubjectOf;
    blocks: Pick<Blocks, 'of'>;
    newId: () => string;
    /** Each room is among them from its beginning to its end. */
    live: LiveMatches;
    /** The keyed hash of the address' network; undefined where limits are off. */
    networkHash: (address: string | undefined) => string | undefined;
    reconnectWindowMs: number;
    /** How long a seat waits for its player: MATCH_SEAT_MS. */
    seatMs: number;
    /** How long the room stays after the end: MATCH_RESULT_MS. */
    resultMs: number;
  };
