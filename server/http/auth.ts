/**
 * Signing in. `POST /auth/anonymous` creates a guest, or renews a guest's token; `GET /auth/userdata` tells whose a token
 * is. The claims of a token come from the database; of the client's input only a checked name is used.
 */
import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { emblemFromId } from '../../shared/emblem.ts';
import type { PlayerId } from '../../shared/ids.ts';
import { BODY_MAX_BYTES, NAME_MAX_BYTES } from '../../shared/limits.ts';
import { type Persona, personaOf } from '../../shared/playerRow.ts';
import type { SignedIn } from '../../shared/protocol.ts';
import type { RefusalCode } from '../../shared/refusals.ts';
import { networkOf } from '../domain/admission/network.ts';
import { checkName } from '../domain/names/names.ts';
import { isBanned } from '../domain/operators/ban.ts';
import { callerOf } from './clientAddress.ts';
import { Limits } from './limits.ts';
import { askStore } from './playerStore.ts';
import { refuse } from './refusal.ts';
import type { Site } from './site.ts';
import { bearerOf } from './viewer.ts';

/** `{ name }`, or `{ options: { name } }` as the SDK's `signInAnonymously(options)` sends it. */
const Name = z.string().max(NAME_MAX_BYTES * 8);
const SignIn = z.object({ name: Name.optional(), options: z.object({ name: Name.optional() }).nullish() });

/** Generated names may be taken: how many are tried. */
const NAME_TRIES = 10;

type Identity = Persona & { id: PlayerId };

export function authRoutes(site: Site): Router {
  const limits = new Limits(() => site.clock.now(), site.config.LIMITS === 'on');
  return Router()
    .use((_req, res, next) => {
      res.set('Cache-Control', 'no-store');
      next();
    })
    .post('/anonymous', express.json({ limit: BODY_MAX_BYTES }), (req, res) => signIn(req, res, site, limits))
    .get('/userdata', (req, res) => userData(req, res, site));
}

async function signIn(req: Request, res: Response, site: Site, limits: Limits): Promise<void> {
  const bearer = bearerOf(req);
  if (bearer !== undefined) {
    const verified = await site.tokens.verifyForRenewal(bearer);
    if (typeof verified === 'string') return refuse(res, verified);
    const known = await askStore(site.metrics, () => site.store.players.find(verified.playerId));
    if (known && isBanned(known, site.clock.wall())) return refuse(res, 'auth/banned');
    if (known) return sendSession(known, res, site);
    // Signed by us but not in the database, which was emptied: the caller is a new guest.
  }
  const body = SignIn.safeParse(req.body ?? {});
  if (!body.success) return refuse(res, 'request/invalid', 'name is a text of moderate length.');
  const { address } = callerOf(req);
  const waitS = limits.take('newGuest', networkOf(address));
  if (waitS > 0) {
    res.set('Retry-After', String(waitS));
    return refuse(res, 'request/tooMany');
  }
  if (await askStore(site.metrics, () => site.networks.banOf(address))) return refuse(res, 'auth/banned');
  const guest = await createGuest(body.data.name ?? body.data.options?.name, site);
  if (typeof guest === 'string') return refuse(res, guest);
  return sendSession(guest, res, site);
}

async function createGuest(wanted: string | undefined, site: Site): Promise<Identity | RefusalCode> {
  for (let tries = wanted === undefined ? NAME_TRIES : 1; tries > 0; tries--) {
    const checked = checkName(wanted ?? site.ids.guestName());
    // A generated name is acceptable.
    if ('refusal' in checked) return checked.refusal;
    const [id, createdAt] = [site.ids.playerId(), site.clock.wall()];
    const player = { ...checked, id, visibility: 'everyone' as const, createdAt };
    if ((await askStore(site.metrics, () => site.store.players.create(player))) === 'created')
      return { ...checked, id, emblem: emblemFromId(id) };
  }
  return 'name/taken';
}

async function sendSession({ id, ...persona }: Identity, res: Response, site: Site): Promise<void> {
  const body: SignedIn = { user: { id, ...personaOf(persona) }, ...(await site.tokens.issue(id, 'session')) };
  res.json(body);
}

async function userData(req: Request, res: Response, site: Site): Promise<void> {
  const caller = await site.tokens.verify(bearerOf(req), 'session');
  if (typeof caller === 'string') return refuse(res, caller);
  const player = await askStore(site.metrics, () => site.store.players.find(caller.playerId));
  if (!player) return refuse(res, 'auth/invalid');
  if (isBanned(player, site.clock.wall())) return refuse(res, 'auth/banned');
  res.json({ user: { id: player.id, ...personaOf(player) } });
}
