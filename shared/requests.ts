/**
 * Every request of the room `lobby`, in one table: what it takes, how often a player may send it, and what it replies.
 * The server registers its handlers from it (server/lobby/lobbyRequests.ts), and clients take their types from it.
 *
 *   const { ticketId } = await room.request('joinQueue', { mode: 'cycles' });
 *
 * Entries `by: 'desk'` go to the desk, which runs queue, parties and matches at one process (server/play/PlayState.ts);
 * the player's own process answers the rest. `reply` only carries a type: at run time it is `{}`.
 */
import { z } from 'zod';
import { isEmblem } from './emblem.ts';
import { Heartbeat } from './heartbeat.ts';
import { asPlayerId } from './ids.ts';
import { REPORT_MAX_CHARS, SESSIONS_PER_PLAYER, TILES_MAX } from './limits.ts';
import { BOT_STRENGTHS } from './matchProtocol.ts';
import { VISIBILITIES, type Visibility } from './playerRow.ts';
import { INVITE_CODE } from './playProtocol.ts';
import { ASK, OFTEN, type RequestEntry, SELDOM, SOMETIMES } from './requestEntry.ts';
import { type ChatPage, REPORT_REASONS, ReadChat, SendChat } from './socialProtocol.ts';
import { CHOSEN_STATUSES, type ChosenStatus } from './status.ts';
import { WireId } from './wireId.ts';

type Nothing = Record<string, never>;

const Nothing = z.strictObject({});
const OfPlayer = z.strictObject({ playerId: WireId.transform(asPlayerId) });
const OfMatch = z.strictObject({ matchId: WireId });
const OfProposal = z.strictObject({ proposalId: WireId });

