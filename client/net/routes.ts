import { LOBBY } from '../../shared/protocol.ts';

/**
 * Every route that the client calls with the player's token. `:id` stands for the room, the player or the match. The list of the
 * first paint is requested by main.ts, without a token.
 */
export const ROUTES = {
  signIn: '/auth/anonymous',
  join: `/matchmake/joinOrCreate/${LOBBY}`,
  resume: '/matchmake/reconnect/:id',
  matchup: '/api/matchup',
  leaderboard: '/api/leaderboard',
  matches: '/api/players/:id/matches',
  replay: '/api/matches/:id/replay',
  push: '/api/push',
  endPush: '/api/push/end',
} as const;

export const pathOf = (route: keyof typeof ROUTES, id = ''): string =>
  ROUTES[route].replace(':id', encodeURIComponent(id));
