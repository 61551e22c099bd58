/** A player's browsers subscribe to notifications, and end that. Nothing kept of them is ever told. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { PUSH_ENDPOINT_MAX } from '../../../shared/limits.ts';
import type { PushOffer } from '../../../shared/webPush.ts';
import { subscriptionOf } from '../../domain/push/subscription.ts';
import { Limits } from '../limits.ts';
import { askStore } from '../playerStore.ts';
import { refuse } from '../refusal.ts';
import type { Site } from '../site.ts';
import { bearerOf } from '../viewer.ts';

const End = z.strictObject({ endpoint: z.string().max(PUSH_ENDPOINT_MAX) });

const TAKES = 'A subscription of a browser: endpoint, p256dh, auth, language, quiet.';
const END_TAKES = 'The endpoint of a subscription.';

export function subscribing(site: Site) {
  const limits = new Limits(() => site.clock.now(), site.config.LIMITS === 'on');
  const playerOf = async (req: Request, res: Response) => {
    const caller = await site.tokens.verify(bearerOf(req), 'session');
    if (typeof caller === 'string') return void refuse(res, caller);
    const waitS = limits.take('subscribe', caller.playerId);
    if (waitS === 0) return caller.playerId;
    res.set('Retry-After', String(waitS));
    return void refuse(res, 'request/tooMany');
  };
  return {
    async offer(req: Request, res: Response): Promise<void> {
      if ((await playerOf(req, res)) === undefined) return;
      res.json({ key: site.pushKey ?? null } satisfies PushOffer);
    },
    async subscribe(req: Request, res: Response): Promise<void> {
      const player = await playerOf(req, res);
      if (player === undefined) return;
      const subscription = subscriptionOf(req.body);
      if (!subscription) return refuse(res, 'request/invalid', TAKES);
      if (site.pushKey === undefined) return refuse(res, 'request/unknown');
      const { subscriptions } = site.store;
      const isKept = await askStore(site.metrics, () => subscriptions.keep(player, subscription, site.clock.wall()));
      if (isKept) res.json({});
      else refuse(res, 'auth/invalid');
    },
    async unsubscribe(req: Request, res: Response): Promise<void> {
      const player = await playerOf(req, res);
      if (player === undefined) return;
      const body = End.safeParse(req.body);
      if (!body.success || body.data.endpoint.includes('\0')) return refuse(res, 'request/invalid', END_TAKES);
      await askStore(site.metrics, () => site.store.subscriptions.end(body.data.endpoint, player));
      res.json({});
    },
  };
}
