/**
 * Match rooms as the desk uses them, wherever in the cluster they are. Clients get no seat in them but through here
 * (http/matchmaking.ts). A call rejects where the room's process does not answer.
 */
import { type IRoomCache, matchMaker } from '@colyseus/core';
import { asProcessId, type ProcessId } from '../../shared/ids.ts';
import { MODES } from '../../shared/modes.ts';
import type { MatchReservation } from '../../shared/playProtocol.ts';
import type { PlayRefusal } from '../../shared/refusals.ts';
import type { MatchSetup } from '../domain/play/matchSeats.ts';
import type { MatchRoom } from './MatchRoom.ts';
import type { SeatOwner } from './matchRoomDeps.ts';

/** `room`: the game's, as in the mode. Once for a match id: who asks again, from wherever, gets the room that is there. */
export async function openMatch(room: string, setup: MatchSetup): Promise<void> {
  await matchMaker.createRoom(room, setup);
}

/** A reservation that is good for MATCH_SEAT_MS, for that player alone; again, where an earlier one was not used or is lost. */
export async function seatAt(matchId: string, owner: SeatOwner): Promise<MatchReservation | PlayRefusal> {
  const room = await find(matchId);
  if (!room) return 'match/unknown';
  const admitted = await matchMaker.remoteRoomCall<MatchRoom, 'admit'>(matchId, 'admit', [owner]);
  if (admitted !== true) return admitted;
  const { sessionId } = await matchMaker.reserveSeatFor(room, {}, owner);
  const { name, processId, publicAddress } = room;
  return { name, sessionId, roomId: matchId, processId, ...(publicAddress && { publicAddress }) };
}

/** The process of each match's room, wherever in the cluster, as far as they are listed. */
export async function matchProcesses(): Promise<Map<string, ProcessId>> {
  const rooms = await matchMaker.query({});
  const ofMatches = rooms.filter(({ name }) => MODES.some(({ room }) => room === name));
  return new Map(ofMatches.map(({ roomId, processId }) => [roomId, asProcessId(processId)]));
}

/** Nobody is wanted there any more. Does nothing where there is no such room. */
export async function closeMatch(matchId: string): Promise<void> {
  if (await find(matchId)) await matchMaker.remoteRoomCall<MatchRoom, 'close'>(matchId, 'close', []);
}

const find = async (matchId: string): Promise<IRoomCache | undefined> => matchMaker.driver.findOne({ roomId: matchId });
