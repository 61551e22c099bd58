/**
 * `GET /api/admin/why/:playerId?reason`: what explains how a player is shown. Each request is logged, like an order.
 */
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { PlayerId, ProcessId } from '../../shared/ids.ts';
import { traitsOf } from '../../shared/playerRow.ts';
import type { Ban } from '../domain/operators/ban.ts';
import type { ShownOrder } from '../domain/operators/storedOrder.ts';
import { banFacts, type KnownHere, type StoredFacts, type Why, whyOf } from '../domain/operators/why.ts';
import { callerOf } from '../http/clientAddress.ts';
import { askStore, StoreAwayError } from '../http/playerStore.ts';
import { refuse } from '../http/refusal.ts';
import type { Site } from '../http/site.ts';
import type { StoredPlayer } from '../ports.ts';
import { AboutId, REASON_MAX, Reason } from './orders.ts';
import type { Accounts } from './PlayerInquiries.ts';

export interface WhyView {
  readonly process: ProcessId;
  here(id: PlayerId): KnownHere;
  /** From all processes. */
  collect(id: PlayerId): Promise<Accounts>;
}

const Query = z.object({ reason: Reason.optional() });

export async function why(req: Request, res: Response, site: Site & { why: WhyView }): Promise<void> {
  const id = AboutId.safeParse(req.params.playerId);
  const query = Query.safeParse(req.query);
  if (!id.success || !query.success)
    return refuse(res, 'request/invalid', `A playerId, and a reason of up to ${REASON_MAX} characters or none.`);
  const facts = { order: 'why', playerId: id.data, ...query.data, address: callerOf(req).address };
  let outcome: object | 'player/unknown' | 'failed' = 'failed';
  try {
    const found = await find(id.data, site);
    outcome = found ? { isPartial: found.isPartial } : 'player/unknown';
    if (found) res.set('Cache-Control', 'no-store').json(found);
    else refuse(res, 'player/unknown');
  } finally {
    site.log.warn({ ...facts, outcome }, 'operator: order');
  }
}

/** Answers without the store where that is away, but rejects where nothing else is known either. */
async function find(id: PlayerId, site: Site & { why: WhyView }): Promise<Why | undefined> {
  const { why } = site;
  const [{ byProcess, silent }, stored] = await Promise.all([why.collect(id), lookUp(id, site)]);
  const accounts = [...byProcess];
  const desk = accounts.find(([, account]) => account.desk)?.[1].desk ?? null;
  const isAway = stored instanceof StoreAwayError;
  const missing = [...silent, ...(desk ? [] : ['desk']), ...(isAway ? ['store'] : [])];
  const found = whyOf({
    ...why.here(id),
    id,
    process: why.process,
    presences: new Map(accounts.flatMap(([process, { presence }]) => (presence ? [[process, presence]] : []))),
    desk,
    stored: isAway || !stored ? null : factsOf(stored),
    missing,
  });
  if (!found && isAway) throw stored;
  return found;
}

type Stored = { player: StoredPlayer; ban: Ban | undefined; lastOrder: ShownOrder | undefined };

const lookUp = (id: PlayerId, { clock, metrics, store }: Site): Promise<Stored | StoreAwayError | undefined> =>
  askStore(metrics, async () => {
    const player = await store.players.find(id);
    if (!player) return undefined;
    const [ban, [lastOrder]] = await Promise.all([
      store.bans.find(id, clock.wall()),
      store.orders.latest({ limit: 1, player: id }),
    ]);
    return { player, ban, lastOrder };
  }).catch((error: StoreAwayError) => error);

const factsOf = ({ player: stored, ban, lastOrder }: Stored): StoredFacts => ({
  ...traitsOf(stored),
  visibility: stored.visibility,
  isOnline: stored.isOnline,
  lastActiveAtS: Math.floor(stored.lastActiveAt / 1000),
  createdAtS: Math.floor(stored.createdAt / 1000),
  bannedAtS: stored.bannedAt === null ? null : Math.floor(stored.bannedAt / 1000),
  mutedUntilS: stored.mutedUntil === null ? null : Math.floor(stored.mutedUntil / 1000),
  kickedUntilS: stored.kickedUntil === null ? null : Math.floor(stored.kickedUntil / 1000),
  ban: ban ? banFacts(ban) : null,
  lastOrder: lastOrder
    ? {
        ...{ name: lastOrder.name, atS: Math.floor(lastOrder.at / 1000) },
        ...{ operator: lastOrder.operator, reason: lastOrder.reason },
      }
    : null,
});
