/** What the lobby tells its page, in the order in which it happened: the only thing the model is made from. */

import type { RosterRow, Self } from '../../shared/playerRow.ts';
import type { PlayPushes } from '../../shared/playProtocol.ts';
import type { Pushes } from '../../shared/pushes.ts';
import type { RefusalCode } from '../../shared/refusals.ts';
import type { SocialPushes } from '../../shared/socialProtocol.ts';
import type { CloseReason } from './closeReasons.ts';

/** `restart`: it can not be reached, as is to be expected: it has said that it ends. */
export type WaitReason = RefusalCode | 'network' | 'restart';

/** The link to the lobby. `…At` are on the client's monotonic clock (`performance.now()`). */
export type Link =
  /** First join, or a new join after the window: nothing to resume. Where many do the same, `sinceAt` is a moment away. */
  | { kind: 'connecting'; attempt: number; sinceAt: number }
  | { kind: 'online' }
  /** Dropped; the server holds the seat until `heldUntilAt`. `nextTryAt`: when the next attempt starts by itself. */
  | { kind: 'reconnecting'; attempt: number; sinceAt: number; heldUntilAt: number; nextTryAt: number }
  /** A join failed or was refused; tried again at `nextTryAt`. */
  | { kind: 'waiting'; why: WaitReason; nextTryAt: number }
  /** Ended; nothing is tried until `retryNow()`. */
  | { kind: 'closed'; code: number; why: CloseReason };

/** What the server says about playing, as it says it (shared/playProtocol.ts). */
export type PlayEvent = { [Type in keyof PlayPushes]: { type: Type; payload: PlayPushes[Type] } }[keyof PlayPushes];
/** About other people (shared/socialProtocol.ts). */
export type SocialEvent = {
  [Type in keyof SocialPushes]: { type: Type; payload: SocialPushes[Type] };
}[keyof SocialPushes];

export type LobbyEvent =
  | PlayEvent
  | SocialEvent
  | { type: 'linkChanged'; link: Link }
  | { type: 'welcomed'; welcome: Pushes['welcomed'] }
  | { type: 'selfUpdated'; self: Self }
  /** The whole roster: after each join, and after a resume. Visible players only; yourself only when visible. */
  | { type: 'rosterReset'; rows: RosterRow[] }
  /** One patch's changes. An id is in one of the three at most. */
  | { type: 'rosterChanged'; added: RosterRow[]; updated: RosterRow[]; removed: string[] }
  | { type: 'onlineChanged'; online: number }
  /** How often patches come from now on, in ms; 0: the server does not say. Told with each whole roster too. */
  | { type: 'paceChanged'; patchMs: number }
  /** Whether players of the cluster may be missing from the roster and the count. Told with each whole roster too. */
  | { type: 'partialChanged'; isPartial: boolean }
  | { type: 'idleWarned'; kickInMs: number }
  | { type: 'idleCancelled' }
  | { type: 'announced'; text: string }
  /** Round trip of the link probe. */
  | { type: 'probed'; ms: number };

export const isSocial = (event: LobbyEvent): event is SocialEvent =>
  event.type === 'friendsUpdated' || event.type === 'chatReceived';
