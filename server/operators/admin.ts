/** Operators at /api/admin: entered like the monitor, but not from pages of other origins. Each order is logged. */
import express, { type Request, type Response, Router } from 'express';
import { BODY_MAX_BYTES } from '../../shared/limits.ts';
import { callerOf } from '../http/clientAddress.ts';
import { askStore } from '../http/playerStore.ts';
import { refuse } from '../http/refusal.ts';
import type { Site } from '../http/site.ts';
import { bans, orders, players, reports } from './lists.ts';
import type { OperatorEntry } from './OperatorEntry.ts';
import type { Done, OperatorOrders } from './OperatorOrders.ts';
import { ORDER_NAMES, ORDERS, type OrderName, type OrderRefusal } from './orders.ts';
import { type WhyView, why } from './why.ts';

export type Admin = { orders: OperatorOrders; why: WhyView };

export function adminRoutes(site: Site & Admin, entry: OperatorEntry): Router {
  const router = Router().use(entry.admitAdmin, entry.refuseOtherPages, express.json({ limit: BODY_MAX_BYTES }));
  for (const name of ORDER_NAMES) router.post(`/${name}`, (req, res) => giveOrder(name, req, res, site));
  return router
    .get('/reports', (req, res) => reports(req, res, site))
    .get('/bans', (req, res) => bans(req, res, site))
    .get('/orders', (req, res) => orders(req, res, site))
    .get('/players', (req, res) => players(req, res, site))
    .get('/why/:playerId', (req, res) => why(req, res, site));
}

async function giveOrder(name: OrderName, req: Request, res: Response, site: Site & Admin): Promise<void> {
  const { input, takes } = ORDERS[name];
  const body = input.safeParse(req.body);
  if (!body.success) return refuse(res, 'request/invalid', takes);
  let outcome: Done | OrderRefusal | 'failed' = 'failed';
  try {
    outcome = await askStore(site.metrics, () => site.orders.give(name, body.data));
  } finally {
    const address = callerOf(req).address;
    site.log.warn({ order: name, ...body.data, address, outcome }, 'operator: order');
  }
  if (typeof outcome === 'string') refuse(res, outcome);
  else res.set('Cache-Control', 'no-store').json({ ok: true, ...outcome });
}
