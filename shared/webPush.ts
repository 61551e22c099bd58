/** Web push: what a browser tells to be notified, and what it is told. `/api/push` takes the first. */
import { z } from 'zod';

const Minute = z.int().min(0).max(1_439);

/** Minutes of the day in a time zone of IANA's names. */
export const QuietHours = z.strictObject({ from: Minute, to: Minute, timeZone: z.string().min(1).max(64) });
export type QuietHours = z.output<typeof QuietHours>;

/** `language`: of the words in notifications. */
export const SubscriptionWish = z.strictObject({
  endpoint: z.string(),
  p256dh: z.string(),
  auth: z.string(),
  language: z.string().regex(/^[a-z]{2}$/),
  quiet: QuietHours.nullable(),
});
export type SubscriptionWish = z.output<typeof SubscriptionWish>;

/** The server's public key; null where it sends none. */
export type PushOffer = { key: string | null };

/** What a service worker is sent, as JSON, under encryption. Its words are its own, in `language`. */
export type PushNote = { language: string } & (
  | { kind: 'match'; mode: string }
  | { kind: 'invite'; inviteId: string; from: string; invite: 'party' | 'challenge'; mode?: string }
);
