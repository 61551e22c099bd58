/**
 * This browser's subscription to push messages, and the service worker that shows them: registered by a press of the player, and
 * gone with the subscription.
 */
import type { PushOffer, QuietHours, SubscriptionWish } from '../../shared/webPush.ts';
import type { RequestResult } from '../net/requestResult.ts';

/** Beside the page, so that its scope is the lobby's, below whichever path. */
const WORKER = 'serviceWorker.js';

/** `tell`: a route of the server, with the player's token. */
type Telling = { language: string; quiet: QuietHours | null; tell: Tell };
export type Tell = <Answer extends object>(route: 'push' | 'endPush', body?: object) => Promise<RequestResult<Answer>>;

/** `off`: the server sends none. `unable`: the browser's push service gave no subscription. */
export type Subscribed = { ok: true } | { ok: false; why: 'off' | 'unable' | 'network' };

/** Again it tells the server what has changed, and renews what the browser or the server has lost. Permission is given. */
export async function subscribe({ language, quiet, tell }: Telling): Promise<Subscribed> {
  const offer = await tell<PushOffer>('push');
  if (!offer.ok) return { ok: false, why: 'network' };
  const { key } = offer;
  if (key === null) {
    await unsubscribe(tell);
    return { ok: false, why: 'off' };
  }
  const subscription = await subscriptionWith(key).catch(() => undefined);
  const { endpoint, keys } = subscription?.toJSON() ?? {};
  const { p256dh, auth } = keys ?? {};
  if (!endpoint || !p256dh || !auth) return { ok: false, why: 'unable' };
  const kept = await tell('push', { endpoint, p256dh, auth, language, quiet } satisfies SubscriptionWish);
  return kept.ok ? { ok: true } : { ok: false, why: 'network' };
}

/** Where the server does not hear of it, the push service tells it with the next message. Never rejects. */
export async function unsubscribe(tell: Tell): Promise<void> {
  try {
    const registration = await navigator.serviceWorker.getRegistration();
    const subscription = await registration?.pushManager.getSubscription();
    if (subscription) {
      const { endpoint } = subscription;
      await Promise.all([subscription.unsubscribe(), tell('endPush', { endpoint })]);
    }
    await registration?.unregister();
  } catch {
    // The browser has closed what it had, as for a site whose data was deleted.
  }
}

/** One of another key, as of a server that was set up anew, can receive nothing any more. */
async function subscriptionWith(key: string): Promise<PushSubscription> {
  const url = new URL(WORKER, location.href);
  await navigator.serviceWorker.register(url, { updateViaCache: 'none' });
  const { pushManager } = await navigator.serviceWorker.ready;
  const known = await pushManager.getSubscription();
  if (known && base64url(known.options.applicationServerKey) === key) return known;
  await known?.unsubscribe();
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

function base64url(bytes: ArrayBuffer | null): string {
  const binary = String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0)));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
