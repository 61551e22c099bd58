/** What the lobby reports to its page, in order: the model's only source. */
import type { RosterRow } from '../../shared/playerRow.ts';
import type { PlayPushes } from '../../shared/playProtocol.ts';
import { CLOSE } from '../../shared/protocol.ts';
import type { Pushes } from '../../shared/pushes.ts';
import type { RefusalCode } from '../../shared/refusals.ts';
import type { SocialPushes } from '../../shared/socialProtocol.ts';

export type CloseReason = 'left' | 'shutdown' | 'error' | 'idle' | 'replaced' | 'kicked' | 'banned' | 'cut' | 'lost';
const CLOSE_REASONS: Record<number, CloseReason> = {
  [CLOSE.consented]: 'left',
  [CLOSE.shutdown]: 'shutdown',
  [CLOSE.error]: 'error',
  [CLOSE.idle]: 'idle',
  [CLOSE.replaced]: 'replaced',
  [CLOSE.kicked]: 'kicked',
  [CLOSE.banned]: 'banned',
  [CLOSE.cut]: 'cut',
};
/** Codes of a lost connection (1006 and its like) read as `lost`. */
export const closeReasonOf = (code: number): CloseReason => CLOSE_REASONS[code] ?? 'lost';

/** `restart`: the server announced its end, and cannot be reached. */
export type WaitReason = RefusalCode | 'network' | 'restart';

/** `…At` are on the client's monotonic clock (`performance.now()`). */
export type Link =
  /** Nothing to resume: a first join, or one after the window. `sinceAt` may lie ahead, to spread a crowd. */
  | { kind: 'connecting'; attempt: number; sinceAt: number }
  | { kind: 'online' }
  /** Dropped; the server holds the session until `heldUntilAt`. `nextTryAt`: when the next attempt starts by itself. */
  | { kind: 'reconnecting'; attempt: number; sinceAt: number; heldUntilAt: number; nextTryAt: number }
  /** A join failed or was refused; tried again at `nextTryAt`. */
  | { kind: 'waiting'; why: WaitReason; nextTryAt: number }
  /** Ended; nothing is tried until `retryNow()`. */
  | { kind: 'closed'; code: number; why: CloseReason };

type PushesOf<Map> = { [Type in keyof Map]: { type: Type; payload: Map[Type] } }[keyof Map];
export type Push = PushesOf<Pushes>;
export type PlayEvent = PushesOf<PlayPushes>;
export type SocialEvent = PushesOf<SocialPushes>;
const OWN = ['welcomed', 'selfUpdated', 'idleWarned', 'idleCancelled', 'announced'] as const;
type OwnEvent = PushesOf<Pick<Pushes, (typeof OWN)[number]>>;

export type LobbyEvent =
  | PlayEvent
  | SocialEvent
  | OwnEvent
  | { type: 'linkChanged'; link: Link }
  /** The whole roster, after each join and each resume. Visible players only, so yourself only when visible. */
  | { type: 'rosterReset'; rows: RosterRow[] }
  /** One patch's changes. An id is in at most one of the three. */
  | { type: 'rosterChanged'; added: RosterRow[]; updated: RosterRow[]; removed: string[] }
  | { type: 'onlineChanged'; online: number }
  /** Interval of patches in ms; 0: the server does not say. Sent with each whole roster too. */
  | { type: 'paceChanged'; patchMs: number }
  /** Players of the cluster may be missing from the roster and the count. Sent with each whole roster too. */
  | { type: 'partialChanged'; isPartial: boolean }
  /** Round trip. */
  | { type: 'probed'; ms: number };

const SOCIAL = [
  'friendsUpdated',
  'chatReceived',
  'chatDeleted',
  'happened',
] as const satisfies readonly (keyof SocialPushes)[];
export const isSocial = (event: LobbyEvent): event is SocialEvent => SOCIAL.some((type) => type === event.type);
export const isPlay = (event: LobbyEvent): event is PlayEvent =>
  'payload' in event && !isSocial(event) && !OWN.some((type) => type === event.type);
