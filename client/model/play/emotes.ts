/** The emotes that stand by their senders. Pure; times in monotonic ms. */
import type { Emote, MatchPushes } from '../../../shared/matchProtocol.ts';

export type ShownEmote = { readonly seat: number; readonly emote: Emote; readonly at: number };

/** How long one stands. */
export const EMOTE_MS = 2_500;

/** Each sender's latest stands alone. */
export const withEmote = (before: readonly ShownEmote[], { seat, emote }: MatchPushes['emoted'], at: number) => [
  ...before.filter((each) => each.seat !== seat && at - each.at < EMOTE_MS),
  { seat, emote, at },
];
