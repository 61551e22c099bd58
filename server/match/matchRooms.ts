/**
 * Match rooms as the desk uses them, wherever in the cluster they are: only here does a client get a reservation in one
 * (http/matchmaking.ts). Calls reject where the room's process does not answer.
 */
import { type IRoomCache, matchMaker } from '@colyseus/core';
import { asProcessId } from '../../shared/ids.ts';
import { MODES, type Mode, modeOf } from '../../shared/modes.ts';
import type { MatchReservation } from '../../shared/playProtocol.ts';
import type { PlayRefusal } from '../../shared/refusals.ts';
import { BOT_NAMES } from '../domain/names/reservedWords.ts';
import type { MatchPlan } from '../domain/play/deskEffects.ts';
import { freeTeam } from '../domain/play/freeTeam.ts';
import type { MatchSeat, MatchSetup } from '../domain/play/matchSeats.ts';
import type { MatchRooms } from '../play/EffectRunner.ts';
import type { SeatOwner } from './authorizeSeat.ts';
import type { MatchRoom } from './MatchRoom.ts';

export const matchRooms: MatchRooms = {
  async open(plan) {
    const mode = modeOf(plan.mode);
    if (!mode) throw new Error(`there is no mode ${plan.mode}`);
    await matchMaker.createRoom(mode.room, setupOf(mode, plan));
  },

  async seat({ matchId, playerId, name, emblem, role, team }) {
    const seat = await reserveSeat(matchId, { playerId, name, emblem, role, ...(role === 'player' && { team }) });
    return typeof seat === 'string' ? undefined : seat;
  },

  async close(matchId) {
    if (await find(matchId)) await matchMaker.remoteRoomCall<MatchRoom, 'close'>(matchId, 'close', []);
  },

  async processes() {
    const rooms = await matchMaker.query({});
    const ofMatches = rooms.filter(({ name }) => MODES.some(({ room }) => room === name));
    return new Map(ofMatches.map(({ roomId, processId }) => [roomId, asProcessId(processId)]));
  },
};

/** Valid for MATCH_SEAT_MS, for that player alone. Reserves again where an earlier reservation is unused or lost. */
export async function reserveSeat(matchId: string, owner: SeatOwner): Promise<MatchReservation | PlayRefusal> {
  const room = await find(matchId);
  if (!room) return 'match/unknown';
  const admitted = await matchMaker.remoteRoomCall<MatchRoom, 'admit'>(matchId, 'admit', [owner]);
  if (admitted !== true) return admitted;
  const { sessionId } = await matchMaker.reserveSeatFor(room, {}, owner);
  const { name, processId, publicAddress } = room;
  return { name, sessionId, roomId: matchId, processId, ...(publicAddress && { publicAddress }) };
}

export function setupOf(mode: Mode, plan: MatchPlan): MatchSetup {
  const { matchId, bots, botStrength = 'medium', maxSeats, isOpen, isFriendly, isPrivate, code } = plan;
  const seats: MatchSeat[] = [...plan.seats];
  for (let n = 0; n < bots; n++) {
    const name = BOT_NAMES[n % BOT_NAMES.length] ?? 'Bot';
    seats.push({ bot: botStrength, name, team: freeTeam(mode, seats) });
  }
  const startsWhen = isOpen ? 'full' : 'now';
  const access = { isPrivate, ...(code !== undefined && { code }) };
  return { matchId, mode: mode.id, seats, maxSeats, startsWhen, isFriendly, ...access };
}

const find = async (matchId: string): Promise<IRoomCache | undefined> => matchMaker.driver.findOne({ roomId: matchId });
