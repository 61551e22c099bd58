/** Modes, matches, leaderboards and histories, with the players as a viewer is told of them (domain/presence/lastPublic.ts). */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { asPlayerId, type PlayerId } from '../../shared/ids.ts';
import { MODES, RATED_MODES } from '../../shared/modes.ts';
import type { LeaderboardPage, PastMatchesPage, PastMatchRow } from '../../shared/records.ts';
import { namedIn, toldOf, toldUntil } from '../domain/presence/lastPublic.ts';
import { fromCursorText } from '../domain/roster/cursorText.ts';
import type { PastMatch } from '../ports.ts';
import { matchup } from './matches/matchup.ts';
import { replay } from './matches/replay.ts';
import { PAGE, PAGE_TAKES, pageOf, queryOf } from './pageParameters.ts';
import { askStore } from './playerStore.ts';
import { refuse } from './refusal.ts';
import type { Site } from './site.ts';
import { viewerOf } from './viewer.ts';

/** Modes change with a new version of the server only. */
const MODES_KEPT_S = 60;
const RATED = RATED_MODES.map(({ id }) => id);

const LeaderboardQuery = z.object({ ...PAGE, mode: z.enum(RATED) });
const LEADERBOARD_TAKES = { ...PAGE_TAKES, mode: `one of ${RATED.join(', ')}` };
const HistoryQuery = z.object(PAGE);

/** Ids go to the database: only what an id may be. */
const Id = z.string().regex(/^[\w-]{1,64}$/);
const Place = z.tuple([z.int32().min(1), z.boolean(), z.int32(), Id]);
const Past = z.tuple([z.int(), Id]);

export function recordRoutes(site: Site): Router {
  return Router()
    .get('/modes', (_req, res) => {
      res.set('Cache-Control', `public, max-age=${MODES_KEPT_S}`).json({ modes: MODES });
    })
    .get('/matches', (_req, res) => {
      res.json({ matches: site.matches() });
    })
    .get('/matches/:id/replay', (req, res) => replay(req, res, site))
    .get('/matchup', (req, res) => matchup(req, res, site))
    .get('/leaderboard', (req, res) => leaderboard(req, res, site))
    .get('/players/:id/matches', (req, res) => history(req, res, site));
}

async function leaderboard(req: Request, res: Response, site: Site): Promise<void> {
  const viewer = await viewerOf(req, site.tokens);
  if (typeof viewer === 'string') return refuse(res, viewer);
  const query = queryOf(req, res, LeaderboardQuery, LEADERBOARD_TAKES);
  if (!query) return;
  const { mode, limit, cursor } = query;
  const given = Place.safeParse(fromCursorText(cursor ?? '')).data;
  const after = given && { place: given[0], isProvisional: given[1], rating: given[2], id: asPlayerId(given[3]) };
  const rows = await askStore(site.metrics, () =>
    site.store.ratings.leaderboard({ mode, limit: limit + 1, viewer: viewer.id, after }),
  );
  const { id } = viewer;
  const own = given || !id ? undefined : await askStore(site.metrics, () => site.store.ratings.standing(mode, id));
  const { page: players, nextCursor } = pageOf(rows, limit, (row) => [
    row.place,
    row.isProvisional,
    row.rating,
    row.id,
  ]);
  res.json({ mode, players, own: own ?? null, nextCursor } satisfies LeaderboardPage);
}

/** A player who was never public is refused like a nonexistent one, after the same one query. */
async function history(req: Request, res: Response, site: Site): Promise<void> {
  const viewer = await viewerOf(req, site.tokens);
  if (typeof viewer === 'string') return refuse(res, viewer);
  const query = queryOf(req, res, HistoryQuery, PAGE_TAKES);
  if (!query) return;
  const id = asPlayerId(String(req.params.id));
  const player = await askStore(site.metrics, () => site.store.players.find(id));
  if (!player || !toldOf(viewer.id, player)) return refuse(res, 'player/unknown');
  const [endedAt, matchId] = Past.safeParse(fromCursorText(query.cursor ?? '')).data ?? [];
  const before = endedAt === undefined || matchId === undefined ? undefined : { endedAt, matchId };
  const rows = await askStore(site.metrics, () =>
    site.store.matches.of(id, query.limit + 1, before, toldUntil(viewer.id, player)),
  );
  const { page, nextCursor } = pageOf(rows, query.limit, (row) => [row.endedAt, row.matchId]);
  res.json({ matches: page.map((match) => rowOf(match, viewer.id)), nextCursor } satisfies PastMatchesPage);
}

const rowOf = ({ startedAt, endedAt, others, ...own }: PastMatch, viewer: PlayerId | undefined): PastMatchRow => ({
  ...own,
  startedAtS: Math.floor(startedAt / 1000),
  endedAtS: Math.floor(endedAt / 1000),
  others: others.map(({ player, ...other }) => ({ ...namedIn(viewer, player, endedAt), ...other })),
});
