/** Where a player's browser is notified, as the browser's vendor offers it, and when it is to be left alone. Pure. */
import { z } from 'zod';
import { PUSH_ENDPOINT_MAX } from '../../../shared/limits.ts';
import { QuietHours, SubscriptionWish } from '../../../shared/webPush.ts';

/** `quiet`: null: notified at any time. */
export type Subscription = z.output<typeof Stored>;

/** A key of P-256, not compressed, and 16 secret bytes: base64url without padding (RFC 8291, 3). */
const P256DH = /^B[\w-]{86}$/;
const AUTH = /^[\w-]{22}$/;

const Stored = SubscriptionWish.extend({
  endpoint: z.string().max(PUSH_ENDPOINT_MAX).refine(isEndpoint),
  p256dh: z.string().regex(P256DH),
  auth: z.string().regex(AUTH),
  quiet: QuietHours.refine(({ timeZone }) => isTimeZone(timeZone)).nullable(),
});

/** Undefined for what no browser makes. */
export const subscriptionOf = (wish: unknown): Subscription | undefined => Stored.safeParse(wish).data;

/**
 * An https URL of a host with a name. Addresses are none: a vendor has a name and a certificate for it. Where the name leads is
 * checked at each sending (publicAddress.ts).
 */
export function isEndpoint(text: string): boolean {
  // URL.parse trims, and reads much as a URL that is spelled otherwise.
  if (!/^https:\/\/[\x21-\x7e]+$/.test(text) || /[\\@#]/.test(text)) return false;
  const url = URL.parse(text);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
  return /^[a-z\d-]+(\.[a-z\d-]+)*\.[a-z][a-z\d-]*$/.test(url.hostname) && url.port !== '0';
}

/** What may be logged of an endpoint: the rest of it is a secret between browser and vendor. */
export const hostOf = (endpoint: string): string => URL.parse(endpoint)?.host ?? '';

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
