/**
 * The requests that every match room answers beside its game's own, as the table of the lobby's (requests.ts) tells of those.
 *
 *   await room.request('emote', { emote: 'clap' });
 *
 * `startMatch` stands in matchProtocol.ts.
 */
import { z } from 'zod';
import { CHAT_MAX_CHARS } from './limits.ts';
import { EMOTES, type TalkLine } from './matchProtocol.ts';
import type { RequestEntry } from './requestEntry.ts';

type Nothing = Record<string, never>;

export const MATCH_REQUESTS = {
  /** A player shows it to everybody in the room, from the match's beginning until the room closes. */
  emote: {
    by: 'process',
    input: z.strictObject({ emote: z.enum(EMOTES) }),
    limit: { burst: 4, perMinute: 20 },
    whenMuted: 'refused',
    contact: null,
    reply: {} as Nothing,
  },
  /** A player's line reaches everybody in the room, a spectator's the other spectators, and after the result the players too. */
  say: {
    by: 'process',
    input: z.strictObject({ text: z.string().max(4 * CHAT_MAX_CHARS) }),
    limit: { burst: 6, perMinute: 30 },
    whenMuted: 'refused',
    contact: null,
    reply: {} as { messageId: string },
  },
  /** The latest lines that the caller may read, the oldest first. Asked after each arrival, and after the result. */
  readTalk: {
    by: 'process',
    input: z.strictObject({}),
    limit: { burst: 10, perMinute: 30 },
    whenMuted: 'allowed',
    contact: null,
    isAutomatic: true,
    reply: {} as { lines: TalkLine[] },
  },
} as const satisfies Record<string, RequestEntry>;

export type MatchRequestName = keyof typeof MATCH_REQUESTS;
