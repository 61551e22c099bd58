/** The desk's rooms, by the door of match rooms: a plan becomes what a room is made of. */
import { asPlayerId } from '../../shared/ids.ts';
import { type Mode, modeOf } from '../../shared/modes.ts';
import type { MatchPlan } from '../domain/play/deskEffects.ts';
import { freeTeam } from '../domain/play/freeTeam.ts';
import type { MatchSeat, MatchSetup } from '../domain/play/matchSeats.ts';
import type { MatchRooms } from '../play/DeskCarrier.ts';
import { closeMatch, matchProcesses, openMatch, seatAt } from './remoteMatchRooms.ts';

const BOT_NAMES = ['Ada Bot', 'Bit Bot', 'Cog Bot', 'Dot Bot'];

export const matchRooms: MatchRooms = {
  async open(plan) {
    const mode = modeOf(plan.mode);
    if (!mode) return false;
    await openMatch(mode.room, setupOf(mode, plan));
    return true;
  },

  async seat({ matchId, playerId, name, role, team }) {
    const seat = await seatAt(matchId, { playerId, name, role, ...(role === 'player' && { team }) });
    return typeof seat === 'string' ? undefined : seat;
  },

  close: closeMatch,
  processes: matchProcesses,
};

export function setupOf(mode: Mode, plan: MatchPlan): MatchSetup {
  const { matchId, bots, botStrength = 'medium', maxSeats, isOpen, isFriendly, isPrivate, code } = plan;
  const seats: MatchSeat[] = plan.seats.map(({ playerId, name, team }) => ({
    playerId: asPlayerId(playerId),
    name,
    team,
  }));
  for (let n = 0; n < bots; n++) {
    const name = BOT_NAMES[n % BOT_NAMES.length] ?? 'Bot';
    seats.push({ bot: botStrength, name, team: freeTeam(mode, seats) });
  }
  const startsWhen = isOpen ? 'full' : 'now';
  const access = { isPrivate, ...(code !== undefined && { code }) };
  return { matchId, mode: mode.id, seats, maxSeats, startsWhen, isFriendly, ...access };
}
