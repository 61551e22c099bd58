/**
 * Operators' orders at /api/admin: `POST kick`, `ban`, `unban` with `{ playerId, reason }`, `mute` with `minutes` beside
 * those (0 lifts it), `announce` with `{ text }`, `drain` with `{ reason, processId? }`; and `GET reports`, what players
 * say of others, and `GET why/:playerId` (why.ts).
 * Behind the same door as the monitor; not for pages of other origins; one line in the log for every order.
 */
import express, { type NextFunction, type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { asPlayerId, asProcessId } from '../../shared/ids.ts';
import { BODY_MAX_BYTES } from '../../shared/limits.ts';
import { fromCursorText, toCursorText } from '../domain/roster/cursorText.ts';
import { callerOf } from '../http/clientAddress.ts';
import { PAGE, PAGE_TAKES, queryOf } from '../http/pageParameters.ts';
import { askStore } from '../http/playerStore.ts';
import { refuse } from '../http/refusal.ts';
import { sourceOf } from '../http/requestSource.ts';
import type { Log } from '../log.ts';
import { type AdminDoorDeps, admitAdmin } from './adminEntry.ts';
import type { Done, OperatorOrders } from './OperatorOrders.ts';
import { AboutId, REASON_MAX, Reason } from './operatorInput.ts';
import { type WhyDeps, why } from './why.ts';

const TEXT_MAX = 280;
const AboutPlayer = z.strictObject({
  playerId: AboutId,
  reason: Reason,
});
/** A year at most. */
const Muting = AboutPlayer.extend({ minutes: z.int().min(0).max(527_040) });
const Draining = z.strictObject({
  reason: Reason,
  processId: z.string().min(1).max(64).transform(asProcessId).optional(),
});
const Announcement = z.strictObject({ text: z.string().trim().min(1).max(TEXT_MAX) });

export type AdminDeps = AdminDoorDeps & {
  orders: Pick<OperatorOrders, 'kick' | 'ban' | 'unban' | 'mute' | 'announce' | 'drain'>;
  log: Log;
} & WhyDeps;

export function adminRoutes(deps: AdminDeps): Router {
  const { orders } = deps;
  const aboutPlayer = (order: 'kick' | 'ban' | 'unban') => (req: Request, res: Response) => {
    const body = AboutPlayer.safeParse(req.body);
    if (!body.success)
      return refuse(res, 'request/invalid', `A playerId and a reason of up to ${REASON_MAX} characters.`);
    return obey(req, res, deps, { order, ...body.data }, () => askStore(deps, () => orders[order](body.data.playerId)));
  };
  const mute = (req: Request, res: Response) => {
    const body = Muting.safeParse(req.body);
    if (!body.success)
      return refuse(res, 'request/invalid', `A playerId, minutes, and a reason of up to ${REASON_MAX} characters.`);
    const { playerId, minutes } = body.data;
    return obey(req, res, deps, { order: 'mute', ...body.data }, () =>
      askStore(deps, () => orders.mute(playerId, minutes)),
    );
  };
  const announce = (req: Request, res: Response) => {
    const body = Announcement.safeParse(req.body);
    if (!body.success) return refuse(res, 'request/invalid', `A text of up to ${TEXT_MAX} characters.`);
    return obey(req, res, deps, { order: 'announce', ...body.data }, async () => orders.announce(body.data.text));
  };
  const drain = (req: Request, res: Response) => {
    const body = Draining.safeParse(req.body);
    if (!body.success)
      return refuse(res, 'request/invalid', `A reason of up to ${REASON_MAX} characters, and a processId or none.`);
    const { reason, processId } = body.data;
    return obey(req, res, deps, { order: 'drain', ...body.data }, async () => orders.drain(reason, processId));
  };
  return Router()
    .use((req, res, next) => admitAdmin(req, res, next, deps))
    .use((req, res, next) => refuseOtherPages(req, res, next, deps))
    .use(express.json({ limit: BODY_MAX_BYTES }))
    .post('/kick', aboutPlayer('kick'))
    .post('/ban', aboutPlayer('ban'))
    .post('/unban', aboutPlayer('unban'))
    .post('/mute', mute)
    .post('/announce', announce)
    .post('/drain', drain)
    .get('/reports', (req, res) => reports(req, res, deps))
    .get('/why/:playerId', (req, res) => why(req, res, deps));
}

/** A browser keeps the password, and would send it along for any page. */
function refuseOtherPages(req: Request, res: Response, next: NextFunction, deps: AdminDeps): void {
  if (sourceOf(req) !== 'elsewhere') return next();
  deps.metrics.refused('request/notAllowed');
  refuse(res, 'request/notAllowed', 'Only pages of this server may give orders.');
}

const ReportsQuery = z.object(PAGE);
const Id = z.string().max(64).transform(asPlayerId);
const Said = z.tuple([z.int(), Id, Id]);

/** The latest first. A name is null where the player is no more. */
async function reports(req: Request, res: Response, deps: AdminDeps): Promise<void> {
  const query = queryOf(req, res, ReportsQuery, PAGE_TAKES);
  if (!query) return;
  const [at, reporter, player] = Said.safeParse(fromCursorText(query.cursor ?? '')).data ?? [];
  const before = at === undefined || !reporter || !player ? undefined : { at, reporter, player };
  const rows = await askStore(deps, () => deps.store.reports.latest(query.limit + 1, before));
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  res.set('Cache-Control', 'no-store').json({
    reports: page.map((row) => ({
      player: { id: row.player, name: row.playerName ?? null },
      reporter: { id: row.reporter, name: row.reporterName ?? null },
      reason: row.reason,
      text: row.text,
      atS: Math.floor(row.at / 1000),
    })),
    nextCursor: last ? toCursorText([last.at, last.reporter, last.player]) : null,
  });
}

/** `facts`: what, whom and why, for the log. */
async function obey(
  req: Request,
  res: Response,
  deps: AdminDeps,
  facts: object,
  act: () => Promise<Done | 'player/unknown' | 'process/unknown'>,
): Promise<void> {
  let outcome: Awaited<ReturnType<typeof act>> | 'failed' = 'failed';
  try {
    outcome = await act();
  } finally {
    deps.log.warn({ ...facts, address: callerOf(req).address, outcome }, 'operator: order');
  }
  if (typeof outcome === 'string') refuse(res, outcome);
  else res.set('Cache-Control', 'no-store').json({ ok: true, ...outcome });
}
