/** How fresh the list is: the more a round of patches costs the server, the fewer it sends. */
import { LIVE_PATCH_MS } from '../../shared/limits.ts';
import { text } from '../i18n/text.ts';
import type { Link } from '../net/events.ts';

type Pace = { text: string; short: string; hint: string };

/** undefined if unknown: the link is down, or the server does not say. `patchMs`: the interval in force. */
export function paceOf(link: Link, patchMs: number | undefined): Pace | undefined {
  if (link.kind !== 'online' || !patchMs) return undefined;
  if (patchMs <= LIVE_PATCH_MS) {
    const live = text('pace.live');
    return { text: live, short: live, hint: text('pace.live.hint') };
  }
  // In tenths: the server moves in finer steps than a person cares for.
  const seconds = Math.round(patchMs / 100) / 10;
  return {
    text: text('pace.batched', { seconds }),
    short: text('pace.batched.short'),
    hint: text('pace.batched.hint', { count: seconds }),
  };
}
