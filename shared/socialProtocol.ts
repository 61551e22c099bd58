/** What the lobby says about other people: friendships, chat, reports. The requests stand in requests.ts. */
import { z } from 'zod';
import { asPlayerId } from './ids.ts';
import { CHAT_MAX_CHARS } from './limits.ts';
import type { NamedPlayer, Traits } from './playerRow.ts';
import type { Status } from './status.ts';
import { WireId } from './wireId.ts';

const text = z.string().max(4 * CHAT_MAX_CHARS);

/**
 * One arm a channel: `direct` reaches all tabs of one player, `party` the sender's party, `shard` the sender's shard.
 */
export const SendChat = z.discriminatedUnion('channel', [
  z.strictObject({ channel: z.literal('direct'), to: WireId.transform(asPlayerId), text }),
  z.strictObject({ channel: z.literal('party'), text }),
  z.strictObject({ channel: z.literal('shard'), text }),
]);
export type ChatChannel = z.input<typeof SendChat>['channel'];

/**
 * `before`: the id of the earliest line known; left out: the latest lines. `direct` without `to` brings whispers with
 * everybody, and those that waited.
 */
export const ReadChat = z.discriminatedUnion('channel', [
  z.strictObject({
    channel: z.literal('direct'),
    to: WireId.transform(asPlayerId).optional(),
    before: WireId.optional(),
  }),
  z.strictObject({ channel: z.literal('party'), before: WireId.optional() }),
  z.strictObject({ channel: z.literal('shard'), before: WireId.optional() }),
]);

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

/** `isWaiting`: its addressee was away; it is kept until they have read it (`readWhispers`), for a month at most. */
export type ChatLine = {
  messageId: string;
  channel: ChatChannel;
  from: NamedPlayer;
  to: string;
  text: string;
  atS: number;
  isWaiting?: true;
};
/**
 * A match of the list that ended: who won against whom, and how long it took. All of them are seen by everybody, and none is a
 * bot. `streak`: so many wins in a row of the one who won.
 */
export type Happened = {
  id: string;
  mode: string;
  winners: { id: string; name: string }[];
  losers: { id: string; name: string }[];
  seconds: number;
  streak?: number;
  atS: number;
};
/** The oldest first. `hasMore`: there are earlier ones. `happened`: of the latest page of a shard, what happened lately. */
export type ChatPage = { lines: ChatLine[]; hasMore: boolean; happened?: Happened[] };

export type SocialPushes = {
  /** The complete list (`isWhole`) after each join and resume, then deltas. */
  friendsUpdated: { isWhole: boolean; put: FriendRow[]; removed: string[] };
  /**
   * A message to you, or your own: all tabs of its sender get it too, for `shard` only those in that shard. `to`: the id of
   * the player, the party or the shard. `atS`: unix seconds. What a dropped or new client missed, `chatHistory` brings.
   */
  chatReceived: ChatLine;
  /** To everybody, a few times a minute at most. */
  happened: Happened;
  /** An operator has deleted these: they go from every screen. Clients that do not have them ignore it. */
  chatDeleted: { messageIds: string[] };
};
