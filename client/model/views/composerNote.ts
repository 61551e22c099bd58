/** What stands by the field of a conversation. Pure. */
import { CHAT_MAX_CHARS } from '../../../shared/limits.ts';
import { text } from '../../i18n/text.ts';
import { canAct } from '../linkView.ts';
import type { LobbyModel } from '../lobbyModel.ts';
import { lengthOf } from '../social/textLength.ts';

/** From so few on, the characters that are left are counted. */
const COUNTED_FROM = 40;

/** `key`, `draft`: of the conversation. `why`: why nothing can be said here. */
type Written = { key: string; why: string | undefined; draft: string; now: number };
/** `closed`: why it cannot be sent now, or how long to wait. `count`: how much room is left. */
export type ComposerNote = { closed: string | undefined; count: string; isTooMany: boolean };

export function composerNote({ link, social }: LobbyModel, { key, why, draft, now }: Written): ComposerNote {
  const left = CHAT_MAX_CHARS - lengthOf(draft.trim());
  const waitMs = social.waitMs(key, now);
  const slow = waitMs > 0 ? text('talk.slow', { count: Math.ceil(waitMs / 1_000) }) : undefined;
  const closed = why ?? (canAct(link) ? slow : text('play.offline'));
  const count = left < 0 ? text('chat.tooMany', { count: -left }) : text('chat.left', { count: left });
  return { closed, count: left < COUNTED_FROM ? count : '', isTooMany: left < 0 };
}
