/** What the lobby says about other people: friendships, chat, reports. The requests stand in requests.ts. */
import { z } from 'zod';
import { asPlayerId } from './ids.ts';
import { CHAT_MAX_CHARS } from './limits.ts';
import type { Traits } from './playerRow.ts';
import type { Status } from './status.ts';

const text = z.string().max(4 * CHAT_MAX_CHARS);

/**
 * One arm a channel: `direct` reaches all tabs of one player, `party` the sender's party, `shard` the sender's shard.
 */
export const SendChat = z.discriminatedUnion('channel', [
  z.strictObject({ channel: z.literal('direct'), to: z.string().min(1).max(64).transform(asPlayerId), text }),
  z.strictObject({ channel: z.literal('party'), text }),
  z.strictObject({ channel: z.literal('shard'), text }),
]);
export type ChatChannel = z.input<typeof SendChat>['channel'];

export const REPORT_REASONS = ['name', 'chat', 'cheating', 'leaving', 'other'] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];

/** `asked`: you asked them. `asking`: they asked you. `blocked`: by you. */
export const TIES = ['friend', 'asked', 'asking', 'blocked'] as const;
export type Tie = (typeof TIES)[number];

/**
 * A player you have a tie to, at any process and in any shard. Only a friend's row has a status: null means offline or
 * hidden. `lastActiveAtS` (unix seconds) is as you last saw them, null where you never did.
 */
export type FriendRow = Traits & {
  id: string;
  tie: Tie;
  status: Status | null;
  lastActiveAtS: number | null;
  shard: string | null;
};

export type SocialPushes = {
  /** The complete list (`isWhole`) after each join and resume, then deltas. */
  friendsUpdated: { isWhole: boolean; put: FriendRow[]; removed: string[] };
  /**
   * A message to you, or your own: all tabs of its sender get it too, for `shard` only those in that shard. `to`: the id of
   * the player, the party or the shard. `atS`: unix seconds. Not stored, but in a report's evidence: absent players miss it.
   */
  chatReceived: {
    messageId: string;
    channel: ChatChannel;
    from: { id: string; name: string };
    to: string;
    text: string;
    atS: number;
  };
};
