import assert from 'node:assert/strict';
import type { MatchPlan } from '../../server/domain/play/deskEffects.ts';
import { setupOf } from '../../server/match/matchRooms.ts';
import { asPlayerId } from '../../shared/ids.ts';
import { FUN, TEAMS } from '../support/extraModes.ts';

describe('the setup of a match', () => {
  const plan = (mode: string, teams: number[], bots: number, more: Partial<MatchPlan> = {}): MatchPlan => ({
    ...{ matchId: 'm', mode, bots, maxSeats: teams.length + bots, isOpen: false, isPrivate: false, isFriendly: false },
    seats: teams.map((team, at) => ({ playerId: asPlayerId(`p${at}`), name: `p${at}`, emblem: at, team })),
    ...more,
  });

  it('QU24 bots fill the smallest teams, and get seats of their own in a free-for-all', () => {
    const teamsOf = (...setup: Parameters<typeof setupOf>) => setupOf(...setup).seats.map(({ team }) => team);
    assert.deepEqual(teamsOf(TEAMS, plan(TEAMS.id, [0, 0], 2)), [0, 0, 1, 1]);
    assert.deepEqual(teamsOf(TEAMS, plan(TEAMS.id, [0], 3)), [0, 1, 0, 1]);
    assert.deepEqual(teamsOf(FUN, plan(FUN.id, [0], 2)), [0, 1, 2]);
  });

  it('QU10 bots have medium strength by default', () => {
    const botsOf = (...setup: Parameters<typeof setupOf>) =>
      setupOf(...setup).seats.flatMap((seat) => ('bot' in seat ? seat.bot : []));
    assert.deepEqual(botsOf(FUN, plan(FUN.id, [0], 2)), ['medium', 'medium']);
    assert.deepEqual(botsOf(FUN, plan(FUN.id, [0], 1, { botStrength: 'easy' })), ['easy']);
  });
});
