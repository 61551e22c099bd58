/** The players online, for pages without a socket: what a roster shows. Without a bearer the viewer is a stranger. */
import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { asPlayerId } from '../../shared/ids.ts';
import { BODY_MAX_BYTES, BOOTSTRAP_ROWS, PATCH_MS } from '../../shared/limits.ts';
import { MODES } from '../../shared/modes.ts';
import { personaOf } from '../../shared/playerRow.ts';
import type { Bootstrap } from '../../shared/protocol.ts';
import { STATUSES, type Status } from '../../shared/status.ts';
import { isBlockTold, toldOf } from '../domain/presence/lastPublic.ts';
import { blockersOf } from './blockers.ts';
import { PAGE, PAGE_TAKES, queryOf } from './pageParameters.ts';
import { askStore } from './playerStore.ts';
import { subscribing } from './push/subscribing.ts';
import { recordRoutes } from './records.ts';
import { refuse } from './refusal.ts';
import type { Site } from './site.ts';
import { viewerOf } from './viewer.ts';

const PlayersQuery = z.object({
  ...PAGE,
  q: z.string().max(64).optional(),
  status: z.enum(STATUSES as [Status, ...Status[]]).optional(),
});
const TAKES = { ...PAGE_TAKES, q: 'up to 64 characters of a name', status: `one of ${STATUSES.join(', ')}` };

export function apiRoutes(site: Site): Router {
  const { offer, subscribe, unsubscribe } = subscribing(site);
  const body = express.json({ limit: BODY_MAX_BYTES });
  return Router()
    .use((_req, res, next) => {
      res.set('Cache-Control', 'no-store');
      next();
    })
    .get('/players', (req, res) => players(req, res, site))
    .get('/players/:id', (req, res) => player(req, res, site))
    .use(recordRoutes(site))
    .get('/push', offer)
    .post('/push', body, subscribe)
    .post('/push/end', body, unsubscribe)
    .get('/bootstrap', bootstrap(site))
    .get('/stats', (_req, res) => {
      res.json(site.lobby.stats());
    });
}

async function players(req: Request, res: Response, site: Site): Promise<void> {
  const viewer = await viewerOf(req, site.tokens);
  if (typeof viewer === 'string') return refuse(res, viewer);
  const query = queryOf(req, res, PlayersQuery, TAKES);
  if (query) res.json(site.lobby.page(query, viewer.id, new Set((await blockersOf(viewer.id, site)).keys())));
}

async function player(req: Request, res: Response, site: Site): Promise<void> {
  const viewer = await viewerOf(req, site.tokens);
  if (typeof viewer === 'string') return refuse(res, viewer);
  const id = asPlayerId(String(req.params.id));
  const blockedAt = (await blockersOf(viewer.id, site)).get(id);
  const online = blockedAt === undefined ? site.lobby.find(id, viewer.id) : undefined;
  // Queried in any case, so that the time of the answer does not tell a hidden player from a nonexistent one.
  const stored = await askStore(site.metrics, () => site.store.players.find(id));
  const told = stored && toldOf(viewer.id, stored);
  if (online) {
    const { status, lastActiveAtS } = online;
    res.json({ id, ...personaOf(online), isOnline: true, status, lastActiveAtS });
  } else if (told) {
    const lastActiveAt = isBlockTold(viewer.id, stored, blockedAt) ? stored.createdAt : told.lastActiveAt;
    const offline = { isOnline: false, status: null, lastActiveAtS: Math.floor(lastActiveAt / 1000) };
    res.json({ id, ...personaOf(told), ...offline });
  } else {
    refuse(res, 'player/unknown');
  }
}

/**
 * What a stranger sees, so that any cache may keep it. Made at most once in PATCH_MS, so that a player who hides disappears
 * from it as soon as from the rosters; a cache in front adds its second.
 */
function bootstrap(site: Site) {
  let body = '';
  let staleAt = Number.NEGATIVE_INFINITY;
  return (_req: Request, res: Response): void => {
    if (site.clock.now() >= staleAt) {
      const { players: rows } = site.lobby.page({ limit: BOOTSTRAP_ROWS });
      const nowS = Math.floor(site.clock.wall() / 1000);
      const open = site.matches().filter(({ state }) => state === 'open');
      const matches = open.slice(0, BOOTSTRAP_ROWS);
      const fresh: Bootstrap = { online: site.lobby.stats().online, players: rows, nowS, matches, modes: MODES };
      body = JSON.stringify(fresh);
      staleAt = site.clock.now() + PATCH_MS;
    }
    res.set('Cache-Control', 'public, max-age=1').type('json').send(body);
  };
}
