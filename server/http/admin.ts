/**
 * Operators' orders at /api/admin: `POST kick`, `ban`, `unban` with `{ playerId, reason }`, `announce` with `{ text }`.
 * Behind the same door as the monitor; not for pages of other origins; one line in the log for every order.
 */
import express, { type NextFunction, type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { asPlayerId } from '../../shared/ids.ts';
import { BODY_MAX_BYTES } from '../../shared/limits.ts';
import type { Log } from '../log.ts';
import type { Done, Orders } from '../orders.ts';
import { type AdminDoorDeps, admitAdmin } from './adminDoor.ts';
import { callerOf } from './clientAddress.ts';
import { askStore } from './playerStore.ts';
import { refuse } from './refusal.ts';
import { sourceOf } from './requestSource.ts';

const REASON_MAX = 200;
const TEXT_MAX = 280;
const AboutPlayer = z.strictObject({
  playerId: z.string().min(1).max(64).transform(asPlayerId),
  reason: z.string().trim().min(1).max(REASON_MAX),
});
const Announcement = z.strictObject({ text: z.string().trim().min(1).max(TEXT_MAX) });

export type AdminDeps = AdminDoorDeps & { orders: Pick<Orders, 'kick' | 'ban' | 'unban' | 'announce'>; log: Log };

export function adminRoutes(deps: AdminDeps): Router {
  const { orders } = deps;
  const aboutPlayer = (order: 'kick' | 'ban' | 'unban') => (req: Request, res: Response) => {
    const body = AboutPlayer.safeParse(req.body);
    if (!body.success)
      return refuse(res, 'request/invalid', `A playerId and a reason of up to ${REASON_MAX} characters.`);
    return obey(req, res, deps, { order, ...body.data }, () => askStore(deps, () => orders[order](body.data.playerId)));
  };
  const announce = (req: Request, res: Response) => {
    const body = Announcement.safeParse(req.body);
    if (!body.success) return refuse(res, 'request/invalid', `A text of up to ${TEXT_MAX} characters.`);
    return obey(req, res, deps, { order: 'announce', ...body.data }, async () => orders.announce(body.data.text));
  };
  return Router()
    .use((req, res, next) => admitAdmin(req, res, next, deps))
    .use((req, res, next) => refuseOtherPages(req, res, next, deps))
    .use(express.json({ limit: BODY_MAX_BYTES }))
    .post('/kick', aboutPlayer('kick'))
    .post('/ban', aboutPlayer('ban'))
    .post('/unban', aboutPlayer('unban'))
    .post('/announce', announce);
}

/** A browser keeps the password, and would send it along for any page. */
function refuseOtherPages(req: Request, res: Response, next: NextFunction, deps: AdminDeps): void {
  if (sourceOf(req) !== 'elsewhere') return next();
  deps.metrics.refused('request/notAllowed');
  refuse(res, 'request/notAllowed', 'Only pages of this server may give orders.');
}

/** `facts`: what, whom and why, for the log. */
async function obey(
  req: Request,
  res: Response,
  deps: AdminDeps,
  facts: object,
  act: () => Promise<Done | 'player/unknown'>,
): Promise<void> {
  let outcome: Done | 'player/unknown' | 'failed' = 'failed';
  try {
    outcome = await act();
  } finally {
    deps.log.warn({ ...facts, address: callerOf(req).address, outcome }, 'operator: order');
  }
  if (outcome === 'player/unknown') refuse(res, outcome);
  else res.set('Cache-Control', 'no-store').json({ ok: true, ...outcome });
}
