/** The player's status as others see it: one source for the header, their own card and the tab's title. */
import type { Status } from '../../shared/status.ts';
import { STATUS } from '../../shared/status.ts';
import { text } from '../i18n/text.ts';
import type { Link } from '../net/events.ts';
import { badgeOf } from './linkView.ts';
import type { SelfView } from './selfView.ts';

/** `status`: undefined where the player has no session and nobody sees them; `word` then says what the link is. */
type OwnStatus = { status: Status | undefined; word: string };

/** `now`: monotonic ms. */
export function ownStatus({ link, self }: { link: Link; self: SelfView }, now: number): OwnStatus {
  const status = seenStatus(link, self, now);
  return { status, word: status === undefined ? badgeOf(link, undefined).text : text(`status.${status}`) };
}

/** With what the player's visibility does to it. */
export function ownLabel(model: { link: Link; self: SelfView }, now: number): string {
  const { status, word } = ownStatus(model, now);
  const visibility = model.self.shown('visibility') ?? 'everyone';
  return visibility === 'everyone' || status === undefined ? word : text(`you.${visibility}`, { status: word });
}

function seenStatus(link: Link, self: SelfView, now: number): Status | undefined {
  // A dropped session is held, and shown as such, as long as the server said.
  if (link.kind === 'reconnecting') return link.heldUntilAt > now ? 'reconnecting' : undefined;
  if (link.kind !== 'online' || !self.known) return undefined;
  const { status } = self.known;
  // Queue and match are shown before what was chosen.
  if (STATUS[status].kind === 'play' || !self.isPending('chosenStatus')) return status;
  return self.shown('chosenStatus') ?? status;
}
