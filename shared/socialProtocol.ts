/**
 * What both ends of the lobby's wire say about other people: friendships, blocks, words, reports. As in protocol.ts,
 * requests are imperative and have replies, pushes are past tense.
 */
import { z } from 'zod';
import { CHAT_MAX_CHARS, REPORT_MAX_CHARS } from './limits.ts';
import type { Status } from './status.ts';

const Id = z.string().min(1).max(64);

/** Asks for a friendship, or accepts one that was asked for: who have added each other are friends. */
export const AddFriend = z.strictObject({ playerId: Id });
export type AddFriend = z.infer<typeof AddFriend>;
/** Ends a friendship, takes an ask back, or declines one. The other is not told why. */
export const RemoveFriend = AddFriend;
export const Block = AddFriend;
export const Unblock = AddFriend;

/**
 * `direct`: to one player, in all their tabs. `party`: to everybody of one's own party. `shard`: to everybody in the shard
 * of the lobby in which it is said.
 */
export const SendChat = z.discriminatedUnion('channel', [
  z.strictObject({ channel: z.literal('direct'), to: Id, text: z.string().max(4 * CHAT_MAX_CHARS) }),
  z.strictObject({ channel: z.literal('party'), text: z.string().max(4 * CHAT_MAX_CHARS) }),
  z.strictObject({ channel: z.literal('shard'), text: z.string().max(4 * CHAT_MAX_CHARS) }),
]);
export type SendChat = z.infer<typeof SendChat>;

export const REPORT_REASONS = ['name', 'chat', 'cheating', 'leaving', 'other'] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];
/** For the operators. A second one of the same player takes the place of the first. */
export const Report = z.strictObject({
  playerId: Id,
  reason: z.enum(REPORT_REASONS),
  text: z.string().max(REPORT_MAX_CHARS).optional(),
});
export type Report = z.infer<typeof Report>;

/** `asked`: by you, and not answered. `asking`: they ask you. `blocked`: by you. */
export const TIES = ['friend', 'asked', 'asking', 'blocked'] as const;
export type Tie = (typeof TIES)[number];

/**
 * Somebody with whom you have to do, at whichever process and in whichever shard they are. Only of friends it is told how
 * they are: `status` null: not online, or hiding. `lastActiveAtS` (unix seconds) null: not told, for they hide from all.
 */
export type FriendRow = {
  id: string;
  name: string;
  tie: Tie;
  status: Status | null;
  lastActiveAtS: number | null;
  shard: string | null;
  rating: number;
};

export type SocialPushes = {
  /** After each join and resume the whole, then deltas. `isWhole`: what is not in it is gone. */
  friendsUpdated: { isWhole: boolean; put: FriendRow[]; removed: string[] };
  /**
   * A word to you, or your own: it comes to all tabs of who said it, too, those in the shard where it was said to that.
   * `to`: the player's id, the party's, or the shard's. `atS`: unix seconds. Kept nowhere: who was not here has missed it.
   */
  chatReceived: {
    messageId: string;
    channel: SendChat['channel'];
    from: { id: string; name: string };
    to: string;
    text: string;
    atS: number;
  };
};