export const REQUESTS = {
  /** Sent every HEARTBEAT_MS, and when `active` or `isHidden` changes. Each tab sends its own: the limit is of all tabs. */
  heartbeat: {
    by: 'process',
    input: Heartbeat,
    limit: { burst: 5 * SESSIONS_PER_PLAYER, perMinute: 60 * SESSIONS_PER_PLAYER },
    whenMuted: 'allowed',
    contact: null,
    isAutomatic: true,
    reply: {} as { nowS: number },
  },
  setStatus: {
    by: 'process',
    input: z.strictObject({ status: z.enum(CHOSEN_STATUSES) }),
    limit: SOMETIMES,
    whenMuted: 'allowed',
    contact: null,
    reply: {} as { status: ChosenStatus },
  },
  setVisibility: {
    by: 'process',
    input: z.strictObject({ visibility: z.enum(VISIBILITIES) }),
    limit: SOMETIMES,
    whenMuted: 'allowed',
    contact: null,
    reply: {} as { visibility: Visibility },
  },
  /** Only the size is limited here: the rules of names (server/domain/names/names.ts) answer with `name/…` refusals. */
  setName: {
    by: 'process',
    input: z.strictObject({ name: z.string().max(256) }),
    limit: { burst: 5, perMinute: 10 },
    whenMuted: 'refused',
    contact: null,
    reply: {} as { name: string },
  },
  setEmblem: {
    by: 'process',
    input: z.strictObject({ emblem: z.custom<number>(isEmblem) }),
    limit: SOMETIMES,
    whenMuted: 'allowed',
    contact: null,
    reply: {} as { emblem: number },
  },

  /** `contact`: with the members of a party. Opponents are kept apart by the blocks that each ticket carries. */
  joinQueue: {
    by: 'desk',
    input: z.strictObject({ mode: WireId }),
    limit: OFTEN,
    whenMuted: 'allowed',
    contact: { absent: 'party/notReady', busy: 'party/busy' },
    reply: {} as { ticketId: string },
  },
  leaveQueue: { by: 'desk', input: Nothing, limit: OFTEN, whenMuted: 'allowed', contact: null, reply: {} as Nothing },
  /** While queued for a mode with bots: play now, with bots in the empty seats, of medium strength by default. */
  playBots: {
    by: 'desk',
    input: z.strictObject({ strength: z.enum(BOT_STRENGTHS).optional() }),
    limit: SELDOM,
    whenMuted: 'allowed',
    contact: null,
    reply: {} as Nothing,
  },
  acceptMatch: {
    by: 'desk',
    input: OfProposal,
    limit: OFTEN,
    whenMuted: 'allowed',
    contact: null,
    reply: {} as Nothing,
  },
  declineMatch: {
    by: 'desk',
    input: OfProposal,
    limit: OFTEN,
    whenMuted: 'allowed',
    contact: null,
    reply: {} as Nothing,
  },
  /** `code`: the invite code, of a private match only. */
  createMatch: {
    by: 'desk',
    input: z.strictObject({ mode: WireId, isPrivate: z.boolean() }),
    limit: SELDOM,
    whenMuted: 'allowed',
    contact: null,
    reply: {} as { matchId: string; code?: string },
  },
  /** An open match from the list, or one by its invite code in upper case. A block looks as if its last seat were taken. */
  joinMatch: {
    by: 'desk',
    input: z.union([OfMatch, z.strictObject({ code: z.string().regex(INVITE_CODE) })]),
    limit: OFTEN,
    whenMuted: 'allowed',
    contact: { absent: 'match/full' },
    reply: {} as { matchId: string },
  },
  watchMatch: {
    by: 'desk',
    input: OfMatch,
    limit: OFTEN,
    whenMuted: 'allowed',
    contact: { absent: 'match/unknown' },
    reply: {} as { matchId: string },
  },
  /** Asks to play the match again with the same players: it starts when all of them have asked. */
  rematch: {
    by: 'desk',
    input: OfMatch,
    limit: SELDOM,
    whenMuted: 'allowed',
    contact: { absent: 'invite/notHere' },
    reply: {} as Nothing,
  },
  challenge: {
    by: 'desk',
    input: OfPlayer.extend({ mode: WireId }),
    limit: SELDOM,
    whenMuted: 'refused',
    contact: ASK,
    reply: {} as Nothing,
  },
  /** Turns the push `matchesUpdated` on or off; the first one brings the whole list. Each tab asks when it is welcomed. */
  followMatches: {
    by: 'process',
    input: z.strictObject({ on: z.boolean() }),
    limit: { burst: 4 * SESSIONS_PER_PLAYER, perMinute: 60 },
    whenMuted: 'allowed',
    contact: null,
    isAutomatic: true,
    reply: {} as Nothing,
  },
  /**
   * The matches of the list whose tiles this tab shows, instead of those that it named before; nothing: none. Turns on the
   * push `tileUpdated` for them. Matches that are in no list, and those of players behind a block, get no push and no refusal.
   */
  watchTiles: {
    by: 'process',
    input: z.strictObject({ matchIds: z.array(WireId).max(TILES_MAX) }),
    limit: { burst: 4 * SESSIONS_PER_PLAYER, perMinute: 60 * SESSIONS_PER_PLAYER },
    whenMuted: 'allowed',
    contact: null,
    isAutomatic: true,
    reply: {} as Nothing,
  },

  createParty: { by: 'desk', input: Nothing, limit: SELDOM, whenMuted: 'allowed', contact: null, reply: {} as Nothing },
  inviteToParty: {
    by: 'desk',
    input: OfPlayer,
    limit: OFTEN,
    whenMuted: 'refused',
    contact: ASK,
    reply: {} as Nothing,
  },
  /** Accepts or declines an invite to a party, or a challenge. */
  answerInvite: {
    by: 'desk',
    input: z.strictObject({ inviteId: WireId, accept: z.boolean() }),
    limit: OFTEN,
    whenMuted: 'allowed',
    contact: { absent: 'invite/unknown' },
    reply: {} as Nothing,
  },
  leaveParty: { by: 'desk', input: Nothing, limit: OFTEN, whenMuted: 'allowed', contact: null, reply: {} as Nothing },
  /** Makes another member the party's leader. */
  promote: { by: 'desk', input: OfPlayer, limit: OFTEN, whenMuted: 'allowed', contact: null, reply: {} as Nothing },
  removeFromParty: {
    by: 'desk',
    input: OfPlayer,
    limit: OFTEN,
    whenMuted: 'allowed',
    contact: null,
    reply: {} as Nothing,
  },

  /**
   * Sends a friend request, or accepts one: two players who have added each other are friends. A blocked player's request
   * is kept, and shown to nobody: an absent player would not answer either.
   */
  addFriend: {
    by: 'process',
    input: OfPlayer,
    limit: OFTEN,
    whenMuted: 'refused',
    contact: { absent: 'player/unknown', declined: 'ask/declined' },
    reply: {} as { tie: 'asked' | 'friend' },
  },
  /** Ends a friendship, or withdraws or declines a friend request. The other player is not told which. */
  removeFriend: {
    by: 'process',
    input: OfPlayer,
    limit: OFTEN,
    whenMuted: 'allowed',
    contact: null,
    reply: {} as Nothing,
  },
  block: { by: 'process', input: OfPlayer, limit: OFTEN, whenMuted: 'allowed', contact: null, reply: {} as Nothing },
  unblock: { by: 'process', input: OfPlayer, limit: OFTEN, whenMuted: 'allowed', contact: null, reply: {} as Nothing },
  /** Channels may have limits of their own (server/lobby/Chat.ts). `waitMs`: in slow mode, before the next message. */
  sendChat: {
    by: 'process',
    input: SendChat,
    limit: { burst: 8, perMinute: 40 },
    whenMuted: 'refused',
    contact: { absent: 'chat/notHere' },
    reply: {} as { messageId: string; isWaiting?: true; waitMs?: number },
  },
  /** What has been said where the player can read, page by page. Each tab asks for each channel when it is welcomed. */
  chatHistory: {
    by: 'process',
    input: ReadChat,
    limit: { burst: 4 * SESSIONS_PER_PLAYER, perMinute: 120 },
    whenMuted: 'allowed',
    contact: null,
    isAutomatic: true,
    reply: {} as ChatPage,
  },
  /** Whispers of a friend that waited, up to this one, have been read. The friend is not told. */
  readWhispers: {
    by: 'process',
    input: OfPlayer.extend({ messageId: WireId }),
    limit: OFTEN,
    whenMuted: 'allowed',
    contact: null,
    isAutomatic: true,
    reply: {} as Nothing,
  },
  /** Goes to the operators. A second report of the same player replaces the first. */
  report: {
    by: 'process',
    input: OfPlayer.extend({ reason: z.enum(REPORT_REASONS), text: z.string().max(REPORT_MAX_CHARS).optional() }),
    limit: { burst: 3, perMinute: 6 },
    whenMuted: 'allowed',
    contact: null,
    reply: {} as Nothing,
  },
} as const satisfies Record<string, RequestEntry>;

type Table = typeof REQUESTS;
export type RequestName = keyof Table;
/** As a client sends it. */
export type RequestInput<Name extends RequestName> = z.input<Table[Name]['input']>;
/** As the server has parsed it. */
export type ReadInput<Name extends RequestName> = z.output<Table[Name]['input']>;
export type RequestReply<Name extends RequestName> = Table[Name]['reply'];
export type DeskRequestName = { [Name in RequestName]: Table[Name]['by'] extends 'desk' ? Name : never }[RequestName];
export type ProcessRequestName = Exclude<RequestName, DeskRequestName>;
